// No documentation: this is what is left when no CI system is found.
import type { CiSystem } from "./ci_system.ts";

/** No CI system, or none that is known: plain text. */
export const noCi: CiSystem = {
  name: "no CI system",
  detect: () => true,
  colour: false,
  pullRequest: () => undefined,
  noPullRequest: () =>
    "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID with DBT_JOB_GIT_SHA",
};
