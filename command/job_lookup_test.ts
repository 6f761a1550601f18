/** The job by its name, and its own commands. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import { type CommandOptions, setUp } from "../testing/harness.ts";

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
    assertEquals({ code, stderr, runs }, {
      code: 2,
      stderr: [error],
      runs: [],
    });
  });
}

Deno.test("dbt-run --job-name asks for the id where two jobs of a project have the name", async () => {
  const jobs = {
    8: { name: "Nightly", projectId: 1 },
    9: { name: "Nightly", projectId: 1 },
  };
  const { code, stderr, runs } = await dbtRun({ jobs }, named("Nightly"));
  assertEquals({ code, stderr, runs }, {
    code: 2,
    stderr: [
      'error: 2 jobs are named "Nightly": 8 (project 1), 9 (project 1). Set DBT_JOB_ID in place of the name',
    ],
    runs: [],
  });
});

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

Deno.test("dbt-run --job-name waits as long as Retry-After says", async () => {
  const busy = { status: 429, headers: { "retry-after": "20" } };
  const { code, runs } = await dbtRun(
    { jobs: JOBS, faults: { jobs: [busy, busy] } },
    named("Deploy"),
  );
  assertEquals([code, runs], [0, [5]]);
});

// --extra-args

Deno.test("dbt-run --extra-args runs the job's own commands with more arguments", async () => {
  const executeSteps = ["dbt seed", "dbt build --select a"];
  using fixture = setUp({ jobs: { 2: { executeSteps } } });
  const { code } = await fixture.command({
    args: ["--extra-args=--vars '{a: b}'"],
  });
  assertEquals(code, 0);
  assertEquals(fixture.cloud.runs[0]?.trigger.steps_override, [
    "dbt seed --vars '{a: b}'",
    "dbt build --select a --vars '{a: b}'",
  ]);
});

Deno.test("dbt-run --extra-args starts nothing if the job cannot be read", async () => {
  const faults = [
    Array(3).fill({ status: 502 }),
    [{ status: 403, body: { detail: "No" } }],
    Array(3).fill({ data: { execute_steps: null } }),
    [{ data: { execute_steps: [] } }],
  ];
  for (const job of faults) {
    using fixture = setUp({ faults: { job } });
    const { code, stderr } = await fixture.command({
      args: ["--extra-args=-x"],
    });
    assertEquals([code, fixture.cloud.runs.length], [3, 0]);
    assertStringIncludes(stderr.join("\n"), "job 2");
  }
});

Deno.test("dbt-run --extra-args goes with --job-name, and says in a dry run what it would do", async () => {
  const { code, runs } = await dbtRun({ jobs: JOBS }, {
    ...named("Deploy"),
    args: ["--extra-args=-x"],
  });
  assertEquals([code, runs], [0, [5]]);
  const dry = await dbtRun({}, { args: ["--extra-args=-x", "--dry-run"] });
  assertEquals([dry.code, dry.requests], [0, 0]);
  assertStringIncludes(dry.text, "Would add -x to each command of the job");
});
