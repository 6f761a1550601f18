// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
import type { CiSystem } from "./ci_system.ts";
import { appendTo, formatAssignments, joinUrl } from "./format_output.ts";
import { parseCommit, parseId } from "./pull_request_parts.ts";

/** Bitbucket Pipelines. */
export const bitbucket: CiSystem = {
  name: "Bitbucket Pipelines",
  detect: (env) => env("BITBUCKET_BUILD_NUMBER") !== undefined,
  pullRequest(env) {
    return {
      option: "nonNativePullRequestId",
      id: parseId(env("BITBUCKET_PR_ID")),
      // Bitbucket runs no pipelines for pull requests of forks.
      origin: "own",
      // It may be a short one.
      sha: parseCommit(env("BITBUCKET_COMMIT")),
      branch: env("BITBUCKET_BRANCH"),
    };
  },
  originVariables: [],
  noPullRequest: () =>
    "BITBUCKET_PR_ID is not set: Bitbucket sets it in pipelines under pull-requests:",
  fileUrl: (file, sha, env) =>
    joinUrl(env("BITBUCKET_GIT_HTTP_ORIGIN"), `src/${sha}/${file}`),
  outputs: (values, env) =>
    appendTo(
      env("BITBUCKET_PIPELINES_VARIABLES_PATH"),
      formatAssignments(values),
    ),
};
