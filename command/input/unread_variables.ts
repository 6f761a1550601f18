/** Warns of variables that were set for dbt-run, and that it does not read. */
import type { EnvReader } from "../../api/environment.ts";
import { ciEnv } from "../process/ci_environment.ts";
import { normalizeAddress } from "./address.ts";
import { type Draft, isRefused, type StageResult } from "./draft.ts";
import { readsVariables } from "./find_source.ts";
import { SETTING_LIST, type SettingName } from "./settings.ts";
import { isNear } from "./suggestions.ts";

/** Names that other tools and public pipelines use for settings of ours. */
const OTHER_NAMES: { [N in SettingName]?: readonly string[] } = {
  apiKey: ["DBT_TOKEN", "DBT_CLOUD_API_KEY", "DBT_API_TOKEN"],
  url: ["DBT_CLOUD_BASE_URL", "DBT_CLOUD_URL", "DBT_HOST"],
  jobId: ["DBT_MR_JOB_ID"],
  cause: ["DBT_CLOUD_CAUSE"],
  gitSha: ["DBT_JOB_SHA", "DBT_GIT_SHA"],
  schemaOverride: ["DBT_CLOUD_JOB_SCHEMA_OVERRIDE", "DBT_SCHEMA_OVERRIDE"],
  stepsOverride: ["DBT_CLOUD_STEPS", "DBT_STEPS_OVERRIDE"],
  githubPullRequestId: ["GITHUB_PR_ID", "GH_PULL_REQUEST_ID", "DBT_PR_ID"],
};

/** All variables that we read. */
const ALL_VARIABLES = SETTING_LIST.flatMap(([, { variables = [] }]) =>
  variables
);
/** Names that begin like ours; all others belong to somebody else. */
const PREFIX = /^DBT_(JOB|RUN|POLL)_/;
/** The maximum number of slips in a name. */
const MAX_SLIPS = 2;

/** Finds the other names of a setting that are set. */
export function findOtherNames(setting: SettingName, env: EnvReader): string[] {
  return (OTHER_NAMES[setting] ?? []).filter((name) => env(name));
}

/** Warns of variables that nobody reads, with the name that is read. */
export function warnOfUnread(draft: Draft): StageResult {
  const { values, environment } = draft;
  if (values.quiet) return {};
  const names = environment.envNames();
  // Deno asks for the permission to read any other variable.
  const env = ciEnv((name) =>
    name.startsWith("DBT_") || names.includes(name)
      ? environment.env(name)
      : undefined
  );
  const warnings: string[] = [];
  const settings = SETTING_LIST.filter(([, setting]) =>
    readsVariables(draft, setting)
  );
  for (const [name, { variables = [] }] of settings) {
    if (!hasNoValue(draft, name)) continue;
    for (const other of findOtherNames(name, env)) {
      const isSame = name === "url" &&
        normalizeAddress(env(other) ?? "") === values.url;
      if (isSame) continue;
      warnings.push(describeUnread(other, variables[0] ?? ""));
    }
  }
  const variables = settings.flatMap(([, { variables = [] }]) => variables);
  for (const name of names.filter((name) => PREFIX.test(name))) {
    const meant = findMeant(name, variables);
    if (meant && env(name)) warnings.push(describeUnread(name, meant));
  }
  return { warnings };
}

function describeUnread(name: string, meant: string): string {
  return `${name} is set, and not read: dbt-run reads ${meant}`;
}

/** Whether a setting has no value, and no other setting stands in its place. */
function hasNoValue(draft: Draft, name: SettingName): boolean {
  const { values, sources } = draft;
  switch (name) {
    case "apiKey":
      return false; // The fault about the key names it.
    case "url":
      return !sources.url || isRefused(draft, "url");
    case "jobId":
      return values.jobId === undefined && values.jobName === undefined;
    case "gitSha":
    case "githubPullRequestId":
      return values.pullRequest === "none" && !sources[name];
    default:
      return !sources[name];
  }
}

/** Finds the variable that a name is a slip of. */
function findMeant(name: string, variables: string[]): string | undefined {
  if (ALL_VARIABLES.includes(name)) return;
  return variables.find((variable) =>
    isNear(name, variable, MAX_SLIPS) && !isVariant(name, variable)
  );
}

/** Whether a name is one of ours with something behind it, as in DBT_JOB_ID_2. */
function isVariant(name: string, variable: string): boolean {
  return name.startsWith(variable) &&
    /^[_\d]/.test(name.slice(variable.length));
}
