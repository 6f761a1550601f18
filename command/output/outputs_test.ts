import { assertEquals, assertStringIncludes } from "@std/assert";
import { LINK, setUp } from "../../testing/harness.ts";

const GITHUB = {
  GITHUB_ACTIONS: "true",
  GITHUB_OUTPUT: "/runner/output",
  GITHUB_STEP_SUMMARY: "/runner/summary.md",
};

Deno.test("dbt-run hands the run on as soon as it is triggered", async () => {
  using fixture = setUp({ running: 60_000 });
  const files = new Map<string, string>();
  const { code } = await fixture.command({
    env: GITHUB,
    files,
    args: ["--no-wait"],
  });
  assertEquals([code, files.get("/runner/output")], [
    0,
    `run_id=300580980\nrun_url=${LINK}\n`,
  ]);
});

Deno.test("dbt-run hands on how a cancelled run ended", async () => {
  using fixture = setUp({ running: 60_000 });
  const files = new Map<string, string>();
  const { code } = await fixture.command({
    env: { GITLAB_CI: "true" },
    files,
    signals: [[30_000, "SIGTERM"]],
  });
  assertEquals(code, 143);
  assertStringIncludes(files.get("dbt-run.env")!, "\nrun_status=cancelled\n");
});
