/** What the log says of a run while it is in progress. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { FakeJob } from "../../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  dbtRun,
  LINK,
  MINUTE,
  SECOND,
  setUp,
} from "../../testing/harness.ts";

Deno.test("dbt-run prints the status when it changes, and each minute where it is", async () => {
  const { stdout } = await dbtRun({ queued: 5_000, running: 130 * SECOND });
  const lines = stdout.filter((line) => /^(Run status|Step)/.test(line));
  assertEquals(lines.map((line) => line.replace(/\(.*\)/, "(…)")), [
    "Run status -> Queued",
    "Run status -> Running",
    "Step 1 of 4: Clone git repository",
    "Step 2 of 4: Create profile from connection Snowflake",
    "Step 3 of 4: dbt deps",
    "Run status -> Running",
    "Step 3 of 4: dbt deps (…)",
    "Step 4 of 4: dbt build",
    "Run status -> Running",
    "Step 4 of 4: dbt build (…)",
    "Run status -> Success",
  ]);
});

Deno.test("dbt-run says the status of each run, also of one that was retried", async () => {
  const { stdout } = await dbtRun(
    { ending: "error", retry: { ending: "error" } },
    { args: ["--retries=1"] },
  );
  const errors = stdout.filter((line) => line === "Run status -> Error");
  assertEquals(errors.length, 2);
});

Deno.test("dbt-run says behind which run a queued run waits", async () => {
  using fixture = setUp({ running: 5_000 });
  const { lines } = await fixture.command({
    async fetch(input, init) {
      const response = await fixture.cloud.fetch(input, init);
      if (!/\/runs\/\d+\/$/.test(`${input}`)) return response;
      const body = await response.json();
      Object.assign(body.data, { status: 1, blocked_by: [4711] });
      if (fixture.time.now - Date.UTC(2026, 0, 31) > 9_000) {
        body.data.status = 10;
      }
      return Response.json(body);
    },
  });
  assert(lines.includes("Waiting for run 4711 to end"), lines.join("\n"));
});

Deno.test("dbt-run wait does not say of a run that has ended that it is running", async () => {
  using fixture = setUp();
  const { id } = fixture.cloud.trigger(2);
  fixture.time.tick(MINUTE);
  const { lines } = await fixture.command({ args: ["wait", `${id}`] });
  const text = lines.join("\n");
  assertStringIncludes(text, `Run ${id} had ended already (success): ${LINK}`);
  assert(!text.includes("Job running!"), text);
});

/** Runs a job that took 12 min three times before. */
async function dbtRunAgain(job: FakeJob, more: CommandOptions = {}) {
  const jobs: Record<number, FakeJob> = { 2: { running: 12 * MINUTE } };
  using fixture = setUp({ jobs });
  for (let i = 0; i < 3; i++) {
    fixture.cloud.trigger(2, { cause: "Nightly" });
    fixture.time.tick(60 * MINUTE);
  }
  jobs[2] = job;
  return await fixture.command(more);
}

Deno.test("dbt-run counts down by the usual time each minute, and says in the verdict that it took far longer", async () => {
  const { lines } = await dbtRunAgain({ running: 25 * MINUTE });
  const usual = lines.indexOf("Usually takes 12 min (the last 3 took 12 min)");
  assert(usual > 0 && lines[usual - 1] === "Run status -> Running");
  const left = lines.filter((line) => line.includes("; "));
  assertMatch(
    left[0]!,
    /^Step 1 of 4: .* \(.*\); about 11 min left for the run$/,
  );
  assertMatch(left.at(-1)!, /; the run takes longer than usual \(12 min\)$/);
  assertStringIncludes(
    lines.at(-2)!,
    "Succeeded in 25 min (usually 12 min): ",
  );
});

Deno.test("dbt-run says nothing of the usual time in the verdict of a run that took it, failed, or was retried", async () => {
  const ways: [FakeJob, string[], verdict: RegExp][] = [
    [{ running: 14 * MINUTE }, [], /^Succeeded in 14 min: /],
    [{ running: MINUTE, ending: "error" }, [], /^Failed after 1 min: /],
    [
      {
        running: 2 * MINUTE,
        ending: "error",
        retry: { running: MINUTE, ending: "success" },
      },
      ["--retries=1"],
      /^Succeeded in 1 min: /,
    ],
  ];
  for (const [job, args, verdict] of ways) {
    const { lines } = await dbtRunAgain(job, { args });
    assertMatch(lines.at(-2)!, verdict);
  }
});
