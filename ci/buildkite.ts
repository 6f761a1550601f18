// https://buildkite.com/docs/pipelines/configure/environment-variables
import type { EnvReader } from "../api/environment.ts";
import type { CiSystem, Origin } from "./ci_system.ts";
import {
  choosePullRequestOption,
  compareRepositories,
  normalizeRepository,
  parseCommit,
  parseId,
} from "./pull_request_parts.ts";
import { CiCommand } from "./ci_command.ts";

/** The repository that the branch is in. */
const PULL_REQUEST_REPO = "BUILDKITE_PULL_REQUEST_REPO";
/** The repository of the pipeline. */
const PIPELINE_REPO = "BUILDKITE_REPO";

function compareWithPipeline(env: EnvReader): Origin {
  // A branch of a fork may be called `someone:topic`.
  if (env("BUILDKITE_BRANCH")?.includes(":")) return "fork";
  const source = env(PULL_REQUEST_REPO);
  if (source === undefined) return "unstated";
  return compareRepositories(
    normalizeRepository(source),
    normalizeRepository(env(PIPELINE_REPO)),
  );
}

/** Buildkite. */
export const buildkite: CiSystem = {
  name: "Buildkite",
  detect: (env) => env("BUILDKITE") === "true",
  colour: true,
  commandPatterns: [
    // A line that begins with one of these opens a group.
    { pattern: /^(\s*)(?=---|\+\+\+|~~~|\^\^\^)/, replacement: "$1\\" },
  ],
  pullRequest(env) {
    const provider = env("BUILDKITE_PIPELINE_PROVIDER");
    return {
      option: choosePullRequestOption(`${provider} ${env(PIPELINE_REPO)}`),
      // Buildkite sets it to "false" where there is none.
      id: parseId(env("BUILDKITE_PULL_REQUEST")),
      origin: compareWithPipeline(env),
      // It may be "HEAD".
      sha: parseCommit(env("BUILDKITE_COMMIT")),
      branch: env("BUILDKITE_BRANCH"),
    };
  },
  originVariables: [PULL_REQUEST_REPO, PIPELINE_REPO],
  noPullRequest: () =>
    "BUILDKITE_PULL_REQUEST is no number: Buildkite sets it in builds of a pull request",
  group: (title) => ({
    start: new CiCommand(`--- ${title}`),
    end: new CiCommand("+++ dbt-run"),
  }),
};
