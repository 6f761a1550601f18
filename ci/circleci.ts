// https://circleci.com/docs/reference/variables/
import { type CiSystem, readId, requestOption } from "./ci_system.ts";

/** CircleCI. */
export const circleci: CiSystem = {
  name: "CircleCI",
  detect: (env) => env("CIRCLECI") === "true",
  colour: true,
  pullRequest(env) {
    const url = env("CIRCLE_PULL_REQUEST") ?? "";
    return {
      option: requestOption(url),
      id: readId(/\/(\d+)\/?$/.exec(url)?.[1]),
      sha: env("CIRCLE_SHA1"),
      branch: env("CIRCLE_BRANCH"),
    };
  },
  noPullRequest: () =>
    "CIRCLE_PULL_REQUEST is not set: CircleCI sets it if the branch has an open pull request when the pipeline starts",
};
