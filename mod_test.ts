import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  cancelRun,
  DbtCloudError,
  getArtifact,
  getRun,
  listArtifacts,
  retryRun,
  type Run,
  RunFailedError,
  triggerAndWait,
  type TriggerOptions,
  triggerRun,
  waitForRun,
  type WaitOptions,
} from "./mod.ts";
import { offlineFlags } from "./offline/flag.ts";
import {
  type FakeDbtCloud,
  fakeDbtCloud,
  type FakeDbtCloudOptions,
} from "./testing/fake_dbt_cloud.ts";
import { ENVIRONMENT, KEY, setUp } from "./testing/harness.ts";
import { finish, startCommand } from "./testing/process.ts";

const HOUR = 3_600_000;

function endpointsOf(cloud: FakeDbtCloud): (string | undefined)[] {
  return cloud.requests.map(({ endpoint }) => endpoint);
}

Deno.test("triggerAndWait() triggers the job and resolves to the run that succeeded", async () => {
  using it = setUp({ queued: 500, starting: 500, running: 2_000 });
  const seen: string[] = [];
  const run = await it.settle(triggerAndWait({
    ...it.job,
    onUpdate: ({ status }) => seen.push(status),
  }));
  assertEquals(run.status, "success");
  assertEquals(run.id, it.cloud.runs[0]!.id);
  assertEquals(run.projectId, 52901);
  assertEquals(run.gitBranch, "main");
  assertEquals(
    run.href,
    `https://cloud.getdbt.com/deploy/1/projects/52901/runs/${run.id}/`,
  );
  assertEquals(seen, ["queued", "running", "running", "success"]);
  const [trigger] = it.cloud.requests;
  assertEquals(trigger!.method, "POST");
  assertEquals(trigger!.path, "/api/v2/accounts/1/jobs/2/run/");
  assertEquals(trigger!.headers.get("authorization"), `Token ${KEY}`);
  assertEquals(trigger!.headers.get("content-type"), "application/json");
  assertEquals(JSON.parse(trigger!.body), { cause: "API-triggered job" });
});

Deno.test("triggerRun() sends every field of the trigger body in its own type", async () => {
  using it = setUp();
  const fields: Partial<TriggerOptions> = {
    cause: "Merge of #7",
    gitSha: "8d1ef1b",
    gitBranch: "feature/a",
    schemaOverride: "pr_7",
    dbtVersionOverride: "latest",
    threadsOverride: 8,
    targetNameOverride: "ci",
    generateDocsOverride: false,
    timeoutSecondsOverride: 600,
    stepsOverride: ["dbt seed", "dbt build"],
    githubPullRequestId: 7,
    gitlabMergeRequestId: 8,
    azurePullRequestId: 9,
    nonNativePullRequestId: 10,
  };
  await it.settle(triggerRun({ ...it.job, ...fields }));
  assertEquals(JSON.parse(it.cloud.requests[0]!.body), {
    cause: "Merge of #7",
    git_sha: "8d1ef1b",
    git_branch: "feature/a",
    schema_override: "pr_7",
    dbt_version_override: "latest",
    threads_override: 8,
    target_name_override: "ci",
    generate_docs_override: false,
    timeout_seconds_override: 600,
    steps_override: ["dbt seed", "dbt build"],
    github_pull_request_id: 7,
    gitlab_merge_request_id: 8,
    azure_pull_request_id: 9,
    non_native_pull_request_id: 10,
  });
});

Deno.test("triggerRun() cuts the cause to 255 characters and says so", async () => {
  using it = setUp();
  await it.settle(triggerRun({ ...it.job, cause: "é".repeat(300) }));
  assertEquals(it.cloud.runs[0]!.trigger.cause, "é".repeat(255));
  assertEquals(it.notices, ["The cause was cut to 255 characters"]);
  await it.settle(triggerRun({ ...it.job, cause: "😀".repeat(200) }));
  assertEquals(it.cloud.runs[1]!.trigger.cause, "😀".repeat(127));
});

for (const ending of ["error", "cancelled"] as const) {
  Deno.test(`triggerAndWait() rejects with the run when it ended with ${ending}`, async () => {
    using it = setUp({ ending, running: 3_000 });
    const error = await assertRejects(
      () => it.settle(triggerAndWait(it.job)),
      RunFailedError,
    );
    assertEquals(error.run.status, ending);
    assertStringIncludes(error.message, error.run.href);
    assertStringIncludes(error.message, error.run.statusMessage!);
  });
}

Deno.test("every function rejects bad options before it sends anything", async () => {
  using it = setUp();
  const bad: [Partial<TriggerOptions & WaitOptions>, typeof Error, string][] = [
    [{ accountId: 0 }, RangeError, "'accountId' as it must be a positive"],
    [{ accountId: 1.5 }, RangeError, "current value is 1.5"],
    [{ accountId: "1" as never }, TypeError, 'current value is "1"'],
    [{ accountId: undefined as never }, TypeError, "without 'accountId'"],
    [{ apiKey: "" }, RangeError, "'apiKey' as it must be one word"],
    [{ apiKey: `${KEY}\n` }, RangeError, "'apiKey' as it must be one word"],
    [{ apiKey: "clé" }, RangeError, "'apiKey' as it must be one word"],
    [{ url: "cloud.getdbt.com" }, RangeError, "begins with https://"],
    [{ url: "http://cloud.getdbt.com" }, RangeError, "begins with https://"],
    [{ url: "http://127.0.0.1.example.com" }, RangeError, "https://"],
    [{ url: "https://user:pass@host" }, RangeError, "without @"],
    [{ url: "https://host/?a=b" }, RangeError, "? or #"],
    [{ url: "https://" }, RangeError, "an address"],
    [{ jobId: -2 }, RangeError, "current value is -2"],
    [{ jobId: 2 ** 53 }, RangeError, "'jobId'"],
    [{ jobId: undefined as never }, TypeError, "without 'jobId'"],
    [{ cause: " " }, RangeError, "'cause'"],
    [{ gitBranch: "" }, RangeError, "'gitBranch'"],
    [{ stepsOverride: [] }, RangeError, "'stepsOverride'"],
    [{ stepsOverride: ["dbt build", ""] }, RangeError, "'stepsOverride'"],
    [{ threadsOverride: "4" as never }, TypeError, "'threadsOverride'"],
    [{ generateDocsOverride: 1 as never }, TypeError, "true or false"],
    [{ interval: 0 }, RangeError, "'interval'"],
    [{ timeout: Infinity }, RangeError, "'timeout'"],
    [{ initialDelay: NaN }, RangeError, "'initialDelay'"],
  ];
  for (const [options, type, message] of bad) {
    const error = await assertRejects(
      () => it.settle(triggerAndWait({ ...it.job, ...options })),
      type,
      message,
    );
    assert(!error.message.includes(KEY));
  }
  for (
    const call of [
      () => waitForRun(0, it.account),
      () => getRun(-1, it.account),
      () => cancelRun(NaN, it.account),
      () => retryRun("3" as never, it.account),
      () => listArtifacts(0.5, it.account),
      () => getArtifact(3, "a.json", { ...it.account, step: 0 }),
      () => getArtifact(3, "../../jobs/2/", it.account),
      () => getArtifact(3, "a//b", it.account),
    ]
  ) await assertRejects(() => it.settle<unknown>(call()));
  assertEquals(it.cloud.requests, []);
});

Deno.test("every function accepts the url as people paste it", async () => {
  for (const more of ["", "/", "//", "/api", "/api/", "/api/v2/"]) {
    using it = setUp();
    const url = `https://ab123.us1.dbt.com${more}`;
    const run = await it.settle(triggerRun({ ...it.job, url }));
    assertStringIncludes(run.href, "https://ab123.us1.dbt.com/deploy/1/");
    assertEquals(it.cloud.requests[0]!.path, "/api/v2/accounts/1/jobs/2/run/");
  }
});

/** How long after the end of the run it was reported, and what that took. */
async function lost(running: number) {
  using it = setUp({ running });
  const began = it.time.now;
  await it.settle(triggerAndWait(it.job));
  return {
    lost: it.time.now - began - running,
    requests: it.cloud.requests.length,
  };
}

for (const running of [5_000, 30_000, 300_000, HOUR]) {
  Deno.test(`waitForRun() reports the end of a run of ${running / 1_000} s in time`, async () => {
    const { lost: ms, requests } = await lost(running);
    assert(ms <= Math.min(1_000 + running / 20, 10_000), `${ms} ms`);
    assert(requests <= 420, `${requests} requests`);
  });
}

Deno.test("waitForRun() checks after initialDelay and then at each interval", async () => {
  using it = setUp({ running: 60_000 });
  const options = { ...it.job, initialDelay: 7_000, interval: 20_000 };
  const began = it.time.now;
  await it.settle(triggerAndWait(options));
  const times = it.cloud.requests.slice(1).map(({ at }) => at - began);
  assertEquals(times, [7_000, 27_000, 47_000, 67_000]);
});

Deno.test("waitForRun() resolves to the run however it ended", async () => {
  for (const ending of ["success", "error", "cancelled"] as const) {
    using it = setUp({ ending });
    const { id } = it.cloud.trigger(2);
    const run = await it.settle(waitForRun(id, it.account));
    assertEquals(run.status, ending);
  }
});

Deno.test("waitForRun() looks once more before it gives up", async () => {
  using it = setUp({ running: 59_500 });
  const { id } = it.cloud.trigger(2);
  const options = { ...it.account, interval: 45_000, timeout: 60_000 };
  assertEquals((await it.settle(waitForRun(id, options))).status, "success");
});

Deno.test("waitForRun() rejects with a TimeoutError and lets the run go on", async () => {
  using it = setUp({ running: HOUR });
  const { id } = it.cloud.trigger(2);
  const began = it.time.now;
  const error = await assertRejects(
    () => it.settle(waitForRun(id, { ...it.account, timeout: 60_000 })),
    DOMException,
    `Run ${id} has not ended within 60 s`,
  );
  assertEquals(error.name, "TimeoutError");
  assertEquals(it.time.now - began, 60_000);
  assertEquals(it.cloud.statusOf(it.cloud.runs[0]!), 3);
});

Deno.test("waitForRun() rejects with the reason of the signal", async () => {
  using it = setUp({ running: HOUR });
  const { id } = it.cloud.trigger(2);
  const controller = new AbortController();
  const reason = new Error("Enough");
  setTimeout(() => controller.abort(reason), 30_000);
  const { signal } = controller;
  const error = await assertRejects(() =>
    it.settle(waitForRun(id, { ...it.account, signal }))
  );
  assertEquals(error, reason);
});

Deno.test("triggerRun() sends nothing if the signal is aborted already", async () => {
  using it = setUp();
  const signal = AbortSignal.abort(new Error("Too late"));
  await assertRejects(
    () => it.settle(triggerRun({ ...it.job, signal })),
    Error,
    "Too late",
  );
  assertEquals(it.cloud.requests, []);
});

Deno.test("getRun() asks for the steps only where they are wanted", async () => {
  using it = setUp({ ending: "error" });
  const { id } = it.cloud.trigger(2);
  assertEquals((await it.settle(getRun(id, it.account))).steps, []);
  const { steps } = await it.settle(
    getRun(id, { ...it.account, steps: true }),
  );
  assertEquals(steps.map(({ index, status }) => [index, status]), [
    [1, "success"],
    [2, "success"],
    [3, "success"],
    [4, "error"],
  ]);
  assertStringIncludes(steps[3]!.logs!, "Completed with 2 errors");
});

Deno.test("getRun() reads a run of ids beyond 32 bits, without href", async () => {
  using it = setUp({
    faults: { retrieve: [{ data: { id: 70403110257794, href: null } }] },
  });
  it.cloud.trigger(2);
  const body = (run: Run) => [run.id, run.href];
  const { fetch } = it.cloud;
  const run = await it.settle(getRun(70403110257794, {
    ...it.account,
    fetch: (input, init) =>
      fetch(String(input).replace("70403110257794", "300580980"), init),
  }));
  assertEquals(body(run), [
    70403110257794,
    "https://cloud.getdbt.com/deploy/1/projects/52901/runs/70403110257794/",
  ]);
});

Deno.test("cancelRun() cancels the run", async () => {
  using it = setUp({ running: HOUR });
  const { id } = await it.settle(triggerRun(it.job));
  const run = await it.settle(cancelRun(id, it.account));
  assertEquals([run.status, run.statusMessage], [
    "cancelled",
    "Cancelled by user.",
  ]);
});

Deno.test("retryRun() retries a run that failed", async () => {
  using it = setUp({ ending: "error" });
  const first = it.cloud.trigger(2);
  const { canRetry } = await it.settle(getRun(first.id, it.account));
  assertEquals(canRetry, true);
  const second = await it.settle(retryRun(first.id, it.account));
  assertEquals(it.cloud.runs[1]!.retryingRunId, first.id);
  assertEquals(
    (await it.settle(waitForRun(second, it.account))).status,
    "success",
  );
});

Deno.test("listArtifacts() lists the names, or none", async () => {
  using it = setUp({ jobs: { 2: {}, 3: { steps: [] } } });
  const { id } = it.cloud.trigger(2);
  assertEquals(await it.settle(listArtifacts(id, it.account)), [
    "manifest.json",
    "run_results.json",
  ]);
  const none = it.cloud.trigger(3);
  assertEquals(await it.settle(listArtifacts(none.id, it.account)), []);
});

Deno.test("getArtifact() retrieves what a step wrote", async () => {
  using it = setUp({
    steps: [
      { name: "a", logs: "", artifacts: { "dir/a b.json": { step: 1 } } },
      { name: "b", logs: "", artifacts: { "dir/a b.json": { step: 2 } } },
    ],
  });
  const { id } = it.cloud.trigger(2);
  for (const [step, expected] of [[undefined, 2], [1, 1], [2, 2]]) {
    const response = await it.settle(
      getArtifact(id, "dir/a b.json", { ...it.account, ...(step && { step }) }),
    );
    assertEquals(await response.json(), { step: expected });
  }
  const error = await assertRejects(
    () => it.settle(getArtifact(id, "catalog.json", it.account)),
    DbtCloudError,
    `Cannot get catalog.json of run ${id}: dbt Cloud answered 404`,
  );
  assertEquals(error.status, 404);
});

Deno.test("triggerAndWait() makes do with the least that an API may answer", async () => {
  using it = setUp();
  const least = [{ data: { id: 7 } }, { data: { status: 3 } }, {
    data: { status: 10 },
  }];
  const answers = least.map((body) => Response.json(body));
  const run = await it.settle(triggerAndWait({
    ...it.job,
    projectId: 9,
    fetch: () => Promise.resolve(answers.shift()!),
  }));
  assertEquals([run.id, run.status, run.href], [
    7,
    "success",
    "https://cloud.getdbt.com/deploy/1/projects/9/runs/7/",
  ]);
});

// The command, from outside: a process, and the stand-in behind a port.

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  cloud: FakeDbtCloud;
  url: string;
}

const FLAGS = await offlineFlags();

async function dbtRun(
  args: string[],
  env: Record<string, string | undefined> = {},
  options: FakeDbtCloudOptions = {},
): Promise<Outcome> {
  const cloud = fakeDbtCloud({ accountId: 1, apiKey: KEY, ...options });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    cloud.handler,
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const child = startCommand(args, { ...ENVIRONMENT, DBT_URL: url, ...env });
  return { ...await finish(child), cloud, url };
}

Deno.test("dbt-run prints the lines of the Python script in their order", async () => {
  const { code, stdout, stderr, cloud, url } = await dbtRun([], {
    DBT_JOB_CAUSE: "Merge of 'a'",
    DBT_JOB_BRANCH: "refs/heads/feature/a-b",
    DBT_JOB_SCHEMA_OVERRIDE: "pr-7/a",
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
  });
  const link = `${url}/deploy/1/projects/52901/runs/${cloud.runs[0]!.id}/`;
  assertEquals(
    stdout,
    [
      "",
      "Configuration:",
      `api_base: ${url}`,
      "job_cause: Merge of 'a'",
      "git_branch: refs/heads/feature/a-b",
      "schema_override: pr-7/a",
      "account_id: 1",
      "project_id: 52901",
      "job_id: 2",
      "",
      "Beginning request for job run...",
      "Triggering job:",
      `\turl: ${url}/api/v2/accounts/1/jobs/2/run/`,
      `\tpayload: {'cause': "Merge of 'a'", 'git_branch': 'feature/a-b', ` +
      `'schema_override': 'pr_7_a'}`,
      `Job running! See job status at ${link}`,
      "Run status -> Success",
      `Job completed successfully! See details at ${link}`,
      "",
    ].join("\n"),
  );
  assertEquals([code, stderr], [0, ""]);
  const [trigger] = cloud.requests;
  assertEquals(
    [trigger!.method, trigger!.path, trigger!.headers.get("authorization")],
    ["POST", "/api/v2/accounts/1/jobs/2/run/", `Token ${KEY}`],
  );
  assertEquals(JSON.parse(trigger!.body), {
    cause: "Merge of 'a'",
    git_branch: "feature/a-b",
    schema_override: "pr_7_a",
  });
});

for (const ending of ["error", "cancelled"] as const) {
  Deno.test(`dbt-run exits 1 on a run that ended with ${ending}`, async () => {
    const { code, stdout, stderr, cloud, url } = await dbtRun(
      ["--initial-delay=0"],
      {},
      { ending },
    );
    const link = `${url}/deploy/1/projects/52901/runs/${cloud.runs[0]!.id}/`;
    assertEquals(code, 1);
    assertMatch(stdout, /\nRun status -> (Error|Cancelled)\n/);
    assertEquals(stderr, `Run failed or canceled. See why at ${link}\n`);
  });
}

Deno.test("dbt-run names all faults of its input at once and sends nothing", async () => {
  const { code, stdout, stderr, cloud } = await dbtRun(
    ["run", "twice", "--threads-override", "many", "--no-such-flag"],
    {
      DBT_API_KEY: `${KEY}\nmore`,
      DBT_ACCOUNT_ID: "one",
      DBT_PR_JOB_ID: "",
      DBT_URL: "emea.dbt.com",
      DBT_RUN_TIMEOUT_SECONDS: "soon",
      DBT_JOB_GENERATE_DOCS_OVERRIDE: "perhaps",
      DBT_RUN_RETRIES: "-1",
    },
  );
  assertEquals([code, stdout, cloud.requests.length], [2, "", 0]);
  assertEquals(stderr.trimEnd().split("\n").toSorted(), [
    "error: --no-such-flag is no flag; see --help",
    'error: --threads-override must be a positive whole number: current value is "many"',
    'error: DBT_ACCOUNT_ID must be a positive whole number: current value is "one"',
    "error: DBT_API_KEY must be one word of plain characters, without spaces or line breaks",
    'error: DBT_JOB_GENERATE_DOCS_OVERRIDE must be true or false: current value is "perhaps"',
    "error: DBT_PR_JOB_ID (or --job-id) is empty",
    "error: DBT_RUN_RETRIES must be a whole number of 0 or more",
    'error: DBT_RUN_TIMEOUT_SECONDS must be a number of 0 or more: current value is "soon"',
    'error: DBT_URL must be an address that begins with https://, without @, ? or #: current value is "emea.dbt.com"',
    "error: twice is one argument too many",
  ]);
});

Deno.test("dbt-run tells what is not set, and what was not expanded", async () => {
  const { code, stderr } = await dbtRun([], {
    DBT_URL: undefined,
    DBT_API_KEY: "$(DBT_API_KEY)",
    DBT_ACCOUNT_ID: undefined,
    DBT_PR_JOB_ID: "${{ vars.JOB }}",
  });
  assertEquals(code, 2);
  assertEquals(stderr.trimEnd().split("\n"), [
    "error: DBT_API_KEY is a variable that was not expanded: $(DBT_API_KEY)",
    "error: DBT_ACCOUNT_ID (or --account-id) is not set",
    "error: DBT_PR_JOB_ID is a variable that was not expanded: ${{ vars.JOB }}",
  ]);
});

Deno.test("dbt-run takes what is empty or not expanded as not set", async () => {
  const { code, stderr, cloud } = await dbtRun(["--initial-delay=0"], {
    DBT_JOB_BRANCH: "$(System.PullRequest.SourceBranch)",
    DBT_JOB_SCHEMA_OVERRIDE: "",
    DBT_JOB_CAUSE: "  ",
    DBT_PROJECT_ID: undefined,
    DBT_API_KEY: `  ${KEY}\n`,
  });
  assertEquals(code, 0);
  assertStringIncludes(
    stderr,
    "warning: DBT_JOB_BRANCH is a variable that was not expanded",
  );
  assertEquals(cloud.runs[0]!.trigger, { cause: "API-triggered job" });
});

Deno.test("dbt-run takes every field from its flag, or else from its variable", async () => {
  const { code, stderr, cloud } = await dbtRun([
    "--initial-delay=0",
    "--job-id",
    "3",
    "--cause=From a flag",
    "--steps-override",
    "dbt seed",
    "--steps-override=dbt build --select +a",
    "--threads-override=4",
    "--git-branch",
    "",
    "--schema-override=",
    "run",
  ], {
    DBT_PR_JOB_ID: "not looked at",
    DBT_JOB_CAUSE: "From a variable",
    DBT_JOB_STEPS_OVERRIDE: "dbt run",
    DBT_JOB_GIT_SHA: "8d1ef1b",
    DBT_JOB_GIT_BRANCH: "main",
    DBT_JOB_GENERATE_DOCS_OVERRIDE: "TRUE",
    DBT_JOB_NON_NATIVE_PULL_REQUEST_ID: "7",
  });
  assertEquals([code, stderr], [0, ""]);
  assertEquals(cloud.runs[0]!.jobId, 3);
  assertEquals(cloud.runs[0]!.trigger, {
    cause: "From a flag",
    git_branch: "main",
    git_sha: "8d1ef1b",
    steps_override: ["dbt seed", "dbt build --select +a"],
    threads_override: 4,
    generate_docs_override: true,
    non_native_pull_request_id: 7,
  });
});

Deno.test("dbt-run takes one step a line from DBT_JOB_STEPS_OVERRIDE", async () => {
  const { cloud } = await dbtRun(["--no-wait"], {
    DBT_JOB_STEPS_OVERRIDE: "dbt seed\n\n  dbt build\r\n",
    DBT_PR_JOB_ID: undefined,
    DBT_JOB_ID: "4",
  });
  assertEquals(cloud.runs[0]!.jobId, 4);
  assertEquals(cloud.runs[0]!.trigger.steps_override, [
    "dbt seed",
    "dbt build",
  ]);
});

Deno.test("dbt-run takes DBT_URL as people paste it, and prints what it sends", async () => {
  for (const more of ["/", "/api", "/api/v2/"]) {
    const { stdout } = await dbtRun(["--dry-run"], {
      DBT_URL: `https://ab123.us1.dbt.com${more}`,
    });
    assertStringIncludes(stdout, "api_base: https://ab123.us1.dbt.com\n");
    assertStringIncludes(stdout, "\turl: https://ab123.us1.dbt.com/api/v2/acc");
  }
});

Deno.test("dbt-run --no-wait ends once the run is queued", async () => {
  const { code, stdout, cloud } = await dbtRun(["--no-wait"], {}, {
    running: HOUR,
  });
  assertEquals([code, endpointsOf(cloud)], [0, ["trigger"]]);
  assertMatch(stdout, /Job running! See job status at \S+\n$/);
});

Deno.test("dbt-run --dry-run prints what would be sent and sends nothing", async () => {
  const { code, stdout, cloud } = await dbtRun(["--dry-run"], {
    DBT_JOB_BRANCH: "main",
  });
  assertEquals([code, cloud.requests.length], [0, 0]);
  assertStringIncludes(stdout, "'git_branch': 'main'}\nDry run: nothing");
});

Deno.test("dbt-run --json prints one document to stdout, whatever happens", async () => {
  const well = await dbtRun(["--json", "--initial-delay=0"]);
  const { run_id, run_status, exit_code, error } = JSON.parse(well.stdout);
  assertEquals([run_id, run_status, exit_code, error], [
    well.cloud.runs[0]!.id,
    "success",
    0,
    null,
  ]);
  assertStringIncludes(well.stderr, "Run status -> Success");
  const bad = await dbtRun(["--json"], { DBT_ACCOUNT_ID: "x" });
  assertEquals(JSON.parse(bad.stdout).exit_code, 2);
  assertStringIncludes(JSON.parse(bad.stdout).error, "DBT_ACCOUNT_ID");
});

Deno.test("dbt-run --help and --version need nothing", async () => {
  const help = await dbtRun(["--help"], { DBT_API_KEY: undefined });
  assertEquals([help.code, help.stderr], [0, ""]);
  assertStringIncludes(help.stdout, "--steps-override");
  assertStringIncludes(help.stdout, "DBT_POLL_INTERVAL_SECONDS");
  const version = await dbtRun(["--version"], { DBT_API_KEY: undefined });
  assertMatch(version.stdout, /^dbt-run \d+\.\d+\.\d+\n$/);
});

Deno.test("dbt-run wait follows a run that exists", async () => {
  const cloud = fakeDbtCloud({ ending: "error" });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    cloud.handler,
  );
  const { id } = cloud.trigger(2);
  const { code, stdout } = await dbtRun(["wait", `${id}`], {
    DBT_URL: `http://127.0.0.1:${server.addr.port}`,
    DBT_PR_JOB_ID: undefined,
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
  });
  assertEquals(code, 1);
  assertMatch(stdout, /^Job running! .*\nRun status -> Error\n/);
});

Deno.test("dbt-run cancel cancels a run, and takes it well if it has ended", async () => {
  const cloud = fakeDbtCloud({
    running: 2_000,
    faults: { cancel: [{ status: 502 }] },
  });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    cloud.handler,
  );
  const run = cloud.trigger(2);
  const env = { DBT_URL: `http://127.0.0.1:${server.addr.port}` };
  const first = await dbtRun(["cancel", `${run.id}`], env);
  assertEquals([first.code, cloud.statusOf(run)], [0, 30]);
  assertStringIncludes(first.stdout, `Run ${run.id} is cancelled`);
  assertEquals((await dbtRun(["cancel", `${run.id}`], env)).code, 0);
  const none = await dbtRun(["cancel"], env);
  assertEquals([none.code, none.stderr], [2, "error: cancel needs a RUN_ID\n"]);
});

Deno.test("importing the package prints nothing and needs no permission", async () => {
  const script = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const main = import.meta.resolve("./main.ts");
    await Deno.writeTextFile(
      script,
      `import { triggerAndWait } from "${main}"; triggerAndWait.length;`,
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "-c",
        "deno.json",
        ...FLAGS,
        script,
      ],
      cwd: import.meta.dirname,
    }).output();
    assertEquals([code, stdout.length, stderr.length], [0, 0, 0]);
  } finally {
    await Deno.remove(script);
  }
});

const hasNode = await new Deno.Command("node", { args: ["--version"] })
  .output().then(({ success }) => success, () => false);

Deno.test(
  "the library runs unchanged on Node",
  { ignore: !hasNode },
  async () => {
    const cloud = fakeDbtCloud({ running: 500 });
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      cloud.handler,
    );
    const bundle = await Deno.makeTempFile({ suffix: ".mjs" });
    try {
      const bundled = await new Deno.Command(Deno.execPath(), {
        args: ["bundle", "--quiet", ...FLAGS, "-o", bundle, "mod.ts"],
        cwd: import.meta.dirname,
      }).output();
      assert(bundled.success, new TextDecoder().decode(bundled.stderr));
      const { success, stdout, stderr } = await new Deno.Command("node", {
        args: [
          "--input-type=module",
          "-e",
          `
        import { triggerAndWait } from ${JSON.stringify(bundle)};
        const run = await triggerAndWait({
          url: "http://127.0.0.1:${server.addr.port}",
          accountId: 1, jobId: 2, apiKey: "secret",
        });
        console.log(run.status);`,
        ],
      }).output();
      assert(success, new TextDecoder().decode(stderr));
      assertEquals(new TextDecoder().decode(stdout), "success\n");
    } finally {
      await Deno.remove(bundle);
    }
  },
);
