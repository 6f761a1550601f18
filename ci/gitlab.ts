// https://docs.gitlab.com/ci/variables/predefined_variables/
import { assignments, type CiSystem, joinUrl, readId } from "./ci_system.ts";
import { CiCommand } from "./command.ts";

/** For `artifacts:reports:dotenv` and `artifacts:reports:annotations`. */
const DOTENV = "dbt-run.env";
const ANNOTATIONS = "dbt-run-annotations.json";
/** For `artifacts:reports:codequality`. */
const CODE_QUALITY = "dbt-run-code-quality.json";

/** The only merge request that a branch pipeline belongs to. */
function openMergeRequest(list: string | undefined): number | undefined {
  return list && !list.includes(",") ? readId(list.split("!")[1]) : undefined;
}

/** GitLab CI. */
export const gitlab: CiSystem = {
  name: "GitLab CI",
  detect: (env) => env("GITLAB_CI") === "true",
  colour: true,
  commandPatterns: [
    // A section begins and ends between two of these.
    // deno-lint-ignore no-control-regex
    { pattern: /\r?\x1b\[0?K/g, replacement: "" },
  ],
  pullRequest(env) {
    const external = readId(env("CI_EXTERNAL_PULL_REQUEST_IID"));
    if (external) {
      return {
        option: "githubPullRequestId",
        id: external,
        sha: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA"),
        branch: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"),
      };
    }
    // The IID is the project's own number; the ID counts for all of GitLab.
    return {
      option: "gitlabMergeRequestId",
      id: readId(env("CI_MERGE_REQUEST_IID")) ??
        openMergeRequest(env("CI_OPEN_MERGE_REQUESTS")),
      // CI_COMMIT_SHA is a merge that GitLab made where the other is set.
      sha: env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? env("CI_COMMIT_SHA"),
      branch: env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ??
        env("CI_COMMIT_BRANCH"),
    };
  },
  noPullRequest: () =>
    'CI_MERGE_REQUEST_IID is not set: GitLab sets it in merge request pipelines (rules: if: $CI_PIPELINE_SOURCE == "merge_request_event")',
  group(title, now) {
    const seconds = Math.floor(now / 1_000);
    const name = `dbt_run_${title.replace(/\W+/g, "_").slice(0, 60)}`;
    return {
      start: new CiCommand(
        `\x1b[0Ksection_start:${seconds}:${name}[collapsed=true]\r\x1b[0K${title}`,
      ),
      end: new CiCommand(
        `\x1b[0Ksection_end:${seconds}:${name}\r\x1b[0K`,
      ),
    };
  },
  findings(findings) {
    const issues = findings.filter(({ file }) => file).map((finding) => ({
      description: `${finding.title}: ${finding.message}`,
      check_name: `dbt ${finding.kind}`,
      fingerprint: finding.id,
      severity: finding.kind === "error" ? "critical" : "minor",
      location: { path: finding.file, lines: { begin: finding.line ?? 1 } },
    }));
    return { files: [{ path: CODE_QUALITY, text: JSON.stringify(issues) }] };
  },
  fileUrl: (file, sha, env) =>
    joinUrl(env("CI_PROJECT_URL"), `-/blob/${sha}/${file}`),
  staleFiles: [DOTENV, ANNOTATIONS, CODE_QUALITY],
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
