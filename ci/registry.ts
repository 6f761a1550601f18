/** All CI systems; each has one file beside this one. */
import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import type { EnvReader } from "../api/environment.ts";
import type { CiSystem } from "./ci_system.ts";
import { circleci } from "./circleci.ts";
import { forgejo } from "./forgejo.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { jenkins } from "./jenkins.ts";

/** No CI system, or none that is known: plain text. */
const noCi: CiSystem = {
  name: "no CI system",
  detect: () => true,
  pullRequest: () => ({
    option: "nonNativePullRequestId",
    id: undefined,
    origin: "unstated",
  }),
  originVariables: [],
  noPullRequest: () =>
    "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID with DBT_JOB_GIT_SHA",
};

/** The first one that is detected counts. */
export const CI_SYSTEMS: readonly CiSystem[] = [
  forgejo, // They say that they are GitHub, too.
  github,
  gitlab,
  azure,
  bitbucket,
  buildkite,
  circleci,
  jenkins,
];

/** Detects the CI system by the environment. */
export function detectCi(env: EnvReader): CiSystem {
  return CI_SYSTEMS.find((system) => system.detect(env)) ?? noCi;
}
