/** The job by its name, and the run that `dbt-run wait` finds by itself. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
const OTHER = "1111111111111111111111111111111111111111";

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions,
  prepare: (fixture: ReturnType<typeof setUp>) => void = () => {},
) {
  using fixture = setUp(options);
  prepare(fixture);
  const result = await fixture.command(more);
  const runs = fixture.cloud.runs.map(({ jobId }) => jobId);
  const requests = fixture.cloud.requests.length;
  return { ...result, runs, requests, text: result.lines.join("\n") };
}

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

// wait --latest, --git-sha, --pull-request

const wait = (...args: string[]): CommandOptions => ({
  args: ["wait", ...args],
});
const followed = (text: string) =>
  Number(
    /(?:See job status at|had ended already \(\w+\):) \S+\/runs\/(\d+)\//
      .exec(text)?.[1],
  ) - RUN;

/** Runs that other systems start: after how many ms, with which trigger. */
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
  using fixture = setUp();
  fixture.cloud.trigger(2);
  await fixture.time.tickAsync(MINUTE);
  later([40 * SECOND])(fixture);
  const { code, lines } = await fixture.command(wait("--latest"));
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
    assertStringIncludes(text, `/runs/${RUN}/`);
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

Deno.test("dbt-run wait asks for the trigger of runs whose list leaves it out", async () => {
  const { code, text } = await dbtRun(
    { running: MINUTE, listsTriggers: false },
    {
      args: ["wait", "--pull-request"],
      env: {
        GITLAB_CI: "true",
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_PROJECT_ID: "1",
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
      },
    },
    (it) => {
      it.cloud.trigger(2, { gitlab_merge_request_id: 7 });
      it.cloud.trigger(2, { gitlab_merge_request_id: 8 });
    },
  );
  assertEquals(code, 0, text);
  assertStringIncludes(text, `/runs/${RUN}/`);
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
  assertEquals({ code, requests, stderr }, {
    code: 2,
    requests: 0,
    stderr: [
      "error: wait needs a RUN_ID, --latest, --git-sha or --pull-request",
    ],
  });
});

// --latest=any, --latest=success

Deno.test("dbt-run wait --latest says at once which run it passes over, and how to take it", async () => {
  const { code, text } = await dbtRun(
    {},
    wait("--latest", "--appear-timeout=10"),
    (it) => {
      it.cloud.trigger(2);
      it.time.tick(20 * MINUTE);
    },
  );
  assertEquals(code, 5);
  assertStringIncludes(
    text,
    `The latest run, ${RUN}, succeeded 20 min ago; waiting for a new one. --latest=any takes it`,
  );
});

Deno.test("dbt-run wait --latest=any takes the newest run, ended or not", async () => {
  for (const ending of ["success", "error"] as const) {
    const { code, runs, text } = await dbtRun(
      { ending },
      wait("--latest=any"),
      (it) => {
        it.cloud.trigger(2);
        it.cloud.trigger(2);
        it.time.tick(60 * MINUTE);
      },
    );
    assertEquals([code, runs], [ending === "success" ? 0 : 1, [2, 2]]);
    assertStringIncludes(text, `/runs/${RUN + 1}/`);
  }
});

Deno.test("dbt-run wait --latest=success takes the newest run that succeeded, and waits for nothing", async () => {
  const { code, text, took } = await dbtRun(
    {
      jobs: { 2: { running: MINUTE } },
      faults: { retrieve: [] },
    },
    wait("--latest=success"),
    (it) => {
      it.cloud.trigger(2);
      it.time.tick(60 * MINUTE);
      it.cloud.trigger(2); // It goes on.
    },
  );
  assertEquals(code, 0);
  assert(took <= 2 * SECOND, `${took} ms`);
  assertStringIncludes(text, `/runs/${RUN}/`);
});

Deno.test("dbt-run wait --latest=any and =success exit 5 at once if there is no such run", async () => {
  for (const latest of ["any", "success"]) {
    const { code, took, stderr } = await dbtRun({}, wait(`--latest=${latest}`));
    assertEquals([code, took], [5, 0]);
    assertStringIncludes(stderr.join("\n"), "there is none");
  }
});

Deno.test("dbt-run wait --latest=success combines with the commit", async () => {
  const { code, text } = await dbtRun(
    {},
    wait("--latest=success", `--git-sha=${SHA}`),
    (it) => {
      it.cloud.trigger(2, { git_sha: SHA });
      it.cloud.trigger(2, { git_sha: OTHER });
      it.time.tick(60 * MINUTE);
    },
  );
  assertEquals(code, 0);
  assertStringIncludes(text, `/runs/${RUN}/`);
});

Deno.test("dbt-run wait --latest=success --artifacts keeps the state of production, and exits 3 without it", async () => {
  const artifacts = { "manifest.json": { nodes: {} }, "run_results.json": {} };
  const { "manifest.json": _, ...without } = artifacts;
  for (const [files, expected] of [[artifacts, 0], [without, 3]] as const) {
    const kept = new Map<string, string>();
    const { code, stderr } = await dbtRun({
      steps: [{
        name: "Invoke dbt with `dbt build`",
        logs: "",
        artifacts: files,
      }],
    }, {
      ...wait("--latest=success", "--artifacts=state"),
      files: kept,
    }, (it) => {
      it.cloud.trigger(2);
      it.time.tick(60 * MINUTE);
    });
    assertEquals(code, expected);
    const names = Object.keys(files).map((name) => `state/${name}`);
    assertEquals([...kept.keys()].toSorted(), names);
    const faults = stderr.filter((line) => line.startsWith("error: "));
    assertEquals(
      faults,
      expected
        ? ["error: There is no manifest.json of step 1 (dbt build)"]
        : [],
    );
  }
});

// --reuse
