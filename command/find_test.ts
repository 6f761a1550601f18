/** The job by its name, and the run that `dbt-run wait` finds by itself. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import { type CommandOptions, setUp } from "../testing/harness.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const FIRST = 300580980;
const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
const OTHER = "1111111111111111111111111111111111111111";

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions,
  prepare: (it: ReturnType<typeof setUp>) => void = () => {},
) {
  using it = setUp(options);
  prepare(it);
  const result = await it.command(more);
  const runs = it.cloud.runs.map(({ jobId }) => jobId);
  const requests = it.cloud.requests.length;
  return { ...result, runs, requests, text: result.lines.join("\n") };
}

// --job-name

const JOBS: FakeDbtCloudOptions["jobs"] = {
  5: { name: "Deploy", projectId: 1 },
  6: { name: "deploy", projectId: 1 },
  7: { name: "Deploy all", projectId: 1 },
  8: { name: "Nightly", projectId: 1 },
  9: { name: "Nightly", projectId: 2 },
};
const named = (name: string, more: Record<string, string> = {}) => ({
  env: {
    DBT_JOB_NAME: name,
    DBT_PR_JOB_ID: undefined,
    DBT_PROJECT_ID: undefined,
    ...more,
  },
});

Deno.test("dbt-run --job-name runs the job of exactly that name", async () => {
  const found = await dbtRun({ jobs: JOBS }, named("Deploy"));
  assertEquals([found.code, found.runs], [0, [5]]);
  assertStringIncludes(found.text, "job_id: 5");
  const flag = await dbtRun({ jobs: JOBS }, {
    ...named("Deploy"),
    args: ["--job-name", "Deploy all"],
  });
  assertEquals(flag.runs, [7]);
});

Deno.test("dbt-run --job-name looks in the project if one is given", async () => {
  const { runs } = await dbtRun(
    { jobs: JOBS },
    named("Nightly", { DBT_PROJECT_ID: "2" }),
  );
  assertEquals(runs, [9]);
});

const unfound: [name: string, error: string][] = [
  [
    "Nightly",
    'error: 2 jobs are named "Nightly": 8 (project 1), 9 (project 2). Set DBT_PROJECT_ID or DBT_JOB_ID',
  ],
  [
    "eploy",
    'error: No job is named "eploy". There are: "Deploy", "deploy", "Deploy all"',
  ],
  [
    "x",
    'error: No job is named "x". There are: "Deploy", "deploy", "Deploy all", "Nightly", "Nightly"',
  ],
];
for (const [name, error] of unfound) {
  Deno.test(`dbt-run --job-name ${name} exits 2 with the names, and starts nothing`, async () => {
    const { code, stderr, runs } = await dbtRun({ jobs: JOBS }, named(name));
    assertEquals([code, stderr, runs], [2, [error], []]);
  });
}

Deno.test("dbt-run --job-name looks through all pages of jobs", async () => {
  const many = Array.from({ length: 120 }, (_, i) => [
    1_000 + i,
    { name: `Deploy ${i}`, projectId: 1 },
  ]);
  const jobs = { ...Object.fromEntries(many), 5_000: { name: "Deploy" } };
  const one = await dbtRun({ jobs }, named("Deploy"));
  assertEquals([one.code, one.runs], [0, [5_000]], one.text);
  const two = { ...jobs, 1: { name: "Deploy", projectId: 2 } };
  const { code, runs, text } = await dbtRun({ jobs: two }, named("Deploy"));
  assertEquals([code, runs], [2, []]);
  assertStringIncludes(text, '2 jobs are named "Deploy"');
});

Deno.test("dbt-run --job-name --dry-run shows the name, and sends nothing", async () => {
  const { code, text, requests } = await dbtRun({ jobs: JOBS }, {
    ...named("Nightly"),
    args: ["--dry-run"],
  });
  assertEquals([code, requests], [0, 0]);
  assertStringIncludes(text, "job_id: Nightly");
});

Deno.test("dbt-run --job-name survives faults, and exits 3 if it is refused", async () => {
  const survived = await dbtRun(
    { jobs: JOBS, faults: { jobs: [{ status: 502 }, { answer: "reset" }] } },
    named("Deploy"),
  );
  assertEquals([survived.code, survived.runs], [0, [5]]);
  const { code, stderr, runs } = await dbtRun(
    { jobs: JOBS, apiKey: "another" },
    named("Deploy"),
  );
  assertEquals([code, runs], [3, []]);
  assertStringIncludes(
    stderr[0]!,
    "Cannot list the jobs: dbt Cloud answered 401",
  );
});

// wait --latest, --git-sha, --pull-request

const wait = (...args: string[]): CommandOptions => ({
  args: ["wait", ...args],
});
const followed = (text: string) =>
  Number(/See job status at \S+\/runs\/(\d+)\//.exec(text)?.[1]) - FIRST;

/** Runs that other systems start: after so many ms, with such a trigger. */
const later = (...runs: [at: number, trigger?: object][]) =>
(
  { cloud }: ReturnType<typeof setUp>,
) =>
  runs.forEach(([at, trigger]) =>
    setTimeout(() => cloud.trigger(2, { cause: "Webhook", ...trigger }), at)
  );

Deno.test("dbt-run wait --latest follows the newest run that is not over", async () => {
  const { code, text } = await dbtRun(
    { running: MINUTE },
    wait("--latest"),
    (it) => {
      it.cloud.trigger(2);
      it.cloud.trigger(2);
      it.cloud.trigger(3);
    },
  );
  assertEquals([code, followed(text)], [0, 1]);
});

Deno.test("dbt-run wait --latest never takes a run that was over before", async () => {
  using it = setUp();
  it.cloud.trigger(2);
  await it.time.tickAsync(MINUTE);
  later([40 * SECOND])(it);
  const { code, lines } = await it.command(wait("--latest"));
  assertEquals([code, followed(lines.join("\n"))], [0, 1]);
});

Deno.test("dbt-run wait --git-sha follows the run of that commit", async () => {
  const starts = later([0, { git_sha: SHA }], [0, { git_sha: OTHER }]);
  for (const sha of [SHA, SHA.slice(0, 8)]) {
    const { code, text } = await dbtRun({}, wait("--git-sha", sha), starts);
    assertEquals([code, followed(text)], [0, 0]);
  }
});

const GITHUB = {
  GITHUB_ACTIONS: "true",
  GITHUB_EVENT_PATH: "/event.json",
};
const files = new Map([[
  "/event.json",
  JSON.stringify({ pull_request: { number: 7, head: { sha: SHA, ref: "a" } } }),
]]);

Deno.test("dbt-run wait --pull-request follows the run of the pull request and its head commit", async () => {
  const { code, text } = await dbtRun(
    {},
    { ...wait("--pull-request"), env: GITHUB, files },
    later(
      [0, { github_pull_request_id: 7, git_sha: OTHER }],
      [0, { github_pull_request_id: 8, git_sha: SHA }],
      [20 * SECOND, { github_pull_request_id: 7, git_sha: SHA }],
    ),
  );
  assertEquals([code, followed(text)], [0, 2]);
  assertStringIncludes(
    text,
    `Looking for the run of job 2 for pull request 7, commit ${SHA}`,
  );
});

Deno.test("dbt-run wait keeps to a pull request that is set by hand", async () => {
  const jenkins = {
    JENKINS_URL: "https://jenkins",
    CHANGE_ID: "7",
    CHANGE_URL: "https://github.com/acme/shop/pull/7",
  };
  for (
    const more of [
      { args: ["wait", "--latest", "--github-pull-request-id=7"] },
      {
        args: ["wait", "--pull-request", "--github-pull-request-id=7"],
        env: jenkins,
      },
      {
        args: ["wait", `--git-sha=${SHA}`],
        env: { DBT_JOB_GITHUB_PULL_REQUEST_ID: "7" },
      },
    ]
  ) {
    const { code, text } = await dbtRun({ running: MINUTE }, more, (it) => {
      for (const github_pull_request_id of [7, 8]) {
        it.cloud.trigger(2, { github_pull_request_id, git_sha: SHA });
      }
    });
    assertEquals(code, 0, text);
    assertStringIncludes(
      text,
      `Looking for the run of job 2 for pull request 7`,
    );
    assertStringIncludes(text, `/runs/${FIRST}/`);
  }
});

Deno.test("dbt-run wait --latest takes no run that is over, whatever its commit", async () => {
  const { code } = await dbtRun({}, {
    args: ["wait", "--latest", "--appear-timeout=10"],
    env: { DBT_JOB_GIT_SHA: SHA },
  }, (it) => {
    it.cloud.trigger(2, { git_sha: SHA });
    it.time.tick(60 * MINUTE);
  });
  assertEquals(code, 5);
});

Deno.test("dbt-run wait --pull-request=auto without one takes no run of another", async () => {
  const { code, text } = await dbtRun({ running: MINUTE }, {
    args: ["wait", "--pull-request=auto"],
    env: { GITHUB_ACTIONS: "true", GITHUB_REF: "refs/heads/main" },
  }, (it) => it.cloud.trigger(2, { github_pull_request_id: 99 }));
  assertEquals(code, 2, text);
});

Deno.test("dbt-run wait finds a run whose commit is known later than its trigger", async () => {
  const { code, text } = await dbtRun(
    { queued: 12 * SECOND, running: 20 * SECOND, listsTriggers: false },
    { args: ["wait", `--git-sha=${SHA}`] },
    (it) => it.cloud.trigger(2, { git_branch: "main" }),
  );
  assertEquals(code, 0, text);
});

Deno.test("dbt-run --job-name waits as long as Retry-After says", async () => {
  const busy = { status: 429, headers: { "retry-after": "20" } };
  const { code, runs } = await dbtRun(
    { jobs: JOBS, faults: { jobs: [busy, busy] } },
    named("Deploy"),
  );
  assertEquals([code, runs], [0, [5]]);
});

Deno.test("dbt-run wait asks for the trigger of runs whose list leaves it out", async () => {
  const { code, text } = await dbtRun(
    { running: MINUTE, listsTriggers: false },
    {
      args: ["wait", "--pull-request"],
      env: { GITLAB_CI: "true", CI_MERGE_REQUEST_IID: "7" },
    },
    (it) => {
      it.cloud.trigger(2, { gitlab_merge_request_id: 7 });
      it.cloud.trigger(2, { gitlab_merge_request_id: 8 });
    },
  );
  assertEquals(code, 0, text);
  assertStringIncludes(text, `/runs/${FIRST}/`);
});

Deno.test("dbt-run wait starts nothing, and fails as the run that it found", async () => {
  const { code, runs } = await dbtRun(
    { ending: "error" },
    wait("--latest"),
    later([5 * SECOND]),
  );
  assertEquals([code, runs], [1, [2]]);
});

Deno.test("dbt-run wait exits 5 if no run appears within --appear-timeout", async () => {
  for (
    const [args, limit] of [[[], 300], [["--appear-timeout=30"], 30]] as const
  ) {
    const { code, stderr, took, runs } = await dbtRun(
      {},
      wait("--latest", ...args),
    );
    assertEquals([code, runs], [5, []]);
    assert(took <= limit * SECOND, `${took} ms`);
    assertEquals(stderr, [
      `error: Cannot find the latest run of job 2: none is in progress, and none appeared within ${limit} s (--appear-timeout)`,
    ]);
  }
});

Deno.test("dbt-run wait --latest survives faults, and exits 3 within 30 s on a mistyped host", async () => {
  const survived = await dbtRun(
    { faults: { list: [{ status: 502 }, { answer: "cut" }] } },
    wait("--latest"),
    later([SECOND]),
  );
  assertEquals(survived.code, 0);
  const refused = Array(99).fill({ answer: "refused" });
  const { code, took } = await dbtRun(
    { faults: { list: refused } },
    wait("--latest"),
  );
  assertEquals(code, 3);
  assert(took <= 35 * SECOND, `${took} ms`);
});

Deno.test("dbt-run wait --latest finds the job by its name", async () => {
  const { code, text } = await dbtRun(
    { jobs: JOBS, running: MINUTE },
    { ...named("Deploy"), ...wait("--latest") },
    (it) => it.cloud.trigger(5),
  );
  assertEquals([code, followed(text)], [0, 0]);
});

Deno.test("dbt-run wait needs to be told which run", async () => {
  const { code, stderr, requests } = await dbtRun({}, wait());
  assertEquals([code, requests, stderr], [2, 0, [
    "error: wait needs a RUN_ID, --latest, --git-sha or --pull-request",
  ]]);
});
