/** What happens when dbt Cloud, the network or the pipeline fails. */
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
  waitForRun,
} from "../mod.ts";
import { type CommandOptions, KEY, setUp } from "./command.ts";
import type { FakeDbtCloudOptions, Fault } from "./fake_dbt_cloud.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const RUN = 300580980;
const LINK = `https://cloud.getdbt.com/deploy/1/projects/52901/runs/${RUN}/`;

const refusals: Record<number, unknown> = {
  401: { status: { user_message: "Invalid token." }, data: null },
  500: { detail: "There was a server error." },
};

// One run, never two

const unclear: Record<string, Fault> = {
  "was lost": { answer: "reset", done: true },
  "never came": { answer: "none", done: true },
  "was cut off": { answer: "cut", done: true },
  "was an HTML page": { status: 200, body: "<html>", done: true },
  "was 500": { status: 500, body: refusals[500], done: true },
  "was 502 with an HTML page": { status: 502, body: "<html>", done: true },
  "was 504": { status: 504, done: true },
  "had no data": { data: null, done: true },
};
for (const [what, fault] of Object.entries(unclear)) {
  for (const clockSkew of [0, 7 * MINUTE, -7 * MINUTE]) {
    Deno.test(`triggerRun() adopts the run when the answer ${what}, with a clock ${clockSkew / MINUTE} min ahead`, async () => {
      using it = setUp({
        clockSkew,
        running: MINUTE,
        faults: { trigger: [fault] },
      });
      it.cloud.trigger(2); // Older than ours, with the same cause.
      it.time.tick(5 * SECOND);
      const run = await it.settle(triggerRun(it.job));
      assertEquals(it.cloud.runs.length, 2);
      assertEquals(run.id, it.cloud.runs[1]!.id);
      assertEquals(it.count("trigger"), 1);
      assertMatch(
        it.notices.join("\n"),
        /Looking for the run before another try\nFound run \d+/,
      );
    });
  }
}

Deno.test("triggerRun() finds a run that appears some seconds late", async () => {
  using it = setUp({
    appearsAfter: 10 * SECOND,
    faults: { trigger: [unclear["was lost"]!] },
  });
  await it.settle(triggerRun(it.job));
  assertEquals([it.cloud.runs.length, it.count("trigger")], [1, 1]);
});

Deno.test("triggerRun() posts again once it is sure that there is no run", async () => {
  using it = setUp({
    faults: { trigger: [{ status: 503 }, { answer: "reset" }] },
  });
  const run = await it.settle(triggerRun(it.job));
  assertEquals(it.cloud.runs.map(({ id }) => id), [run.id]);
  assertEquals([it.count("trigger"), it.count("list")], [3, 10]);
});

Deno.test("triggerRun() gives up loudly after three posts", async () => {
  using it = setUp({ faults: { trigger: Array(9).fill({ status: 503 }) } });
  const error = await assertRejects(
    () => it.settle(triggerRun(it.job)),
    DbtCloudError,
    "Cannot trigger job 2: dbt Cloud answered 503. No run was found, 3 times over",
  );
  assertEquals([error.status, it.count("trigger")], [503, 3]);
});

Deno.test("triggerRun() does not post again as long as it cannot look", async () => {
  using it = setUp({
    faults: {
      trigger: [{ answer: "reset", done: true }],
      list: Array(20).fill({ status: 502 }),
    },
  });
  await it.settle(triggerRun(it.job));
  assertEquals([it.cloud.runs.length, it.count("trigger")], [1, 1]);
});

Deno.test("triggerRun() says that all is unknown if it can never look", async () => {
  using it = setUp({
    faults: {
      trigger: [{ answer: "reset", done: true }],
      list: Array(200).fill({ status: 502 }),
    },
  });
  await assertRejects(
    () => it.settle(triggerRun(it.job)),
    DbtCloudError,
    "Cannot trigger job 2: it is unknown whether a run was started. Cannot list the runs: dbt Cloud answered 502",
  );
  assertEquals(it.count("trigger"), 1);
});

Deno.test("triggerRun() does not take another pipeline's run for its own", async () => {
  const others = [
    { cause: "Another cause" },
    { cause: "Ours", git_branch: "other" },
    { cause: "Ours", git_branch: "main", threads_override: 2 },
    { cause: "Ours", git_branch: "main", steps_override: ["dbt seed"] },
  ];
  for (const other of others.slice(0, 2)) {
    using it = setUp({ faults: { trigger: [{ status: 502 }] } });
    setTimeout(() => it.cloud.trigger(2, other), 500);
    const job = { ...it.job, cause: "Ours", gitBranch: "main" };
    const run = await it.settle(triggerRun(job));
    assertEquals([it.cloud.runs.length, it.cloud.runs[1]!.id], [2, run.id]);
  }
  // What is ours and more may be ours after all: no second post.
  for (const other of others.slice(2)) {
    using it = setUp({ faults: { trigger: [{ status: 502 }] } });
    setTimeout(() => it.cloud.trigger(2, other), 500);
    const job = { ...it.job, cause: "Ours", gitBranch: "main" };
    await assertRejects(
      () => it.settle(triggerRun(job)),
      DbtCloudError,
      `Any of these may be it: ${LINK}`,
    );
    assertEquals(it.count("trigger"), 1);
  }
});

Deno.test("triggerRun() stops and names both runs if two may be its own", async () => {
  for (const after of [0, 500]) {
    using it = setUp({
      faults: { trigger: [{ answer: "reset", done: true }] },
    });
    setTimeout(() => it.cloud.trigger(2), after);
    await assertRejects(
      () => it.settle(triggerRun(it.job)),
      DbtCloudError,
      `unknown whether a run was started. Any of these may be it: ${
        LINK.replace(`${RUN}`, `${RUN + 1}`)
      } ${LINK}`,
    );
    assertEquals(it.count("trigger"), 1);
  }
});

for (const status of [400, 401, 402, 403, 404, 405, 408, 409, 410, 422]) {
  Deno.test(`triggerRun() fails at once on ${status}`, async () => {
    using it = setUp({ faults: { trigger: [{ status }] } });
    const began = it.time.now;
    const error = await assertRejects(
      () => it.settle(triggerRun(it.job)),
      DbtCloudError,
    );
    assertEquals(error.status, status);
    assertEquals([it.time.now - began, it.cloud.requests.length], [0, 1]);
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
    using it = setUp({ faults: { trigger: [{ status: 429, headers }] } });
    const began = it.time.now;
    await it.settle(triggerRun(it.job));
    assertEquals(it.time.now - began, expected);
    assertEquals([it.cloud.runs.length, it.count("list")], [1, 0]);
  }
});

Deno.test("triggerRun() looks for runs since the POST that was not refused", async () => {
  using it = setUp({
    faults: { trigger: [{ status: 429 }, { answer: "reset", done: true }] },
  });
  // Another pipeline's, with the same cause, while ours waits.
  setTimeout(() => it.cloud.trigger(2), 30 * SECOND);
  const run = await it.settle(triggerRun(it.job));
  assertEquals([it.cloud.runs.length, it.cloud.runs[1]!.id], [2, run.id]);
});

Deno.test("triggerRun() leaves the answer some time after an abort", async () => {
  const reason = new Error("Enough");
  const abortAt = (ms: number) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), ms);
    return controller.signal;
  };
  {
    using it = setUp({ faults: { trigger: [{ delay: 1_200, done: true }] } });
    const run = await it.settle(
      triggerRun({ ...it.job, signal: abortAt(500) }),
    );
    assertEquals([run.id, it.count("list")], [RUN, 0]);
  }
  {
    using it = setUp({ faults: { trigger: [{ answer: "none" }] } });
    const began = it.time.now;
    const error = await assertRejects(() =>
      it.settle(triggerRun({ ...it.job, signal: abortAt(500) }))
    );
    assertEquals(error, reason);
    assertEquals([it.time.now - began, it.count("list")], [2_500, 2]);
  }
});

Deno.test("triggerRun() reads the date in Retry-After by the server's clock", async () => {
  const clockSkew = 7 * MINUTE;
  const at = Date.UTC(2026, 0, 31) + clockSkew + 9_000;
  const headers = { "retry-after": new Date(at).toUTCString() };
  using it = setUp({
    clockSkew,
    faults: { trigger: [{ status: 429, headers }] },
  });
  const began = it.time.now;
  await it.settle(triggerRun(it.job));
  assertEquals(it.time.now - began, 9 * SECOND);
});

Deno.test("triggerRun() tries again if the request was never sent", async () => {
  using it = setUp({ faults: { trigger: [{ answer: "refused" }] } });
  await it.settle(triggerRun(it.job));
  assertEquals([it.cloud.runs.length, it.count("list")], [1, 0]);
});

Deno.test("retryRun() adopts the retry when the answer was lost", async () => {
  using it = setUp({
    ending: "error",
    faults: { retry: [{ answer: "reset", done: true }] },
  });
  const first = it.cloud.trigger(2);
  const second = await it.settle(retryRun(first.id, it.account));
  assertEquals(it.cloud.runs.map(({ id }) => id), [first.id, second.id]);
});

// Polls that survive

const bad: Record<string, Fault> = {
  "a broken connection": { answer: "reset" },
  "no connection": { answer: "refused" },
  "no answer": { answer: "none" },
  "half a body": { answer: "cut" },
  "an HTML page": { status: 200, body: "<html>" },
  "408": { status: 408 },
  "429": { status: 429 },
  "500": { status: 500, body: refusals[500] },
  "502 with an HTML page": { status: 502, body: "<html>" },
  "503": { status: 503 },
  "504": { status: 504 },
  "data: null": { data: null },
  "an unknown status": { data: { status: 99, in_progress: null } },
  "another run": { data: { id: 7 } },
};
for (const [what, fault] of Object.entries(bad)) {
  Deno.test(`waitForRun() survives ${what}`, async () => {
    using it = setUp({
      running: 3 * MINUTE,
      faults: { retrieve: [null, fault, fault] },
    });
    const { id } = it.cloud.trigger(2);
    const run = await it.settle(waitForRun(id, it.account));
    assertEquals(run.status, "success");
    assertEquals(it.notices.length, 2);
    assertMatch(
      it.notices[0]!,
      /^Cannot get run \d+: .*\. Asking again in 1 s$/,
    );
  });
}

Deno.test("waitForRun() takes an unknown status of a run in progress as running", async () => {
  using it = setUp({
    faults: { retrieve: [{ data: { status: 4, in_progress: true } }] },
  });
  const { id } = it.cloud.trigger(2);
  const seen: string[] = [];
  const onUpdate = ({ status }: { status: string }) => seen.push(status);
  await it.settle(waitForRun(id, { ...it.account, onUpdate }));
  assertEquals(seen, ["running", "success"]);
});

Deno.test("waitForRun() backs off from 1 s to 30 s, with jitter", async () => {
  using it = setUp({ faults: { retrieve: Array(9).fill({ status: 502 }) } });
  const { id } = it.cloud.trigger(2);
  await it.settle(waitForRun(id, it.account));
  const times = it.cloud.requests.map(({ at }) => at);
  times.slice(1).forEach((at, i) => {
    const most = Math.min(2 ** i, 30) * SECOND;
    const pause = at - times[i]!;
    assert(pause >= most / 2 - 1 && pause <= most, `${pause} ms`);
  });
});

Deno.test("waitForRun() honours Retry-After", async () => {
  const headers = { "retry-after": "45" };
  using it = setUp({ faults: { retrieve: [{ status: 503, headers }] } });
  const { id } = it.cloud.trigger(2);
  await it.settle(waitForRun(id, it.account));
  const [first, second] = it.cloud.requests;
  assertEquals(second!.at - first!.at, 45 * SECOND);
});

for (const status of [400, 401, 403, 404, 410]) {
  Deno.test(`waitForRun() ends at once on ${status}`, async () => {
    using it = setUp({
      running: MINUTE,
      faults: { retrieve: [null, { status }] },
    });
    const { id } = it.cloud.trigger(2);
    const error = await assertRejects(
      () => it.settle(waitForRun(id, it.account)),
      DbtCloudError,
    );
    assertEquals([error.status, it.cloud.requests.length], [status, 2]);
  });
}

Deno.test("triggerAndWait() is patient with 404 for the first minute", async () => {
  using it = setUp({ faults: { retrieve: Array(6).fill({ status: 404 }) } });
  assertEquals((await it.settle(triggerAndWait(it.job))).status, "success");
});

Deno.test("triggerAndWait() ends on 404 after the first minute", async () => {
  using it = setUp({ faults: { retrieve: Array(60).fill({ status: 404 }) } });
  const began = it.time.now;
  await assertRejects(() => it.settle(triggerAndWait(it.job)), DbtCloudError);
  const took = it.time.now - began;
  assert(took >= MINUTE && took <= 2 * MINUTE, `${took} ms`);
});

/** A stand-in that is out of order from the first minute on. */
function outage(minutes: number) {
  const it = setUp({ running: 5 * MINUTE });
  const began = it.time.now;
  const working = it.cloud.fetch;
  const fetch: typeof globalThis.fetch = (input, init) => {
    const at = it.time.now - began - MINUTE;
    return at >= 0 && at < minutes * MINUTE
      ? Promise.resolve(new Response("<html>", { status: 503 }))
      : working(input, init);
  };
  return Object.assign(it, { began, fetch });
}

Deno.test("dbt-run survives an outage of 9 minutes", async () => {
  using it = outage(9);
  const { code } = await it.command({ fetch: it.fetch });
  assertEquals(code, 0);
});

Deno.test("dbt-run gives up after an outage of 11 minutes, with the link", async () => {
  using it = outage(11);
  const { code, stderr } = await it.command({ fetch: it.fetch });
  assertEquals([code, it.count("cancel")], [3, 0]);
  assertStringIncludes(stderr.at(-1)!, `No good answer for 10 minutes`);
  assertStringIncludes(stderr.at(-1)!, LINK);
});

// The messages: fault, exit code, runs started, what is said

const messages: [
  what: string,
  options: FakeDbtCloudOptions,
  code: number,
  runs: number,
  message: string,
][] = [
  [
    "a wrong key, or a right one in the wrong region",
    { apiKey: "another" },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 401 Invalid token. Check DBT_URL (Account settings > Access URL) and DBT_API_KEY: the key of another region is refused like a wrong one",
  ],
  [
    "an account that does not pay",
    {
      faults: {
        trigger: [{
          status: 401,
          body: {
            status: {
              user_message: "The API is not accessible to unpaid accounts.",
            },
          },
        }],
      },
    },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 401 The API is not accessible to unpaid accounts. Check DBT_URL (Account settings > Access URL) and DBT_API_KEY: the key of another region is refused like a wrong one",
  ],
  [
    "a key without access to the account",
    { accountId: 9 },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 403 Access denied: Token is not scoped to account. Check DBT_ACCOUNT_ID, and that the key is of this account",
  ],
  [
    "a job that is not there, or that the key may not see",
    { jobs: {} },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 404 The requested resource was not found. Please check that you have the proper permissions. If you are seeing this in error, please contact support! Check the id, and that the key may see it: the least permission is Job Runner",
  ],
  [
    "a field that the job rejects",
    {
      faults: {
        trigger: [{
          status: 400,
          body: {
            status: { user_message: "The request was invalid." },
            data: { git_branch: "No such branch", cause: "Too dull" },
          },
        }],
      },
    },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 400 The request was invalid. git_branch: No such branch; cause: Too dull",
  ],
  [
    "a proxy's HTML page",
    {
      faults: {
        trigger: [{
          status: 407,
          body: "<!doctype html><html><title>Proxy\nsays no</title></html>",
        }],
      },
    },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 407 with an HTML page: Proxy says no",
  ],
  [
    "a redirect",
    {
      faults: {
        trigger: [{
          status: 301,
          headers: { location: "https://ab123.us1.dbt.com/api/v2/" },
        }],
      },
    },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 301 with a redirect to https://ab123.us1.dbt.com. Put that address into DBT_URL",
  ],
  [
    "a connection that is refused",
    { faults: { trigger: Array(9).fill({ answer: "refused" }) } },
    3,
    0,
    "Cannot trigger job 2: https://cloud.getdbt.com gave no answer: tcp connect error: Connection refused. Check DBT_URL and the network",
  ],
  [
    "a server that fails again and again",
    {
      faults: { trigger: Array(9).fill({ status: 500, body: refusals[500] }) },
    },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 500 There was a server error. No run was found, 3 times over",
  ],
  [
    "a server that echoes the key",
    { faults: { trigger: [{ status: 400, body: `No: Token ${KEY}` }] } },
    3,
    0,
    "Cannot trigger job 2: dbt Cloud answered 400 No: Token ***",
  ],
  [
    "a key that loses its rights during the run",
    {
      running: MINUTE,
      faults: { retrieve: [null, { status: 401, body: refusals[401] }] },
    },
    3,
    1,
    `Cannot get run ${RUN}: dbt Cloud answered 401 Invalid token. Check DBT_URL (Account settings > Access URL) and DBT_API_KEY: the key of another region is refused like a wrong one`,
  ],
];
for (const [what, options, code, runs, message] of messages) {
  Deno.test(`dbt-run says what to do about ${what}`, async () => {
    using it = setUp(options);
    const result = await it.command();
    assertEquals(result.stderr, [`error: ${message}`]);
    assertEquals([result.code, it.cloud.runs.length], [code, runs]);
    if (runs === 0) {
      assertEquals(result.stdout.at(-2), "ERROR! - Could not trigger job:");
      assert(result.stdout.at(-1)!.startsWith(" "));
    }
  });
}

const connections: Record<string, [reason: string, advice: string]> = {
  "a name that is not resolved": [
    "dns error: failed to lookup address information: Name or service not known",
    "Check DBT_URL and the network",
  ],
  "a certificate that is not trusted": [
    "invalid peer certificate: UnknownIssuer",
    "A company's own CA comes by DENO_CERT or DENO_TLS_CA_STORE=system",
  ],
};
for (const [what, [reason, advice]] of Object.entries(connections)) {
  Deno.test(`dbt-run says what to do about ${what}`, async () => {
    using it = setUp();
    const { code, stderr } = await it.command({
      fetch: (input) => {
        const cause = new Error(
          `error sending request for url (${input}): client error (Connect): ${reason}`,
        );
        return Promise.reject(new TypeError("fetch failed", { cause }));
      },
    });
    assertEquals(code, 3);
    assertEquals(stderr, [
      `error: Cannot trigger job 2: https://cloud.getdbt.com gave no answer: ${reason}. ${advice}`,
    ]);
  });
}

// Leaving well

Deno.test("dbt-run gives up after --timeout, cancels the run and exits 4", async () => {
  using it = setUp({ running: 60 * MINUTE });
  const { code, stderr, stdout, took } = await it.command({
    args: ["--timeout", "90"],
  });
  assertEquals([code, took, it.count("cancel")], [4, 90 * SECOND, 1]);
  assertEquals(stderr, ["error: Not done within 90 s"]);
  assertEquals(stdout.at(-1), `Run ${RUN} is cancelled: ${LINK}`);
});

Deno.test("dbt-run checks once more before it gives up", async () => {
  using it = setUp({ running: 89 * SECOND });
  const { code } = await it.command({
    args: ["--timeout=90", "--poll-interval=60"],
  });
  assertEquals(code, 0);
});

Deno.test("dbt-run --no-cancel leaves the run alone", async () => {
  const ways: CommandOptions[] = [
    { args: ["--no-cancel", "--timeout=60"] },
    { env: { DBT_RUN_CANCEL: "false", DBT_RUN_TIMEOUT_SECONDS: "60" } },
    { args: ["--no-cancel"], signals: [[MINUTE, "SIGTERM"]] },
  ];
  for (const way of ways) {
    using it = setUp({ running: 60 * MINUTE });
    const { code, lines } = await it.command(way);
    assertEquals([code, it.count("cancel")], [way.signals ? 143 : 4, 0]);
    assertEquals(lines.at(-1), `Run ${RUN} goes on: ${LINK}`);
  }
});

/** When a signal comes: options, the moment, and runs that there are then. */
const moments: [string, FakeDbtCloudOptions, at: number, runs: number][] = [
  ["between two polls", { running: 60 * MINUTE }, 100 * SECOND, 1],
  ["while the run is queued", { queued: 60 * MINUTE }, 100 * SECOND, 1],
  [
    "while the answer to the POST is awaited",
    { running: MINUTE, faults: { trigger: [{ delay: SECOND, done: true }] } },
    500,
    1,
  ],
  [
    "while an answer to the POST is awaited that never comes",
    { running: MINUTE, faults: { trigger: [{ answer: "none", done: true }] } },
    500,
    1,
  ],
  [
    "while the run is looked for",
    {
      running: MINUTE,
      appearsAfter: 8 * SECOND,
      faults: { trigger: [{ answer: "reset", done: true }] },
    },
    7_900,
    1,
  ],
  [
    "before another POST",
    { faults: { trigger: [{ status: 429 }] } },
    30 * SECOND,
    0,
  ],
  [
    "while an answer to a poll is awaited",
    { running: MINUTE, faults: { retrieve: [{ answer: "none" }] } },
    10 * SECOND,
    1,
  ],
  [
    "while cancelling fails at first",
    {
      running: MINUTE,
      faults: { cancel: [{ status: 502 }, { answer: "reset" }] },
    },
    10 * SECOND,
    1,
  ],
];
for (const [moment, options, at, runs] of moments) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.test(`dbt-run cancels the run on a ${signal} that comes ${moment}`, async () => {
      using it = setUp(options);
      const { code, tookToLeave, lines } = await it.command({
        signals: [[at, signal]],
      });
      assertEquals(code, signal === "SIGINT" ? 130 : 143);
      assertEquals(it.cloud.runs.map(it.cloud.statusOf), Array(runs).fill(30));
      assert(tookToLeave! <= 5 * SECOND, `${tookToLeave} ms`);
      assertEquals(
        lines.at(-1),
        runs
          ? `Run ${RUN} is cancelled: ${LINK}`
          : "No run was found to cancel",
      );
    });
  }
}

Deno.test("dbt-run leaves within 5 s even if nothing answers any more", async () => {
  using it = setUp({
    running: 60 * MINUTE,
    faults: { cancel: Array(99).fill({ answer: "none" }) },
  });
  const { code, stderr, tookToLeave } = await it.command({
    signals: [[MINUTE, "SIGTERM"]],
  });
  assertEquals([code, tookToLeave], [143, 5 * SECOND]);
  assertStringIncludes(stderr.at(-1)!, `Run ${RUN} may go on`);
  assertStringIncludes(stderr.at(-1)!, LINK);
});

Deno.test("dbt-run exits at once on a second signal", async () => {
  using it = setUp({
    running: 60 * MINUTE,
    faults: { cancel: Array(99).fill({ answer: "none" }) },
  });
  const { code } = await it.command({
    signals: [[MINUTE, "SIGINT"], [MINUTE + 100, "SIGTERM"]],
  });
  assertEquals(code, 143);
});

Deno.test("dbt-run does not cancel a run because the network fails", async () => {
  using it = outage(99);
  const { code } = await it.command({ fetch: it.fetch });
  assertEquals([code, it.count("cancel")], [3, 0]);
});

Deno.test("dbt-run wait survives faults from the first poll on", async () => {
  using it = setUp({
    faults: { retrieve: [{ status: 502 }, { answer: "cut" }] },
  });
  const { id } = it.cloud.trigger(2);
  const { code, stdout } = await it.command({ args: ["wait", `${id}`] });
  assertEquals([code, it.cloud.runs.length], [0, 1]);
  assertStringIncludes(
    stdout.join("\n"),
    `Job running! See job status at ${LINK}\nRun status -> Success`,
  );
});

Deno.test("dbt-run wait cancels its run on a signal before the first answer", async () => {
  using it = setUp({
    running: MINUTE,
    faults: { retrieve: [{ answer: "none" }] },
  });
  const run = it.cloud.trigger(2);
  const { code } = await it.command({
    args: ["wait", `${run.id}`],
    signals: [[5 * SECOND, "SIGINT"]],
  });
  assertEquals([code, it.cloud.statusOf(run)], [130, 30]);
});

Deno.test("dbt-run wait ends at once where there is no such run", async () => {
  using it = setUp();
  const { code, stderr } = await it.command({ args: ["wait", "7"] });
  assertEquals(code, 3);
  assertStringIncludes(stderr[0]!, "Cannot get run 7: dbt Cloud answered 404");
});

// What a long wait costs

Deno.test("dbt-run asks 420 times at most in an hour, and reads less than 2 MiB", async () => {
  for (const logs of ["short", "x".repeat(5_000_000)]) {
    const step = { name: "Invoke dbt with `dbt build`", logs };
    using it = setUp({ running: 60 * MINUTE, steps: [step] });
    let bytes = 0;
    const { code } = await it.command({
      async fetch(input, init) {
        const response = await it.cloud.fetch(input, init);
        const count = new TransformStream<Uint8Array, Uint8Array>({
          transform(piece, controller) {
            bytes += piece.length;
            controller.enqueue(piece);
          },
        });
        return new Response(response.body?.pipeThrough(count), response);
      },
    });
    assertEquals(code, 0);
    const { length } = it.cloud.requests;
    assert(length <= 420, `${length} requests`);
    // A step whose log is long is cut off as soon as that is seen.
    assert(bytes < 2 * 2 ** 20 + logs.length, `${bytes} bytes`);
  }
});

// On a terminal

Deno.test("dbt-run redraws one line on a terminal", async () => {
  using it = setUp({ running: 4 * MINUTE });
  it.cloud.trigger(2);
  it.time.tick(5 * MINUTE);
  const drawn: string[] = [];
  const { code, lines } = await it.command({ drawn });
  assertEquals(code, 0);
  const live = drawn.filter(Boolean);
  assertMatch(live[0]!, /^. running, 0 s of 4 min as usual$/);
  assertMatch(
    live.at(-1)!,
    /^. running, step 4: dbt build, 4 min( \d+ s)? of 4 min as usual$/,
  );
  assertEquals(drawn.at(-1), "");
  // A heartbeat is for logs that nobody redraws.
  const statuses = lines.filter((line) => line.startsWith("Run status"));
  assertEquals(statuses, ["Run status -> Running", "Run status -> Success"]);
});

Deno.test("dbt-run redraws nothing in a CI system, on a dumb terminal, or beside JSON", async () => {
  const ways: CommandOptions[] = [
    { env: { CI: "true" } },
    { env: { TERM: "dumb" } },
    { args: ["--json"] },
  ];
  for (const way of ways) {
    using it = setUp({ running: MINUTE });
    const drawn: string[] = [];
    await it.command({ ...way, drawn });
    assertEquals(drawn, []);
  }
});

Deno.test("dbt-run cancel gives up at once where it is refused", async () => {
  using it = setUp({
    running: MINUTE,
    faults: { cancel: [{ status: 403 }], retrieve: [{ status: 403 }] },
  });
  const { id } = it.cloud.trigger(2);
  const { code, took, stderr } = await it.command({
    args: ["cancel", `${id}`],
  });
  assertEquals([code, took, it.count("cancel")], [3, 0, 1]);
  assertStringIncludes(stderr[0]!, "dbt Cloud answered 403");
});

// Retries

Deno.test("dbt-run --retries retries a run from its point of failure", async () => {
  using it = setUp({ running: SECOND, ending: "error" });
  const { code, stdout } = await it.command({ args: ["--retries=2"] });
  assertEquals(code, 0);
  assertEquals(it.cloud.runs.map(({ retryingRunId }) => retryingRunId), [
    null,
    RUN,
  ]);
  assertStringIncludes(
    stdout.join("\n"),
    `Retrying run ${RUN} from its point of failure (1 of 2)\nJob running!`,
  );
});

Deno.test("dbt-run --retries stops after so many", async () => {
  const failing: FakeDbtCloudOptions = { ending: "error" };
  using it = setUp({ ...failing, retry: { ...failing, retry: failing } });
  const { code } = await it.command({ env: { DBT_RUN_RETRIES: "2" } });
  assertEquals([code, it.cloud.runs.length], [1, 3]);
});

Deno.test("dbt-run --retries says why a run cannot be retried", async () => {
  const retryNotSupportedReason = "RETRY_UNSUPPORTED_CMD";
  using it = setUp({ ending: "error", retryNotSupportedReason });
  const { code, stdout } = await it.command({ args: ["--retries=1"] });
  assertEquals([code, it.count("retry")], [1, 0]);
  assertStringIncludes(
    stdout.join("\n"),
    `Run ${RUN} cannot be retried: RETRY_UNSUPPORTED_CMD`,
  );
});

Deno.test("dbt-run --retries leaves a cancelled run alone", async () => {
  using it = setUp({ ending: "cancelled" });
  const { code } = await it.command({ args: ["--retries=1"] });
  assertEquals([code, it.cloud.runs.length], [1, 1]);
});

Deno.test("dbt-run keeps the verdict if the retry is refused", async () => {
  using it = setUp({ ending: "error", faults: { retry: [{ status: 400 }] } });
  const { code, stderr } = await it.command({ args: ["--retries=1"] });
  assertEquals(code, 1);
  assertStringIncludes(stderr.at(-1)!, "Run failed or canceled.");
});

Deno.test("dbt-run cancels the retry on a signal that comes during the retry", async () => {
  using it = setUp({
    ending: "error",
    retry: { running: MINUTE },
    faults: { retry: [{ answer: "none", done: true }] },
  });
  const { code } = await it.command({
    args: ["--retries=1"],
    signals: [[3 * SECOND, "SIGINT"]],
  });
  assertEquals(code, 130);
  assertEquals(it.cloud.runs.map(it.cloud.statusOf), [20, 30]);
});
