/** What can be set, by flags and variables: one typed table. */
import { TRIGGER_FIELDS } from "../api/checks.ts";

/** Where a setting stands in `--help`. */
export type Group = "dbt Cloud" | "The run" | "Waiting" | "Output" | "Other";

/** What a setting may be. */
export type SettingType =
  | "string"
  /** Several texts: the flag several times, or a line or a JSON list. */
  | "strings"
  | "integer"
  /** A whole number of 0 or more. */
  | "count"
  | "seconds"
  /** true or false. */
  | "boolean"
  /** A flag without a value; `--no-FLAG` is false. */
  | "switch";

/** One setting. */
export interface Setting {
  type: SettingType;
  /** What the value may be, where there is a choice. */
  choices?: readonly string[];
  /** What a flag without a value stands for; then a value needs a `=`. */
  implied?: string;
  /** The flag, without its dashes; the key has none, for all can see flags. */
  flag?: string;
  /** The first one that is set counts. */
  variables?: readonly string[];
  default?: string | number | boolean;
  /** What the value is called in `--help`. */
  value?: string;
  group: Group;
  help: string;
}

const define = <const T extends { [name: string]: Setting }>(table: T): T =>
  table;

type FieldOption<F extends keyof typeof TRIGGER_FIELDS> =
  (typeof TRIGGER_FIELDS)[F][0];

const FIELD_HELP: { [F in keyof typeof TRIGGER_FIELDS]: string } = {
  cause: "why the job runs",
  git_branch: "branch to check out",
  schema_override: "schema to build into; - and / become _",
  git_sha: "commit to check out; with wait: the run of this commit",
  steps_override:
    "dbt command in place of the job's own; several times, one a line, or a JSON list",
  dbt_version_override: "version of dbt",
  threads_override: "number of threads",
  target_name_override: "target.name that the project sees",
  generate_docs_override: "whether to generate docs",
  timeout_seconds_override:
    "time limit that dbt Cloud sets the run, in seconds",
  github_pull_request_id: "pull request on GitHub",
  gitlab_merge_request_id: "merge request on GitLab (its IID)",
  azure_pull_request_id: "pull request on Azure DevOps",
  non_native_pull_request_id: "pull request on any other Git host",
};
/** Names of the Python script, which come first. */
const FIELD_ALIASES: { [field: string]: string } = {
  git_branch: "DBT_JOB_BRANCH",
};

/** The settings of all fields of the trigger body, by one rule. */
function fieldSettings() {
  const settings = Object.entries(TRIGGER_FIELDS).map(
    ([field, [option, type]]) => {
      const variable = `DBT_JOB_${field.toUpperCase()}`;
      const alias = FIELD_ALIASES[field];
      return [option, {
        type,
        flag: field.replaceAll("_", "-"),
        variables: alias ? [alias, variable] : [variable],
        group: "The run",
        help: FIELD_HELP[field as keyof typeof TRIGGER_FIELDS],
      }];
    },
  );
  return Object.fromEntries(settings) as {
    [F in keyof typeof TRIGGER_FIELDS as FieldOption<F>]: {
      type: (typeof TRIGGER_FIELDS)[F][1];
      flag: string;
      variables: string[];
      group: "The run";
      help: string;
    };
  };
}

/** All settings, in the order of `--help`. */
export const SETTINGS = define({
  apiKey: {
    type: "string",
    variables: ["DBT_API_KEY", "DBT_CLOUD_TOKEN"],
    group: "dbt Cloud",
    help: "service token or personal access token",
  },
  url: {
    type: "string",
    flag: "url",
    variables: ["DBT_URL", "DBT_CLOUD_ACCOUNT_HOST"],
    default: "https://cloud.getdbt.com",
    group: "dbt Cloud",
    help: "access URL, from Account settings",
  },
  accountId: {
    type: "integer",
    flag: "account-id",
    variables: ["DBT_ACCOUNT_ID", "DBT_CLOUD_ACCOUNT_ID"],
    value: "ID",
    group: "dbt Cloud",
    help: "account",
  },
  projectId: {
    type: "integer",
    flag: "project-id",
    variables: ["DBT_PROJECT_ID"],
    value: "ID",
    group: "dbt Cloud",
    help: "project; may be left out",
  },
  jobId: {
    type: "integer",
    flag: "job-id",
    variables: ["DBT_PR_JOB_ID", "DBT_JOB_ID"],
    value: "ID",
    group: "dbt Cloud",
    help: "job",
  },
  jobUrl: {
    type: "string",
    flag: "job-url",
    variables: ["DBT_JOB_URL"],
    value: "URL",
    group: "dbt Cloud",
    help: "the job's page in dbt Cloud, in place of the four above",
  },
  jobName: {
    type: "string",
    flag: "job-name",
    variables: ["DBT_JOB_NAME"],
    value: "NAME",
    group: "dbt Cloud",
    help: "the job by its exact name",
  },
  ...fieldSettings(),
  mark: {
    type: "switch",
    flag: "mark",
    variables: ["DBT_RUN_MARK"],
    default: true,
    group: "The run",
    help: "send the cause as it is, without the mark",
  },
  pullRequest: {
    type: "string",
    choices: ["auto", "required", "none"],
    implied: "required",
    flag: "pull-request",
    variables: ["DBT_JOB_PULL_REQUEST"],
    default: "none",
    group: "The run",
    help: "take pull request, commit and branch from the CI system",
  },
  wait: {
    type: "switch",
    flag: "wait",
    default: true,
    group: "Waiting",
    help: "trigger only, do not wait",
  },
  latest: {
    type: "switch",
    flag: "latest",
    default: false,
    group: "Waiting",
    help: "with wait: the latest run of the job",
  },
  appearTimeout: {
    type: "seconds",
    flag: "appear-timeout",
    default: 300_000,
    group: "Waiting",
    help: "with wait: how long the run may take to appear",
  },
  timeout: {
    type: "seconds",
    flag: "timeout",
    variables: ["DBT_RUN_TIMEOUT_SECONDS"],
    default: 0,
    group: "Waiting",
    help: "give up after so long; 0 is never",
  },
  cancel: {
    type: "switch",
    flag: "cancel",
    variables: ["DBT_RUN_CANCEL"],
    group: "Waiting",
    help:
      "whether to cancel the run on a signal or a time-out; by default, run does and wait does not",
  },
  retries: {
    type: "count",
    flag: "retries",
    variables: ["DBT_RUN_RETRIES"],
    default: 0,
    group: "Waiting",
    help: "retry a run that ended in error, so often",
  },
  interval: {
    type: "seconds",
    flag: "poll-interval",
    variables: ["DBT_POLL_INTERVAL_SECONDS"],
    group: "Waiting",
    help: "pause between polls; by default 2 % of the wait, 1 to 5",
  },
  initialDelay: {
    type: "seconds",
    flag: "initial-delay",
    variables: ["DBT_POLL_INITIAL_SLEEP_SECONDS"],
    default: 1_000,
    group: "Waiting",
    help: "pause before the first poll",
  },
  logs: {
    type: "string",
    choices: ["failed", "all", "live", "none"],
    flag: "logs",
    variables: ["DBT_RUN_LOGS"],
    default: "failed",
    value: "WHICH",
    group: "Output",
    help: "logs of steps: failed, all, live, or none",
  },
  junit: {
    type: "string",
    flag: "junit",
    variables: ["DBT_RUN_JUNIT"],
    value: "FILE",
    group: "Output",
    help: "write models and tests as JUnit XML",
  },
  summary: {
    type: "string",
    flag: "summary",
    variables: ["DBT_RUN_SUMMARY"],
    value: "FILE",
    group: "Output",
    help: "write the summary as Markdown",
  },
  artifacts: {
    type: "string",
    flag: "artifacts",
    variables: ["DBT_RUN_ARTIFACTS"],
    value: "DIR",
    group: "Output",
    help: "download manifest, run_results, catalog and sources.json",
  },
  catalog: {
    type: "switch",
    flag: "catalog",
    default: true,
    group: "Output",
    help: "with --artifacts: leave out catalog.json",
  },
  projectDir: {
    type: "string",
    flag: "project-dir",
    variables: ["DBT_PROJECT_DIR"],
    value: "DIR",
    group: "Output",
    help: "folder of the dbt project in the repository",
  },
  ci: {
    type: "string",
    choices: ["auto", "none"],
    flag: "ci",
    default: "auto",
    group: "Output",
    help: "log commands and outputs of the CI system: auto or none",
  },
  json: {
    type: "switch",
    flag: "json",
    default: false,
    group: "Output",
    help: "one JSON document on stdout, all else on stderr",
  },
  quiet: {
    type: "switch",
    flag: "quiet",
    default: false,
    group: "Output",
    help: "print errors and the verdict only",
  },
  debug: {
    type: "switch",
    flag: "debug",
    default: false,
    group: "Output",
    help: "print requests, and stack traces of our own faults",
  },
  dryRun: {
    type: "switch",
    flag: "dry-run",
    default: false,
    group: "Other",
    help: "check everything, print what would be sent, send nothing",
  },
  help: {
    type: "switch",
    flag: "help",
    default: false,
    group: "Other",
    help: "show this help; -h does, too",
  },
  version: {
    type: "switch",
    flag: "version",
    default: false,
    group: "Other",
    help: "show the version; -V does, too",
  },
});

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

type TypeOf<S> = S extends { choices: readonly (infer C)[] } ? C
  : S extends { type: "string" } ? string
  : S extends { type: "strings" } ? string[]
  : S extends { type: "boolean" | "switch" } ? boolean
  : number;

/** The settings' values: always there if they have a default. Times are ms. */
export type Values =
  & {
    [
      N in SettingName as (typeof SETTINGS)[N] extends { default: unknown } ? N
        : never
    ]: TypeOf<(typeof SETTINGS)[N]>;
  }
  & {
    [
      N in SettingName as (typeof SETTINGS)[N] extends { default: unknown }
        ? never
        : N
    ]?: TypeOf<(typeof SETTINGS)[N]> | undefined;
  };

/** The settings as a list. */
export const SETTING_LIST: readonly (readonly [SettingName, Setting])[] = Object
  .entries(SETTINGS) as [SettingName, Setting][];
