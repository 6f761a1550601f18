/** What ends the command early: time limits, signals, and faults of its own. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { clock } from "../api/clock.ts";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  JOB_PAGE,
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

// Time limits

Deno.test("dbt-run gives up after --timeout, cancels the run and exits 4", async () => {
  const { code, stderr, stdout, took, count } = await dbtRun(
    { running: 60 * MINUTE },
    { args: ["--timeout", "90"] },
  );
  assertEquals({ code, took, cancel: count("cancel") }, {
    code: 4,
    took: 90 * SECOND,
    cancel: 1,
  });
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
  using fixture = setUp({ running: 10 * MINUTE, queued: 5 * MINUTE });
  const { took } = await fixture.command({
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
    using fixture = setUp({ running: 20 * SECOND });
    let result;
    {
      using _ = faultAfter(looks);
      const args = ["--json"];
      result = await fixture.command({ args }).catch((error) => error as Error);
    }
    if (result instanceof Error) {
      assertEquals(fixture.cloud.runs.length, 0, "before anything was sent");
      continue;
    }
    const { code, lines, stdout } = result;
    if (code !== 70) continue;
    const document = JSON.parse(stdout.join("\n"));
    assertEquals([stdout.length, document.exit_code], [1, 70]);
    const text = lines.join("\n");
    assertEquals(fixture.count("cancel"), 0);
    assertStringIncludes(text, "A mistake of ours. This is a fault of dbt-run");
    assertStringIncludes(text, "please report it at https://");
    const [run] = fixture.cloud.runs;
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
