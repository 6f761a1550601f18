/** The start of a run, with and without a wait for it. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const linkOf = (id = RUN) =>
  `https://cloud.getdbt.com/deploy/1/projects/52901/runs/${id}/`;

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions = {},
  prepare: (fixture: ReturnType<typeof setUp>) => void = () => {},
) {
  using fixture = setUp(options);
  prepare(fixture);
  const result = await fixture.command(more);
  const statuses = fixture.cloud.runs.map(fixture.cloud.getStatus);
  return {
    ...result,
    text: result.lines.join("\n"),
    statuses,
    count: fixture.count,
  };
}

Deno.test("dbt-run --no-wait ends once the run is queued", async () => {
  const { code, stdout, count } = await dbtRun(
    { running: MINUTE },
    { args: ["--no-wait"] },
  );
  assertEquals(
    { code, trigger: count("trigger"), retrieve: count("retrieve") },
    { code: 0, trigger: 1, retrieve: 0 },
  );
  assertEquals(stdout.at(-1), `Job running! See job status at ${linkOf()}`);
});

Deno.test("dbt-run --no-wait makes sure that a lost answer left one run", async () => {
  const { code, statuses, took } = await dbtRun({
    running: 10 * MINUTE,
    faults: { trigger: [{ answer: "reset", doneAfter: 45 * SECOND }] },
  }, { args: ["--no-wait"] });
  assertEquals([code, statuses.toSorted()], [0, [3, 30]]);
  assert(took <= 2 * MINUTE);
});

for (
  const command of [[], ["wait", "7"], ["wait", "--latest"], ["cancel", "7"]]
) {
  Deno.test(`dbt-run ${command.join(" ")} --dry-run sends nothing`, async () => {
    using fixture = setUp();
    const { code, stdout } = await fixture.command({
      args: [...command, "--dry-run"],
    });
    assertEquals([code, fixture.cloud.requests.length], [0, 0]);
    assertMatch(stdout.at(-1)!, /nothing was sent|^Would (wait for|cancel)/);
  });
}

// What dbt Cloud refuses

Deno.test("dbt-run exits 3 if dbt Cloud refuses, in the words of the script", async () => {
  const { code, stdout, stderr, statuses } = await dbtRun({
    apiKey: "another",
  });
  assertEquals([code, statuses], [3, []]);
  assertEquals(stdout.slice(-2), [
    "ERROR! - Could not trigger job:",
    ' dbt Cloud answered 401 "Invalid token"',
  ]);
  assertMatch(
    stderr.join(),
    /^error: Cannot trigger job 2: .* Check the access URL/,
  );
});

Deno.test("dbt-run exits 3 if it is unclear whether a run was started", async () => {
  const { code, stderr } = await dbtRun({
    faults: { trigger: Array(9).fill({ status: 503 }) },
  });
  assertEquals(code, 3);
  assertMatch(
    stderr.join(),
    /A run may have been started: look for \[dbt-run \w{8}\] at https:\S+\/jobs\/2\//,
  );
});

Deno.test("dbt-run survives an outage of 9 minutes, and exits 3 after 10 with the link", async () => {
  for (const [minutes, expected] of [[9, 0], [20, 3]] as const) {
    using fixture = setUp({ running: 5 * MINUTE });
    const began = fixture.time.now;
    const { code, stderr } = await fixture.command({
      fetch: (input, init) => {
        const at = fixture.time.now - began - MINUTE;
        return at >= 0 && at < minutes * MINUTE
          ? Promise.resolve(new Response("<html>", { status: 503 }))
          : fixture.cloud.fetch(input, init);
      },
    });
    assertEquals([code, fixture.count("cancel")], [expected, 0]);
    if (expected === 3) {
      assertStringIncludes(
        stderr.at(-1)!,
        `The run may still be running: ${linkOf()}`,
      );
    }
  }
});
