import { MERGE, SHA, specify } from "../testing/ci_case.ts";
import { buildkite } from "./buildkite.ts";

specify({
  system: buildkite,
  env: { BUILDKITE: "true", CI: "true" },
  noPullRequest: "No pull request was found. BUILDKITE_PULL_REQUEST is no",
  allowed: ["---", "+++"],
  obeyed: (line) => {
    const [mark] = /^\s*(---|\+\+\+|~~~|\^\^\^)/.exec(line) ?? [];
    return mark ? [mark.trim()] : [];
  },
  pullRequests: [
    {
      what: "nothing of a fork's main without its commit",
      env: {
        BUILDKITE_PULL_REQUEST: "7",
        BUILDKITE_COMMIT: "HEAD",
        BUILDKITE_BRANCH: "main",
        BUILDKITE_PIPELINE_PROVIDER: "github",
        BUILDKITE_PULL_REQUEST_REPO: "https://github.com/someone/shop.git",
        BUILDKITE_REPO: "git@github.com:acme/shop.git",
      },
      refusal:
        "Pull request 7 comes from a fork, and Buildkite does not name its commit",
    },
    {
      what: "number and commit of a fork's branch, and not its name",
      env: {
        BUILDKITE_PULL_REQUEST: "7",
        BUILDKITE_COMMIT: SHA,
        BUILDKITE_BRANCH: "someone:topic",
        BUILDKITE_PIPELINE_PROVIDER: "github",
      },
      expected: { github_pull_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "number and commit where only one of the repositories is named",
      env: {
        BUILDKITE_PULL_REQUEST: "7",
        BUILDKITE_COMMIT: SHA,
        BUILDKITE_BRANCH: "main",
        BUILDKITE_PIPELINE_PROVIDER: "github",
        BUILDKITE_PULL_REQUEST_REPO: "https://github.com/someone/shop.git",
      },
      expected: { github_pull_request_id: 7, git_sha: SHA },
      warning: "It counts as one from a fork",
    },
    {
      what: "the pull request of a repository under two schemes",
      env: {
        BUILDKITE_PULL_REQUEST: "7",
        BUILDKITE_COMMIT: "HEAD",
        BUILDKITE_BRANCH: "feature/a",
        BUILDKITE_PIPELINE_PROVIDER: "github",
        BUILDKITE_PULL_REQUEST_REPO: "git://github.com/Acme/shop.git",
        BUILDKITE_REPO: "ssh://git@github.com:22/acme/shop",
      },
      expected: { github_pull_request_id: 7, git_branch: "feature/a" },
    },
    {
      what: "the pull request on GitHub",
      env: {
        BUILDKITE_PULL_REQUEST: "7",
        BUILDKITE_COMMIT: SHA,
        BUILDKITE_BRANCH: "feature/a",
        BUILDKITE_PIPELINE_PROVIDER: "github_enterprise",
        BUILDKITE_REPO: "git@git.example.com:acme/shop.git",
      },
      expected: {
        github_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "the pull request on any other host, without a commit named HEAD",
      env: {
        BUILDKITE_PULL_REQUEST: "7",
        BUILDKITE_COMMIT: "HEAD",
        BUILDKITE_BRANCH: "feature/a",
        BUILDKITE_PIPELINE_PROVIDER: "bitbucket",
        BUILDKITE_PULL_REQUEST_REPO: "https://bitbucket.org/acme/shop",
        BUILDKITE_REPO: "git@bitbucket.org:acme/shop.git",
      },
      expected: { non_native_pull_request_id: 7, git_branch: "feature/a" },
    },
    {
      what: "none on a push",
      env: { BUILDKITE_PULL_REQUEST: "false", BUILDKITE_COMMIT: MERGE },
    },
  ],
});
