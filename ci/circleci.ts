// https://circleci.com/docs/reference/variables/
import type { CiSystem } from "./ci_system.ts";
import {
  choosePullRequestOption,
  parseCommit,
  parseId,
} from "./pull_request_parts.ts";

/** Names the owner of a fork; CircleCI sets it for no other pull request. */
const FORK_OWNER = "CIRCLE_PR_USERNAME";

/** CircleCI. */
export const circleci: CiSystem = {
  name: "CircleCI",
  detect: (env) => env("CIRCLECI") === "true",
  colour: true,
  pullRequest(env) {
    const url = env("CIRCLE_PULL_REQUEST") ?? "";
    const branch = env("CIRCLE_BRANCH");
    // CircleCI calls a fork's branch so; no repository has such a branch.
    const isFork = env(FORK_OWNER) !== undefined ||
      /^pull\/\d+/.test(branch ?? "");
    return {
      option: choosePullRequestOption(url),
      id: parseId(/\/(\d+)\/?$/.exec(url)?.[1]),
      origin: isFork ? "fork" : "own",
      sha: parseCommit(env("CIRCLE_SHA1")),
      branch,
    };
  },
  originVariables: [FORK_OWNER],
  noPullRequest: () =>
    "CIRCLE_PULL_REQUEST is not set: CircleCI sets it if the branch has an open pull request when the pipeline starts",
};
