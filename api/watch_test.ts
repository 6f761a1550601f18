/** Waiting: which faults are survived, for how long, and what ends a wait. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  DbtCloudError,
  RunFailedError,
  RunTimeoutError,
  triggerAndWait,
  waitForRun,
  type WaitOptions,
} from "../mod.ts";
import type { Fault } from "../testing/fake_dbt_cloud.ts";
import { pollInterval } from "./poll_interval.ts";
import {
  HOUR,
  KEY,
  LINK,
  MINUTE,
  refusal,
  RUN,
  SECOND,
  setUp,
  waitIn,
} from "../testing/harness.ts";

// When it polls

/** How long after the end of the run it was reported, and what that took. */
async function lost(running: number) {
  using fixture = setUp({ running });
  const began = fixture.time.now;
  await fixture.settle(triggerAndWait(fixture.job));
  const late = fixture.time.now - began - running;
  return { late, requests: fixture.cloud.requests.length };
}

for (const seconds of [5, 30, 300, 3_600]) {
  Deno.test(`waitForRun() loses at most one pause of a run of ${seconds} s`, async () => {
    for (const share of [0.9, 0.97, 1, 1.03]) {
      const running = seconds * SECOND * share;
      const { late, requests } = await lost(running);
      assert(late <= pollInterval(running) + 5, `${late} ms`);
      assert(requests <= 850, `${requests} requests`);
    }
  });
}

Deno.test("waitForRun() polls after initialDelay and then at each interval", async () => {
  using fixture = setUp({ running: MINUTE });
  const options = { ...fixture.job, initialDelay: 7_000, interval: 20_000 };
  const began = fixture.time.now;
  await fixture.settle(triggerAndWait(options));
  const times = fixture.cloud.requests.slice(1).map(({ at }) => at - began);
  assertEquals(times, [7_000, 27_000, 47_000, 67_000]);
});

// How it ends

for (const ending of ["success", "error", "cancelled"] as const) {
  Deno.test(`waitForRun() resolves to a run that ended with ${ending}`, async () => {
    const { run } = await waitIn({ ending });
    assertEquals(run.status, ending);
  });
}

// Polls that fail

const bad: Record<string, Fault> = {
  "a broken connection": { answer: "reset" },
  "no connection": { answer: "refused" },
  "no answer": { answer: "none" },
  "half a body": { answer: "cut" },
  "an HTML page": { status: 200, body: "<html>" },
  "204 without a body": { status: 204 },
  "302": { status: 302, headers: { location: "/login" } },
  "304": { status: 304 },
  "400": refusal(400),
  "401 of a proxy": { status: 401, body: "<html>Proxy</html>" },
  "403 of a firewall": { status: 403, body: "<html>Blocked</html>" },
  "404 of a gateway": { status: 404, body: "default backend - 404" },
  "407": { status: 407 },
  "408": { status: 408 },
  "409": refusal(409),
  "421": { status: 421 },
  "425": { status: 425 },
  "429": { status: 429, headers: { "retry-after": "1" } },
  "500": refusal(500),
  "502 with an HTML page": { status: 502, body: "<html>" },
  "503": { status: 503 },
  "504": { status: 504 },
  "data: null": { data: null },
  "an unknown status": { data: { status: 99, in_progress: null } },
  "another run": { data: { id: 7 } },
  "one 401 of dbt Cloud": refusal(401),
  "one 403 of dbt Cloud": refusal(403),
  "one 404 of dbt Cloud": refusal(404),
};
for (const [what, fault] of Object.entries(bad)) {
  Deno.test(`waitForRun() survives ${what}`, async () => {
    const retrieve = what.startsWith("one")
      ? [null, fault, null, fault]
      : [null, fault, fault];
    const { run, notices } = await waitIn({
      running: 3 * MINUTE,
      faults: { retrieve },
    });
    assertEquals(run.status, "success");
    assertEquals(notices.length, 2);
    assertMatch(
      notices[0]!,
      /^Cannot get run \d+: .*\. Trying again in 1 s$/,
    );
  });
}

Deno.test("waitForRun() survives answers of odd fields", async () => {
  const data = {
    blocked_by: [{ toString: 1 }, null, "7", 9],
    href: 7,
    created_at: {},
    run_steps: "none",
    job_definition_id: "2",
  };
  const { run, notices } = await waitIn({ faults: { retrieve: [{ data }] } });
  assertEquals({
    status: run.status,
    blockedBy: run.blockedBy,
    jobId: run.jobId,
  }, { status: "success", blockedBy: [9], jobId: null });
  assertEquals({ href: run.href, createdAt: run.createdAt, steps: run.steps }, {
    href: "https://cloud.getdbt.com/deploy/1/projects/52901/runs/300580980/",
    createdAt: null,
    steps: [],
  });
  assertEquals(notices, []);
});

Deno.test("waitForRun() backs off from 1 s to 30 s, with jitter", async () => {
  const { requests } = await waitIn({
    faults: { retrieve: Array(9).fill({ status: 502 }) },
  });
  const times = requests.map(({ at }) => at);
  times.slice(1).forEach((at, i) => {
    const most = Math.min(2 ** i, 30) * SECOND;
    const pause = at - times[i]!;
    assert(pause >= most / 2 - 1 && pause <= most, `${pause} ms`);
  });
});

Deno.test("waitForRun() honours Retry-After, and pauses a minute on 429 without it", async () => {
  const pauses = [
    [{ status: 503, headers: { "retry-after": "45" } }, 45 * SECOND],
    [{ status: 429, headers: { "retry-after": "120" } }, 2 * MINUTE],
    [{ status: 429 }, MINUTE],
  ] as const;
  for (const [fault, expected] of pauses) {
    const { requests } = await waitIn({ faults: { retrieve: [fault] } });
    assertEquals(requests[1]!.at - requests[0]!.at, expected);
  }
});

for (const status of [401, 403, 404]) {
  Deno.test(`waitForRun() ends when dbt Cloud says ${status} twice in a row, with the link`, async () => {
    const { run: error, requests } = await waitIn({
      running: MINUTE,
      faults: { retrieve: [null, refusal(status), refusal(status)] },
    });
    assertEquals({
      status: error.status,
      runId: error.runId,
      requestCount: requests.length,
    }, { status, runId: RUN, requestCount: 3 });
    assertStringIncludes(
      error.message,
      `The run may still be running: ${LINK}`,
    );
  });
}

Deno.test("triggerAndWait() is patient with 404 for the first minute", async () => {
  using fixture = setUp({ faults: { retrieve: Array(6).fill(refusal(404)) } });
  assertEquals(
    (await fixture.settle(triggerAndWait(fixture.job))).status,
    "success",
  );
});

Deno.test("triggerAndWait({ reuse }) ends on the second 404: a run that was found is not new", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    faults: { retrieve: Array(6).fill(refusal(404)) },
  });
  const gitSha = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
  fixture.cloud.trigger(2, { cause: "Another", git_sha: gitSha });
  const waiting = triggerAndWait({ ...fixture.job, reuse: true, gitSha });
  const error = await assertRejects(
    () => fixture.settle(waiting),
    DbtCloudError,
  );
  assertEquals(error.status, 404);
  assertEquals([fixture.count("trigger"), fixture.count("retrieve")], [0, 2]);
});

Deno.test("triggerAndWait() ends on 404 after the first minute", async () => {
  using fixture = setUp({ faults: { retrieve: Array(60).fill(refusal(404)) } });
  const began = fixture.time.now;
  await assertRejects(
    () => fixture.settle(triggerAndWait(fixture.job)),
    DbtCloudError,
  );
  const took = fixture.time.now - began;
  assert(took >= MINUTE && took <= 3 * MINUTE, `${took} ms`);
});

// Outages

/** An outage of some minutes that begins after one minute. */
async function outage(minutes: number, options: Partial<WaitOptions> = {}) {
  using fixture = setUp({ running: 5 * MINUTE });
  const began = fixture.time.now;
  const run = await fixture.settle(
    triggerAndWait({
      ...fixture.job,
      ...options,
      fetch: (input, init) => {
        const at = fixture.time.now - began - MINUTE;
        return at >= 0 && at < minutes * MINUTE
          ? Promise.resolve(new Response("<html>", { status: 503 }))
          : fixture.cloud.fetch(input, init);
      },
    }).catch((error) => error),
  );
  return { run, took: fixture.time.now - began };
}

Deno.test("waitForRun() survives an outage of 9 minutes", async () => {
  assertEquals((await outage(9)).run.status, "success");
});

Deno.test("waitForRun() gives up after an outage of 10 minutes, with the link", async () => {
  const { run: error, took } = await outage(20);
  assert(error instanceof DbtCloudError);
  assertStringIncludes(error.message, "No good answer for 10 minutes");
  assertStringIncludes(error.message, `The run may still be running: ${LINK}`);
  assert(took >= 10 * MINUTE && took <= 12 * MINUTE, `${took} ms`);
});

Deno.test("waitForRun() measures an outage from its first failure, not from the last good answer", async () => {
  const { run } = await waitIn(
    { running: HOUR, faults: { retrieve: [null, { status: 502 }] } },
    { interval: 15 * MINUTE },
  );
  assertEquals(run.status, "success");
});

Deno.test("waitForRun() gives up after 10 minutes, whatever pauses dbt Cloud asks for", async () => {
  for (const status of [429, 503]) {
    const busy = { status, headers: { "retry-after": "300" } };
    const { run: error, took } = await waitIn({
      running: HOUR,
      faults: { retrieve: [null, ...Array(99).fill(busy)] },
    });
    assert(error instanceof DbtCloudError, `${status}`);
    assertStringIncludes(error.message, "No good answer for 10 minutes");
    assert(took <= 10 * MINUTE + 2 * SECOND, `${took}`);
  }
});

Deno.test("waitForRun() waits through pauses that dbt Cloud asks for", async () => {
  const busy = { status: 429, headers: { "retry-after": "240" } };
  const { run } = await waitIn({ faults: { retrieve: [busy, busy] } });
  assertEquals(run.status, "success");
});

Deno.test("waitForRun() does not count the time that a laptop sleeps", async () => {
  using fixture = setUp({ running: 3 * MINUTE });
  const { id } = fixture.cloud.trigger(2);
  let polls = 0;
  const run = await fixture.settle(waitForRun(id, {
    ...fixture.account,
    fetch(input, init) {
      polls++;
      if (polls === 2) fixture.time.tick(605 * SECOND); // The lid was closed.
      return polls === 2 || polls === 3
        ? Promise.reject(new TypeError("fetch failed"))
        : fixture.cloud.fetch(input, init);
    },
  }));
  assertEquals([run.status, polls], ["success", 4]);
});

Deno.test("waitForRun() gives up within 30 s on a host that never answered", async () => {
  for (const answer of ["refused", "reset", "none"] as const) {
    const { run: error, took } = await waitIn({
      faults: { retrieve: Array(99).fill({ answer }) },
    });
    assert(error instanceof DbtCloudError);
    assertStringIncludes(error.message, "No answer at all for 30 s");
    assert(took <= 35 * SECOND, `${took} ms`);
  }
});

// Time limits and aborts

Deno.test("waitForRun() polls once more before it gives up", async () => {
  const options = { interval: 45_000, timeout: 60_000 };
  const { run } = await waitIn({ running: 59_500 }, options);
  assertEquals(run.status, "success");
});

Deno.test("waitForRun() rejects with a RunTimeoutError that has the run, and lets it go on", async () => {
  const { run: error, took, requests } = await waitIn(
    { running: HOUR },
    { timeout: 60_000 },
  );
  assert(error instanceof RunTimeoutError);
  assertEquals(
    error.message,
    `Run ${RUN} has not ended within 60 s (running): ${LINK}`,
  );
  assertEquals([error.run?.id, error.runId, took], [RUN, RUN, 60_000]);
  assert(requests.every(({ endpoint }) => endpoint === "retrieve"));
});

Deno.test("waitForRun() keeps its time limit even if the last poll hangs", async () => {
  const { run: error, took } = await waitIn(
    { faults: { retrieve: Array(9).fill({ answer: "none" }) } },
    { timeout: 20_000 },
  );
  assert(error instanceof RunTimeoutError);
  assertEquals(error.run, null);
  assert(took <= 23_000, `${took} ms`);
});

Deno.test("waitForRun() rejects with the reason of the signal", async () => {
  using fixture = setUp({ running: HOUR });
  const { id } = fixture.cloud.trigger(2);
  const controller = new AbortController();
  const reason = new DbtCloudError("Enough");
  setTimeout(() => controller.abort(reason), 30_000);
  const { signal } = controller;
  const error = await assertRejects(() =>
    fixture.settle(waitForRun(id, { ...fixture.account, signal }))
  );
  assertEquals(error, reason);
  assertEquals(fixture.cloud.getStatus(fixture.cloud.runs[0]!), 3);
});

for (
  const data of [
    { created_at: { toString: 1 } },
    { status: { valueOf: 1, toString: 1 } },
    { status: [{ toString: 1 }] },
    { finished_at: [{ toString: 1 }] },
    { run_steps: { 4_000_000_000: {} } },
  ] as Record<string, unknown>[]
) {
  Deno.test(`triggerAndWait() survives answers with ${JSON.stringify(data)}`, async () => {
    using fixture = setUp({
      running: MINUTE,
      faults: { trigger: [{ data }], retrieve: [{ data }] },
    });
    const run = await fixture.settle(triggerAndWait(fixture.job));
    assertEquals([run.status, fixture.cloud.runs.length], ["success", 1]);
  });
}

// The key

Deno.test("no error of a wait, and nothing below its cause, holds the key", async () => {
  const forms = [
    KEY,
    [...KEY].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(""),
    btoa(`Token ${KEY}`),
    [...KEY].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(""),
  ];
  for (const form of forms) {
    const faults: Fault[] = [
      { status: 403, body: `{"detail": "No: ${form}"}` },
      { status: 403, body: `{"detail": "No: ${form}"}` },
    ];
    const { run: error } = await waitIn({ faults: { retrieve: faults } });
    assert(error instanceof DbtCloudError);
    const text = Deno.inspect(error, { depth: 9 });
    assertStringIncludes(text, "***");
    for (const other of forms) assert(!text.includes(other), text);
  }
  const { run: failed } = await waitIn({
    ending: "error",
    statusMessage: `Failed for ${KEY}`,
    faults: { retrieve: [{ data: { href: `https://a.example.com/?${KEY}` } }] },
  });
  assert(!JSON.stringify(failed).includes(KEY));
  const thrown = new RunFailedError(failed);
  assert(!Deno.inspect(thrown, { depth: 9 }).includes(KEY));
  const { run: broken } = await waitIn({}, {
    fetch: () => {
      const cause = new Error(`bad header: Token ${KEY}`);
      return Promise.reject(new TypeError(`fetch failed: ${KEY}`, { cause }));
    },
  });
  assertStringIncludes(broken.message, "bad header: Token ***");
  assert(!Deno.inspect(broken, { depth: 9 }).includes(KEY));
});

// Callbacks
