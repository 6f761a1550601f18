/** Reads flags and variables, and names all their faults at once. */
import { normalizeUrl, proxyFault } from "../../api/client.ts";
import { isId } from "../../api/json.ts";
import { checkOptions } from "../../api/checks.ts";
import { MIN_SECRET_LENGTH } from "../../api/redact.ts";
import { readFlags, unknownCommand } from "./flags.ts";
import { type JobPage, readJobUrl } from "./job_url.ts";
import { UNEXPANDED } from "../process/process.ts";
import type { Process } from "../process/process.ts";
import {
  type Command,
  type Setting,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
  type Values,
} from "./settings.ts";

/** What was asked for. */
export interface Input {
  command: Command;
  values: Values;
  /** The run of `wait RUN_ID` and `cancel RUN_ID`. */
  runId?: number | undefined;
  /** What stood in flags and variables, as it stood there. */
  given: { [N in SettingName]?: string };
  /** The setting that the access URL comes from, for messages. */
  urlSetting: string;
  /** What is wrong, a line each. */
  faults: string[];
  warnings: string[];
  /** What was found, to be printed first. */
  notices: string[];
}

/** Where a value comes from. */
interface Source {
  /** `--job-id` or `DBT_JOB_ID`, for messages. */
  name: string;
  isFlag: boolean;
  texts: string[];
}

/** What is filled while the input is read. */
interface Reading
  extends Pick<Input, "given" | "faults" | "warnings" | "notices"> {
  values: { [name: string]: unknown };
  sources: { [N in SettingName]?: Source };
  /** Variables that a CI system left as they are, each with a sentence. */
  unexpanded: { [N in SettingName]?: string };
  input: Process["input"];
}

const UNEXPANDED_ALONE =
  /^\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)$/;

/** Reads the command line, the inputs of an action, and the environment. */
export function readInput(
  { args, env, input }: Pick<Process, "args" | "env" | "input">,
): Input {
  const { given: flags, words, faults } = readFlags(args);
  const found = { given: {}, faults, warnings: [], notices: [] };
  const [word = "run", ...more] = words;
  const isOn = (name: SettingName) => flags.get(name)?.includes("true");
  const isHelp = word === "help" || isOn("help") || isOn("version");
  // A flag that lacks its value is no call for help: a title may be "--help".
  if (isHelp && faults.length === 0) {
    const isVersion = !isOn("help") && word !== "help";
    const values = { ...defaults(), help: !isVersion, version: isVersion };
    return { ...found, command: "run", values, urlSetting: "DBT_URL" };
  }
  const reading: Reading = {
    ...found,
    values: {},
    sources: {},
    unexpanded: {},
    input,
  };
  const command = readCommand(word, reading);
  const needsJob = command === "run" || (command === "wait" && !more[0]);
  const nothing = () => undefined;
  for (const [name, setting] of SETTING_LIST) {
    const source = isUsed(name, command, needsJob) ? env : nothing;
    readSetting(name, setting, flags.get(name), source, reading);
  }
  readJobPage(reading);
  readJobName(reading);
  normalize(reading);
  check(reading);
  checkUrl(reading);
  checkKey(reading);
  checkCommand(command, reading);
  const runId = readRunId(command, more, reading);
  requireAll(needsJob, reading);
  const values = { ...defaults(), ...reading.values } as Values;
  const urlSetting = reading.sources.url?.name ?? "DBT_URL";
  return { ...found, command, values, runId, urlSetting };
}

function defaults(): Values {
  return Object.fromEntries(
    SETTING_LIST.filter(([, setting]) => setting.default !== undefined)
      .map(([name, setting]) => [name, setting.default]),
  ) as unknown as Values;
}

function readCommand(word: string, { faults }: Reading): Command {
  if (word === "run" || word === "wait" || word === "cancel") return word;
  faults.push(unknownCommand(word));
  return "run";
}

/** Whether a command looks at a variable: many are set for other steps. */
function isUsed(
  name: SettingName,
  command: Command,
  needsJob: boolean,
): boolean {
  const selects = /^job(Id|Name)$|^pullRequest$|Sha$|RequestId$/.test(name);
  if (selects && !needsJob) return false;
  const { group, commands }: Setting = SETTINGS[name];
  if (command === "cancel" && group === "Output") return false;
  return commands?.includes(command) ?? true;
}

// One setting

function readSetting(
  name: SettingName,
  setting: Setting,
  flags: string[] | undefined,
  env: Process["env"],
  reading: Reading,
): void {
  const { given, sources, values, faults, unexpanded } = reading;
  const input = reading.input?.(name);
  const source = flags
    ? { name: `--${setting.flag}`, isFlag: true, texts: flags }
    : input?.text.trim()
    ? { name: input.name, isFlag: true, texts: [input.text] }
    : readVariable(setting, env);
  if (!source) return;
  given[name] = source.texts.join("\n");
  if (!given[name].trim()) return;
  const words = source.texts.flatMap(linesOf);
  const left = words.find((text) => UNEXPANDED.test(text));
  if (left !== undefined) {
    const fault = `${source.name} is a variable that was not expanded: ${left}`;
    const isAlone = words.length === 1 && UNEXPANDED_ALONE.test(left);
    if (isAlone) unexpanded[name] = fault;
    // What else it holds was meant, and must not be dropped with it.
    else if (name !== "cause") faults.push(fault);
    if (isAlone || name !== "cause") return;
  }
  sources[name] = source;
  values[name] = readValue(setting, source, faults);
}

function readValue(
  setting: Setting,
  { name, texts }: Source,
  faults: string[],
): unknown {
  const { type, choices } = setting;
  if (type === "strings") {
    const lists = texts.map(readList);
    const list = lists.flatMap((list) => list ?? []);
    if (list.length > 0 && !lists.includes(undefined)) return list;
    faults.push(
      `${name} must be dbt commands: one a line, or a JSON list of texts`,
    );
    return;
  }
  const text = texts.at(-1)!.trim();
  if (!choices || choices.includes(text)) return convert(setting, text);
  faults.push(`${name} must be one of ${choices.join(", ")}`);
}

/** The first variable of a setting that is set; else one that is not quite. */
function readVariable(
  { variables = [] }: Setting,
  env: Process["env"],
): Source | undefined {
  const found = variables.flatMap((name) => {
    const text = env(name);
    return text === undefined ? [] : [{ name, isFlag: false, texts: [text] }];
  });
  const isLeft = ({ texts: [text = ""] }: Source) =>
    UNEXPANDED.test(text.trim());
  const full = found.filter(({ texts }) => texts[0]?.trim());
  return full.find((source) => !isLeft(source)) ?? full[0] ?? found[0];
}

/**
 * Commands one a line, a leading dash dropped, or as a JSON list; nothing if it
 * is neither.
 */
function readList(text: string): string[] | undefined {
  if (/^\s*\[/.test(text)) {
    try {
      const list: unknown = JSON.parse(text);
      const isTexts = Array.isArray(list) &&
        list.every((item) => typeof item === "string");
      return isTexts ? list : undefined;
    } catch {
      return undefined;
    }
  }
  return linesOf(text);
}

/** The lines of a text that are not empty, without the dash of a list. */
function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/^\s*-\s+/, "").trim())
    .filter(Boolean);
}

/** A value of the type that is wanted, or the text, which checks then name. */
function convert({ type }: Setting, text: string): unknown {
  const isExact = /^[+-]?\d+(\.\d+)?$/.test(text) &&
    Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;
  const number = isExact ? Number(text) : undefined;
  switch (type) {
    case "integer":
    case "count":
      return number ?? text;
    case "seconds":
      return number === undefined ? text : number * 1_000;
    case "boolean":
    case "switch":
      if (/^(true|1|yes|on)$/i.test(text)) return true;
      return /^(false|0|no|off)$/i.test(text) ? false : text;
    default:
      return text;
  }
}

// Several settings

/** Takes address, account, project and job from the page of the job. */
function readJobPage({ values, sources, faults }: Reading): void {
  const source = sources.jobUrl;
  if (!source || typeof values.jobUrl !== "string") return;
  const page = readJobUrl(withScheme(values.jobUrl));
  if (!page) {
    faults.push(
      `${source.name} must be the address of a job's page, https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB: current value is ${
        JSON.stringify(values.jobUrl)
      }`,
    );
    // That they are not set, either, would be no news.
    sources.accountId ??= source;
    sources.jobId ??= source;
    return;
  }
  for (const name of ["url", "accountId", "projectId", "jobId"] as const) {
    const other = sources[name];
    const isSame = same(name, values[name], page);
    if (other && other.isFlag === source.isFlag && !isSame) {
      faults.push(
        `${source.name} and ${other.name} disagree: ${page[name]} and ${
          values[name]
        }`,
      );
    }
    if (!other?.isFlag || source.isFlag) values[name] = page[name];
    sources[name] ??= source;
  }
}

function same(name: keyof JobPage, value: unknown, page: JobPage): boolean {
  if (name !== "url") return value === page[name];
  const url = withScheme(String(value));
  return URL.canParse(url) && normalizeUrl(url) === page.url;
}

/** A bare host gets its scheme. */
function withScheme(text: string): string {
  const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text) ||
    /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text);
  return isHost ? `https://${text}` : text;
}

/** The job by its id or its name: a flag beats variables. */
function readJobName({ values, sources, faults }: Reading): void {
  const [id, name] = [sources.jobId, sources.jobName];
  if (!id || !name || values.jobName === undefined) return;
  if (values.jobId === undefined) return;
  if (id.isFlag === name.isFlag) {
    faults.push(`${id.name} and ${name.name} are both given: use one of them`);
  }
  delete values[id.isFlag ? "jobName" : "jobId"];
}

/** Makes of values what is sent, as the Python script does; an action does not. */
function normalize({ values, input }: Reading): void {
  const { url, gitBranch, schemaOverride } = values;
  if (typeof url === "string") values.url = withScheme(url);
  if (input) return;
  if (typeof gitBranch === "string") {
    values.gitBranch = gitBranch.replaceAll("refs/heads/", "") || undefined;
  }
  if (typeof schemaOverride === "string") {
    values.schemaOverride = schemaOverride.replace(/[-/]/g, "_");
  }
}

// Checks

/** Checks of the types that the library does not check. */
const TYPE_CHECKS: {
  [type: string]: { be: string; holds: (value: unknown) => boolean };
} = {
  count: {
    be: "a whole number of 0 or more",
    holds: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  },
  switch: { be: "true or false", holds: (value) => typeof value === "boolean" },
  seconds: {
    be: "a number of seconds, from 0 to 2147483",
    holds: (value) =>
      typeof value === "number" && value >= 0 && value < 2 ** 31,
  },
};

function check({ values, sources, faults, given }: Reading): void {
  const nameOf = (name: string) => sources[name as SettingName]?.name ?? name;
  const rest: { [name: string]: unknown } = {};
  for (const [name, { type }] of SETTING_LIST) {
    const value = values[name];
    if (value === undefined) continue;
    const check = TYPE_CHECKS[type];
    if (!check) rest[name] = value;
    else if (!check.holds(value)) {
      const text = JSON.stringify(given[name]?.trim());
      faults.push(
        `${nameOf(name)} must be ${check.be}: current value is ${text}`,
      );
    }
  }
  for (const [option, { message }] of checkOptions(rest)) {
    faults.push(`${nameOf(option)} ${message}`);
  }
  if (values.interval === 0) {
    faults.push(`${nameOf("interval")} must be above 0`);
  }
}

/** Only the API may stand behind the host: what else does, is a mistake. */
function checkUrl({ values, sources, faults }: Reading): void {
  if (typeof values.url !== "string" || !URL.canParse(values.url)) return;
  const url = normalizeUrl(values.url);
  const { origin } = new URL(url);
  if (url !== origin) {
    faults.push(
      `${sources.url?.name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`,
    );
  }
  const proxied = proxyFault(url);
  if (proxied) faults.push(`Cannot use ${sources.url?.name}: ${proxied}`);
  values.url = url;
}

function checkKey({ sources, warnings, given }: Reading): void {
  const { length } = given.apiKey?.trim() ?? "";
  if (!sources.apiKey || length >= MIN_SECRET_LENGTH) return;
  warnings.push(
    `${sources.apiKey.name} has ${length} characters: real keys are longer, and this one is not hidden in the log`,
  );
}

// What each command needs

const SELECTORS = "a RUN_ID, --latest, --git-sha or --pull-request";

/** A flag that another command goes with is a slip, and no run is started. */
function checkCommand(
  command: Command,
  { sources, values, faults, input }: Reading,
): void {
  for (const [name, { commands = [command] }] of SETTING_LIST) {
    const source = sources[name];
    // Variables serve several steps; so do an action's inputs, with defaults.
    if (commands.includes(command) || !source?.isFlag) continue;
    const startsRun = command === "run" && values[name] === true;
    if (input && !startsRun) continue;
    const flag = values[name] === false && !input
      ? `--no-${source.name.slice(2)}`
      : source.name;
    faults.push(`${flag} does not go with ${command}, but with ${commands[0]}`);
  }
}

/** The run of `wait` and `cancel`. */
function readRunId(
  command: Command,
  [word, ...more]: string[],
  { values, sources, faults }: Reading,
): number | undefined {
  const extra = command === "run" ? [word, ...more] : more;
  for (const argument of extra) {
    if (argument) faults.push(`Unexpected argument ${argument}`);
  }
  if (command === "run") return;
  const selectors = (["latest", "gitSha", "pullRequest"] as const)
    .filter((name) => values[name] && values[name] !== "none");
  const isSelected = command === "wait" && selectors.length > 0;
  if (!word) {
    const needs = command === "wait" ? SELECTORS : "a RUN_ID";
    if (!isSelected) faults.push(`${command} needs ${needs}`);
    return;
  }
  const flag = selectors.find((name) => sources[name]?.isFlag);
  if (isSelected && flag) {
    faults.push(`${sources[flag]?.name} does not go with a RUN_ID`);
  }
  const runId = /^\d+$/.test(word) ? Number(word) : undefined;
  if (!isId(runId)) {
    faults.push(
      `RUN_ID must be a positive whole number: current value is ${
        JSON.stringify(word)
      }`,
    );
  }
  return runId;
}

function requireAll(needsJob: boolean, reading: Reading): void {
  const { values } = reading;
  requireSetting("apiKey", reading);
  requireSetting("accountId", reading);
  if (needsJob && values.jobName === undefined) {
    requireSetting("jobId", reading);
  }
  for (const fault of Object.values(reading.unexpanded)) {
    reading.warnings.push(`${fault}. It counts as not set`);
  }
}

function requireSetting(
  name: SettingName,
  { values, sources, given, faults, unexpanded, input }: Reading,
): void {
  // What was given and is wrong has been said.
  if (values[name] !== undefined || sources[name]) return;
  const { variables = [], flag }: Setting = SETTINGS[name];
  if (unexpanded[name]) {
    faults.push(unexpanded[name]);
    delete unexpanded[name];
    return;
  }
  const isInPage = name === "accountId" || name === "jobId";
  const orFlag = isInPage
    ? ` (or --${flag}, or DBT_JOB_URL)`
    : flag
    ? ` (or --${flag})`
    : "";
  const label = input?.(name).name ?? `${variables[0]}${orFlag}`;
  const state = given[name] === undefined ? "not set" : "empty";
  const isHidden = name === "apiKey" && (input || state === "empty");
  const why = isHidden
    ? ": pipelines of forks and of Dependabot get no secrets"
    : "";
  faults.push(`${label} is ${state}${why}`);
}
