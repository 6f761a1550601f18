import { assert, assertEquals } from "@std/assert";
import { ignore, runStep } from "../testing/action_step.ts";
import { finish } from "../testing/process.ts";

Deno.test(
  "the action runs the job and warns once if GITHUB_STATE cannot be written",
  {
    ignore,
  },
  async () => {
    await runStep({}, {}, async ({ it, main }) => {
      const child = main({ GITHUB_STATE: "missing/state" });
      const { code, stdout, stderr } = await finish(child);
      assertEquals([code, it.cloud.runs.length], [0, 1], stderr);
      const lines = (stdout + stderr).match(/.*GITHUB_STATE.*/g);
      assertEquals(lines, [
        "::warning title=dbt-run::Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled",
      ]);
      assert(!/^\s+at /m.test(stderr), "a stack trace");
    });
  },
);
