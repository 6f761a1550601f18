/** GitLab CI. */
import { assignments, type CiSystem, idOf } from "./system.ts";

/** For `artifacts:reports:dotenv` and `artifacts:reports:annotations`. */
const DOTENV = "dbt-run.env";
const ANNOTATIONS = "dbt-run-annotations.json";

/** The only merge request that a branch pipeline belongs to. */
function openMergeRequest(list: string | undefined): number | undefined {
  return list && !list.includes(",") ? idOf(list.split("!")[1]) : undefined;
}

export const gitlab: CiSystem = {
  name: "GitLab CI",
  detect: (env) => env("GITLAB_CI") === "true",
  colour: true,
  pullRequest(env) {
    const external = idOf(env("CI_EXTERNAL_PULL_REQUEST_IID"));
    if (external) {
      return {
        field: "githubPullRequestId",
        id: external,
        sha: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA"),
        branch: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"),
      };
    }
    // The IID is the project's own number; the ID counts for all of GitLab.
    const id = idOf(env("CI_MERGE_REQUEST_IID")) ??
      openMergeRequest(env("CI_OPEN_MERGE_REQUESTS"));
    if (!id) return;
    return {
      field: "gitlabMergeRequestId",
      id,
      // CI_COMMIT_SHA is a merge that GitLab made where the other is set.
      sha: env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? env("CI_COMMIT_SHA"),
      branch: env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ??
        env("CI_COMMIT_BRANCH"),
    };
  },
  group(title, lines, now) {
    const seconds = Math.floor(now / 1_000);
    const name = `dbt_run_${title.replace(/\W+/g, "_").slice(0, 60)}`;
    return [
      `\x1b[0Ksection_start:${seconds}:${name}[collapsed=true]\r\x1b[0K${title}`,
      ...lines,
      `\x1b[0Ksection_end:${seconds}:${name}\r\x1b[0K`,
    ];
  },
  annotate: () => [],
  outputs(values) {
    const { run_id: id, run_url: url } = values;
    const link = { external_link: { label: `dbt Cloud run ${id}`, url } };
    return {
      files: [
        { path: DOTENV, text: assignments(values) },
        { path: ANNOTATIONS, text: JSON.stringify({ "dbt Cloud": [link] }) },
      ],
    };
  },
};
