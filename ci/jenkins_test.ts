import { MERGE, specify } from "../testing/ci_case.ts";
import { jenkins } from "./jenkins.ts";

specify({
  system: jenkins,
  env: { JENKINS_URL: "https://ci.example.com/" },
  noPullRequest: "No pull request was found. CHANGE_ID is not set",
  allowed: [],
  obeyed: () => [],
  pullRequests: [
    {
      what: "nothing of a fork's main: Jenkins does not name its commit",
      env: {
        CHANGE_ID: "7",
        CHANGE_BRANCH: "main",
        CHANGE_FORK: "someone",
        CHANGE_URL: "https://github.com/acme/shop/pull/7",
        GIT_COMMIT: MERGE,
      },
      refusal:
        "Pull request 7 comes from a fork, and Jenkins does not name its commit",
    },
    {
      what: "nothing where it may not be read whose branch it is",
      env: {
        CHANGE_ID: "7",
        CHANGE_BRANCH: "main",
        CHANGE_URL: "https://github.com/acme/shop/pull/7",
      },
      denied: ["CHANGE_FORK"],
      refusal: "CHANGE_FORK cannot be read: add it to --allow-env",
    },
    {
      what: "nothing of a fork whose name is no text",
      env: {
        CHANGE_ID: "7",
        CHANGE_BRANCH: "main",
        CHANGE_FORK: "m\ufffdller",
        CHANGE_URL: "https://github.com/acme/shop/pull/7",
      },
      refusal: "Pull request 7 may come from a fork",
    },
    {
      what: "the pull request on GitHub, without a commit that may be a merge",
      env: {
        CHANGE_ID: "7",
        CHANGE_BRANCH: "feature/a",
        CHANGE_URL: "https://github.com/acme/shop/pull/7",
        GIT_COMMIT: MERGE,
      },
      expected: { github_pull_request_id: 7, git_branch: "feature/a" },
    },
    {
      what: "the merge request on GitLab",
      env: {
        CHANGE_ID: "7",
        CHANGE_BRANCH: "feature/a",
        CHANGE_URL: "https://git.example.com/acme/shop/-/merge_requests/7",
      },
      expected: { gitlab_merge_request_id: 7, git_branch: "feature/a" },
    },
    { what: "none on a push", env: { BRANCH_NAME: "main" } },
  ],
});
