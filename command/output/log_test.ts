/** What people read: the lines of the script, and what to do about a fault. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type {
  FakeDbtCloudOptions,
  Fault,
} from "../../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  KEY,
  LINK,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../../testing/harness.ts";
import { pythonRepr } from "./log.ts";

async function dbtRun(options: FakeDbtCloudOptions, more?: CommandOptions) {
  using it = setUp(options);
  const result = await it.command(more);
  return { ...result, text: result.lines.join("\n"), cloud: it.cloud };
}

Deno.test("dbt-run prints the lines of the Python script in their order", async () => {
  const { stdout, stderr, cloud } = await dbtRun({ running: 5_000 }, {
    env: {
      DBT_JOB_CAUSE: "Merge of 'a'",
      DBT_JOB_BRANCH: "refs/heads/feature/a-b",
      DBT_JOB_SCHEMA_OVERRIDE: "pr-7/a",
      DBT_URL: "https://ab123.us1.dbt.com/",
    },
  });
  const link = LINK.replace("cloud.getdbt.com", "ab123.us1.dbt.com");
  const { cause } = cloud.runs[0]!.trigger;
  assertEquals(
    stdout.filter((line) => !/^Step|^Succeeded|WARNED/.test(line)),
    [
      "",
      "Configuration:",
      "api_base: https://ab123.us1.dbt.com",
      "job_cause: Merge of 'a'",
      "git_branch: refs/heads/feature/a-b",
      "schema_override: pr-7/a",
      "account_id: 1",
      "project_id: 52901",
      "job_id: 2",
      "",
      "Beginning request for job run...",
      "Triggering job:",
      "\turl: https://ab123.us1.dbt.com/api/v2/accounts/1/jobs/2/run/",
      `\tpayload: {'cause': "${cause}", 'git_branch': 'feature/a-b', ` +
      `'schema_override': 'pr_7_a'}`,
      `Job running! See job status at ${link}`,
      "Run status -> Running",
      "Run status -> Success",
      `Job completed successfully! See details at ${link}`,
    ],
  );
  assertEquals(stderr, []);
});

Deno.test("dbt-run shows the mark as ???????? in a dry run, and sends nothing", async () => {
  const { text, cloud } = await dbtRun({}, { args: ["--dry-run"] });
  assertStringIncludes(
    text,
    "'cause': 'API-triggered job [dbt-run ????????]'}\nDry run: nothing was sent",
  );
  assertEquals(cloud.requests, []);
});

Deno.test("dbt-run says how long a success took, and what came of it", async () => {
  const { lines } = await dbtRun({ running: 252 * SECOND });
  assertEquals(
    lines.at(-2),
    "Succeeded in 4 min 12 s: 6 passed, 1 warned",
  );
});

// While the run goes on

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

for (const size of [0, 3_000_000]) {
  Deno.test(`dbt-run announces steps whose logs have ${size} bytes, and reads less than 2 MiB in an hour`, async () => {
    const logs = "x".repeat(99).concat("\n").repeat(size / 100);
    const steps = ["dbt deps", "dbt build", "dbt test"].map((command) => ({
      name: `Invoke dbt with \`${command}\``,
      logs: command === "dbt deps" ? "Up to date\n" : logs,
    }));
    using it = setUp({ running: 60 * MINUTE, steps });
    let bytes = 0;
    const { code, lines } = await it.command({
      args: ["--logs=none"],
      async fetch(input, init) {
        const response = await it.cloud.fetch(input, init);
        const isWaiting = it.cloud.statusOf(it.cloud.runs[0]!) < 10;
        const count = new TransformStream<Uint8Array, Uint8Array>(
          {
            transform(piece, controller) {
              if (isWaiting) bytes += piece.length;
              controller.enqueue(piece);
            },
          },
          undefined,
          { highWaterMark: 0 },
        );
        // As sockets do it: no piece is larger than 64 KiB.
        const body = inPieces(new Uint8Array(await response.arrayBuffer()));
        return new Response(body.pipeThrough(count), response);
      },
    });
    assertEquals(code, 0);
    const { length } = it.cloud.requests;
    assert(length <= 850, `${length} requests`);
    assert(bytes < 2 * 2 ** 20, `${bytes} bytes`);
    assertEquals(
      lines.filter((line) => /^Step \d of 3: [^(]*$/.test(line)).length,
      size ? 2 : 3,
    );
  });
}

function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(from, from += 65_536));
    },
  }, { highWaterMark: 0 });
}

Deno.test("dbt-run --logs live prints each line of each step once, as dbt writes it", async () => {
  const logs = Array.from({ length: 60 }, (_, i) => `line ${i}`).join("\n");
  const { stdout, text } = await dbtRun({
    running: 2 * MINUTE,
    ending: "error",
    steps: [
      { name: "Invoke dbt with `dbt deps`", logs: "Up to date\n" },
      { name: "Invoke dbt with `dbt build`", logs, fails: true },
    ],
  }, { args: ["--logs=live"] });
  const lines = stdout.filter((line) => line.startsWith("  | line"));
  assertEquals(lines, logs.split("\n").map((line) => `  | ${line}`));
  const first = stdout.indexOf("  | line 0");
  assert(first < stdout.indexOf("Run status -> Error"));
  assert(!text.includes("Log of step"), "the log is printed twice");
});

Deno.test("dbt-run --logs live prints the last line of a step before the next step begins", async () => {
  const { stdout } = await dbtRun({
    running: 2 * MINUTE,
    steps: [
      { name: "Clone git repository", logs: "Cloned" },
      { name: "Invoke dbt with `dbt build`", logs: "Built\n" },
    ],
  }, { args: ["--logs=live"] });
  assert(stdout.indexOf("  | Cloned") < stdout.indexOf("  | Built"));
});

/** The requests of an hour in which each question for the steps fails. */
async function askInVain(
  args: string[],
  answer: () => Response,
): Promise<{ questions: number; requests: number }> {
  using it = setUp({ running: 60 * MINUTE });
  let questions = 0;
  const { code } = await it.command({
    args,
    async fetch(input, init) {
      const isQuestion = String(input).includes("run_steps%22%5D");
      if (isQuestion && it.cloud.statusOf(it.cloud.runs[0]!) < 10) {
        questions++;
        return answer();
      }
      return await it.cloud.fetch(input, init);
    },
  });
  assertEquals(code, 0);
  return { questions, requests: it.cloud.requests.length + questions };
}

Deno.test("dbt-run asks less often for steps that dbt Cloud does not tell", async () => {
  const fail = () => new Response("{}", { status: 500 });
  const { requests } = await askInVain([], fail);
  assert(requests <= 850, `${requests} requests`);
});

Deno.test("dbt-run --logs live reads at most 256 MiB, also of answers that are too long", async () => {
  let bytes = 0;
  const { questions } = await askInVain(["--logs=live"], () => {
    const piece = new Uint8Array(2 ** 20).fill(32);
    return new Response(
      new ReadableStream({
        pull(controller) {
          bytes += piece.length;
          controller.enqueue(piece);
        },
      }, { highWaterMark: 0 }),
    );
  });
  assert(questions > 0);
  assert(bytes < 300 * 2 ** 20, `${bytes} bytes`);
});

// The end

Deno.test("dbt-run prints the failed nodes and the link after a long log, and cuts it where nothing folds", async () => {
  const logs = Array.from({ length: 1_000 }, (_, i) => `line ${i}`).join("\n");
  const results = { results: [{ unique_id: "model.a.b", status: "error" }] };
  const { lines } = await dbtRun({
    ending: "error",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs,
      fails: true,
      artifacts: { "run_results.json": results },
    }],
  });
  const log = lines.filter((line) => line.startsWith("  | line"));
  assertEquals([log.length, log.at(-1)], [200, "  | line 999"]);
  assert(lines.includes(`  … 800 lines before are at ${LINK}`));
  const end = lines.slice(lines.indexOf("  | line 999") + 1);
  assertMatch(
    end.join("\n"),
    /^Step 1 of 1 failed: dbt build\n {2}FAILED model b/,
  );
  assertEquals(end.at(-1), `Run failed or canceled. See why at ${LINK}`);
});

Deno.test("dbt-run says that more lines are left out where it had only the end of a log", async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => `line ${i} `);
  const logs = lines.map((line) => line.padEnd(79, "x")).join("\n");
  const steps = [{ name: "Invoke dbt with `dbt build`", logs, fails: true }];
  const { text } = await dbtRun({ ending: "error", steps });
  // A million characters are 12,500 lines of 80, and a part of one.
  assertStringIncludes(
    text,
    `  … more than 12301 lines before are at ${LINK}\n  | line 39800 `,
  );
});

Deno.test("dbt-run says what dbt Cloud says of a run that was cancelled", async () => {
  const statusMessage = "This run timed out after running for 1 day";
  const { text } = await dbtRun({ ending: "cancelled", statusMessage });
  assertStringIncludes(text, `dbt Cloud says: ${statusMessage}`);
});

Deno.test("dbt-run --quiet prints errors and the verdict only", async () => {
  const good = await dbtRun({ running: 90_000 }, { args: ["--quiet"] });
  assertEquals(good.lines, [
    "Succeeded in 1 min 30 s: 6 passed, 1 warned",
    `Job completed successfully! See details at ${LINK}`,
  ]);
  const bad = await dbtRun({ ending: "error" }, { args: ["--quiet"] });
  assertMatch(bad.lines[0]!, /^Step 4 of 4 failed/);
  assert(!bad.text.includes("Configuration"));
});

Deno.test("dbt-run --quiet says that a run goes on, and where", async () => {
  const { lines } = await dbtRun(
    { running: 10 * MINUTE },
    { args: ["--quiet", "--timeout=2", "--no-cancel"] },
  );
  assertEquals(lines.at(-1), `Run ${RUN} goes on: ${LINK}`);
});

Deno.test("dbt-run says the status of each run, also of one that was retried", async () => {
  const { stdout } = await dbtRun(
    { ending: "error", retry: { ending: "error" } },
    { args: ["--retries=1"] },
  );
  const errors = stdout.filter((line) => line === "Run status -> Error");
  assertEquals(errors.length, 2);
});

Deno.test("dbt-run annotates what is wrong with the input", async () => {
  const { stdout } = await dbtRun({}, {
    env: { GITHUB_ACTIONS: "true", DBT_API_KEY: undefined },
  });
  assert(stdout.some((line) => /^::error .*DBT_API_KEY is not set/.test(line)));
});

Deno.test("dbt-run keeps the script's line beside the annotation of a refusal", async () => {
  const { stdout } = await dbtRun({}, {
    env: { GITHUB_ACTIONS: "true", DBT_ACCOUNT_ID: "7" },
  });
  const at = stdout.indexOf("ERROR! - Could not trigger job:");
  assert(at > 0, stdout.join("\n"));
  assertMatch(stdout[at + 1]!, /^::error .*Cannot trigger/);
});

Deno.test("dbt-run wait does not say that a job could not be triggered", async () => {
  const { text } = await dbtRun(
    {},
    { args: ["wait", "--latest"], env: { DBT_API_KEY: "wrong_key_99" } },
  );
  assert(!text.includes("Could not trigger"), text);
});

Deno.test("dbt-run shows the branch of a pull request in its configuration", async () => {
  const { stdout } = await dbtRun({}, {
    args: ["--pull-request"],
    env: {
      GITLAB_CI: "true",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
    },
  });
  assert(stdout.includes("git_branch: feature/a"), stdout.join("\n"));
});

Deno.test("dbt-run --debug prints requests without headers or key", async () => {
  const { stderr } = await dbtRun({}, { args: ["--debug"] });
  const debug = stderr.filter((line) => line.startsWith("debug: "));
  assertMatch(
    debug[0]!,
    /^debug: POST https:\/\/cloud.getdbt.com\/api\/v2\/accounts\/1\/jobs\/2\/run\/ → 200 in \d+ ms$/,
  );
  assertMatch(debug[1]!, /^debug: GET https:.*\/runs\/\d+\/ → 200/);
  assert(!debug.join().includes(KEY));
});

// What to do about a fault

const messages: [
  what: string,
  options: FakeDbtCloudOptions,
  message: RegExp,
][] = [
  [
    "a wrong key, or a right one in the wrong region",
    { apiKey: "another" },
    /answered 401 "Invalid token"\. Check the access URL \(DBT_URL;.*another region/,
  ],
  [
    "a key without access to the account",
    { accountId: 9 },
    /answered 403 "Access denied: Token is not scoped to account"\. Check that the key belongs .* IP restrictions/,
  ],
  [
    "a job that is not there, or that the key may not see",
    { jobs: {} },
    /answered 404 "The requested resource was not found\. .*"\. Check the id, and the key's permissions: Job Runner/,
  ],
  [
    "an id of too many digits",
    {
      faults: {
        trigger: [{
          status: 400,
          body: '{"detail": "No such id:", "data": {"id": 9007199254740993}}',
        }],
      },
    },
    /"No such id: id: 9007199254740993"/,
  ],
  [
    "a field that the job rejects",
    {
      faults: {
        trigger: [{
          status: 400,
          body: {
            status: { user_message: "The request was invalid." },
            data: { git_branch: "No such branch", cause: ["Too dull"] },
          },
        }],
      },
    },
    /answered 400 "The request was invalid\. git_branch: No such branch; cause: \["Too dull"\]"\. Correct that field/,
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
    /answered 407 with an HTML page: Proxy says no\. This is not dbt Cloud's API: check DBT_URL, and the proxy/,
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
    /answered 301 with a redirect to https:\/\/ab123\.us1\.dbt\.com\. Put that address into DBT_URL/,
  ],
  [
    "a connection that is refused",
    { faults: { trigger: Array(9).fill({ answer: "refused" }) } },
    /https:\/\/cloud\.getdbt\.com gave no answer: tcp connect error: Connection refused\. Check the access URL \(DBT_URL\) and the network/,
  ],
  [
    "a server that echoes the key",
    { faults: { trigger: [{ status: 400, body: `No: Token ${KEY}` }] } },
    /answered 400 No: Token \*\*\*/,
  ],
  [
    "a key that loses its rights during the run",
    {
      running: MINUTE,
      faults: {
        retrieve: [
          null,
          ...Array(2).fill({ status: 401, body: { detail: "Invalid." } }),
        ] as Fault[],
      },
    },
    /Cannot get run \d+: dbt Cloud answered 401 "Invalid"\. The run may go on: .* Check the access URL/,
  ],
];
for (const [what, options, message] of messages) {
  Deno.test(`dbt-run says what to do about ${what}`, async () => {
    const { code, stderr } = await dbtRun(options);
    assertEquals(code, 3);
    assertMatch(stderr.join("\n"), message);
    assert(!/\n\s+at /.test(stderr.join("\n")), "a stack trace");
  });
}

const connections: Record<string, [reason: string, advice: string]> = {
  "a name that is not resolved": [
    "dns error: failed to lookup address information: Name or service not known",
    "Check the access URL (DBT_URL) and the network",
  ],
  "a certificate that is not trusted": [
    "invalid peer certificate: UnknownIssuer",
    "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system",
  ],
  "a certificate for another host": [
    'invalid peer certificate: certificate not valid for name "dbt.example"',
    "The certificate is for another host: check the access URL (DBT_URL)",
  ],
};

const page = "https://cloud.getdbt.com/deploy/1/projects/52901/jobs/2";
for (const setting of ["DBT_URL", "--url", "DBT_JOB_URL", "--job-url"]) {
  Deno.test(`dbt-run names ${setting} where the access URL comes from it`, async () => {
    const text = /JOB|job/.test(setting) ? page : "https://cloud.getdbt.com";
    const { stderr } = await dbtRun(
      { faults: { trigger: [{ status: 401, body: { detail: "No" } }] } },
      {
        ...(setting.startsWith("-")
          ? { args: [`${setting}=${text}`] }
          : { env: { [setting]: text } }),
      },
    );
    assertStringIncludes(stderr.join(), `the access URL (${setting};`);
  });
}

for (const [what, [reason, advice]] of Object.entries(connections)) {
  Deno.test(`dbt-run says what to do about ${what}`, async () => {
    const { code, stderr } = await dbtRun({}, {
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

Deno.test("dbt-run drops lines of a live log that nobody reads, says how many, and never the verdict", async () => {
  let waiting = 2 ** 24 + 1;
  using it = setUp({ running: 30_000 });
  const { code, lines } = await it.command({
    args: ["--logs=live"],
    waiting: () => waiting,
    fetch(input, init) {
      if (/\/artifacts\//.test(`${input}`)) waiting = 0;
      return it.cloud.fetch(input, init);
    },
  });
  assertEquals([code, lines.some((line) => line.startsWith("  | "))], [
    0,
    false,
  ]);
  assert(lines.some((line) => /^ {2}… \d+ lines left out/.test(line)));
  assertEquals(
    lines.at(-1),
    `Job completed successfully! See details at ${LINK}`,
  );
});

Deno.test("dbt-run says behind which run a queued run waits", async () => {
  using it = setUp({ running: 5_000 });
  const { lines } = await it.command({
    async fetch(input, init) {
      const response = await it.cloud.fetch(input, init);
      if (!/\/runs\/\d+\/$/.test(`${input}`)) return response;
      const body = await response.json();
      Object.assign(body.data, { status: 1, blocked_by: [4711] });
      if (it.time.now - Date.UTC(2026, 0, 31) > 9_000) body.data.status = 10;
      return Response.json(body);
    },
  });
  assert(lines.includes("Waiting for run 4711 to end"), lines.join("\n"));
});

Deno.test("dbt-run says that a run never began if the time is over in the queue", async () => {
  const never = "Timed out after 5 s (--timeout): the run never left the queue";
  const args = ["--timeout=5"];
  const queued = await dbtRun({ queued: 60_000 }, { args });
  assertStringIncludes(queued.text, `error: ${never}`);
  const running = await dbtRun({ running: 60_000 }, { args });
  assert(!running.text.includes("queue"), running.text);
});

Deno.test("dbt-run does not say that it tries again when the time is over before", async () => {
  const headers = { "retry-after": "6" };
  const faults = { retrieve: Array(9).fill({ status: 503, headers }) };
  using it = setUp({ faults });
  const { lines, stderr } = await it.command({ args: ["--timeout=4"] });
  assertEquals(stderr, ["error: Timed out after 4 s (--timeout)"]);
  const again = lines.filter((line) => line.includes("Trying again in"));
  // Once, and not in 6 s: the last poll is at the end of the time.
  assertMatch(again.join("\n"), /^Cannot .*Trying again in 3 s$/);
  assertEquals(it.count("retrieve"), 2);
});

Deno.test("dbt-run --json prints one line whatever happens", async () => {
  const ways: [code: number, CommandOptions][] = [
    [0, {}],
    [2, { args: ["--job-id=x"] }],
    [2, { denied: ["DBT_API_KEY"] }],
    [3, { args: ["--account-id=7"] }],
    [4, { args: ["--timeout=2"] }],
    [5, { args: ["wait", "--latest=any"] }],
    [143, { signals: [[2_000, "SIGTERM"]] }],
  ];
  for (const [code, options] of ways) {
    using it = setUp({ running: 20_000 });
    const args = ["--json", ...options.args ?? []];
    const { stdout } = await it.command({ ...options, args });
    assertEquals([stdout.length, JSON.parse(stdout[0]!).exit_code], [1, code]);
  }
});

Deno.test("dbt-run --summary is written for every end, with what happened and the link or the mark", async () => {
  const ways: [CommandOptions, page: RegExp][] = [
    [{ args: ["--job-id=x"] }, /wrong or missing input[^]*DBT&#95;|job&#45;id/],
    [{ args: ["--account-id=7"] }, /dbt Cloud refused/],
    [{ args: ["--timeout=2"] }, /gave up waiting[^]*\/runs\/300580980/],
    [{ signals: [[2_000, "SIGTERM"]] }, /SIGTERM[^]*\/runs\/300580980/],
    [{ args: ["--no-wait"] }, /was started[^]*\/runs\/300580980/],
    [{}, /succeeded/],
  ];
  for (const [options, page] of ways) {
    using it = setUp({ running: 20_000 });
    const files = new Map([["s.md", "## dbt Cloud run [1](<a>) ✅ succeeded"]]);
    const args = ["--summary=s.md", ...options.args ?? []];
    await it.command({ ...options, args, files });
    assertMatch(files.get("s.md")!, page);
    assert(!files.get("s.md")!.includes("[1](<a>)"));
  }
});

Deno.test("dbt-run --json and --summary name the run also when a second signal ends the process at once", async () => {
  using it = setUp({ running: 60_000, faults: { cancel: [{ delay: 9_000 }] } });
  const files = new Map<string, string>();
  const { code, stdout } = await it.command({
    args: ["--json", "--summary=s.md"],
    files,
    signals: [[2_000, "SIGTERM"], [3_000, "SIGTERM"]],
  });
  const { exit_code, run_id, error } = JSON.parse(stdout[0]!);
  assertEquals([code, exit_code, run_id, stdout.length], [143, 143, RUN, 1]);
  assertStringIncludes(error, "may still be running");
  assert(!files.get("s.md")?.includes("fault of dbt"));
  assertStringIncludes(files.get("s.md")!, LINK);
});

Deno.test("pythonRepr() shows values as Python does", () => {
  const cases: [unknown, string][] = [
    [null, "None"],
    [true, "True"],
    [[1, "a"], "[1, 'a']"],
    [{ a: "b", c: false }, "{'a': 'b', 'c': False}"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ["a\\b\n\t\x1b\u200e é", "'a\\\\b\\n\\t\\x1b\\u200e é'"],
  ];
  for (const [value, expected] of cases) {
    assertEquals(pythonRepr(value), expected);
  }
});
