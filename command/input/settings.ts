/** The settings: one typed table of all flags and variables. */
import { DEFAULT_URL } from "../../api/option_checks.ts";
import { SECOND } from "../../api/clock.ts";
import { POLL_INTERVAL } from "../../api/poll_interval.ts";
import { createFieldSettings } from "./field_settings.ts";
import {
  type Command,
  COMMANDS,
  type Group,
  SELECTING,
  SELECTS_RUN,
  type Setting,
} from "./setting.ts";

/** Groups settings that `--help` shows together, and that go with these commands. */
function group<const T extends { [name: string]: Omit<Setting, "group"> }>(
  group: Group,
  settings: T,
  commands?: Command[],
): { [N in keyof T]: T[N] & { group: Group } } {
  const entries = Object.entries(settings).map(([name, setting]) => {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return [name, { flag, commands, ...setting, group }];
  });
  return Object.fromEntries(entries);
}

// Each makes an entry of its help and its variables.
const textSetting = (value: string, help: string, ...variables: string[]) =>
  ({ type: "string", value, help, variables }) as const;
const idSetting = (help: string, ...variables: string[]) =>
  ({ type: "integer", value: "ID", help, variables }) as const;
/** A switch that is off by default: the help is that of `--FLAG`. */
const flagSetting = (help: string, ...variables: string[]) =>
  ({ type: "switch", default: false, help, variables }) as const;
/** A switch that is on by default: the help is that of `--no-FLAG`. */
const noFlagSetting = (help: string, ...variables: string[]) =>
  ({ type: "switch", default: true, help, variables }) as const;

/** The commands that wait for a run. */
const WAITING: Command[] = ["run", "wait", "retry"];
/** The commands that report a run. */
const REPORTING: Command[] = ["run", "wait", "status", "retry"];

/** Returns the default pause between polls in words. */
function describePollInterval(): string {
  const { share, min, max } = POLL_INTERVAL;
  const percent = Math.round(share * 100);
  return `${min / SECOND} to ${max / SECOND}: ${percent} % of the wait`;
}

/** All settings, in the order of `--help`. */
export const SETTINGS = {
  ...group("dbt Cloud", {
    apiKey: {
      flag: "", // Everybody on the machine can see flags.
      type: "string",
      variables: [
        "DBT_API_KEY",
        "DBT_CLOUD_TOKEN",
        "DBT_CLOUD_API_TOKEN",
        "DBT_CLOUD_SERVICE_TOKEN",
      ],
      help:
        "service token or personal access token; it has no flag, for all can see flags",
    },
    url: {
      type: "string",
      variables: ["DBT_URL", "DBT_CLOUD_ACCOUNT_HOST", "DBT_CLOUD_HOST"],
      default: DEFAULT_URL,
      value: "URL",
      help: "access URL, from Account settings",
    },
    accountId: idSetting("account", "DBT_ACCOUNT_ID", "DBT_CLOUD_ACCOUNT_ID"),
    projectId: idSetting("project; may be left out", "DBT_PROJECT_ID"),
    jobId: {
      ...idSetting("job", "DBT_PR_JOB_ID", "DBT_JOB_ID", "DBT_CLOUD_JOB_ID"),
      selects: "job",
    },
    jobUrl: textSetting(
      "URL",
      "the job's page in dbt Cloud, in place of the four above",
      "DBT_JOB_URL",
    ),
    jobName: {
      ...textSetting("NAME", "the job by its exact name", "DBT_JOB_NAME"),
      selects: "job",
    },
  }),
  ...group("The run", {
    ...createFieldSettings(),
    mark: noFlagSetting(
      "send the cause as it is, without the mark",
      "DBT_RUN_MARK",
    ),
    extraArgs: textSetting(
      "=TEXT",
      "text to append to each of the job's own commands; not with --steps-override",
      "DBT_JOB_EXTRA_ARGS",
    ),
    reuse: {
      ...flagSetting(
        "use a run of the same commit, if there is one; =in-progress: one that is in progress, of any commit if none is set; else trigger the job",
        "DBT_RUN_REUSE",
      ),
      choices: ["in-progress"],
    },
    pullRequest: {
      type: "string",
      choices: ["auto", "required", "none"],
      implied: "required",
      ...SELECTS_RUN,
      variables: ["DBT_JOB_PULL_REQUEST"],
      default: "none",
      help:
        "take pull request, commit and branch from the CI system; required (default) fails if there is none, auto warns, none turns a variable off",
    },
  }, ["run"]),
  ...group("Waiting", {
    wait: { ...noFlagSetting("trigger only, do not wait"), commands: ["run"] },
    latest: {
      type: "string",
      choices: ["any", "success", "new", "none"],
      implied: "new",
      selects: "run",
      commands: SELECTING,
      default: "none",
      help:
        "with wait: a new run of the job, in progress or to come (default); =any: its newest run, ended or not; =success: its newest success. With status and retry: its newest run",
    },
    since: {
      type: "time",
      selects: "filter",
      commands: ["status", "retry"],
      value: "TIME",
      help:
        "with status and retry: only a run that was created after this time, such as 2026-01-31T02:00:00Z",
    },
    appearTimeout: {
      type: "seconds",
      commands: ["wait"],
      default: 300_000,
      help: "with wait: how long the run may take to appear, in seconds",
    },
    timeout: {
      type: "seconds",
      commands: COMMANDS,
      variables: ["DBT_RUN_TIMEOUT_SECONDS"],
      default: 0,
      help: "time limit in seconds, from the start; 0 means none",
    },
    cancel: {
      type: "switch",
      variables: ["DBT_RUN_CANCEL"],
      help:
        "whether to cancel the run on a signal or a time-out; by default, run and retry do, wait does not",
    },
    retries: {
      type: "count",
      variables: ["DBT_RUN_RETRIES"],
      default: 0,
      help: "number of retries of a failed run, each from its point of failure",
    },
    interval: {
      type: "seconds",
      flag: "poll-interval",
      variables: ["DBT_POLL_INTERVAL_SECONDS"],
      help:
        `fixed pause between polls, in seconds; by default, ${describePollInterval()}`,
    },
    initialDelay: {
      type: "seconds",
      variables: ["DBT_POLL_INITIAL_SLEEP_SECONDS"],
      default: 1_000,
      help: "pause before the first poll, in seconds",
    },
  }, WAITING),
  ...group("Output", {
    logs: {
      type: "string",
      choices: ["failed", "all", "live", "none"],
      variables: ["DBT_RUN_LOGS"],
      default: "failed",
      value: "WHICH",
      help: "logs of failed steps, of all, live, or none",
    },
    junit: textSetting(
      "FILE",
      "write models and tests as JUnit XML",
      "DBT_RUN_JUNIT",
    ),
    summary: textSetting(
      "FILE",
      "write the summary as Markdown",
      "DBT_RUN_SUMMARY",
    ),
    artifacts: textSetting(
      "DIR",
      "download manifest, run_results, catalog and sources.json",
      "DBT_RUN_ARTIFACTS",
    ),
    catalog: noFlagSetting("with --artifacts: leave out catalog.json"),
    allArtifacts: flagSetting(
      "with --artifacts: download every artifact of each dbt step, and its log",
      "DBT_RUN_ALL_ARTIFACTS",
    ),
    history: noFlagSetting(
      "do not read earlier runs, which say since when a node fails and how long the job usually takes",
      "DBT_RUN_HISTORY",
    ),
    projectDir: textSetting(
      "DIR",
      "folder of the dbt project in the repository",
      "DBT_PROJECT_DIR",
    ),
  }, REPORTING),
  // These go with every command.
  ...group("Output", {
    json: flagSetting("one JSON document on stdout, all else on stderr"),
    quiet: flagSetting(
      "of a success, print the verdict and the link only; nothing while waiting",
    ),
    debug: flagSetting("print requests, and stack traces of our own faults"),
  }),
  ...group("Other", {
    dryRun: flagSetting(
      "check the input, print what would be sent, send nothing",
    ),
    help: flagSetting("show this help; -h does, too"),
    version: flagSetting("show the version; -V does, too"),
  }),
};

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

type TypeOf<S> = S extends { type: "switch"; choices: readonly (infer C)[] }
  ? C | boolean
  : S extends { choices: readonly (infer C)[] } ? C
  : S extends { type: "string" } ? string
  : S extends { type: "strings" } ? string[]
  : S extends { type: "boolean" | "switch" } ? boolean
  : number;

/** A setting without a default may not be set. */
type Value<S> =
  | TypeOf<S>
  | (S extends { default: unknown } ? never : undefined);

/** The settings' values. Durations and times are milliseconds. */
export type Values = { [N in SettingName]: Value<(typeof SETTINGS)[N]> };

/** Creates the values of settings that are not set. */
export function createDefaultValues(): Values {
  return Object.fromEntries(
    SETTING_LIST.map(([name, setting]) => [name, setting.default]),
  ) as Values;
}

/** The settings as a list. */
export const SETTING_LIST: readonly (readonly [SettingName, Setting])[] = Object
  .entries(SETTINGS) as [SettingName, Setting][];
