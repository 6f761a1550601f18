/** What decides: exit codes, time limits, signals, retries. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { FakeDbtCloudOptions, Fault } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
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
  prepare: (fixture: ReturnType<typeof setUp>) => void = () => {},
) {
  using fixture = setUp(options);
  prepare(fixture);
  const result = await fixture.command(more);
  const statuses = fixture.cloud.runs.map(fixture.cloud.statusOf);
  return {
    ...result,
    text: result.lines.join("\n"),
    statuses,
    count: fixture.count,
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

Deno.test("dbt-run exits 2 and sends nothing if the input is wrong", async () => {
  using fixture = setUp();
  const { code, stderr, stdout } = await fixture.command({
    env: { DBT_ACCOUNT_ID: "one", DBT_PR_JOB_ID: undefined },
  });
  assertEquals({ code, stdout, requestCount: fixture.cloud.requests.length }, {
    code: 2,
    stdout: [],
    requestCount: 0,
  });
  assertEquals(stderr, [
    'error: DBT_ACCOUNT_ID must be a positive whole number: current value is "one"',
    "error: DBT_PR_JOB_ID (or --job-id, or DBT_JOB_URL) is not set",
  ]);
});

Deno.test("dbt-run exits 2 if it may not read its variables", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({ denied: ["DBT_API_KEY"] });
  assertEquals([code, stderr], [2, [
    'error: Requires env access to "DBT_API_KEY": run with --allow-env',
  ]]);
});

Deno.test("dbt-run hides the key, whichever variable it may not read", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({
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
