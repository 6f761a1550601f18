import { assertEquals } from "@std/assert";
import {
  type Build,
  type ComparedRole,
  isSameBuild,
  planBuild,
  readBuild,
} from "./same_build.ts";
import { TRIGGER_FIELDS } from "./trigger_fields.ts";

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
const OTHER = "1111111111111111111111111111111111111111";
const ALL: ComparedRole[] = ["override", "branch", "commit", "pullRequest"];
const run = (
  trigger: Record<string, unknown>,
  source: Partial<Build> = {},
): Build => ({ jobId: 2, trigger, gitBranch: null, gitSha: null, ...source });

const cases: [
  what: string,
  role: ComparedRole,
  ours: Build,
  theirs: Build,
  expected: boolean,
][] = [
  ["no override", "override", run({}), run({ steps_override: null }), true],
  ["empty lists", "override", run({}), run({ steps_override: [] }), true],
  [
    "the same steps",
    "override",
    run({ steps_override: ["dbt seed"] }),
    run({ steps_override: ["dbt seed"] }),
    true,
  ],
  [
    "a schema that dbt Cloud itself gave",
    "override",
    run({ github_pull_request_id: 7 }),
    run({
      github_pull_request_id: 7,
      schema_override: "dbt_cloud_pr_2_7",
    }),
    true,
  ],
  [
    "the schema of another pull request",
    "override",
    run({ github_pull_request_id: 7 }),
    run({
      github_pull_request_id: 7,
      schema_override: "dbt_cloud_pr_2_8",
    }),
    false,
  ],
  [
    "the schema of another job",
    "override",
    run({ github_pull_request_id: 7 }),
    run({
      github_pull_request_id: 7,
      schema_override: "dbt_cloud_pr_3_7",
    }),
    false,
  ],
  ["no branch", "branch", run({}), run({}), true],
  [
    "no branch, and one that was checked out",
    "branch",
    run({}),
    run({}, { gitBranch: "main" }),
    true,
  ],
  [
    "branches that were checked out",
    "branch",
    run({}, { gitBranch: "a" }),
    run({}, { gitBranch: "b" }),
    false,
  ],
  [
    "a branch, named and checked out",
    "branch",
    run({ git_branch: "a" }),
    run({}, { gitBranch: "a" }),
    true,
  ],
  [
    "the trigger's branch before the run's",
    "branch",
    run({ git_branch: "a" }),
    run({ git_branch: "a" }, { gitBranch: "b" }),
    true,
  ],
  [
    "a branch, and one that is not known yet",
    "branch",
    run({ git_branch: "a" }),
    run({}),
    false,
  ],
  [
    "the run's commit",
    "commit",
    run({ git_sha: SHA }),
    run({}, { gitSha: SHA.toUpperCase() }),
    true,
  ],
  [
    "a short commit",
    "commit",
    run({ git_sha: SHA.slice(0, 12) }),
    run({ git_sha: SHA.slice(0, 12) }),
    false,
  ],
  [
    "other commits",
    "commit",
    run({ git_sha: SHA }),
    run({ git_sha: OTHER }),
    false,
  ],
  ["no commit", "commit", run({}), run({}), false],
  [
    "no pull request",
    "pullRequest",
    run({}),
    run({ azure_pull_request_id: 0 }),
    true,
  ],
  [
    "a pull request of another host",
    "pullRequest",
    run({ github_pull_request_id: 7 }),
    run({ gitlab_merge_request_id: 7 }),
    false,
  ],
];
for (const [what, role, ours, theirs, expected] of cases) {
  Deno.test(`isSameBuild() compares ${what}: ${expected}`, () => {
    assertEquals(isSameBuild(ours, theirs, [role]), expected);
    assertEquals(isSameBuild(theirs, ours, [role]), expected);
  });
}

/** The fields that two builds of the same kind may have or not have. */
const NOT_COMPARED = [
  "cause",
  "threads_override",
  "generate_docs_override",
  "timeout_seconds_override",
  // The commit that was checked out counts beside the one that was named.
  "git_sha",
];

Deno.test("isSameBuild() compares every field from both sides, but those that change nothing of the result", () => {
  const values = {
    string: "x",
    strings: ["x"],
    integer: 7,
    pullRequestId: 7,
    boolean: true,
  };
  const source = { gitBranch: "main", gitSha: SHA };
  const same = Object.entries(TRIGGER_FIELDS).filter(([field, { type }]) => {
    const other = run({ [field]: values[type] }, source);
    const isSame = isSameBuild(run({}, source), other, ALL);
    assertEquals(isSameBuild(other, run({}, source), ALL), isSame, field);
    return isSame;
  }).map(([field]) => field);
  assertEquals(same.toSorted(), NOT_COMPARED.toSorted());
});

Deno.test("planBuild() and readBuild() make builds that compare", () => {
  const options = { jobId: 2, gitSha: SHA, stepsOverride: ["dbt seed"] };
  const raw = {
    id: 7,
    job_definition_id: 2,
    git_branch: "main",
    trigger: { cause: "Other", git_sha: SHA, steps_override: ["dbt seed"] },
  };
  assertEquals(isSameBuild(planBuild(options), readBuild(raw), ALL), true);
  // dbt Cloud triggers a retry without the fields of the run that it retries.
  const retry = { ...raw, id: 8, trigger: { cause: "Retry" } };
  assertEquals(isSameBuild(planBuild(options), readBuild(retry), ALL), false);
  const build = readBuild(retry, raw);
  assertEquals(isSameBuild(planBuild(options), build, ALL), true);
});
