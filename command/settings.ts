/** Reads the command line and the environment, by one table. */
import { parseArgs } from "@std/cli/parse-args";
import {
  checkOptions,
  TRIGGER_FIELDS,
  type TriggerOptions,
  type WaitOptions,
} from "../mod.ts";
import type { Logs } from "../report/report.ts";
import type { System } from "./system.ts";

/**
 * Option, flag, variables, type and meaning; `-` where there is none. The key
 * has no flag, for a command line is there for all to see.
 */
const TABLE = `
apiKey         -                 DBT_API_KEY                     string       service token or personal access token
url            --url             DBT_URL                         string       access URL (default https://cloud.getdbt.com)
accountId      --account-id      DBT_ACCOUNT_ID                  integer      account
projectId      --project-id      DBT_PROJECT_ID                  integer      project; may be left out
jobId          --job-id          DBT_PR_JOB_ID DBT_JOB_ID        integer      job
${
  Object.entries(TRIGGER_FIELDS).map(([field, [option, type]]) => {
    const variable = `DBT_JOB_${field.toUpperCase()}`;
    const alias = field === "git_branch" ? "DBT_JOB_BRANCH " : "";
    const more = type === "strings" ? ": several flags, or one a line" : "";
    const flag = `--${field.replaceAll("_", "-")}`;
    const names = `${option}  ${flag}  ${alias}${variable}`;
    return `${names}  ${type}  ${field}${more}`;
  }).join("\n")
}
pullRequest    --pull-request    -                               switch       take pull request, commit and branch from the CI system
pullRequestOf  -                 DBT_JOB_PULL_REQUEST            auto|none    auto is --pull-request
interval       --poll-interval   DBT_POLL_INTERVAL_SECONDS       seconds      seconds between two checks (default: 5 % of the wait, 1 to 10)
initialDelay   --initial-delay   DBT_POLL_INITIAL_SLEEP_SECONDS  seconds      seconds before the first check (default 1)
timeout        --timeout         DBT_RUN_TIMEOUT_SECONDS         seconds      seconds until it gives up (default 0: never)
noWait         --no-wait         -                               switch       trigger only
noCancel       --no-cancel       -                               switch       leave the run alone on a signal or a time-out
cancel         -                 DBT_RUN_CANCEL                  boolean      false is --no-cancel
retries        --retries         DBT_RUN_RETRIES                 count        how often to retry a run that ended in error (default 0)
logs           --logs            DBT_RUN_LOGS                    failed|all|none  steps whose logs are printed (default failed)
artifacts      --artifacts       DBT_RUN_ARTIFACTS               string       folder for manifest, run_results, catalog and sources.json
junit          --junit           DBT_RUN_JUNIT                   string       file for the run's nodes as JUnit XML
ci             --ci              -                               auto|none    log commands and outputs of the CI system (default auto)
json           --json            -                               switch       stdout is one JSON document, all else goes to stderr
dryRun         --dry-run         -                               switch       check everything, print what would be sent, send nothing
help           --help            -                               switch       this
version        --version         -                               switch       the version
`;

interface Setting {
  option: string;
  flag: string | undefined;
  variables: string[];
  type: string;
  /** What the value may be, where there is a choice. */
  choices: string[] | undefined;
  help: string;
}

const SETTINGS: readonly Setting[] = TABLE.trim().split("\n").map((row) => {
  const [option = "", flag = "", variables = "", type = "", help = ""] = row
    .split(/ {2,}/);
  return {
    option,
    flag: flag === "-" ? undefined : flag.slice(2),
    variables: variables === "-" ? [] : variables.split(" "),
    type,
    choices: type.includes("|") ? type.split("|") : undefined,
    help,
  };
});

/** What each command cannot do without. */
const REQUIRED: Record<string, readonly string[] | undefined> = {
  run: ["apiKey", "accountId", "jobId"],
  wait: ["apiKey", "accountId"],
  cancel: ["apiKey", "accountId"],
};

/** The settings by their options' names. */
export interface Values
  extends Omit<TriggerOptions & WaitOptions, "signal" | "fetch"> {
  runId: number;
  retries?: number;
  cancel?: boolean;
  noCancel?: boolean;
  noWait?: boolean;
  pullRequest?: boolean;
  pullRequestOf?: string;
  logs?: Logs;
  artifacts?: string;
  junit?: string;
  ci?: string;
  json?: boolean;
  dryRun?: boolean;
  help?: boolean;
  version?: boolean;
}

/** What was asked for. */
export interface Input {
  command: string;
  values: Values;
  /** What stood in the environment or the flags, as it stood there. */
  given: Record<string, string | undefined>;
  /** What is wrong with it, a line each. */
  faults: string[];
  warnings: string[];
}

/** `$(X)`, `${X}`, `${{ … }}` and `$X`, as a CI system leaves the unknown. */
export const UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;

/** Reads it all, and names all its faults at once. */
export function readInput(args: string[], readVariable: System["env"]): Input {
  const faults: string[] = [];
  const warnings: string[] = [];
  const parsed = parseFlags(args, faults);
  // Help asks for no permission.
  const isHelp = parsed.help === true || parsed.version === true;
  const env: System["env"] = isHelp ? () => undefined : readVariable;
  const [command = "run", ...words] = parsed._.map(String).filter(Boolean);
  const required = REQUIRED[command] ?? [];
  const values: Record<string, unknown> = {};
  const given: Input["given"] = {};
  const names: Record<string, string> = { runId: "RUN_ID" };

  if (!REQUIRED[command]) faults.push(`${command} is no command; see --help`);
  if (command === "wait" || command === "cancel") {
    const runId = words.shift();
    if (runId) values.runId = toNumber(runId);
    else faults.push(`${command} needs a RUN_ID`);
  }
  words.forEach((word) => faults.push(`${word} is one argument too many`));

  for (const { option, flag = "", variables, type, choices } of SETTINGS) {
    if (type === "switch") {
      values[option] = parsed[flag] === true;
      continue;
    }
    const flags = [parsed[flag] ?? []].flat().map(String);
    let lines = flags;
    let name = `--${flag}`;
    if (flags.length > 0) given[option] = flags.join("\n");
    for (const variable of flags.join("").trim() ? [] : variables) {
      const text = env(variable);
      given[option] ??= text;
      if (!text?.trim()) continue;
      name = variable;
      lines = type === "strings" ? text.split("\n") : [text];
      break;
    }
    const texts = lines.map((line) => line.trim()).filter(Boolean);
    const [text] = texts;
    names[option] = name;
    const unexpanded = texts.find((text) => UNEXPANDED.test(text));
    if (unexpanded !== undefined) {
      const fault =
        `${name} is a variable that was not expanded: ${unexpanded}`;
      if (required.includes(option)) faults.push(fault);
      else warnings.push(`${fault}. It counts as not set`);
    } else if (text === undefined) {
      if (required.includes(option)) {
        const orFlag = flag ? ` (or --${flag})` : "";
        const state = given[option] === undefined ? "not set" : "empty";
        faults.push(`${variables[0]}${orFlag} is ${state}`);
      } else if (type === "boolean" && flags.length > 0) {
        faults.push(`--${flag} must be true or false`);
      }
    } else if (choices && !choices.includes(text)) {
      faults.push(`${name} must be one of ${choices.join(", ")}`);
    } else {
      values[option] = type === "strings" ? texts : convert(type, text);
    }
  }

  if (typeof values.url === "string") {
    values.url = values.url.replace(/\/+(api(\/v2)?\/*)?$/, "");
  }
  if (typeof values.gitBranch === "string") {
    const branch = values.gitBranch.replaceAll("refs/heads/", "");
    values.gitBranch = branch || undefined;
  }
  if (typeof values.schemaOverride === "string") {
    values.schemaOverride = values.schemaOverride.replace(/[-/]/g, "_");
  }
  const { cancel, retries = 0, ...options } = values;
  if (!Number.isSafeInteger(retries) || Number(retries) < 0) {
    faults.push(`${names.retries} must be a whole number of 0 or more`);
  }
  if (cancel !== undefined && typeof cancel !== "boolean") {
    faults.push(`${names.cancel} must be true or false`);
  }
  for (const [option, { message }] of checkOptions(options)) {
    faults.push(`${names[option]} ${message}`);
  }
  return { command, values: values as never, given, faults, warnings };
}

function parseFlags(
  args: string[],
  faults: string[],
): Record<string, unknown> & { _: (string | number)[] } {
  const flagsOf = (isType: (type: string) => boolean) =>
    SETTINGS.flatMap(({ flag, type }) => flag && isType(type) ? [flag] : []);
  // `--flag=` is not set, like a variable that is empty.
  const isEmpty = (word: string) =>
    word.endsWith("=") && SETTINGS.some(({ flag }) => word === `--${flag}=`);
  return parseArgs(args.filter((word) => !isEmpty(word)), {
    boolean: flagsOf((type) => type === "switch"),
    string: ["_", ...flagsOf((type) => type !== "switch")],
    collect: flagsOf((type) => type === "strings"),
    unknown: (argument, name) => {
      if (name === undefined) return true;
      faults.push(`${argument.split("=")[0]} is no flag; see --help`);
      return false;
    },
  });
}

function toNumber(text: string): number | string {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A value of the type that is wanted, or the text, which checks then name. */
function convert(type: string, text: string): unknown {
  const number = toNumber(text);
  if (type === "integer" || type === "count") return number;
  if (type === "seconds") {
    return typeof number === "number" ? number * 1_000 : text;
  }
  if (type !== "boolean") return text;
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  return /^(false|0|no|off)$/i.test(text) ? false : text;
}

const WORDS: Record<string, string> = {
  switch: "",
  seconds: " S",
  count: " N",
};

/** What `--help` prints. */
export function usage(): string[] {
  const rows = SETTINGS.map(({ flag, variables, help, type, choices }) => {
    const value = WORDS[type] ?? (choices ? ` ${type}` : " VALUE");
    return [flag ? `--${flag}${value}` : "", variables.join(", "), help];
  });
  const widthOf = (i: number) =>
    Math.max(...rows.map((row) => row[i]!.length)) + 2;
  const [first, second] = [widthOf(0), widthOf(1)];
  return [
    "Triggers a dbt Cloud job, waits for its run and ends with its verdict.",
    "",
    "dbt-run [run]          trigger and wait",
    "dbt-run wait RUN_ID    wait for a run that exists",
    "dbt-run cancel RUN_ID  cancel a run",
    "",
    ...rows.map(([flag = "", variables = "", help]) =>
      `${flag.padEnd(first)}${variables.padEnd(second)}${help}`
    ),
    "",
    "Exit codes: 0 success; 1 the run ended in error or was cancelled;",
    "2 wrong or missing input, nothing was sent; 3 dbt Cloud refused or could",
    "not be reached; 4 gave up waiting; 130, 143 on SIGINT, SIGTERM.",
  ];
}
