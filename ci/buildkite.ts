// https://buildkite.com/docs/pipelines/configure/environment-variables
import { type CiSystem, readId, requestOption } from "./ci_system.ts";
import { CiCommand } from "./command.ts";

/** Buildkite. */
export const buildkite: CiSystem = {
  name: "Buildkite",
  detect: (env) => env("BUILDKITE") === "true",
  colour: true,
  commandPatterns: [
    // A line that begins so opens a group.
    {
      pattern: /^(\s*)(?=---|\+\+\+|~~~|\^\^\^)/,
      replacement: "$1\\",
    },
  ],
  pullRequest(env) {
    // It may be "HEAD".
    const sha = env("BUILDKITE_COMMIT");
    const provider = env("BUILDKITE_PIPELINE_PROVIDER");
    return {
      option: requestOption(`${provider} ${env("BUILDKITE_REPO")}`),
      // "false" where there is none.
      id: readId(env("BUILDKITE_PULL_REQUEST")),
      ...(sha && /^[0-9a-f]{40}$/.test(sha) && { sha }),
      branch: env("BUILDKITE_BRANCH"),
    };
  },
  noPullRequest: () =>
    "BUILDKITE_PULL_REQUEST is no number: Buildkite sets it in builds of a pull request",
  group: (title) => ({
    start: new CiCommand(`--- ${title}`),
    end: new CiCommand("+++ dbt-run"),
  }),
};
