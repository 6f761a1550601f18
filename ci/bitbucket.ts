/** Bitbucket Pipelines. */
import { type CiSystem, idOf } from "./system.ts";

export const bitbucket: CiSystem = {
  name: "Bitbucket Pipelines",
  detect: (env) => env("BITBUCKET_BUILD_NUMBER") !== undefined,
  colour: false,
  pullRequest(env) {
    const id = idOf(env("BITBUCKET_PR_ID"));
    if (!id) return;
    const sha = env("BITBUCKET_COMMIT");
    return {
      field: "nonNativePullRequestId",
      id,
      // It may be a short one, which git cannot check out.
      ...(sha?.length === 40 && { sha }),
      branch: env("BITBUCKET_BRANCH"),
    };
  },
  group: (title, lines) => [title, ...lines],
  annotate: () => [],
  outputs(values, env) {
    const path = env("BITBUCKET_PIPELINES_VARIABLES_PATH");
    const text = Object.entries(values)
      .map(([name, value]) => `${name}=${value.replace(/\s+/g, " ")}\n`)
      .join("");
    return path ? { files: [{ path, text, append: true }] } : {};
  },
};
