/** The fields of the API's trigger body, and the body made of them. */
import type { Json } from "./json.ts";
import type { ClientOptions, TriggerOptions } from "./options.ts";

/** dbt Cloud takes no longer cause. */
const MAX_CAUSE_LENGTH = 255;

/** The options of a trigger, without those of every call. */
export type JobOptions = Omit<TriggerOptions, keyof ClientOptions>;

/** The role of a field of the trigger body. */
export type FieldRole =
  /** A label changes nothing of the build. */
  | "label"
  /** Another value makes it another kind of build. */
  | "override"
  /** Another value builds the same in another way. */
  | "execution"
  | "commit"
  | "branch"
  | "pullRequest";

/** One field: the option that sets it, the type of its value, and its role. */
interface TriggerField {
  option: keyof JobOptions;
  type: "string" | "strings" | "integer" | "pullRequestId" | "boolean";
  role: FieldRole;
}

/** Every field of the API's trigger body. */
export const TRIGGER_FIELDS = {
  cause: { option: "cause", type: "string", role: "label" },
  git_branch: { option: "gitBranch", type: "string", role: "branch" },
  schema_override: {
    option: "schemaOverride",
    type: "string",
    role: "override",
  },
  git_sha: { option: "gitSha", type: "string", role: "commit" },
  steps_override: {
    option: "stepsOverride",
    type: "strings",
    role: "override",
  },
  dbt_version_override: {
    option: "dbtVersionOverride",
    type: "string",
    role: "override",
  },
  threads_override: {
    option: "threadsOverride",
    type: "integer",
    role: "execution",
  },
  target_name_override: {
    option: "targetNameOverride",
    type: "string",
    role: "override",
  },
  generate_docs_override: {
    option: "generateDocsOverride",
    type: "boolean",
    role: "execution",
  },
  timeout_seconds_override: {
    option: "timeoutSecondsOverride",
    type: "integer",
    role: "execution",
  },
  github_pull_request_id: {
    option: "githubPullRequestId",
    type: "pullRequestId",
    role: "pullRequest",
  },
  gitlab_merge_request_id: {
    option: "gitlabMergeRequestId",
    type: "pullRequestId",
    role: "pullRequest",
  },
  azure_pull_request_id: {
    option: "azurePullRequestId",
    type: "pullRequestId",
    role: "pullRequest",
  },
  non_native_pull_request_id: {
    option: "nonNativePullRequestId",
    type: "pullRequestId",
    role: "pullRequest",
  },
} as const satisfies Record<string, TriggerField>;

/** The name of a field of the trigger body. */
export type TriggerFieldName = keyof typeof TRIGGER_FIELDS;

/** Lists the names of the fields that have a role. */
export function fieldsOfRole(role: FieldRole): TriggerFieldName[] {
  const names = Object.keys(TRIGGER_FIELDS) as TriggerFieldName[];
  return names.filter((name) => TRIGGER_FIELDS[name].role === role);
}

/** Formats the mark of a run, which stands at the end of its cause. */
export function formatMark(mark: string): string {
  return `[dbt-run ${mark}]`;
}

/** Makes the body that triggers a run, with the fields that are set. */
export function createTriggerBody(
  options: Partial<JobOptions>,
  mark: string | null,
): Json {
  const { cause = "API-triggered job" } = options;
  const ending = mark === null ? "" : ` ${formatMark(mark)}`;
  // Not in the middle of a character that takes two.
  const beginning = cause.slice(0, MAX_CAUSE_LENGTH - ending.length)
    .replace(/[\ud800-\udbff]$/, "");
  const values = { ...options, cause: beginning + ending };
  return Object.fromEntries(
    Object.entries(TRIGGER_FIELDS)
      .map(([field, { option }]) => [field, values[option]])
      .filter(([, value]) => value !== undefined),
  );
}
