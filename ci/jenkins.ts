// https://www.jenkins.io/doc/book/pipeline/multibranch/
import { type CiSystem, readId, requestOption } from "./ci_system.ts";

/** The fork that a change comes from; set for no other change. */
const FORK = "CHANGE_FORK";

/** Jenkins. */
export const jenkins: CiSystem = {
  name: "Jenkins",
  detect: (env) => env("JENKINS_URL") !== undefined,
  // Its log shows colours only with a plugin.
  // GIT_COMMIT may be a merge that Jenkins made.
  pullRequest: (env) => ({
    option: requestOption(`${env("CHANGE_URL")} ${env("GIT_URL")}`),
    id: readId(env("CHANGE_ID")),
    origin: env(FORK) === undefined ? "own" : "fork",
    branch: env("CHANGE_BRANCH"),
  }),
  originVariables: [FORK],
  noPullRequest: () =>
    "CHANGE_ID is not set: Jenkins sets it in multibranch pipelines of a pull request",
};
