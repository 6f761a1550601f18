// https://docs.gitlab.com/ci/variables/predefined_variables/
import type { EnvReader } from "../api/environment.ts";
import type { CiSystem, PullRequest } from "./ci_system.ts";
import { formatAssignments, joinUrl } from "./format_output.ts";
import {
  compareRepositories,
  parseCommit,
  parseId,
} from "./pull_request_parts.ts";
import { CiCommand } from "./ci_command.ts";

/** For `artifacts:reports:dotenv` and `artifacts:reports:annotations`. */
const DOTENV = "dbt-run.env";
const ANNOTATIONS = "dbt-run-annotations.json";
/** For `artifacts:reports:codequality`. */
const CODE_QUALITY = "dbt-run-code-quality.json";

/**
 * The variables of the project that a merge request comes from, and of the one
 * that it goes to. CI_PROJECT_ID is neither: a fork's own pipeline has the
 * fork's there.
 */
const SOURCE_PROJECT = "CI_MERGE_REQUEST_SOURCE_PROJECT_ID";
const TARGET_PROJECT = "CI_MERGE_REQUEST_PROJECT_ID";
/** The same of a pull request on GitHub. */
const EXTERNAL_SOURCE = "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY";
const EXTERNAL_TARGET = "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY";
/** The path of the project that the pipeline belongs to. */
const OWN_PATH = "CI_PROJECT_PATH";

/** Reads the pull request on GitHub that a pipeline of a mirror runs for. */
function readExternal(env: EnvReader): PullRequest {
  return {
    option: "githubPullRequestId",
    id: parseId(env("CI_EXTERNAL_PULL_REQUEST_IID")),
    origin: compareRepositories(env(EXTERNAL_SOURCE), env(EXTERNAL_TARGET)),
    sha: parseCommit(env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA")),
    branch: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"),
  };
}

/** Reads the merge request that a merge request pipeline runs for. */
function readMergeRequest(env: EnvReader): PullRequest {
  return {
    option: "gitlabMergeRequestId",
    // The IID is the project's own number; the ID counts for all of GitLab.
    id: parseId(env("CI_MERGE_REQUEST_IID")),
    origin: compareRepositories(env(SOURCE_PROJECT), env(TARGET_PROJECT)),
    // CI_COMMIT_SHA is a merge that GitLab made where the other is set.
    sha: parseCommit(
      env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? env("CI_COMMIT_SHA"),
    ),
    branch: env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"),
  };
}

/** Reads the only open merge request of the branch that a pipeline runs for. */
function readOpenMergeRequest(env: EnvReader): PullRequest {
  const list = env("CI_OPEN_MERGE_REQUESTS") ?? "";
  const [path, id] = list.includes(",") ? [] : list.split("!");
  const ownPath = env(OWN_PATH);
  return {
    option: "gitlabMergeRequestId",
    id: parseId(id),
    // A fork's branch has its merge request in the project that it goes to.
    origin: ownPath ? compareRepositories(ownPath, path) : "unstated",
    sha: parseCommit(env("CI_COMMIT_SHA")),
    branch: env("CI_COMMIT_BRANCH"),
  };
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
    // Only what is needed is read: a pipeline may not allow the rest.
    if (parseId(env("CI_EXTERNAL_PULL_REQUEST_IID"))) return readExternal(env);
    if (parseId(env("CI_MERGE_REQUEST_IID"))) return readMergeRequest(env);
    return readOpenMergeRequest(env);
  },
  originVariables: [
    SOURCE_PROJECT,
    TARGET_PROJECT,
    EXTERNAL_SOURCE,
    EXTERNAL_TARGET,
    OWN_PATH,
  ],
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
        { path: DOTENV, text: formatAssignments(values) },
        { path: ANNOTATIONS, text: JSON.stringify({ "dbt Cloud": [link] }) },
      ],
    };
  },
};
