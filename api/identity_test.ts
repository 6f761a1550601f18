import { assertEquals, assertRejects } from "@std/assert";
import {
  cancelRun,
  DbtCloudError,
  getRun,
  listRuns,
  retryRun,
  triggerAndWait,
  triggerRun,
} from "../mod.ts";
import { MINUTE, RUN, setUp } from "../testing/harness.ts";
import { findMismatch, type RunIdentity } from "./identity.ts";
import type { RawRun } from "./read_run.ts";

const cases: [
  what: string,
  raw: RawRun,
  expected: RunIdentity,
  mismatch: string | undefined,
][] = [
  ["an id", { id: 7 }, { id: 7 }, undefined],
  ["another id", { id: 9 }, { id: 7 }, "run 9"],
  ["no job", { id: 7 }, { jobId: 2 }, undefined],
  ["a job", { id: 7, job_definition_id: 2 }, { jobId: 2 }, undefined],
  ["a job as text", { id: 7, job_definition_id: "2" }, { jobId: 2 }, undefined],
  [
    "another job",
    { id: 7, job_definition_id: 3 },
    { jobId: 2 },
    "run 7 of another job",
  ],
  [
    "a mark",
    { id: 7, trigger: { cause: "Build [dbt-run 9c41a07e]" } },
    { mark: "9c41a07e" },
    undefined,
  ],
  ["no cause", { id: 7, trigger: { cause: null } }, { mark: "a" }, undefined],
  ["no trigger", { id: 7, trigger: null }, { mark: "9c41a07e" }, undefined],
  [
    "another mark",
    { id: 7, trigger: { cause: "Build [dbt-run 11111111]" } },
    { mark: "9c41a07e" },
    "run 7 of another trigger",
  ],
  [
    "a cause that is sent without a mark",
    { id: 7, trigger: { cause: "Build" } },
    { mark: null },
    undefined,
  ],
  ["a retry", { id: 8, retrying_run_id: 7 }, { retriedId: 7 }, undefined],
  ["no retried run", { id: 8 }, { retriedId: 7 }, undefined],
  [
    "a run that is no retry",
    { id: 8, retrying_run_id: null },
    { retriedId: 7 },
    "run 8, which is no retry of run 7",
  ],
  [
    "a retry of another run",
    { id: 8, retrying_run_id: 5 },
    { retriedId: 7 },
    "run 8, which is no retry of run 7",
  ],
  [
    "the run that was to be retried",
    { id: 7 },
    { retriedId: 7 },
    "run 7, which is no retry of run 7",
  ],
];
for (const [what, raw, expected, mismatch] of cases) {
  Deno.test(`findMismatch() looks at ${what}`, () => {
    assertEquals(findMismatch(raw, expected), mismatch);
  });
}

Deno.test("triggerAndWait() follows its own run if the trigger is answered with another job's", async () => {
  using it = setUp({
    running: MINUTE,
    jobs: { 2: {}, 3: {} },
    faults: { trigger: [{ data: { id: RUN, job_definition_id: 3 } }] },
  });
  const other = it.cloud.trigger(3);
  const run = await it.settle(
    triggerAndWait({ ...it.job, timeout: 5 * MINUTE }),
  );
  assertEquals(other.id, RUN);
  assertEquals([run.id, it.count("trigger")], [RUN + 1, 1]);
});

Deno.test("triggerAndWait() cancels no run of another job on an abort", async () => {
  using it = setUp({
    running: 60 * MINUTE,
    jobs: { 2: {}, 3: {} },
    faults: { trigger: [{ data: { id: RUN, job_definition_id: 3 } }] },
  });
  it.cloud.trigger(3);
  const signal = AbortSignal.timeout(MINUTE);
  await assertRejects(() =>
    it.settle(triggerAndWait({ ...it.job, signal, cancelOnAbort: true }))
  );
  const cancelled = it.cloud.requests.filter(({ endpoint }) =>
    endpoint === "cancel"
  ).map(({ path }) => path);
  assertEquals(cancelled, [`/api/v2/accounts/1/runs/${RUN + 1}/cancel/`]);
});

Deno.test("triggerRun() believes no answer with another mark", async () => {
  const trigger = { cause: "Other [dbt-run 11111111]" };
  using it = setUp({ faults: { trigger: [{ data: { id: 99, trigger } }] } });
  const run = await it.settle(triggerRun(it.job));
  assertEquals([run.id, it.count("trigger")], [RUN, 1]);
});

Deno.test("retryRun() believes no answer that is no retry of the run", async () => {
  for (const data of [{ id: 99, retrying_run_id: 5 }, { id: RUN }]) {
    using it = setUp({ ending: "error", faults: { retry: [{ data }] } });
    const failed = it.cloud.trigger(2);
    it.time.tick(MINUTE);
    const run = await it.settle(retryRun(failed.id, it.account));
    assertEquals([run.id, it.count("retry")], [RUN + 1, 1]);
  }
});

Deno.test("cancelRun() believes no answer about another run", async () => {
  using it = setUp({ faults: { cancel: [{ data: { id: 99 } }] } });
  const { id } = it.cloud.trigger(2);
  await assertRejects(
    () => it.settle(cancelRun(id, it.account)),
    DbtCloudError,
    `Cannot cancel run ${id}: dbt Cloud answered 200, but the body is run 99`,
  );
});

Deno.test("listRuns() leaves out odd rows and runs of other jobs", async () => {
  using it = setUp();
  const rows = [
    null,
    7,
    { id: "x" },
    { id: 5, job_definition_id: 3, status: 10 },
    { id: 4, job_definition_id: 2, status: 10 },
    { id: 3, status: { odd: true } },
  ];
  const fetch = () => Promise.resolve(Response.json({ data: rows }));
  const runs = await it.settle(listRuns(2, { ...it.account, fetch }));
  assertEquals(runs.map(({ id }) => id), [4, 3]);
});

Deno.test("triggerRun() does not post again while a list has a row that nobody can read", async () => {
  using it = setUp({
    faults: { trigger: [{ answer: "reset" }] },
  });
  let posts = 0;
  const startedAt = it.time.now;
  const error = await assertRejects(
    () =>
      it.settle(triggerRun({
        ...it.job,
        fetch: (input, init) => {
          if (init?.method === "POST") {
            posts++;
            return it.cloud.fetch(input, init);
          }
          return Promise.resolve(Response.json({ data: [{ id: null }] }));
        },
      })),
    DbtCloudError,
    "A run may have been started",
  );
  assertEquals([error.kind, posts], ["lost", 1]);
  assertEquals(it.time.now - startedAt, 30_000);
});

Deno.test("getRun() believes no answer about another run", async () => {
  using it = setUp({ faults: { retrieve: [{ data: { id: 99 } }] } });
  const { id } = it.cloud.trigger(2);
  await assertRejects(
    () => it.settle(getRun(id, it.account)),
    DbtCloudError,
    "but the body is run 99",
  );
});
