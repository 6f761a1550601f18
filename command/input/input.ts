/** Reads flags and variables, and names all their faults at once. */
import { checkOptions, DEFAULT_URL } from "../../api/checks.ts";
import { normalizeUrl, proxyFault } from "../../api/client.ts";
import { isId } from "../../api/json.ts";
import { MIN_SECRET_LENGTH } from "../../api/redact.ts";
import { ciEnv, type Process, UNEXPANDED } from "../process/process.ts";
import {
  checkCommand,
  JOB_PAGE,
  type Page,
  readCommands,
  readFlags,
  readPage,
  unknownCommand,
} from "./parse.ts";
import {
  type Command,
  type Setting,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
  type Values,
} from "./settings.ts";

/** What was asked for, right or wrong. */
export interface Asked {
  command: Command;
  values: Values;
  /** The run of `wait RUN_ID` and `cancel RUN_ID`. */
  runId?: number | undefined;
  /** What stood in flags and variables, as it stood there. */
  given: { [N in SettingName]?: string };
  /** The setting that the access URL comes from, for messages. */
  urlSetting: string;
  warnings: string[];
  /** What was found, to be printed first. */
  notices: string[];
}

/** Input that was checked: nothing is wrong or missing. */
export interface Input extends Asked {
  values: Values & { apiKey: string; accountId: number };
  faults?: undefined;
}

/** Input that is not used, and why: a line for each fault. */
export interface Refused extends Asked {
  faults: string[];
}

/** Where a value comes from. */
interface Source {
  /** `--job-id` or `DBT_JOB_ID`, for messages. */
  name: string;
  isFlag: boolean;
  /** Whether it is an input of an action, which is sent as it is. */
  isInput?: boolean;
  texts: string[];
}

/** What is filled while the input is read. */
interface Reading
  extends Pick<Refused, "given" | "faults" | "warnings" | "notices"> {
  values: { [name: string]: unknown };
  sources: { [N in SettingName]?: Source };
  /** Variables that a CI system left as they are, each with a sentence. */
  unexpanded: { [N in SettingName]?: string };
  env: Process["env"];
  input: Process["input"];
}

const VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;
/** Settings in which a variable has no business, wherever it stands. */
const NAMES = ["gitBranch", "schemaOverride"];

/** Reads the command line, the inputs of an action, and the environment. */
export function readInput(
  { args, env, input }: Pick<Process, "args" | "env" | "input">,
): Input | Refused {
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
    env,
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
  const runId = readRunId(command, more, reading);
  check(reading);
  checkUrl(reading);
  checkKey(reading);
  checkTogether(command, reading);
  requireAll(needsJob, reading);
  const values = { ...defaults(), ...reading.values };
  const urlSetting = reading.sources.url?.name ?? "DBT_URL";
  const asked = { ...found, command, values, runId, urlSetting };
  // What is required is there, and of its type, if nothing is wrong.
  return (faults.length > 0 ? asked : { ...asked, faults: undefined }) as
    | Input
    | Refused;
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
  const { group, commands, finds }: Setting = SETTINGS[name];
  if (finds && !needsJob) return false;
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
  const source = flags
    ? { name: `--${setting.flag}`, isFlag: true, texts: flags }
    : readActionInput(name, reading) ?? readVariable(setting, env, faults);
  if (!source) return;
  given[name] = source.texts.join("\n");
  if (!given[name].trim()) return;
  const words = source.texts.flatMap(linesOf);
  const pattern = NAMES.includes(name) ? VARIABLE : UNEXPANDED;
  const left = words.find((text) => pattern.test(text));
  if (left !== undefined) {
    const fault = `${source.name} is a variable that was not expanded: ${left}`;
    const isAlone = words.length === 1 && left.replace(VARIABLE, "") === "";
    if (isAlone) unexpanded[name] = fault;
    // What else it holds was meant, and must not be dropped with it.
    else if (name !== "cause") faults.push(fault);
    if (isAlone || name !== "cause") return;
  }
  sources[name] = source;
  const value = readValue(setting, source, faults);
  values[name] = typeof value === "string"
    ? changed(name, value, source)
    : value;
}

function changed(
  name: SettingName,
  text: string,
  { isInput }: Source,
): unknown {
  const change = name === "url" || !isInput ? CHANGES[name] : undefined;
  return change ? change(text) : text;
}

function readActionInput(
  setting: SettingName,
  { input }: Reading,
): Source | undefined {
  const { name, text } = input?.(setting) ?? { name: "", text: "" };
  const isSet = text.trim() !== "";
  if (isSet) return { name, isFlag: true, isInput: true, texts: [text] };
}

/** What the Python script makes of values before it sends them. */
const CHANGES: { [N in SettingName]?: (text: string) => string | undefined } = {
  url: withScheme,
  gitBranch: (text) => text.replaceAll("refs/heads/", "") || undefined,
  schemaOverride: (text) => text.replace(/[-/]/g, "_"),
};

function readValue(
  setting: Setting,
  { name, texts }: Source,
  faults: string[],
): unknown {
  const { type, choices } = setting;
  if (type === "strings") {
    try {
      const list = texts.flatMap(readCommands);
      if (list.length === 0) throw new SyntaxError("there is no command in it");
      return list;
    } catch (error) {
      faults.push(
        `${name} cannot be read: ${
          (error as Error).message
        }. Write each command on a line of its own, in quotes if it holds a #`,
      );
      return;
    }
  }
  const text = texts.at(-1)!.trim();
  if (!choices || choices.includes(text)) return convert(setting, text);
  faults.push(`${name} must be one of ${choices.join(", ")}`);
}

/** The first variable with a usable value, else the first to complain about. */
function readVariable(
  { variables = [] }: Setting,
  env: Process["env"],
  faults: string[],
): Source | undefined {
  const found = variables.flatMap((name) => {
    const text = env(name);
    return text === undefined ? [] : [{ name, isFlag: false, texts: [text] }];
  });
  const textOf = ({ texts }: Source) => texts.join().trim();
  const full = found.filter(textOf);
  const usable = full.filter((source) => !UNEXPANDED.test(textOf(source)));
  const [first, ...others] = usable;
  // The script's name comes first; of other tools' names, none does.
  const plain = (source: Source) =>
    textOf(source).replace(/^https:\/\/|\/+$/g, "");
  const other = first && first.name !== variables[0] &&
    others.find((other) => plain(other) !== plain(first));
  if (other) {
    faults.push(`${first.name} and ${other.name} disagree: set only one`);
  }
  return first ?? full[0] ?? found[0];
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
    case "request":
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
function readJobPage(reading: Reading): void {
  const { values, sources, faults } = reading;
  const source = sources.jobUrl;
  if (!source) return;
  const text = String(values.jobUrl);
  const page = readPage(withScheme(text));
  if (page?.jobId) return takePage(page, source, reading);
  faults.push(
    page
      ? `${source.name} is the address of a run's page: use the job's, or \`dbt-run wait URL\` for the run`
      : `${source.name} must be the address of a job's page, ${JOB_PAGE}: current value is ${
        JSON.stringify(text)
      }`,
  );
  // Already reported: do not also report them as missing.
  sources.accountId ??= source;
  sources.jobId ??= source;
}

/** Takes what a page's address says where it is not set, or compares it. */
function takePage(
  page: Page,
  source: Source,
  { values, sources, faults }: Reading,
): void {
  for (const name of ["url", "accountId", "projectId", "jobId"] as const) {
    if (page[name] === undefined) continue;
    const other = sources[name];
    if (
      other && other.isFlag === source.isFlag && values[name] !== page[name]
    ) {
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

/** An address as it is compared: a bare host gets its scheme. */
function withScheme(text: string): string {
  const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text) ||
    /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text);
  const url = isHost ? `https://${text}` : text;
  return URL.canParse(url) ? normalizeUrl(url) : url;
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

/** The URL may end in /api/v2 and nothing else. */
function checkUrl({ values, sources, faults, warnings, env }: Reading): void {
  const name = sources.url?.name;
  const base = env("DBT_CLOUD_BASE_URL")?.trim();
  if (base && withScheme(base) !== (values.url ?? DEFAULT_URL)) {
    warnings.push(
      `DBT_CLOUD_BASE_URL is set, and not read: ${
        name ? `${name} counts` : "put the address into DBT_URL"
      }`,
    );
  }
  if (typeof values.url !== "string" || !URL.canParse(values.url)) return;
  const { origin } = new URL(values.url);
  if (values.url !== origin) {
    faults.push(
      `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`,
    );
  }
  const proxied = proxyFault(origin);
  if (proxied) faults.push(`Cannot use ${name}: ${proxied}`);
}

function checkKey({ values, sources, faults, warnings }: Reading): void {
  const { apiKey = "" } = values;
  if (!sources.apiKey || typeof apiKey !== "string") return;
  const { name } = sources.apiKey;
  if (/^(["']).*\1$/s.test(apiKey)) {
    faults.push(`${name} begins and ends with a quote`);
  } else if (apiKey.length < MIN_SECRET_LENGTH) {
    warnings.push(
      `${name} has ${apiKey.length} characters: real keys are longer, and this one is not hidden in the log`,
    );
  }
}

// What each command needs

const SELECTORS = "a RUN_ID, --latest, --git-sha or --pull-request";

/** The settings that say which run is meant. */
function selectorsOf(values: Reading["values"]): SettingName[] {
  return SETTING_LIST.filter(([name, { finds }]) =>
    finds === "run" && values[name] && values[name] !== "none"
  ).map(([name]) => name);
}

/** Rejects flags of another command, and settings that contradict each other. */
function checkTogether(
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
    faults.push(`${flag} only works with \`${commands[0]}\``);
  }
  if (command === "run") checkTrigger({ sources, values, faults });
}

function checkTrigger(
  { sources, values, faults }: Pick<Reading, "sources" | "values" | "faults">,
): void {
  const { extraArgs, stepsOverride, reuse } = sources;
  if (extraArgs && stepsOverride) {
    faults.push(
      `${extraArgs.name} and ${stepsOverride.name} are both given: use one of them`,
    );
  }
  if (extraArgs) {
    try {
      checkCommand(`dbt ${values.extraArgs}`);
    } catch (error) {
      faults.push(
        `${extraArgs.name} cannot be read: ${(error as Error).message}`,
      );
    }
  }
  if (reuse && values.reuse === true && selectorsOf(values).length === 0) {
    faults.push(
      `${reuse.name} needs a commit or a pull request: add --git-sha or --pull-request`,
    );
  }
}

/** Takes account and project from a run's page; the key goes to no other host. */
function readRunPage(page: Page, reading: Reading): void {
  const { sources, values, faults } = reading;
  const { url } = page;
  const projectId = sources.projectId ? undefined : page.projectId;
  for (const name of ["url", "accountId"] as const) {
    const other = sources[name];
    if (!other || values[name] === page[name]) continue;
    faults.push(
      `The run's address and ${other.name} disagree: ${page[name]} and ${
        values[name]
      }`,
    );
  }
  if (!sources.url && !DBT_CLOUD.test(url)) {
    faults.push(
      `The key is not sent to ${url} for an argument alone: set DBT_URL, too`,
    );
  }
  const source = { name: "The run's address", isFlag: true, texts: [] };
  takePage({ ...page, projectId }, source, { ...reading, faults: [] });
}

/** Hosts of dbt Cloud itself. */
const DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;

/** The run of `wait` and `cancel`, by its id or its page. */
function readRunId(
  command: Command,
  [word, ...more]: string[],
  reading: Reading,
): number | undefined {
  const { values, sources, faults } = reading;
  const extra = command === "run" ? [word, ...more] : more;
  for (const argument of extra) {
    if (argument) faults.push(`Unexpected argument ${argument}`);
  }
  if (command === "run") return;
  const selectors = selectorsOf(values);
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
  const page = readPage(word);
  const digits = /^\d+$/.test(word) ? Number(word) : undefined;
  return takeRunId(word, page, page ? page.runId : digits, reading);
}

function takeRunId(
  word: string,
  page: Page | undefined,
  runId: number | undefined,
  reading: Reading,
): number | undefined {
  if (!isId(runId)) {
    reading.faults.push(
      `RUN_ID must be a positive whole number, or the address of a run's page: current value is ${
        JSON.stringify(word)
      }`,
    );
  } else if (page) readRunPage(page, reading);
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
  { values, sources, given, faults, unexpanded, input, env }: Reading,
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
  const isMaybeHidden = input !== undefined || state === "empty";
  const why = name === "apiKey" ? whyNoKey(env, isMaybeHidden) : "";
  faults.push(`${label} is ${state}${why}`);
}

/** Where the key may be, or why it is not there. */
function whyNoKey(env: Process["env"], isMaybeHidden: boolean): string {
  const read = ciEnv(env);
  const other = ["DBT_TOKEN", "DBT_CLOUD_API_KEY"].find((name) => read(name));
  if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
  if (read("GITLAB_CI")) {
    return ": GitLab keeps a protected variable from all other branches";
  }
  const event = read("GITHUB_EVENT_NAME") ?? "pull_request";
  return isMaybeHidden && event.startsWith("pull_request")
    ? ": pipelines of forks and of Dependabot get no secrets"
    : "";
}
