import { assertEquals } from "@std/assert";
import { setUp } from "../testing/harness.ts";
import { MERGE, SHA, specify } from "../testing/ci_case.ts";
import { gitlab } from "./gitlab.ts";

specify({
  system: gitlab,
  env: { GITLAB_CI: "true" },
  noPullRequest: "No pull request was found. CI_MERGE_REQUEST_IID is not set",
  allowed: ["section_start", "section_end"],
  obeyed: (line) =>
    // deno-lint-ignore no-control-regex
    [...line.matchAll(/\x1b\[0K(section_\w+):/g)].map(([, name]) => name!),
  fileUrl: [[
    { CI_PROJECT_URL: "https://gitlab.com/acme/shop" },
    `https://gitlab.com/acme/shop/-/blob/${SHA}/dbt/a%20b.sql`,
  ]],
  pullRequests: [
    {
      what: "number and commit of a fork's main, and not its branch",
      env: {
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "main",
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "2",
        CI_MERGE_REQUEST_PROJECT_ID: "1",
        // A fork's own pipeline.
        CI_PROJECT_ID: "2",
        CI_COMMIT_SHA: SHA,
      },
      expected: { gitlab_merge_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "number and commit of a fork's main in a pipeline of the branch",
      env: {
        CI_OPEN_MERGE_REQUESTS: "acme/shop!7",
        CI_PROJECT_PATH: "someone/shop",
        CI_COMMIT_BRANCH: "main",
        CI_COMMIT_SHA: SHA,
      },
      expected: { gitlab_merge_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "number and commit of a fork's main on GitHub",
      env: {
        CI_EXTERNAL_PULL_REQUEST_IID: "7",
        CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME: "main",
        CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: SHA,
        CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY: "someone/shop",
        CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY: "acme/shop",
      },
      expected: { github_pull_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "number and commit where it may not be read whose they are",
      env: {
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "main",
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
        CI_MERGE_REQUEST_PROJECT_ID: "1",
        CI_COMMIT_SHA: SHA,
      },
      denied: ["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"],
      expected: { gitlab_merge_request_id: 7, git_sha: SHA },
      warning:
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID cannot be read: add it to --allow-env",
    },
    {
      what: "the merge request of a branch of the project",
      env: {
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "main",
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
        CI_MERGE_REQUEST_PROJECT_ID: "1",
        CI_COMMIT_SHA: SHA,
      },
      expected: {
        gitlab_merge_request_id: 7,
        git_sha: SHA,
        git_branch: "main",
      },
    },
    {
      what: "the merge request of a merge request pipeline",
      env: {
        CI_MERGE_REQUEST_ID: "123456",
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "",
        CI_COMMIT_SHA: SHA,
      },
      expected: {
        gitlab_merge_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "the merge request of a merged results pipeline",
      env: {
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: SHA,
        CI_COMMIT_SHA: MERGE,
      },
      expected: {
        gitlab_merge_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "the only open merge request of a branch",
      env: {
        CI_OPEN_MERGE_REQUESTS: "group/project!7",
        CI_PROJECT_PATH: "group/project",
        CI_COMMIT_BRANCH: "feature/a",
        CI_COMMIT_SHA: SHA,
      },
      expected: {
        gitlab_merge_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "none if the branch has several",
      env: {
        CI_OPEN_MERGE_REQUESTS: "group/project!7,group/project!8",
        CI_COMMIT_SHA: SHA,
      },
    },
    {
      what: "GitHub's pull request of a mirror",
      env: {
        CI_EXTERNAL_PULL_REQUEST_IID: "7",
        CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
        CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: SHA,
      },
      expected: {
        github_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
  ],
});

Deno.test("dbt-run writes a Code Quality report of what failed in a file of the repository", async () => {
  using fixture = setUp({ ending: "error", projectDir: "dbt" });
  const files = new Map<string, string>();
  await fixture.command({ env: { GITLAB_CI: "true" }, files });
  const issues = JSON.parse(files.get("dbt-run-code-quality.json")!);
  assertEquals(issues, [
    {
      description:
        "model orders: 001003 (42000): SQL compilation error:\nsyntax error line 9 at position 4 unexpected ')'.",
      check_name: "dbt error",
      fingerprint: "model.jaffle_shop.orders",
      severity: "critical",
      location: { path: "dbt/models/marts/orders.sql", lines: { begin: 1 } },
    },
    {
      description:
        "test not_null_stg_orders_customer_id: Got 3 results, configured to fail if != 0\nTests stg_orders.customer_id\nCompiled SQL:\n  select customer_id\n  from prod.stg_orders\n  where customer_id is null",
      check_name: "dbt error",
      fingerprint:
        "test.jaffle_shop.not_null_stg_orders_customer_id.81cfe2fe64",
      severity: "critical",
      location: {
        path: "dbt/models/staging/stg_orders.yml",
        lines: { begin: 1 },
      },
    },
    {
      description:
        "test recent_orders: Got 1 result, configured to warn if != 0",
      check_name: "dbt warning",
      fingerprint: "test.jaffle_shop.recent_orders.5f1c2d7a10",
      severity: "minor",
      location: { path: "dbt/tests/recent_orders.sql", lines: { begin: 1 } },
    },
  ]);
});

Deno.test("dbt-run writes an empty Code Quality report if nothing failed", async () => {
  const passed = { unique_id: "model.a.b", status: "success" };
  using fixture = setUp({
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs: "",
      artifacts: { "run_results.json": { results: [passed] } },
    }],
  });
  const files = new Map<string, string>();
  await fixture.command({ env: { GITLAB_CI: "true" }, files });
  assertEquals(files.get("dbt-run-code-quality.json"), "[]");
});
