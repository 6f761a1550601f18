/** What people read at the end of a run, and of what went wrong. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { dbtRun, LINK, SECOND, setUp } from "../../testing/harness.ts";

Deno.test("dbt-run says how long a success took, and what came of it", async () => {
  const { lines } = await dbtRun({ running: 252 * SECOND });
  assertEquals(
    lines.at(-2),
    "Succeeded in 4 min 12 s: 6 passed, 1 warned",
  );
});

// The end

Deno.test("dbt-run prints the failed nodes and the link after a long log, and cuts it where nothing folds", async () => {
  const logs = Array.from({ length: 1_000 }, (_, i) => `line ${i}`).join("\n");
  const results = { results: [{ unique_id: "model.a.b", status: "error" }] };
  const { lines } = await dbtRun({
    ending: "error",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs,
      fails: true,
      artifacts: { "run_results.json": results },
    }],
  });
  const log = lines.filter((line) => line.startsWith("  | line"));
  assertEquals([log.length, log.at(-1)], [200, "  | line 999"]);
  assert(lines.includes(`  … 800 lines before are at ${LINK}`));
  const end = lines.slice(lines.indexOf("  | line 999") + 1);
  assertMatch(
    end.join("\n"),
    /^Step 1 of 1 failed: dbt build\n {2}FAILED model b/,
  );
  assertEquals(end.at(-1), `Run failed or canceled. See why at ${LINK}`);
});

Deno.test("dbt-run says that more lines are left out where it had only the end of a log", async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => `line ${i} `);
  const logs = lines.map((line) => line.padEnd(79, "x")).join("\n");
  const steps = [{ name: "Invoke dbt with `dbt build`", logs, fails: true }];
  const { text } = await dbtRun({ ending: "error", steps });
  // A million characters are 12,500 lines of 80, and a part of one.
  assertStringIncludes(
    text,
    `  … more than 12301 lines before are at ${LINK}\n  | line 39800 `,
  );
});

Deno.test("dbt-run says what dbt Cloud says of a run that was cancelled", async () => {
  const statusMessage = "This run timed out after running for 1 day";
  const { text } = await dbtRun({ ending: "cancelled", statusMessage });
  assertStringIncludes(text, `dbt Cloud says: ${statusMessage}`);
});

Deno.test("dbt-run wait does not say that a job could not be triggered", async () => {
  const { text } = await dbtRun(
    {},
    { args: ["wait", "--latest"], env: { DBT_API_KEY: "wrong_key_99" } },
  );
  assert(!text.includes("Could not trigger"), text);
});

Deno.test("dbt-run says that a run never began if the time is over in the queue", async () => {
  const never = "Timed out after 5 s (--timeout): the run never left the queue";
  const args = ["--timeout=5"];
  const queued = await dbtRun({ queued: 60_000 }, { args });
  assertStringIncludes(queued.text, `error: ${never}`);
  const running = await dbtRun({ running: 60_000 }, { args });
  assert(!running.text.includes("queue"), running.text);
});

Deno.test("dbt-run does not say that it tries again when the time is over before", async () => {
  const headers = { "retry-after": "6" };
  const faults = { retrieve: Array(9).fill({ status: 503, headers }) };
  using fixture = setUp({ faults });
  const { lines, stderr } = await fixture.command({ args: ["--timeout=4"] });
  assertEquals(stderr, ["error: Timed out after 4 s (--timeout)"]);
  const again = lines.filter((line) => line.includes("Trying again in"));
  // Once, and not in 6 s: the last poll is at the end of the time.
  assertMatch(again.join("\n"), /^Cannot .*Trying again in 3 s$/);
  assertEquals(fixture.count("retrieve"), 2);
});
