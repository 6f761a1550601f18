/** One run, never two: what happens when the answer to a POST is lost. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  DbtCloudError,
  retryRun,
  triggerAndWait,
  triggerRun,
  UnclearTriggerError,
} from "../mod.ts";
import type { Fault } from "../testing/fake_dbt_cloud.ts";
import {
  ACCOUNT_PAGE,
  KEY,
  LOST,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const markOf = (cause: string) => /\[dbt-run ([0-9a-f]{8})\]$/.exec(cause)?.[1];

// The mark

// The run is found

const unclear: Record<string, Fault> = {
  "was lost": LOST,
  "never came": { answer: "none", done: true },
  "was cut off": { answer: "cut", done: true },
  "was an HTML page": { status: 200, body: "<html>", done: true },
  "was empty": { status: 204, done: true },
  "was 408": { status: 408, done: true },
  "was 409": { status: 409, done: true },
  "was 425": { status: 425, done: true },
  "was 500": { status: 500, body: { detail: "No" }, done: true },
  "was 502 with an HTML page": { status: 502, body: "<html>", done: true },
  "was 504": { status: 504, done: true },
  "had no data": { data: null, done: true },
  "had the id 0": { data: { id: 0 }, done: true },
  "had the id -5": { data: { id: -5 }, done: true },
  "had the id 1.5": { data: { id: 1.5 }, done: true },
  "had an id above 2^53": { data: { id: 2 ** 53 }, done: true },
};
for (const [what, fault] of Object.entries(unclear)) {
  Deno.test(`triggerRun() adopts the run when the answer ${what}`, async () => {
    using fixture = setUp({ running: MINUTE, faults: { trigger: [fault] } });
    const run = await fixture.settle(triggerRun(fixture.job));
    assertEquals(fixture.cloud.runs.map(({ id }) => id), [run.id]);
    assertEquals(fixture.count("trigger"), 1);
    assertMatch(
      fixture.notices.join("\n"),
      /Looking for the run before another try\nFound run \d+/,
    );
  });
}

// In a crowd

Deno.test("triggerRun() never takes a run of the same fields and the same second for its own", async () => {
  using fixture = setUp({ faults: { trigger: [{ status: 502 }] } });
  fixture.cloud.trigger(2);
  setTimeout(() => fixture.cloud.trigger(2), 500);
  setTimeout(
    () =>
      fixture.cloud.trigger(2, {
        cause: "API-triggered job [dbt-run 00000000]",
      }),
    500,
  );
  const run = await fixture.settle(triggerRun(fixture.job));
  assertEquals([fixture.cloud.runs.length, fixture.cloud.runs.at(-1)!.id], [
    4,
    run.id,
  ]);
});

Deno.test("triggerRun() of two pipelines adopts each its own run", async () => {
  using fixture = setUp({ faults: { trigger: [LOST, LOST] } });
  const both = Promise.all([triggerRun(fixture.job), triggerRun(fixture.job)]);
  const ids = (await fixture.settle(both)).map(({ id }) => id);
  assertEquals(ids.toSorted(), [RUN, RUN + 1]);
  assertEquals(fixture.cloud.runs.length, 2);
});

Deno.test("triggerRun() never adopts another run if its own does not exist", async () => {
  using fixture = setUp({ faults: { trigger: [LOST, { answer: "reset" }] } });
  const both = Promise.all([triggerRun(fixture.job), triggerRun(fixture.job)]);
  const ids = (await fixture.settle(both)).map(({ id }) => id);
  assertEquals(new Set(ids).size, 2);
  assertEquals(fixture.cloud.runs.length, 2);
});

// Posted again

Deno.test("triggerRun() posts again, with the same mark, when there is no run", async () => {
  using fixture = setUp({
    faults: { trigger: [{ status: 503 }, { answer: "reset" }] },
  });
  const run = await fixture.settle(triggerRun(fixture.job));
  assertEquals(fixture.cloud.runs.map(({ id }) => id), [run.id]);
  assertEquals(fixture.count("trigger"), 3);
  const marks = fixture.cloud.requests.filter(({ endpoint }) =>
    endpoint === "trigger"
  )
    .map(({ body }) => markOf(JSON.parse(body).cause));
  assertEquals(new Set(marks).size, 1);
});

Deno.test("triggerRun() gives up after three POSTs, and says what to look for", async () => {
  using fixture = setUp({
    faults: { trigger: Array(9).fill({ status: 503 }) },
  });
  const error = await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    UnclearTriggerError,
    "Cannot trigger job 2: dbt Cloud answered 503. A run may have been started: look for [dbt-run ",
  );
  assertEquals([error.status, fixture.count("trigger")], [503, 3]);
  assertEquals(error.page, `${ACCOUNT_PAGE}/jobs/2/`);
  assertStringIncludes(
    error.message,
    `[dbt-run ${error.mark}] at ${error.page}`,
  );
});

Deno.test("triggerRun() does not post again as long as it cannot look", async () => {
  using fixture = setUp({
    faults: { trigger: [LOST], list: Array(20).fill({ status: 502 }) },
  });
  await fixture.settle(triggerRun(fixture.job));
  assertEquals([fixture.cloud.runs.length, fixture.count("trigger")], [1, 1]);
});

Deno.test("triggerRun() says that all is unclear if it can never look", async () => {
  using fixture = setUp({
    faults: { trigger: [LOST], list: Array(200).fill({ status: 502 }) },
  });
  await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    UnclearTriggerError,
    "Cannot list the runs: dbt Cloud answered 502. A run may have been started",
  );
  assertEquals(fixture.count("trigger"), 1);
});

Deno.test("triggerRun() says that all is unclear if it is not allowed to look", async () => {
  using fixture = setUp({
    faults: {
      trigger: [LOST],
      list: [{ status: 403, body: { detail: "No" } }],
    },
  });
  await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    UnclearTriggerError,
    'Cannot list the runs: dbt Cloud answered 403 "No". A run may have been started',
  );
});

Deno.test("triggerRun() is unclear, not refused, if a refusal follows a lost answer", async () => {
  using fixture = setUp({
    listedAfter: 10 * MINUTE,
    faults: { trigger: [LOST, { status: 403, body: { detail: "No" } }] },
  });
  await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    UnclearTriggerError,
  );
});

// A second run

Deno.test("triggerRun() takes a 409 in dbt Cloud's own words for a clear refusal", async () => {
  const body = { status: { user_message: "Job is busy" }, data: null };
  using fixture = setUp({ faults: { trigger: [{ status: 409, body }] } });
  const began = fixture.time.now;
  const error = await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    DbtCloudError,
    'answered 409 "Job is busy"',
  );
  assert(!(error instanceof UnclearTriggerError));
  assertEquals([fixture.count("trigger"), fixture.time.now - began], [1, 0]);
});

Deno.test("triggerRun() does not count refusals of a busy dbt Cloud as POSTs", async () => {
  const busy = { status: 429, headers: { "retry-after": "2" } };
  using fixture = setUp({
    faults: { trigger: [busy, busy, busy, { status: 503 }] },
  });
  await fixture.settle(triggerRun(fixture.job));
  assertEquals([fixture.count("trigger"), fixture.cloud.runs.length], [5, 1]);
});

// Without a mark

Deno.test("triggerRun() never guesses without a mark: it names the page to look at", async () => {
  using fixture = setUp({ running: MINUTE, faults: { trigger: [LOST] } });
  const error = await assertRejects(
    () => fixture.settle(triggerRun({ ...fixture.job, mark: false })),
    UnclearTriggerError,
    `A run may have been started: look for it at ${ACCOUNT_PAGE}/jobs/2/`,
  );
  assertEquals([error.mark, error.candidates], [null, []]);
  assertEquals([fixture.count("trigger"), fixture.count("list")], [1, 0]);
});

Deno.test("triggerRun() does not post again without a mark", async () => {
  using fixture = setUp({ faults: { trigger: [{ status: 503 }] } });
  await assertRejects(
    () => fixture.settle(triggerRun({ ...fixture.job, mark: false })),
    UnclearTriggerError,
  );
  assertEquals(fixture.count("trigger"), 1);
});

// Clear answers

for (const status of [301, 400, 401, 402, 403, 404, 405, 407, 410, 421, 422]) {
  Deno.test(`triggerRun() fails at once on ${status}`, async () => {
    using fixture = setUp({ faults: { trigger: [{ status }] } });
    const began = fixture.time.now;
    const error = await assertRejects(
      () => fixture.settle(triggerRun(fixture.job)),
      DbtCloudError,
    );
    assertEquals(error.status, status);
    assert(!(error instanceof UnclearTriggerError));
    assertEquals([fixture.time.now - began, fixture.cloud.requests.length], [
      0,
      1,
    ]);
  });
}

Deno.test("triggerRun() waits and posts again on 429", async () => {
  const now = Date.UTC(2026, 0, 31);
  const cases: [Record<string, string>, number][] = [
    [{}, 60 * SECOND],
    [{ "retry-after": "7" }, 7 * SECOND],
    [{ "retry-after": new Date(now + 9_000).toUTCString() }, 9 * SECOND],
    [{ "retry-after": "99999" }, 5 * MINUTE],
    [{ "retry-after": "0" }, SECOND],
    [{ "retry-after": new Date(now - 9_000).toUTCString() }, SECOND],
    [{ "retry-after": "soon" }, 60 * SECOND],
  ];
  for (const [headers, expected] of cases) {
    using fixture = setUp({ faults: { trigger: [{ status: 429, headers }] } });
    const began = fixture.time.now;
    await fixture.settle(triggerRun(fixture.job));
    assertEquals(fixture.time.now - began, expected);
    assertEquals([fixture.cloud.runs.length, fixture.count("list")], [1, 0]);
  }
});

Deno.test("triggerRun() reads the date in Retry-After by the server's clock", async () => {
  const clockSkew = 7 * MINUTE;
  const at = Date.UTC(2026, 0, 31) + clockSkew + 9_000;
  const headers = { "retry-after": new Date(at).toUTCString() };
  using fixture = setUp({
    clockSkew,
    faults: { trigger: [{ status: 429, headers }] },
  });
  const began = fixture.time.now;
  await fixture.settle(triggerRun(fixture.job));
  assertEquals(fixture.time.now - began, 9 * SECOND);
});

Deno.test("triggerRun() gives up after ten minutes of 429", async () => {
  using fixture = setUp({
    faults: { trigger: Array(99).fill({ status: 429 }) },
  });
  const began = fixture.time.now;
  const error = await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    DbtCloudError,
  );
  assertEquals(error.status, 429);
  assertEquals(fixture.time.now - began, 10 * MINUTE);
});

Deno.test("triggerRun() tries again if the request never left", async () => {
  using fixture = setUp({ faults: { trigger: [{ answer: "refused" }] } });
  await fixture.settle(triggerRun(fixture.job));
  assertEquals([fixture.cloud.runs.length, fixture.count("list")], [1, 0]);
});

Deno.test("triggerRun() tries for 30 s to send a request that never left, and says so at once", async () => {
  using fixture = setUp({
    faults: { trigger: Array(99).fill({ answer: "refused" }) },
  });
  const startedAt = fixture.time.now;
  const error = await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    DbtCloudError,
  );
  assert(!(error instanceof UnclearTriggerError));
  assertEquals([error.kind, error.obstacle], ["unsent", "network"]);
  assertEquals(fixture.time.now - startedAt, 30 * SECOND);
  assertEquals(fixture.cloud.requests[0]!.at, startedAt);
  assertMatch(fixture.notices[0]!, /Connection refused\. Trying again in 1 s$/);
});

Deno.test("triggerRun() says once that the cause was cut, however often it posts", async () => {
  using fixture = setUp({
    faults: { trigger: [{ answer: "refused" }, { answer: "refused" }] },
  });
  const cause = "x".repeat(300);
  await fixture.settle(triggerRun({ ...fixture.job, cause }));
  const warnings = fixture.notices.filter((text) => text.includes("was cut"));
  assertEquals([warnings.length, fixture.count("trigger")], [1, 3]);
});

Deno.test("triggerRun() starts one run once the network is there, whatever was lost after that", async () => {
  using fixture = setUp({
    faults: {
      trigger: [
        ...Array(5).fill({ answer: "refused" }),
        { answer: "reset" },
        { answer: "refused" },
        { answer: "reset", done: true },
      ],
    },
  });
  await fixture.settle(triggerRun(fixture.job));
  assertEquals([fixture.cloud.runs.length, fixture.count("trigger")], [1, 8]);
});

for (
  const message of [
    "invalid peer certificate: UnknownIssuer",
    "invalid peer certificate: Expired",
    "received corrupt message of type InvalidContentType",
    "bad port",
  ]
) {
  Deno.test(`triggerRun() does not try for 30 s after "${message}", which does not pass`, async () => {
    using fixture = setUp();
    const url = "https://cloud.getdbt.com/";
    const cause = message === "bad port" ? new Error(message) : new Error(
      `error sending request for url (${url}): client error (Connect): ${message}`,
    );
    let posts = 0;
    const fetch = () => {
      posts++;
      return Promise.reject(new TypeError("fetch failed", { cause }));
    };
    const startedAt = fixture.time.now;
    const error = await assertRejects(
      () => fixture.settle(triggerRun({ ...fixture.job, fetch })),
      DbtCloudError,
    );
    assertEquals([error.kind, posts], ["unsent", 3]);
    assert(fixture.time.now - startedAt <= 4 * SECOND);
  });
}

Deno.test("triggerRun() posts once to a host that shows a page for everything, and ends after 30 s", async () => {
  using fixture = setUp();
  const page = "<!doctype html><title>Sign in</title>";
  let posts = 0;
  const startedAt = fixture.time.now;
  const error = await assertRejects(
    () =>
      fixture.settle(triggerRun({
        ...fixture.job,
        fetch: (_input, init) => {
          if (init?.method === "POST") posts++;
          const headers = { "content-type": "text/html" };
          return Promise.resolve(new Response(page, { headers }));
        },
      })),
    UnclearTriggerError,
    "Cannot trigger job 2: dbt Cloud answered 200 with an HTML page: Sign in",
  );
  assertEquals({ kind: error.kind, status: error.status, posts }, {
    kind: "foreign",
    status: 200,
    posts: 1,
  });
  assert(
    fixture.time.now - startedAt <= 31 * SECOND,
    `${fixture.time.now - startedAt}`,
  );
});

Deno.test("triggerRun() posts again behind a page once a list was JSON", async () => {
  const page = { status: 200, body: "<html>" };
  using fixture = setUp({ faults: { trigger: [page], list: [page, page] } });
  await fixture.settle(triggerRun(fixture.job));
  assertEquals([fixture.cloud.runs.length, fixture.count("trigger")], [1, 2]);
});

// Aborts

const abortAfter = (ms: number, reason: Error) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
};

Deno.test("triggerRun() sends nothing if the signal is aborted already", async () => {
  using fixture = setUp();
  const signal = AbortSignal.abort(new Error("Too late"));
  await assertRejects(
    () => fixture.settle(triggerRun({ ...fixture.job, signal })),
    Error,
    "Too late",
  );
  assertEquals(fixture.cloud.requests, []);
});

Deno.test("triggerRun() rejects at once on an abort, and says what may have been started", async () => {
  using fixture = setUp({
    faults: { trigger: [{ delay: 3_000, done: true }] },
  });
  const began = fixture.time.now;
  const reason = new Error("Enough");
  const signal = abortAfter(500, reason);
  const error = await assertRejects(() =>
    fixture.settle(triggerRun({ ...fixture.job, signal }))
  );
  assertEquals([error, fixture.time.now - began], [reason, 500]);
  assertMatch(
    fixture.notices.join("\n"),
    /A run may have been started: look for \[dbt-run \w{8}\] at https/,
  );
});

Deno.test("triggerRun() says nothing of a run if none can have been started", async () => {
  using fixture = setUp({ faults: { trigger: [{ status: 429 }] } });
  const reason = new Error("Enough");
  const error = await assertRejects(() =>
    fixture.settle(
      triggerRun({ ...fixture.job, signal: abortAfter(500, reason) }),
    )
  );
  assertEquals(error, reason);
  assert(!fixture.notices.join().includes("may have been started"));
});

Deno.test("triggerAndWait() with cancelOnAbort finds and cancels the run of a slow POST", async () => {
  for (const delay of [1_000, 2_500, 4_000]) {
    using fixture = setUp({
      running: MINUTE,
      listedAfter: 3_000,
      faults: { trigger: [{ delay, done: true }] },
    });
    const reason = new Error("Enough");
    const error = await assertRejects(() =>
      fixture.settle(triggerAndWait({
        ...fixture.job,
        signal: abortAfter(500, reason),
        cancelOnAbort: true,
      }))
    );
    assertEquals(error, reason);
    assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [30]);
  }
});

// Retries

Deno.test("retryRun() adopts the retry when the answer was lost", async () => {
  using fixture = setUp({ ending: "error", faults: { retry: [LOST] } });
  const first = fixture.cloud.trigger(2);
  const second = await fixture.settle(retryRun(first.id, fixture.account));
  assertEquals(fixture.cloud.runs.map(({ id }) => id), [first.id, second.id]);
});

Deno.test("retryRun() does not take another run for its retry", async () => {
  using fixture = setUp({ ending: "error", faults: { retry: [LOST] } });
  const first = fixture.cloud.trigger(2);
  setTimeout(() => fixture.cloud.trigger(2), 0);
  const second = await fixture.settle(retryRun(first.id, fixture.account));
  const own = fixture.cloud.runs.find(({ retryingRunId }) =>
    retryingRunId === first.id
  );
  assertEquals(second.id, own!.id);
});

Deno.test("retryRun() names the failed run's page if it is unclear", async () => {
  using fixture = setUp({
    ending: "error",
    faults: { retry: [LOST], list: [{ status: 401, body: { detail: "No" } }] },
  });
  const { id } = fixture.cloud.trigger(2);
  const error = await assertRejects(
    () => fixture.settle(retryRun(id, fixture.account)),
    UnclearTriggerError,
  );
  assertEquals([error.runId, error.page], [id, `${ACCOUNT_PAGE}/runs/${id}/`]);
});

Deno.test("no error of a start holds the key", async () => {
  const faults: Fault[] = [
    { status: 503, body: `No: ${KEY}` },
    { status: 400, body: { detail: `No: Token ${KEY}` } },
  ];
  for (const fault of faults) {
    using fixture = setUp({ faults: { trigger: Array(9).fill(fault) } });
    const error = await assertRejects(() =>
      fixture.settle(triggerRun(fixture.job))
    );
    assert(!Deno.inspect(error, { depth: 9 }).includes(KEY.slice(5)));
  }
});

// Callbacks
