import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  cancelRun,
  getRun,
  listRuns,
  retryRun,
  triggerAndWait,
  triggerRun,
  waitForRun,
} from "../mod.ts";
import { HOUR, setUp } from "../testing/harness.ts";

Deno.test("triggerRun() knows the cause and the job's name, and a wait keeps them", async () => {
  using fixture = setUp({ running: 5_000 });
  const run = await fixture.settle(
    triggerAndWait({ ...fixture.job, cause: "Nightly" }),
  );
  assertEquals({
    jobName: run.jobName,
    jobId: run.jobId,
    environmentId: run.environmentId,
  }, { jobName: "Deploy", jobId: 2, environmentId: 46412 });
  assertStringIncludes(run.cause!, "Nightly [dbt-run ");
});

Deno.test("getRun() asks for the steps only if they are wanted", async () => {
  using fixture = setUp({ ending: "error" });
  const { id } = fixture.cloud.trigger(2);
  const run = await fixture.settle(getRun(id, fixture.account));
  assertEquals([run.steps, run.cause], [[], "API-triggered job"]);
  const { steps } = await fixture.settle(
    getRun(run, { ...fixture.account, steps: true }),
  );
  assertEquals(steps.map(({ index, status }) => [index, status]), [
    [1, "success"],
    [2, "success"],
    [3, "success"],
    [4, "error"],
  ]);
  assertStringIncludes(steps[3]!.logs!, "Completed with 2 errors");
});

Deno.test("getRun() reads a run whose id is beyond 32 bits", async () => {
  using fixture = setUp({
    faults: { retrieve: [{ data: { id: 70403110257794, href: null } }] },
  });
  fixture.cloud.trigger(2);
  const run = await fixture.settle(getRun(70403110257794, {
    ...fixture.account,
    fetch: (input, init) =>
      fixture.cloud.fetch(
        String(input).replace("70403110257794", "300580980"),
        init,
      ),
  }));
  assertEquals([run.id, run.href], [
    70403110257794,
    "https://cloud.getdbt.com/deploy/1/projects/52901/runs/70403110257794/",
  ]);
});

Deno.test("listRuns() lists the latest runs of a job, of one status if wanted", async () => {
  using fixture = setUp({ jobs: { 2: {}, 3: { ending: "error" } } });
  const ids = [2, 3, 2].map((jobId) => fixture.cloud.trigger(jobId).id);
  const list = (jobId: number, more = {}) =>
    fixture.settle(listRuns(jobId, { ...fixture.account, ...more }));
  assertEquals((await list(2)).map(({ id }) => id), [ids[2], ids[0]]);
  assertEquals((await list(2, { limit: 1 })).length, 1);
  assertEquals((await list(3, { status: "success" })).length, 0);
  assertEquals((await list(3, { status: "error" })).length, 1);
});

Deno.test("cancelRun() cancels the run", async () => {
  using fixture = setUp({ running: HOUR });
  const started = await fixture.settle(triggerRun(fixture.job));
  const run = await fixture.settle(cancelRun(started, fixture.account));
  assertEquals([run.status, run.statusMessage], [
    "cancelled",
    "Cancelled by user.",
  ]);
});

Deno.test("retryRun() retries a run that failed", async () => {
  using fixture = setUp({ ending: "error" });
  const first = fixture.cloud.trigger(2);
  const { canRetry } = await fixture.settle(getRun(first.id, fixture.account));
  assertEquals(canRetry, true);
  const second = await fixture.settle(retryRun(first.id, fixture.account));
  assertEquals(fixture.cloud.runs[1]!.retryingRunId, first.id);
  const ended = await fixture.settle(waitForRun(second, fixture.account));
  assertEquals(ended.status, "success");
});
