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
  using fixture = setUp({
    running: MINUTE,
    jobs: { 2: {}, 3: {} },
    faults: { trigger: [{ data: { id: RUN, job_definition_id: 3 } }] },
  });
  const other = fixture.cloud.trigger(3);
  const run = await fixture.settle(
    triggerAndWait({ ...fixture.job, timeout: 5 * MINUTE }),
  );
  assertEquals(other.id, RUN);
  assertEquals([run.id, fixture.count("trigger")], [RUN + 1, 1]);
});

Deno.test("triggerAndWait() cancels no run of another job on an abort", async () => {
  using fixture = setUp({
    running: 60 * MINUTE,
    jobs: { 2: {}, 3: {} },
    faults: { trigger: [{ data: { id: RUN, job_definition_id: 3 } }] },
  });
  fixture.cloud.trigger(3);
  const signal = AbortSignal.timeout(MINUTE);
  await assertRejects(() =>
    fixture.settle(
      triggerAndWait({ ...fixture.job, signal, cancelOnAbort: true }),
    )
  );
  const cancelled = fixture.cloud.requests.filter(({ endpoint }) =>
    endpoint === "cancel"
  ).map(({ path }) => path);
  assertEquals(cancelled, [`/api/v2/accounts/1/runs/${RUN + 1}/cancel/`]);
});

Deno.test("triggerRun() believes no answer with another mark", async () => {
  const trigger = { cause: "Other [dbt-run 11111111]" };
  using fixture = setUp({
    faults: { trigger: [{ data: { id: 99, trigger } }] },
  });
  const run = await fixture.settle(triggerRun(fixture.job));
  assertEquals([run.id, fixture.count("trigger")], [RUN, 1]);
});

Deno.test("retryRun() believes no answer that is no retry of the run", async () => {
  for (const data of [{ id: 99, retrying_run_id: 5 }, { id: RUN }]) {
    using fixture = setUp({ ending: "error", faults: { retry: [{ data }] } });
    const failed = fixture.cloud.trigger(2);
    fixture.time.tick(MINUTE);
    const run = await fixture.settle(retryRun(failed.id, fixture.account));
    assertEquals([run.id, fixture.count("retry")], [RUN + 1, 1]);
  }
});

Deno.test("cancelRun() believes no answer about another run", async () => {
  using fixture = setUp({ faults: { cancel: [{ data: { id: 99 } }] } });
  const { id } = fixture.cloud.trigger(2);
  await assertRejects(
    () => fixture.settle(cancelRun(id, fixture.account)),
    DbtCloudError,
    `Cannot cancel run ${id}: dbt Cloud answered 200, but the body is run 99`,
  );
});

Deno.test("listRuns() leaves out odd rows and runs of other jobs", async () => {
  using fixture = setUp();
  const rows = [
    null,
    7,
    { id: "x" },
    { id: 5, job_definition_id: 3, status: 10 },
    { id: 4, job_definition_id: 2, status: 10 },
    { id: 3, status: { odd: true } },
  ];
  const fetch = () => Promise.resolve(Response.json({ data: rows }));
  const runs = await fixture.settle(listRuns(2, { ...fixture.account, fetch }));
  assertEquals(runs.map(({ id }) => id), [4, 3]);
});

Deno.test("triggerRun() does not post again while a list has a row that nobody can read", async () => {
  using fixture = setUp({
    faults: { trigger: [{ answer: "reset" }] },
  });
  let posts = 0;
  const startedAt = fixture.time.now;
  const error = await assertRejects(
    () =>
      fixture.settle(triggerRun({
        ...fixture.job,
        fetch: (input, init) => {
          if (init?.method === "POST") {
            posts++;
            return fixture.cloud.fetch(input, init);
          }
          return Promise.resolve(Response.json({ data: [{ id: null }] }));
        },
      })),
    DbtCloudError,
    "A run may have been started",
  );
  assertEquals([error.kind, posts], ["lost", 1]);
  assertEquals(fixture.time.now - startedAt, 30_000);
});

Deno.test("getRun() believes no answer about another run", async () => {
  using fixture = setUp({ faults: { retrieve: [{ data: { id: 99 } }] } });
  const { id } = fixture.cloud.trigger(2);
  await assertRejects(
    () => fixture.settle(getRun(id, fixture.account)),
    DbtCloudError,
    "but the body is run 99",
  );
});
