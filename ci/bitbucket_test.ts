import { SHA, specify } from "../testing/ci_case.ts";
import { bitbucket } from "./bitbucket.ts";

specify({
  system: bitbucket,
  env: {
    BITBUCKET_BUILD_NUMBER: "7",
    BITBUCKET_PIPELINES_VARIABLES_PATH: "/variables",
  },
  noPullRequest: "No pull request was found. BITBUCKET_PR_ID is not set",
  allowed: [],
  obeyed: () => [],
  fileUrl: [[
    { BITBUCKET_GIT_HTTP_ORIGIN: "https://bitbucket.org/acme/shop" },
    `https://bitbucket.org/acme/shop/src/${SHA}/dbt/a%20b.sql`,
  ]],
  // Bitbucket starts no pipeline for them.
  runsForForks: false,
  pullRequests: [
    {
      what: "the branch main of a pull request, for forks have no pipelines",
      env: {
        BITBUCKET_PR_ID: "7",
        BITBUCKET_BRANCH: "main",
        BITBUCKET_COMMIT: SHA,
      },
      expected: {
        non_native_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "main",
      },
    },
    {
      what: "the pull request",
      env: {
        BITBUCKET_PR_ID: "7",
        BITBUCKET_BRANCH: "feature/a",
        BITBUCKET_COMMIT: SHA,
      },
      expected: {
        non_native_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "the pull request without its short commit",
      env: {
        BITBUCKET_PR_ID: "7",
        BITBUCKET_BRANCH: "feature/a",
        BITBUCKET_COMMIT: SHA.slice(0, 12),
      },
      expected: { non_native_pull_request_id: 7, git_branch: "feature/a" },
    },
    { what: "none on a branch", env: { BITBUCKET_BRANCH: "main" } },
  ],
});
