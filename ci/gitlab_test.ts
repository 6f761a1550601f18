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
  pullRequests: [
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
