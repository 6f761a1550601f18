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

const PULL = { git_sha: SHA, github_pull_request_id: 7 };
const reuse = (...args: string[]): CommandOptions => ({
  args: [
    "--reuse",
    `--git-sha=${SHA}`,
    "--github-pull-request-id=7",
    ...args,
  ],
});
/** Runs that there are before the pipeline, and when they were started. */
type Before = [
  trigger: Record<string, unknown>,
  ending: "success" | "error" | "running",
];
const situations: {
  what: string;
  before: Before[];
  args?: string[];
  /** The run that is taken; a new one without it. */
  takes?: number;
  code?: number;
}[] = [
  { what: "no run", before: [] },
  { what: "a run in progress", before: [[PULL, "running"]], takes: 0 },
  { what: "a run that succeeded", before: [[PULL, "success"]], takes: 0 },
  { what: "a run that failed", before: [[PULL, "error"]] },
  {
    what: "one that failed, then one that succeeded",
    before: [[PULL, "error"], [PULL, "success"]],
    takes: 1,
  },
  {
    what: "one that succeeded, then one that failed",
    before: [[PULL, "success"], [PULL, "error"]],
  },
  {
    what: "one in progress after one that failed",
    before: [[PULL, "error"], [PULL, "running"]],
    takes: 1,
  },
  {
    what: "a run of another commit",
    before: [[{ ...PULL, git_sha: OTHER }, "success"]],
  },
  {
    what: "a run of another pull request",
    before: [[{ ...PULL, github_pull_request_id: 8 }, "success"]],
  },
  {
    what: "a run that names no pull request",
    before: [[{ git_sha: SHA }, "success"]],
    takes: 0,
  },
  {
    what: "another kind of build",
    before: [[{ ...PULL, steps_override: ["dbt parse"] }, "success"]],
  },
  {
    what: "another schema",
    before: [[{ ...PULL, schema_override: "other" }, "running"]],
  },
  {
    what: "the same steps",
    before: [[{ ...PULL, steps_override: ["dbt build"] }, "running"]],
    args: ["--steps-override=dbt build"],
    takes: 0,
  },
];
for (const { what, before, args = [], takes } of situations) {
  Deno.test(`dbt-run --reuse with ${what} ${takes === undefined ? "triggers the job" : "takes that one"}`, async () => {
    let started = 0;
    const { code, runs, text } = await dbtRun(
      { running: 30 * SECOND },
      reuse(...args),
      (it) => {
        for (const [trigger, ending] of before) {
          const run = it.cloud.trigger(2, { cause: "Other", ...trigger });
          if (ending !== "running") {
            Object.assign(run.scenario, { ending });
            it.time.tick(MINUTE);
          }
        }
        started = it.cloud.runs.length;
      },
    );
    assertEquals(code, 0, text);
    assertEquals(runs.length - started, takes === undefined ? 1 : 0);
    const id = RUN + (takes ?? started);
    assertStringIncludes(text, `See details at https://cloud.getdbt.com`);
    assertStringIncludes(text, `/runs/${id}/`);
    assertEquals(text.includes(`Using run ${id}, which `), takes !== undefined);
  });
}

Deno.test("dbt-run --reuse takes no run that has ended where no pull request asks for it", async () => {
  const { runs } = await dbtRun(
    {},
    { args: ["--reuse", `--git-sha=${SHA}`] },
    (it) => {
      it.cloud.trigger(2, { git_sha: SHA });
      it.time.tick(60 * MINUTE);
    },
  );
  assertEquals(runs.length, 2);
});

Deno.test("dbt-run --reuse exits 3 and starts nothing if the runs cannot be listed", async () => {
  const no = { status: 403, body: { detail: "No" } };
  const { code, runs, requests } = await dbtRun(
    { faults: { list: [no] } },
    reuse(),
  );
  assertEquals({ code, runs, requests }, { code: 3, runs: [], requests: 1 });
});

Deno.test("dbt-run --reuse fails as the run that it waits for", async () => {
  const { code, runs } = await dbtRun(
    { running: MINUTE, ending: "error" },
    reuse(),
    (it) => it.cloud.trigger(2, PULL),
  );
  assertEquals([code, runs.length], [1, 1]);
});

Deno.test("dbt-run --reuse with --retries retries the run that failed: the retry is its own", async () => {
  const { code, runs, text } = await dbtRun(
    { running: MINUTE, ending: "error", retry: { running: 10 * MINUTE } },
    { ...reuse("--retries=1"), signals: [[3 * MINUTE, "SIGTERM"]] },
    (it) => it.cloud.trigger(2, PULL),
  );
  assertEquals([code, runs.length], [143, 2]);
  assertStringIncludes(text, `Run ${RUN + 1} is cancelled`);
});

Deno.test("dbt-run --reuse leaves another's run alone on a signal and at the end of its time", async () => {
  const ends: [CommandOptions, number][] = [
    [{ ...reuse(), signals: [[10 * SECOND, "SIGTERM"]] }, 143],
    [reuse("--timeout=20"), 4],
  ];
  for (const [options, expected] of ends) {
    using fixture = setUp({ running: 60 * MINUTE });
    fixture.cloud.trigger(2, PULL);
    const { code, lines } = await fixture.command(options);
    assertEquals([code, fixture.count("cancel")], [expected, 0]);
    assertStringIncludes(lines.join("\n"), `Run ${RUN} is still running`);
  }
});

Deno.test("dbt-run --reuse cancels its own run on a signal", async () => {
  using fixture = setUp({ running: 60 * MINUTE });
  const signals: CommandOptions["signals"] = [[10 * SECOND, "SIGTERM"]];
  const { code } = await fixture.command({ ...reuse(), signals });
  assertEquals([code, fixture.count("cancel")], [143, 1]);
});

Deno.test("dbt-run --reuse --no-wait says which run it is, and ends", async () => {
  const { code, text, requests } = await dbtRun(
    { running: MINUTE },
    reuse("--no-wait"),
    (it) => it.cloud.trigger(2, PULL),
  );
  assertEquals([code, requests], [0, 1]);
  assertStringIncludes(text, `Using run ${RUN}, which is running`);
});

Deno.test("dbt-run --reuse --dry-run looks for nothing", async () => {
  const { code, requests } = await dbtRun({}, reuse("--dry-run"));
  assertEquals([code, requests], [0, 0]);
});

Deno.test("dbt-run --reuse tells the CI system that the run is another's, and of a retry that it is its own", async () => {
  const files = new Map<string, string>();
  const env = { GITHUB_ACTIONS: "true", GITHUB_OUTPUT: "output" };
  await dbtRun(
    { running: MINUTE, ending: "error" },
    { ...reuse("--retries=1"), env, files },
    (it) => it.cloud.trigger(2, PULL),
  );
  const lines = files.get("output")?.trim().split("\n");
  assertEquals(lines?.filter((line) => /^run_id|^reused/.test(line)), [
    `run_id=${RUN}`,
    "reused=true",
    `run_id=${RUN}`,
    "reused=true",
    `run_id=${RUN + 1}`,
    "reused=false",
    `run_id=${RUN + 1}`,
    "reused=false",
  ]);
});
