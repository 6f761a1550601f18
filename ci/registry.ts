/** All CI systems; each has one file beside this one. */
import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import type { CiSystem, Env } from "./ci_system.ts";
import { circleci } from "./circleci.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { jenkins } from "./jenkins.ts";

/** No CI system, or none that is known: plain text. */
const noCi: CiSystem = {
  name: "no CI system",
  detect: () => true,
  pullRequest: () => ({ option: "nonNativePullRequestId", id: undefined }),
  noPullRequest: () =>
    "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID with DBT_JOB_GIT_SHA",
};

/** The first one that is detected counts. */
export const CI_SYSTEMS: readonly CiSystem[] = [
  github,
  gitlab,
  azure,
  bitbucket,
  buildkite,
  circleci,
  jenkins,
];

/** The CI system that we are in, as the environment tells. */
export function detectCi(env: Env): CiSystem {
  return CI_SYSTEMS.find((system) => system.detect(env)) ?? noCi;
}

const DANGERS = CI_SYSTEMS.flatMap(({ dangers = [] }) => dangers);

/** Makes a line harmless for every CI system, whichever one we are in. */
export function disarm(line: string): string {
  return DANGERS.reduce((text, danger) => text.replace(...danger), line);
}
