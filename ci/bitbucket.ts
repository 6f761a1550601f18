/** Bitbucket Pipelines. */
import { assignments, type CiSystem, idOf, plain } from "./system.ts";

export const bitbucket: CiSystem = {
  ...plain,
  name: "Bitbucket Pipelines",
  detect: (env) => env("BITBUCKET_BUILD_NUMBER") !== undefined,
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
  outputs(values, env) {
    const path = env("BITBUCKET_PIPELINES_VARIABLES_PATH");
    const text = assignments(values);
    return path ? { files: [{ path, text, append: true }] } : {};
  },
};
