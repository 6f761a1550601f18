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
      },
      expected: { non_native_pull_request_id: 7, git_branch: "feature/a" },
    },
    {
      what: "none on a push",
      env: { BUILDKITE_PULL_REQUEST: "false", BUILDKITE_COMMIT: MERGE },
    },
  ],
});
