/** What decides: exit codes, time limits, signals, retries. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { clock } from "../api/clock.ts";
import type { FakeDbtCloudOptions, Fault } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  JOB_PAGE,
  KEY,
  LOST,
  MINUTE,
  refusal,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const linkOf = (id = RUN) =>
  `https://cloud.getdbt.com/deploy/1/projects/52901/runs/${id}/`;

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions = {},
  prepare: (it: ReturnType<typeof setUp>) => void = () => {},
) {
  using it = setUp(options);
  prepare(it);
  const result = await it.command(more);
  const statuses = it.cloud.runs.map(it.cloud.statusOf);
  return {
    ...result,
    text: result.lines.join("\n"),
    statuses,
    count: it.count,
  };
}

// The verdict

for (
  const [ending, code, line] of [
    ["success", 0, "Job completed successfully! See details at"],
    ["error", 1, "Run failed or canceled. See why at"],
    ["cancelled", 1, "Run failed or canceled. See why at"],
  ] as const
) {
  Deno.test(`dbt-run exits ${code} on a run that ended with ${ending}`, async () => {
    const { code: got, lines } = await dbtRun({ ending });
    assertEquals([got, lines.at(-1)], [code, `${line} ${linkOf()}`]);
  });
}

Deno.test("dbt-run --no-wait ends once the run is queued", async () => {
  const { code, stdout, count } = await dbtRun(
    { running: MINUTE },
    { args: ["--no-wait"] },
  );
  assertEquals([code, count("trigger"), count("retrieve")], [0, 1, 0]);
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
    using it = setUp();
    const { code, stdout } = await it.command({
      args: [...command, "--dry-run"],
    });
    assertEquals([code, it.cloud.requests.length], [0, 0]);
    assertMatch(stdout.at(-1)!, /nothing was sent|^Would (wait for|cancel)/);
  });
}

Deno.test("dbt-run exits 2 and sends nothing if the input is wrong", async () => {
  using it = setUp();
  const { code, stderr, stdout } = await it.command({
    env: { DBT_ACCOUNT_ID: "one", DBT_PR_JOB_ID: undefined },
  });
  assertEquals([code, stdout, it.cloud.requests.length], [2, [], 0]);
  assertEquals(stderr, [
    'error: DBT_ACCOUNT_ID must be a positive whole number: current value is "one"',
    "error: DBT_PR_JOB_ID (or --job-id, or DBT_JOB_URL) is not set",
  ]);
});

Deno.test("dbt-run exits 2 if it may not read its variables", async () => {
  using it = setUp();
  const { code, stderr } = await it.command({ denied: ["DBT_API_KEY"] });
  assertEquals([code, stderr], [2, [
    'error: Requires env access to "DBT_API_KEY": run with --allow-env',
  ]]);
});

Deno.test("dbt-run hides the key, whichever variable it may not read", async () => {
  using it = setUp();
  const { code, stderr } = await it.command({
    args: ["--git-branch=$(abcdefgh12345)"],
    env: { DBT_API_KEY: "abcdefgh12345" },
    denied: ["DBT_ACCOUNT_ID"],
  });
  assertEquals(code, 2);
  assertStringIncludes(stderr.join(), "not expanded: $(***)");
});

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
    using it = setUp({ running: 5 * MINUTE });
    const began = it.time.now;
    const { code, stderr } = await it.command({
      fetch: (input, init) => {
        const at = it.time.now - began - MINUTE;
        return at >= 0 && at < minutes * MINUTE
          ? Promise.resolve(new Response("<html>", { status: 503 }))
          : it.cloud.fetch(input, init);
      },
    });
    assertEquals([code, it.count("cancel")], [expected, 0]);
    if (expected === 3) {
      assertStringIncludes(
        stderr.at(-1)!,
        `The run may still be running: ${linkOf()}`,
      );
    }
  }
});

// Time limits

Deno.test("dbt-run gives up after --timeout, cancels the run and exits 4", async () => {
  const { code, stderr, stdout, took, count } = await dbtRun(
    { running: 60 * MINUTE },
    { args: ["--timeout", "90"] },
  );
  assertEquals([code, took, count("cancel")], [4, 90 * SECOND, 1]);
  assertEquals(stderr, ["error: Timed out after 90 s (--timeout)"]);
  assertEquals(stdout.at(-1), `Run ${RUN} is cancelled: ${linkOf()}`);
});

Deno.test("dbt-run polls once more before it gives up", async () => {
  const { code } = await dbtRun(
    { running: 89 * SECOND },
    { args: ["--timeout=90", "--poll-interval=60"] },
  );
  assertEquals(code, 0);
});

const bounded: [string, FakeDbtCloudOptions, string[], statuses: number[]][] = [
  ["the pause after 429", { faults: { trigger: [{ status: 429 }] } }, [], []],
  [
    "a POST that hangs",
    {
      running: 10 * MINUTE,
      faults: { trigger: [{ answer: "none", done: true }] },
    },
    [],
    [30],
  ],
  [
    "look-ups",
    {
      running: 10 * MINUTE,
      listedAfter: 22 * SECOND,
      faults: { trigger: [LOST] },
    },
    [],
    [30],
  ],
  [
    "a wait of faults",
    { faults: { retrieve: Array(99).fill({ answer: "none" }) } },
    [],
    [10],
  ],
];
for (const [what, options, args, statuses] of bounded) {
  Deno.test(`dbt-run --timeout bounds ${what}`, async () => {
    const result = await dbtRun(options, { args: ["--timeout=20", ...args] });
    assertEquals([result.code, result.statuses], [4, statuses]);
    assert(result.took <= 28 * SECOND, `${result.took} ms`);
  });
}

Deno.test("dbt-run --timeout bounds the look for a second run, which holds up no poll", async () => {
  for (
    const [running, timeout, expected] of [
      [60 * MINUTE, 60, 4],
      [20 * SECOND, 70, 0],
      [2 * SECOND, 34, 0],
    ] as const
  ) {
    const { code, took, text } = await dbtRun({
      running,
      faults: {
        trigger: [{ status: 503 }],
        list: [...Array(7).fill(null), ...Array(99).fill({ answer: "none" })],
      },
    }, { args: [`--timeout=${timeout}`] });
    assertEquals(code, expected);
    assert(took <= (timeout + 8) * SECOND, `${took} ms`);
    assertStringIncludes(text, "A second run may have been started");
  }
});

Deno.test("dbt-run --timeout counts from the start of the process", async () => {
  using it = setUp({ running: 10 * MINUTE, queued: 5 * MINUTE });
  const { took } = await it.command({
    args: ["--timeout=60", "--initial-delay=30"],
  });
  assertEquals(took, MINUTE);
});

Deno.test("dbt-run --no-cancel leaves the run alone", async () => {
  const ways: CommandOptions[] = [
    { args: ["--no-cancel", "--timeout=60"] },
    { env: { DBT_RUN_CANCEL: "false", DBT_RUN_TIMEOUT_SECONDS: "60" } },
    { args: ["--no-cancel"], signals: [[MINUTE, "SIGTERM"]] },
  ];
  for (const way of ways) {
    const { code, lines, count } = await dbtRun({ running: 60 * MINUTE }, way);
    assertEquals([code, count("cancel")], [way.signals ? 143 : 4, 0]);
    assertEquals(lines.at(-1), `Run ${RUN} is still running: ${linkOf()}`);
  }
});

// Signals

/** When a signal comes: options, the moment, how the runs end. */
const moments: [
  string,
  FakeDbtCloudOptions,
  at: number,
  statuses: number[],
][] = [
  ["between two polls", { running: 60 * MINUTE }, 100 * SECOND, [30]],
  ["while the run is queued", { queued: 60 * MINUTE }, 100 * SECOND, [30]],
  [
    "while a slow answer to the POST is awaited",
    {
      running: MINUTE,
      faults: { trigger: [{ delay: 2_500, done: true }] },
    },
    500,
    [30],
  ],
  [
    "while an answer to the POST is awaited that never comes",
    { running: MINUTE, faults: { trigger: [{ answer: "none", done: true }] } },
    500,
    [30],
  ],
  [
    "while the POST hangs and the list lags",
    {
      running: MINUTE,
      listedAfter: 3_500,
      faults: { trigger: [{ answer: "none", done: true }] },
    },
    500,
    [30],
  ],
  [
    "while the run is looked for",
    {
      running: MINUTE,
      listedAfter: 10 * SECOND,
      faults: { trigger: [LOST] },
    },
    7_900,
    [30],
  ],
  [
    "while a poll is awaited",
    { running: MINUTE, faults: { retrieve: [{ answer: "none" }] } },
    10 * SECOND,
    [30],
  ],
  [
    "while cancelling fails at first",
    {
      running: MINUTE,
      faults: { cancel: [{ status: 502 }, { answer: "reset" }] },
    },
    10 * SECOND,
    [30],
  ],
];
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
for (const [moment, options, at, expected] of moments) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.test(`dbt-run cancels the run on a ${signal} that comes ${moment}`, async () => {
      const result = await dbtRun(options, { signals: [[at, signal]] });
      assertEquals([result.code, result.statuses], [CODES[signal], expected]);
      assert(result.tookToLeave! <= 5 * SECOND, `${result.tookToLeave} ms`);
      assertEquals(result.lines.at(-1), `Run ${RUN} is cancelled: ${linkOf()}`);
      assertStringIncludes(result.text, `error: Interrupted (${signal})`);
    });
  }
}

Deno.test("dbt-run says that no run was started only if none can have been", async () => {
  const busy = await dbtRun(
    { faults: { trigger: [{ status: 429 }] } },
    { signals: [[30 * SECOND, "SIGINT"]] },
  );
  assertEquals([busy.code, busy.lines.at(-1)], [130, "No run was started"]);

  const refused = await dbtRun(
    { faults: { trigger: [{ ...refusal(400), delay: 2_000 }] } },
    { signals: [[500, "SIGINT"]] },
  );
  assertEquals([refused.code, refused.lines.at(-1)], [
    130,
    "No run was started",
  ]);
});

Deno.test("dbt-run says what to look for if the run was not found in time", async () => {
  const { code, lines, stdout, tookToLeave } = await dbtRun({
    running: MINUTE,
    listedAfter: 20 * SECOND,
    faults: { trigger: [{ answer: "none", done: true }] },
  }, { signals: [[500, "SIGTERM"]], args: ["--json"] });
  assertEquals(code, 143);
  assert(tookToLeave! <= 5 * SECOND);
  const text = lines.join("\n");
  const [, mark] = /look for \[dbt-run (\w{8})\] at (\S+)/.exec(text)!;
  assertStringIncludes(text, `A run may have been started: look for`);
  assertStringIncludes(text, JOB_PAGE);
  assert(!text.includes("No run was"));
  const document = JSON.parse(stdout.join("\n"));
  assertEquals(document.unclear, { mark, page: JOB_PAGE });
  assertEquals(document.exit_code, 143);
});

Deno.test("dbt-run leaves within 5 s even if nothing answers any more", async () => {
  const { code, stderr, tookToLeave } = await dbtRun({
    running: 60 * MINUTE,
    faults: { cancel: Array(99).fill({ answer: "none" }) },
  }, { signals: [[MINUTE, "SIGTERM"]] });
  assertEquals(code, 143);
  assert(tookToLeave! <= 5 * SECOND, `${tookToLeave} ms`);
  assertStringIncludes(
    stderr.at(-1)!,
    `Run ${RUN} may still be running: ${linkOf()}`,
  );
});

Deno.test("dbt-run that leaves writes its JSON even if the cancel is not answered", async () => {
  const { code, stdout, stderr, tookToLeave } = await dbtRun({
    running: 10 * MINUTE,
    faults: { cancel: Array(99).fill({ answer: "none" }) },
  }, { signals: [[20 * SECOND, "SIGTERM"]], args: ["--json"] });
  assertEquals(code, 143);
  assert(tookToLeave! < 5 * SECOND, "the process is ended after 5 s");
  assertEquals(JSON.parse(stdout.join("\n")).exit_code, 143);
  assertStringIncludes(stderr.join("\n"), "may still be running");
});

Deno.test("dbt-run that leaves tells of a second run even if the lists do not answer", async () => {
  const { code, stdout, stderr, tookToLeave } = await dbtRun({
    running: 10 * MINUTE,
    faults: {
      trigger: [{ answer: "reset", doneAfter: 60 * SECOND }],
      list: [...Array(7).fill(null), ...Array(99).fill({ answer: "none" })],
    },
  }, { signals: [[37 * SECOND, "SIGTERM"]], args: ["--json"] });
  assertEquals(code, 143);
  assert(tookToLeave! < 5 * SECOND, "the process is ended after 5 s");
  const { mark } = JSON.parse(stdout.join("\n")).unclear;
  assertStringIncludes(
    stderr.join("\n"),
    `A second run may have been started: look for [dbt-run ${mark}]`,
  );
});

Deno.test("dbt-run takes two signals within half a second as one", async () => {
  const { code, statuses, lines } = await dbtRun({
    running: 60 * MINUTE,
    faults: { cancel: [{ delay: 2_000 }] },
  }, {
    signals: [[MINUTE, "SIGINT"], [MINUTE + 10, "SIGINT"], [
      MINUTE + 400,
      "SIGTERM",
    ]],
  });
  assertEquals([code, statuses], [130, [30]]);
  assertEquals(lines.at(-1), `Run ${RUN} is cancelled: ${linkOf()}`);
});

Deno.test("dbt-run ends at once on a later signal, with the link", async () => {
  const { code, stderr, tookToLeave } = await dbtRun({
    running: 60 * MINUTE,
    faults: { cancel: Array(99).fill({ answer: "none" }) },
  }, { signals: [[MINUTE, "SIGINT"], [MINUTE + 600, "SIGTERM"]] });
  assertEquals([code, tookToLeave], [143, 600]);
  assertStringIncludes(stderr.at(-1)!, linkOf());
});

Deno.test("dbt-run ends at once on a later signal, with the mark", async () => {
  const { code, stderr } = await dbtRun({
    faults: { trigger: [{ answer: "none", done: true }] },
    listedAfter: MINUTE,
  }, { signals: [[500, "SIGINT"], [1_500, "SIGINT"]] });
  assertEquals(code, 130);
  assertMatch(stderr.at(-1)!, /look for \[dbt-run \w{8}\] at https:/);
});

Deno.test("dbt-run ends at once on a later signal during a retry's POST, with what to look for", async () => {
  const { code, stderr } = await dbtRun({
    running: SECOND,
    ending: "error",
    listedAfter: MINUTE,
    retry: { running: 60 * MINUTE, listedAfter: MINUTE },
    faults: { retry: [{ answer: "none", done: true }] },
  }, {
    args: ["--retries=1"],
    signals: [[8 * SECOND, "SIGINT"], [9 * SECOND, "SIGINT"]],
  });
  assertEquals(code, 130);
  assertStringIncludes(
    stderr.at(-1)!,
    `A run may have been started: look for it at ${linkOf()}`,
  );
});

Deno.test("dbt-run exits 143 on a signal during the report, and keeps the verdict in the log", async () => {
  const { code, stderr, text } = await dbtRun({
    ending: "error",
    steps: [{ name: "Invoke dbt with `dbt build`", logs: "", fails: true }],
    faults: { artifact: Array(9).fill({ delay: 20 * SECOND }) },
  }, { signals: [[5 * SECOND, "SIGTERM"]] });
  assertEquals(code, 143);
  assertStringIncludes(stderr.join("\n"), "Interrupted (SIGTERM)");
  assertStringIncludes(text, "Run status -> Error");
  assertStringIncludes(text, linkOf());
  // Its results were not read: nothing is known of what failed.
  assert(!/FAILED|does not say why/.test(text), text);
});

Deno.test("dbt-run exits 143 on a signal while files are written after a success", async () => {
  const files = new Map<string, string>();
  const { code } = await dbtRun(
    { faults: { artifact: [null, null, { delay: 30 * SECOND }] } },
    {
      args: ["--artifacts=target"],
      signals: [[6 * SECOND, "SIGTERM"]],
      files,
    },
  );
  assertEquals(code, 143);
  // The third one is the catalog. Files are whole, or they are not there.
  assertEquals([...files.keys()].toSorted(), [
    "target/manifest.json",
    "target/run_results.json",
  ]);
});

Deno.test("dbt-run that leaves says so if a second run may still appear, and cancels one that has", async () => {
  const late = { answer: "reset" as const, doneAfter: 100 * SECOND };
  const early = { answer: "reset" as const, doneAfter: 38 * SECOND };
  for (const [fault, expected] of [[late, 1], [early, 2]] as const) {
    const { code, statuses, stdout, stderr } = await dbtRun({
      running: 60 * MINUTE,
      faults: { trigger: [fault] },
    }, { signals: [[40 * SECOND, "SIGTERM"]], args: ["--json"] });
    assertEquals([code, statuses], [143, Array(expected).fill(30)]);
    const text = stderr.join("\n");
    assertStringIncludes(text, "A second run may have been started: look for");
    const { mark, page } = JSON.parse(stdout.join("\n")).unclear;
    assertStringIncludes(text, `[dbt-run ${mark}] at ${page}`);
  }
});

Deno.test("dbt-run that leaves says so even if the first run has ended already", async () => {
  const answered = 10 * SECOND;
  const { code, statuses, stderr } = await dbtRun({
    running: 1,
    listedAfter: 20.1 * SECOND,
    faults: {
      trigger: [
        { answer: "reset", doneAfter: answered },
        { answer: "none", doneAfter: answered },
      ],
    },
  }, { signals: [[30.2 * SECOND + answered, "SIGHUP"]] });
  assertEquals([code, statuses.length], [129, 2]);
  assertStringIncludes(
    stderr.join("\n"),
    "A second run may have been started: look for",
  );
});

// Retries

Deno.test("dbt-run --retries retries a run from its point of failure", async () => {
  const { code, text, statuses } = await dbtRun(
    { running: SECOND, ending: "error" },
    { args: ["--retries=2"] },
  );
  assertEquals([code, statuses], [0, [20, 10]]);
  assertStringIncludes(
    text,
    `Retrying run ${RUN} from its point of failure (1 of 2)\nJob running!`,
  );
});

Deno.test("dbt-run --retries stops after that many retries", async () => {
  const failing: FakeDbtCloudOptions = { ending: "error" };
  const { code, statuses } = await dbtRun(
    { ...failing, retry: { ...failing, retry: failing } },
    { env: { DBT_RUN_RETRIES: "2" } },
  );
  assertEquals([code, statuses.length], [1, 3]);
});

Deno.test("dbt-run --retries says why a run cannot be retried", async () => {
  const { code, text, count } = await dbtRun(
    { ending: "error", retryNotSupportedReason: "RETRY_UNSUPPORTED_CMD" },
    { args: ["--retries=1"] },
  );
  assertEquals([code, count("retry")], [1, 0]);
  assertStringIncludes(
    text,
    `Run ${RUN} cannot be retried: RETRY_UNSUPPORTED_CMD`,
  );
});

Deno.test("dbt-run --retries leaves a cancelled run alone", async () => {
  const options: FakeDbtCloudOptions[] = [
    { ending: "cancelled" },
    {
      ending: "error",
      faults: { retrieve: [{ data: { is_cancelled: true } }] },
    },
  ];
  for (const each of options) {
    const { code, statuses } = await dbtRun(each, { args: ["--retries=1"] });
    assertEquals([code, statuses.length], [1, 1]);
  }
});

const unstarted: Record<string, Fault[]> = {
  "is refused": [refusal(400)],
  "answers 503 without end": Array(9).fill({ status: 503 }),
  "cannot be reached": Array(99).fill({ answer: "refused" }),
  "pauses longer than --timeout": Array(9).fill({ status: 429 }),
};
for (const [what, retry] of Object.entries(unstarted)) {
  Deno.test(`dbt-run keeps the verdict if the retry ${what}`, async () => {
    const { code, stderr, text } = await dbtRun(
      { ending: "error", faults: { retry } },
      { args: ["--retries=1", "--timeout=300"] },
    );
    assertEquals(code, 1);
    assertEquals(
      stderr.at(-1),
      `Run failed or canceled. See why at ${linkOf()}`,
    );
    assertStringIncludes(text, "warning: ");
  });
}

Deno.test("dbt-run keeps the verdict if it is unclear whether the retry was started, and says so", async () => {
  const { code, text, stdout, stderr } = await dbtRun({
    ending: "error",
    listedAfter: 60 * MINUTE,
    faults: { retry: Array(9).fill(LOST) },
  }, { args: ["--retries=1", "--json"] });
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    `A run may have been started: look for it at ${linkOf()}`,
  );
  assertEquals(stderr.at(-1), `Run failed or canceled. See why at ${linkOf()}`);
  const document = JSON.parse(stdout.join("\n"));
  assertEquals([document.run_id, document.run_status], [RUN, "error"]);
  assertEquals(document.unclear, { mark: null, page: linkOf() });
});

Deno.test("dbt-run exits 4 or 3 while a retry runs", async () => {
  const late = await dbtRun(
    { ending: "error", retry: { running: 10 * MINUTE } },
    { args: ["--retries=1", "--timeout=60"] },
  );
  assertEquals([late.code, late.statuses], [4, [20, 30]]);
  const cut = await dbtRun({
    ending: "error",
    retry: { running: MINUTE },
    faults: { retrieve: [null, null, refusal(401), refusal(401)] },
  }, { args: ["--retries=1"] });
  assertEquals([cut.code, cut.statuses], [3, [20, 3]]);
});

Deno.test("dbt-run cancels the retry on a signal that comes while it is started", async () => {
  const { code, statuses } = await dbtRun({
    ending: "error",
    retry: { running: MINUTE },
    faults: { retry: [{ answer: "none", done: true }] },
  }, { args: ["--retries=1"], signals: [[3 * SECOND, "SIGINT"]] });
  assertEquals([code, statuses], [130, [20, 30]]);
});

Deno.test("nothing that dbt-run prints holds the key", async () => {
  const echo: Fault = { status: 400, body: `No: Token ${KEY}` };
  const { text } = await dbtRun({
    statusMessage: `It broke: ${KEY}`,
    ending: "error",
    faults: { retrieve: [{ status: 502, body: KEY }], cancel: [echo] },
  }, { env: { DBT_JOB_CAUSE: KEY } });
  assert(!text.includes(KEY.slice(5)));
});

// A fault of dbt-run itself

/** A mistake of ours, where we hold the clock: it throws from the nth look on. */
function faultAfter(looks: number): Disposable {
  const { now } = clock;
  let left = looks;
  clock.now = () => {
    if (left-- <= 0) throw new TypeError("A mistake of ours");
    return now();
  };
  return { [Symbol.dispose]: () => void (clock.now = now) };
}

Deno.test("dbt-run exits 70 on a fault of its own, names the run and leaves it alone", async () => {
  const seen = new Set<string>();
  for (let looks = 1; looks < 60; looks++) {
    using it = setUp({ running: 20 * SECOND });
    let result;
    {
      using _ = faultAfter(looks);
      const args = ["--json"];
      result = await it.command({ args }).catch((error) => error as Error);
    }
    if (result instanceof Error) {
      assertEquals(it.cloud.runs.length, 0, "before anything was sent");
      continue;
    }
    const { code, lines, stdout } = result;
    if (code !== 70) continue;
    const document = JSON.parse(stdout.join("\n"));
    assertEquals([stdout.length, document.exit_code], [1, 70]);
    const text = lines.join("\n");
    assertEquals(it.count("cancel"), 0);
    assertStringIncludes(text, "A mistake of ours. This is a fault of dbt-run");
    assertStringIncludes(text, "please report it at https://");
    const [run] = it.cloud.runs;
    if (!run) continue;
    const isNamed = text.includes(
      `Run ${run.id} is still running: ${linkOf()}`,
    );
    const isSought = /A run may have been started: look for \[dbt-run \w{8}\]/
      .test(text);
    assert(isNamed || isSought, text);
    assertEquals(document.run_id, isNamed ? run.id : null);
    assertEquals(!!document.unclear?.page, isSought);
    seen.add(isNamed ? "named" : "sought");
  }
  assertEquals([...seen].toSorted(), ["named", "sought"]);
});
