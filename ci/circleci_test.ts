import { SHA, specify } from "../testing/ci_case.ts";
import { circleci } from "./circleci.ts";

specify({
  system: circleci,
  env: { CIRCLECI: "true", CI: "true" },
  noPullRequest: "No pull request was found. CIRCLE_PULL_REQUEST is not set",
  allowed: [],
  obeyed: () => [],
  pullRequests: [
    {
      what: "number and commit of a fork's main, and not its branch",
      env: {
        CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/7",
        CIRCLE_PR_USERNAME: "someone",
        CIRCLE_SHA1: SHA,
        CIRCLE_BRANCH: "main",
      },
      expected: { github_pull_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "no branch that exists nowhere",
      env: {
        CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/412",
        CIRCLE_SHA1: SHA,
        CIRCLE_BRANCH: "pull/412",
      },
      expected: { github_pull_request_id: 412, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "nothing of a fork without its commit",
      env: {
        CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/7",
        CIRCLE_PR_USERNAME: "someone",
        CIRCLE_BRANCH: "main",
      },
      refusal:
        "Pull request 7 comes from a fork, and CircleCI does not name its commit",
    },
    {
      what: "the pull request of the branch",
      env: {
        CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/7",
        CIRCLE_SHA1: SHA,
        CIRCLE_BRANCH: "feature/a",
      },
      expected: {
        github_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "the pull request on Bitbucket",
      env: {
        CIRCLE_PULL_REQUEST: "https://bitbucket.org/acme/shop/pull-requests/7",
        CIRCLE_SHA1: SHA,
      },
      expected: { non_native_pull_request_id: 7, git_sha: SHA },
    },
    { what: "none on a push", env: { CIRCLE_SHA1: SHA } },
  ],
});
