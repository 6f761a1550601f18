// https://forgejo.org/docs/latest/user/actions/reference/
import type { CiSystem } from "./ci_system.ts";
import { joinUrl } from "./format_output.ts";
import { github } from "./github.ts";

/** Forgejo Actions and Gitea Actions, which understand what GitHub's do. */
export const forgejo: CiSystem = {
  ...github,
  name: "Forgejo or Gitea Actions",
  // The runner of Forgejo sets this variable, too.
  detect: (env) => env("GITEA_ACTIONS") === "true",
  pullRequest: (env, event) => ({
    ...github.pullRequest(env, event),
    // Their numbers are not those of pull requests on GitHub.
    option: "nonNativePullRequestId",
  }),
  fileUrl(file, sha, env) {
    const repository = env("GITHUB_REPOSITORY");
    if (!repository) return;
    const path = `${repository}/src/commit/${sha}/${file}`;
    return joinUrl(env("GITHUB_SERVER_URL"), path);
  },
};
