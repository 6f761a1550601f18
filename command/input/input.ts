/** Reads flags and variables, and names all their faults at once. */
import { checkOptions } from "../../api/checks.ts";
import {
  MIN_SECRET_LENGTH,
  normalizeUrl,
  proxyFault,
} from "../../api/client.ts";
import { isId } from "../../api/json.ts";
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
  type SettingType,
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
interface Reading extends Omit<Refused, "values" | "runId" | "urlSetting"> {
  /** What follows the command: a run's id. */
  words: string[];
  /** Whether the job has to be known: it is triggered, or its runs are searched. */
  needsJob: boolean;
  values: { [name: string]: unknown };
  sources: { [N in SettingName]?: Source };
  /** Variables that a CI system left as they are, each with a sentence. */
  unexpanded: { [N in SettingName]?: string };
  env: Process["env"];
  input: Process["input"];
}

/** Reads the command line, the inputs of an action, and the environment. */
export function readInput(
  { args, env, input }: Pick<Process, "args" | "env" | "input">,
): Input | Refused {
  const { given: flags, words, faults } = readFlags(args);
  const [word = "run", ...more] = words;
  const command = word === "wait" || word === "cancel" ? word : "run";
  const reading: Reading = {
    command,
    words: more,
    needsJob: command === "run" || (command === "wait" && !more[0]),
    values: Object.fromEntries(
      SETTING_LIST.map(([name, setting]) => [name, setting.default]),
    ),
    given: {},
    sources: {},
    unexpanded: {},
    faults,
    warnings: [],
    notices: [],
    env,
    input,
  };
  const isOn = (name: SettingName) => flags.get(name)?.at(-1) === "true";
  const isHelp = word === "help" || isOn("help");
  // A flag that lacks its value is no call for help: a title may be "--help".
  if ((isHelp || isOn("version")) && faults.length === 0) {
    Object.assign(reading.values, { help: isHelp, version: !isHelp });
    return checked(reading);
  }
  if (word !== command) faults.push(unknownCommand(word));
  for (const [name, setting] of SETTING_LIST) {
    const source = readFlag(setting, flags.get(name)) ??
      readActionInput(name, reading) ??
      readVariable(setting, reading);
    if (source) readSetting(name, setting, source, reading);
  }
  readJobPage(reading);
  readJobName(reading);
  const runId = readRunId(reading);
  check(reading);
  warn(reading);
  requireSettings(reading);
  return checked(reading, runId);
}

/** What was read. What is required is there, and of its type, without faults. */
function checked(reading: Reading, runId?: number): Input | Refused {
  const { command, values, given, warnings, notices, faults } = reading;
  const urlSetting = reading.sources.url?.name ?? "DBT_URL";
  return {
    ...{ command, values, runId, given, urlSetting, warnings, notices },
    faults: faults.length > 0 ? faults : undefined,
  } as unknown as Input | Refused;
}

// One setting

function readFlag({ flag }: Setting, texts?: string[]): Source | undefined {
  return texts && { name: `--${flag}`, isFlag: true, texts };
}

function readActionInput(
  setting: SettingName,
  { input }: Reading,
): Source | undefined {
  const { name = "", text = "" } = input?.(setting) ?? {};
  if (text.trim()) return { name, isFlag: true, isInput: true, texts: [text] };
}

/** Whether a command looks at a variable: many are set for other steps. */
function isUsed(
  { group, commands, finds }: Setting,
  { command, needsJob }: Reading,
): boolean {
  if (finds && !needsJob) return false;
  if (command === "cancel" && group === "Output") return false;
  return commands?.includes(command) ?? true;
}

/** The first variable with a usable value, else the first to complain about. */
function readVariable(
  setting: Setting,
  reading: Reading,
): Source | undefined {
  if (!isUsed(setting, reading)) return;
  const { env, faults } = reading;
  const { variables = [] } = setting;
  const found = variables.flatMap((name) => {
    const text = env(name);
    return text === undefined ? [] : [{ name, isFlag: false, texts: [text] }];
  });
  const textOf = ({ texts }: Source) => texts.join().trim();
  const full = found.filter(textOf);
  const [first, ...others] = full.filter((it) => !UNEXPANDED.test(textOf(it)));
  // The script's name comes first; of other tools' names, none does.
  const plain = (it: Source) => textOf(it).replace(/^https:\/\/|\/+$/g, "");
  const other = first && first.name !== variables[0] &&
    others.find((other) => plain(other) !== plain(first));
  if (other) {
    faults.push(`${first.name} and ${other.name} disagree: set only one`);
  }
  return first ?? full[0] ?? found[0];
}

const VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;
/** What the Python script makes of values before it sends them. */
const CHANGES: { [name: string]: (text: string) => string | undefined } = {
  gitBranch: (text) => text.replaceAll("refs/heads/", "") || undefined,
  schemaOverride: (text) => text.replace(/[-/]/g, "_"),
};

function readSetting(
  name: SettingName,
  setting: Setting,
  source: Source,
  { given, sources, values, faults, unexpanded }: Reading,
): void {
  given[name] = source.texts.join("\n");
  if (!given[name].trim()) return;
  const lines = source.texts.flatMap(linesOf);
  const change = CHANGES[name];
  // In a branch or a schema, a variable has no business anywhere.
  const pattern = change ? VARIABLE : UNEXPANDED;
  const left = lines.find((text) => pattern.test(text));
  if (left !== undefined) {
    const fault = `${source.name} is a variable that was not expanded: ${left}`;
    const isAlone = lines.length === 1 && left.replace(VARIABLE, "") === "";
    if (isAlone) unexpanded[name] = fault;
    // What else it holds was meant, and must not be dropped with it.
    else if (name !== "cause") faults.push(fault);
    if (isAlone || name !== "cause") return;
  }
  sources[name] = source;
  try {
    const value = readValue(setting, source.texts);
    if (name === "url") values.url = withScheme(String(value));
    else values[name] = change && !source.isInput ? change(`${value}`) : value;
  } catch (error) {
    faults.push(`${source.name} ${(error as Error).message}`);
  }
}

/** The lines of a text that are not empty, without the dash of a list. */
function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/^\s*-\s+/, "").trim())
    .filter(Boolean);
}

/** The number that a text is, if no digit of it is lost. */
function numberOf(text: string): number | undefined {
  const number = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

function secondsOf(text: string): number | undefined {
  const duration = (numberOf(text) ?? -1) * 1_000;
  return duration >= 0 && duration < 2 ** 31 ? duration : undefined;
}

function booleanOf(text: string): boolean | undefined {
  const found = /^(?:true|1|yes|on|(false|0|no|off))$/i.exec(text);
  return found ? !found[1] : undefined;
}

const orText = (text: string) => numberOf(text) ?? text;
const countOf = (text: string) =>
  /^\d+$/.test(text) ? numberOf(text) : undefined;
/** How a text is read, and what it must be; the library checks all others. */
const TYPES: {
  [T in SettingType]?: [read: (text: string) => unknown, be?: string];
} = {
  integer: [orText],
  request: [orText],
  count: [countOf, "a whole number of 0 or more"],
  seconds: [secondsOf, "a number of seconds, from 0 to 2147483"],
  boolean: [booleanOf, "true or false"],
  switch: [booleanOf, "true or false"],
};

/** A value of the type that is wanted; throws what else is wrong with it. */
function readValue({ type, choices }: Setting, texts: string[]): unknown {
  if (type === "strings") return readSteps(texts);
  const text = texts.at(-1)!.trim();
  if (choices && !choices.includes(text)) {
    throw new TypeError(`must be one of ${choices.join(", ")}`);
  }
  const [read, be] = TYPES[type] ?? [() => text];
  const value = read(text);
  if (value !== undefined) return value;
  throw new TypeError(
    `must be ${be}: current value is ${JSON.stringify(text)}`,
  );
}

function readSteps(texts: string[]): string[] {
  try {
    const commands = texts.flatMap(readCommands);
    if (commands.length > 0) return commands;
    throw new SyntaxError("there is no command in it");
  } catch (error) {
    throw new SyntaxError(
      `cannot be read: ${
        (error as Error).message
      }. Write each command on a line of its own, in quotes if it holds a #`,
    );
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
  const fault = page
    ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run"
    : `must be the address of a job's page, ${JOB_PAGE}: current value is ${
      JSON.stringify(text)
    }`;
  faults.push(`${source.name} ${fault}`);
  // Already reported: do not also report them as missing.
  sources.accountId ??= source;
  sources.jobId ??= source;
}

/**
 * Takes what a page's address says where it is not set. It must not disagree
 * with what was set in the same way: a flag beats variables, an argument nothing.
 */
function takePage(
  page: Page,
  source: Source,
  { values, sources, faults }: Reading,
  isArgument = false,
): void {
  for (const name of ["url", "accountId", "projectId", "jobId"] as const) {
    if (page[name] === undefined) continue;
    const other = sources[name];
    const isRival = other && (isArgument || other.isFlag === source.isFlag);
    if (isRival && values[name] !== page[name]) {
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
  const { jobId: id, jobName: name } = sources;
  if (!id || !name) return;
  if (values.jobName === undefined || values.jobId === undefined) return;
  if (id.isFlag === name.isFlag) {
    faults.push(`${id.name} and ${name.name} are both given: use one of them`);
  }
  values[id.isFlag ? "jobName" : "jobId"] = undefined;
}

/** The settings that say which run is meant. */
function selectorsOf(values: Reading["values"]): SettingName[] {
  return SETTING_LIST.filter(([name, { finds }]) =>
    finds === "run" && values[name] && values[name] !== "none"
  ).map(([name]) => name);
}

/** The run of `wait` and `cancel`, by its id or its page. */
function readRunId(reading: Reading): number | undefined {
  const { command, words, values, sources, faults } = reading;
  for (const argument of words.slice(command === "run" ? 0 : 1)) {
    if (argument) faults.push(`Unexpected argument ${argument}`);
  }
  if (command === "run") return;
  const [word] = words;
  const selectors = command === "wait" ? selectorsOf(values) : [];
  if (!word) {
    const others = command === "wait"
      ? ", --latest, --git-sha or --pull-request"
      : "";
    if (selectors.length === 0) {
      faults.push(`${command} needs a RUN_ID${others}`);
    }
    return;
  }
  const flag = selectors.find((name) => sources[name]?.isFlag);
  if (flag) faults.push(`${sources[flag]?.name} does not go with a RUN_ID`);
  const page = readPage(word);
  const digits = /^\d+$/.test(word) ? Number(word) : undefined;
  const runId = page ? page.runId : digits;
  if (!isId(runId)) {
    faults.push(
      `RUN_ID must be a positive whole number, or the address of a run's page: current value is ${
        JSON.stringify(word)
      }`,
    );
  } else if (page) readRunPage(page, reading);
  return runId;
}

/** Hosts of dbt Cloud itself. */
const DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;

/** Takes account and project from a run's page; the key goes to no other host. */
function readRunPage(page: Page, reading: Reading): void {
  const { sources, faults } = reading;
  if (!sources.url && !DBT_CLOUD.test(page.url)) {
    faults.push(
      `The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`,
    );
  }
  const source = { name: "The run's address", isFlag: true, texts: [] };
  const projectId = sources.projectId ? undefined : page.projectId;
  takePage({ ...page, projectId }, source, reading, true);
}

// Checks

/** What is wrong with a setting that is set, beyond its type; nothing if it is right. */
const CHECKS: {
  [N in SettingName]?: (
    name: string,
    reading: Reading,
  ) => string | false | undefined;
} = {
  interval: (name, { values }) =>
    values.interval === 0 && `${name} must be above 0`,
  apiKey: (name, { values }) =>
    /^(["']).*\1$/s.test(String(values.apiKey)) &&
    `${name} begins and ends with a quote`,
  url(name, { values }) {
    const url = String(values.url);
    // What is no address of the web is refused by the check of options.
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
    const { origin } = new URL(url);
    // The URL may end in /api/v2 and nothing else.
    if (url !== origin) {
      return `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`;
    }
    const proxied = proxyFault(origin);
    return proxied && `Cannot use ${name}: ${proxied}`;
  },
  extraArgs(name, { values, sources: { stepsOverride } }) {
    if (stepsOverride) {
      return `${name} and ${stepsOverride.name} are both given: use one of them`;
    }
    try {
      checkCommand(`dbt ${values.extraArgs}`);
    } catch (error) {
      return `${name} cannot be read: ${(error as Error).message}`;
    }
  },
  reuse: (name, { values }) =>
    values.reuse === true && selectorsOf(values).length === 0 &&
    `${name} needs a commit or a pull request: add --git-sha or --pull-request`,
};

function check(reading: Reading): void {
  const { command, values, sources, faults } = reading;
  const nameOf = (name: string) => sources[name as SettingName]?.name ?? name;
  // The flag of the interval has a shorter sentence.
  const options = { ...values, interval: undefined };
  for (const [option, { message }] of checkOptions(options)) {
    faults.push(`${nameOf(option)} ${message}`);
  }
  for (const [name, { commands = [command] }] of SETTING_LIST) {
    if (!sources[name]) continue;
    const fault = commands.includes(command)
      ? CHECKS[name]?.(nameOf(name), reading)
      : foreignFault(sources[name], values[name], commands, reading);
    if (fault) faults.push(fault);
  }
}

/** Variables serve several steps; so do an action's inputs, with defaults. */
function foreignFault(
  { name, isFlag }: Source,
  value: unknown,
  commands: readonly Command[],
  { command, input }: Reading,
): string | undefined {
  if (!isFlag || (input && (command !== "run" || value !== true))) return;
  const flag = value === false && !input ? `--no-${name.slice(2)}` : name;
  return `${flag} only works with \`${commands[0]}\``;
}

/** Warns of a key that is none, and of an address that is not read. */
function warn({ values, sources, faults, warnings, env }: Reading): void {
  const { url, apiKey } = sources;
  const { length } = String(values.apiKey);
  if (apiKey && length < MIN_SECRET_LENGTH) {
    warnings.push(
      `${apiKey.name} has ${length} characters: real keys are longer, and this one is not hidden in the log`,
    );
  }
  // Another tool's variable matters where the address is missing or refused.
  const base = env("DBT_CLOUD_BASE_URL")?.trim();
  const isRight = url && !faults.some((fault) => fault.includes(url.name));
  if (!base || isRight || withScheme(base) === values.url) return;
  const counts = url ? `${url.name} counts` : "put the address into DBT_URL";
  warnings.push(`DBT_CLOUD_BASE_URL is set, and not read: ${counts}`);
}

function requireSettings(reading: Reading): void {
  const { needsJob, values, unexpanded, warnings } = reading;
  requireSetting("apiKey", reading);
  requireSetting("accountId", reading);
  if (needsJob && values.jobName === undefined) {
    requireSetting("jobId", reading);
  }
  for (const fault of Object.values(unexpanded)) {
    warnings.push(`${fault}. It counts as not set`);
  }
}

function requireSetting(
  name: SettingName,
  { values, sources, given, faults, unexpanded, input, env }: Reading,
): void {
  // What was given and is wrong has been said.
  if (values[name] !== undefined || sources[name]) return;
  if (unexpanded[name]) {
    faults.push(unexpanded[name]);
    delete unexpanded[name];
    return;
  }
  const { variables = [], flag }: Setting = SETTINGS[name];
  const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
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
