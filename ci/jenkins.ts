// https://www.jenkins.io/doc/book/pipeline/multibranch/
import type { CiSystem } from "./ci_system.ts";
import { choosePullRequestOption, parseId } from "./pull_request_parts.ts";

/** Names the fork that a change comes from; Jenkins sets it for no other. */
const FORK = "CHANGE_FORK";

/** Jenkins. */
export const jenkins: CiSystem = {
  name: "Jenkins",
  detect: (env) => env("JENKINS_URL") !== undefined,
  // The log shows colours only with a plugin: no `colour`.
  // GIT_COMMIT may be a merge that Jenkins made: no `sha`.
  pullRequest: (env) => ({
    option: choosePullRequestOption(`${env("CHANGE_URL")} ${env("GIT_URL")}`),
    id: parseId(env("CHANGE_ID")),
    origin: env(FORK) === undefined ? "own" : "fork",
    branch: env("CHANGE_BRANCH"),
  }),
  originVariables: [FORK],
  noPullRequest: () =>
    "CHANGE_ID is not set: Jenkins sets it in multibranch pipelines of a pull request",
};
