/** Reads flags and variables, and names all their faults at once. */
import { readVariable, type Variable } from "../../api/environment.ts";
import { checkOptions, isPlainHttps } from "../../api/checks.ts";
import { normalizeUrl } from "../../api/client.ts";
import { isId } from "../../api/json.ts";
import { findProxyFault } from "../../api/connection.ts";
import { MIN_SECRET_LENGTH } from "../../api/redact.ts";
import type { ActionInputReader } from "./action_input.ts";
import { ciEnv, UNEXPANDED } from "../process/environment.ts";
import type { Process } from "../process/process.ts";
import {
  checkCommand,
  readCommands,
  readFlags,
  unknownCommand,
} from "./parse.ts";
import {
  type Command,
  COMMANDS,
  type Setting,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
  type SettingType,
  type Values,
} from "./settings.ts";

/** Flags, inputs and variables as they were read, right or wrong. */
export interface ParsedInput {
  command: Command;
  values: Values;
  /** The run of `wait RUN_ID` and its like. */
  runId?: number | undefined;
  /** What stood in flags and variables, as it stood there, or the CI system says. */
  given: { [N in SettingName]?: string };
  /** The setting that the access URL comes from, for messages. */
  urlSetting: string;
  warnings: string[];
  /** What was found, to be printed first. */
  notices: string[];
}

/** Input that was checked: nothing is wrong or missing. */
export interface Input extends ParsedInput {
  values: Values & { apiKey: string; accountId: number };
  faults?: undefined;
}

/** What is wrong with the input. */
export interface InputFault {
  /** The setting that it is about, if it is about one. */
  setting?: SettingName | undefined;
  /** Where its value came from: `--job-id` or `DBT_JOB_ID`. */
  name?: string | undefined;
  /** The sentence that people read. */
  text: string;
}

/** Input that is not used, and all that is wrong with it. */
export interface InvalidInput extends ParsedInput {
  faults: InputFault[];
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
interface InputBuilder extends InvalidInput {
  /** Whether the job has to be known: it is triggered, or its runs are searched. */
  needsJob: boolean;
  sources: { [N in SettingName]?: Source };
  /** Variables that a CI system left as they are, each with a sentence. */
  unexpanded: { [N in SettingName]?: string };
  process: Pick<Process, "env">;
  actionInput?: ActionInputReader | undefined;
}

/** Reads the command line, the inputs of an action, and the environment. */
export function readInput(
  process: Pick<Process, "args" | "env">,
  actionInput?: ActionInputReader,
): Input | InvalidInput {
  const { given: flags, words, faults: flagFaults } = readFlags(process.args);
  const faults: InputFault[] = flagFaults.map((text) => ({ text }));
  const [word = "run", ...others] = words;
  const command = COMMANDS.find((name) => name === word) ?? "run";
  const target = command === "run" ? undefined : others.shift();
  const builder: InputBuilder = {
    command,
    needsJob: command !== "cancel" && !target,
    values: Object.fromEntries(
      SETTING_LIST.map(([name, setting]) => [name, setting.default]),
    ) as Values,
    given: {},
    urlSetting: "DBT_URL",
    sources: {},
    unexpanded: {},
    faults,
    warnings: [],
    notices: [],
    process,
    actionInput,
  };
  const isOn = (name: SettingName) => flags.get(name)?.at(-1) === "true";
  const help = word === "help" || isOn("help");
  // A flag that lacks its value is no call for help: a title may be "--help".
  if ((help || isOn("version")) && faults.length === 0) {
    Object.assign(builder.values, { help, version: !help });
    return finish(builder);
  }
  if (word !== command) faults.push({ text: unknownCommand(word) });
  for (const [name, setting] of SETTING_LIST) {
    const source = findSource(name, setting, flags.get(name), builder);
    if (source) readSetting(name, setting, source, builder);
  }
  const { values } = builder;
  values.url = withScheme(values.url);
  takeAnyAge(builder);
  readJobPage(builder);
  readJobName(builder);
  for (const argument of others.filter(Boolean)) {
    faults.push({ text: `Unexpected argument ${argument}` });
  }
  if (command !== "run") builder.runId = readRunId(target, builder);
  check(builder);
  warn(builder);
  requireSettings(builder);
  return finish(builder);
}

/** Without faults, what is required is there, and all is of its type. */
function finish(builder: InputBuilder): Input | InvalidInput {
  const { sources, faults } = builder;
  return {
    ...builder,
    urlSetting: sources.url?.name ?? builder.urlSetting,
    faults: faults.length > 0 ? faults : undefined,
  } as Input | InvalidInput;
}

/** `status` and `retry` wait for no new run: the latest is of any age. */
function takeAnyAge({ command, values }: InputBuilder): void {
  const waitsForNone = command === "status" || command === "retry";
  if (waitsForNone && values.latest === "new") values.latest = "any";
}

// One setting

/** A flag beats an input of an action, and both beat variables. */
function findSource(
  name: SettingName,
  setting: Setting,
  texts: string[] | undefined,
  builder: InputBuilder,
): Source | undefined {
  if (texts) return { name: `--${setting.flag}`, isFlag: true, texts };
  const input = builder.actionInput?.(name);
  if (!input?.text.trim()) return findVariable(name, setting, builder);
  return { name: input.name, isFlag: true, isInput: true, texts: [input.text] };
}

/** The first variable with a usable value, else the first to complain about. */
function findVariable(
  setting: SettingName,
  { variables = [], commands, finds }: Setting,
  { command, needsJob, process: { env }, faults }: InputBuilder,
): Source | undefined {
  // Many are set for other steps.
  const isUsed = (commands?.includes(command) ?? true) &&
    (needsJob || !finds);
  if (!isUsed) return;
  const found = variables.flatMap((name) => {
    const { text, fault } = readVariable(env, name);
    if (fault) reportUnreadable(setting, name, fault, faults);
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
    const { name } = first;
    const text = `${name} and ${other.name} disagree: set only one`;
    faults.push({ setting, name, text });
  }
  return first ?? full[0] ?? found[0];
}

/** Names a variable that cannot be used; one that may not be read speaks for all. */
function reportUnreadable(
  setting: SettingName,
  name: string,
  fault: NonNullable<Variable["fault"]>,
  faults: InputFault[],
): void {
  const denied = "Requires env access to ";
  if (fault === "denied") {
    if (faults.some(({ text }) => text.startsWith(denied))) return;
    const text = `${denied}"${name}": run with --allow-env`;
    faults.push({ setting, name, text });
    return;
  }
  const text = `${name} holds bytes that are no UTF-8 text: set it again`;
  faults.push({ setting, name, text });
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
  { given, sources, values, faults, unexpanded }: InputBuilder,
): void {
  const text = given[name] = source.texts.join("\n");
  if (!text.trim()) return;
  // Without the dashes of a list.
  const lines = text.replace(/^[^\S\n]*-[^\S\n]/gm, "").split("\n")
    .map((line) => line.trim()).filter(Boolean);
  const change = CHANGES[name];
  // In a branch or a schema, a variable has no business anywhere.
  const pattern = change ? VARIABLE : UNEXPANDED;
  const left = lines.find((line) => pattern.test(line));
  const isAlone = lines.length === 1 && left?.replace(VARIABLE, "") === "";
  // People see what is wrong with a cause.
  if (left !== undefined && (isAlone || name !== "cause")) {
    const fault = `${source.name} is a variable that was not expanded: ${left}`;
    // What else it holds was meant, and must not be dropped with it.
    if (isAlone) unexpanded[name] = fault;
    else faults.push({ setting: name, name: source.name, text: fault });
    return;
  }
  sources[name] = source;
  try {
    const value = readValue(setting, source.texts);
    const isChanged = change && !source.isInput;
    Object.assign(values, { [name]: isChanged ? change(`${value}`) : value });
  } catch (error) {
    const sentence = `${source.name} ${(error as Error).message}`;
    faults.push({ setting: name, name: source.name, text: sentence });
  }
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

function timeOf(text: string): number | undefined {
  const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/i
    .test(text);
  const time = isTime ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
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
  time: [timeOf, "a time with its zone, such as 2026-01-31T06:00:00Z"],
  switch: [booleanOf, "true or false"],
};

/** A value of the type that is wanted; throws what else is wrong with it. */
function readValue({ type, choices }: Setting, texts: string[]): unknown {
  if (type === "strings") return readSteps(texts);
  const text = texts.at(-1)!.trim();
  if (choices?.includes(text)) return text;
  if (choices && type !== "switch") {
    throw new TypeError(`must be one of ${choices.join(", ")}`);
  }
  const [read, be] = TYPES[type] ?? [() => text];
  const value = read(text);
  if (value !== undefined) return value;
  throw new TypeError(mustBe(`${be}`, text));
}

function mustBe(what: string, text: string): string {
  return `must be ${what}: current value is ${JSON.stringify(text)}`;
}

function readSteps(texts: string[]): string[] {
  const how =
    "Write each command on a line of its own, in quotes if it holds a #";
  try {
    const commands = texts.flatMap(readCommands);
    if (commands.length > 0) return commands;
    throw new SyntaxError("there is no command in it");
  } catch (error) {
    const { message } = error as Error;
    throw new SyntaxError(`cannot be read: ${message}. ${how}`);
  }
}

// Pages of dbt Cloud

/** What the address of a page says. */
interface Page extends Partial<Values> {
  url: string;
  runId?: number;
}

/** How the address of a job's page looks. */
const JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";
/** Of a job, or of a run in one of its forms; the older one has a `#`. */
const PAGE = new RegExp(
  "^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)"
    .replaceAll("N", "[1-9]\\d{0,14}"),
);

/** Reads the address of a job's or a run's page, whatever follows. */
function readPage(text: string): Page | undefined {
  if (!URL.canParse(text)) return;
  const url = new URL(text);
  const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
  const { groups } = PAGE.exec(path) ?? {};
  if (!groups || !isPlainHttps(url.origin) || url.username) return;
  // Only a run's page may lack the project.
  if (!groups.projectId && !groups.runId) return;
  const ids = Object.entries(groups).filter(([, id]) => id)
    .map(([name, id]) => [name, Number(id)]);
  return { url: url.origin, ...Object.fromEntries(ids) };
}

/** Takes address, account, project and job from the page of the job. */
function readJobPage(builder: InputBuilder): void {
  const { values: { jobUrl = "" }, sources, faults } = builder;
  const source = sources.jobUrl;
  if (!source) return;
  const page = readPage(withScheme(jobUrl));
  if (page?.jobId) return takePage(page, source, builder);
  const fault = page
    ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run"
    : mustBe(`the address of a job's page, ${JOB_PAGE}`, jobUrl);
  const { name } = source;
  faults.push({ setting: "jobUrl", name, text: `${name} ${fault}` });
}

/**
 * Takes what a page's address says where it is not set. It must not disagree
 * with what was set in the same way: a flag beats variables, an argument nothing.
 */
function takePage(
  page: Page,
  source: Source,
  { values, sources, faults }: InputBuilder,
): void {
  const isArgument = page.runId !== undefined;
  for (const name of ["url", "accountId", "projectId", "jobId"] as const) {
    const [ours, theirs] = [values[name], page[name]];
    if (theirs === undefined) continue;
    const other = sources[name];
    const isRival = other && (isArgument || other.isFlag === source.isFlag);
    if (isRival && ours !== theirs) {
      const names = `${source.name} and ${other.name}`;
      const text = `${names} disagree: ${theirs} and ${ours}`;
      faults.push({ setting: name, name: other.name, text });
    }
    const isBeaten = other?.isFlag && !source.isFlag;
    if (!isBeaten) Object.assign(values, { [name]: theirs });
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
function readJobName({ values, sources, faults }: InputBuilder): void {
  const { jobId: id, jobName: name } = sources;
  if (!id || !name) return;
  if (id.isFlag === name.isFlag) {
    const text = `${id.name} and ${name.name} are both given: use one of them`;
    faults.push({ setting: "jobName", name: name.name, text });
  }
  values[id.isFlag ? "jobName" : "jobId"] = undefined;
}

/** What says which run is meant. */
function selectorsOf({ values, sources }: InputBuilder): Source[] {
  return SETTING_LIST.filter(([name, { finds }]) =>
    finds === "run" && values[name] && values[name] !== "none"
  ).flatMap(([name]) => sources[name] ?? []);
}

/** The run of `wait` and `cancel`, by its id or its page. */
function readRunId(
  target: string | undefined,
  builder: InputBuilder,
): number | undefined {
  const { command, sources, faults } = builder;
  const selectors = command === "cancel" ? [] : selectorsOf(builder);
  if (!target) {
    const others = command === "cancel"
      ? ""
      : ", --latest, --git-sha or --pull-request";
    const fault = `${command} needs a RUN_ID${others}`;
    if (selectors.length === 0) faults.push({ text: fault });
    return;
  }
  const flag = [...selectors, sources.since].find((it) => it?.isFlag);
  if (flag) {
    const { name } = flag;
    faults.push({ name, text: `${name} does not go with a RUN_ID` });
  }
  const page = readPage(target);
  const runId = page ? page.runId : countOf(target);
  const what = "a positive whole number, or the address of a run's page";
  if (!isId(runId)) {
    faults.push({ name: "RUN_ID", text: `RUN_ID ${mustBe(what, target)}` });
  } else if (page) readRunPage(page, builder);
  return runId;
}

/** Hosts of dbt Cloud itself. */
const DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;

/** Takes account and project from a run's page; the key goes to no other host. */
function readRunPage(page: Page, builder: InputBuilder): void {
  const { sources, faults } = builder;
  if (!sources.url && !DBT_CLOUD.test(page.url)) {
    const text =
      `The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`;
    faults.push({ setting: "url", text });
  }
  const source = { name: "The run's address", isFlag: true, texts: [] };
  if (sources.projectId) delete page.projectId;
  takePage(page, source, builder);
}

// Checks

type Check = (
  name: string,
  builder: InputBuilder,
) => string | false | undefined;

/** What is wrong with a setting that is set, beyond its type. */
const CHECKS: { [N in SettingName]?: Check } = {
  interval: (name, { values }) =>
    values.interval === 0 && `${name} must be above 0`,
  apiKey: (name, { values: { apiKey = "" } }) =>
    /^(["']).*\1$/s.test(apiKey) && `${name} begins and ends with a quote`,
  url(name, { values: { url } }) {
    // What is no address of the web is refused by the check of options.
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
    const { origin } = new URL(url);
    // The URL may end in /api/v2 and nothing else.
    if (url !== origin) {
      return `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`;
    }
    const proxied = findProxyFault(origin);
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
  reuse: (name, builder) =>
    builder.values.reuse === true && selectorsOf(builder).length === 0 &&
    `${name} needs a commit or a pull request: add --git-sha or --pull-request`,
};

function check(builder: InputBuilder): void {
  const { command, values, sources, faults } = builder;
  // The flag of the interval has a shorter sentence.
  const options = { ...values, interval: undefined, reuse: undefined };
  for (const { option, error: { message } } of checkOptions(options)) {
    const setting = option as SettingName;
    const name = sources[setting]?.name ?? option;
    faults.push({ setting, name, text: `${name} ${message}` });
  }
  for (const [name, { commands = [command] }] of SETTING_LIST) {
    const source = sources[name];
    if (!source) continue;
    const fault = commands.includes(command)
      ? CHECKS[name]?.(source.name, builder)
      : foreignFault(source, values[name], commands, builder);
    if (fault) {
      faults.push({ setting: name, name: source.name, text: fault });
    }
  }
}

/** Variables serve several steps; so do an action's inputs, with defaults. */
function foreignFault(
  { name, isFlag }: Source,
  value: unknown,
  commands: readonly Command[],
  { command, actionInput }: InputBuilder,
): string | undefined {
  if (!isFlag || (actionInput && (command !== "run" || value !== true))) return;
  const flag = value === false && !actionInput ? `--no-${name.slice(2)}` : name;
  return `${flag} only works with \`${commands[0]}\``;
}

/** Warns of a key that is none, and of an address that is not read. */
function warn(
  { values, sources, faults, warnings, process: { env } }: InputBuilder,
): void {
  const { url, apiKey } = sources;
  const { length } = values.apiKey ?? "";
  if (apiKey && length < MIN_SECRET_LENGTH) {
    warnings.push(
      `${apiKey.name} has ${length} characters: real keys are longer, and this one is not hidden in the log`,
    );
  }
  // Another tool's variable matters where the address is missing or refused.
  const base = ciEnv(env)("DBT_CLOUD_BASE_URL");
  const isRight = url && !faults.some(({ setting }) => setting === "url");
  if (!base || isRight || withScheme(base) === values.url) return;
  const counts = url ? `${url.name} counts` : "put the address into DBT_URL";
  warnings.push(`DBT_CLOUD_BASE_URL is set, and not read: ${counts}`);
}

function requireSettings(builder: InputBuilder): void {
  const { needsJob, values, sources, faults, warnings, unexpanded } = builder;
  const required: SettingName[] = ["apiKey"];
  // The page of the job has them; what is wrong with it has been said.
  if (!sources.jobUrl) {
    required.push("accountId");
    if (needsJob && values.jobName === undefined) required.push("jobId");
  }
  for (const name of required) {
    // A variable that cannot be used has been named.
    const isSaid = faults.some(({ setting }) => setting === name);
    if (sources[name] || isSaid) continue;
    const text = unexpanded[name] ?? missing(name, builder);
    faults.push({ setting: name, text });
    delete unexpanded[name];
  }
  for (const fault of Object.values(unexpanded)) {
    warnings.push(`${fault}. It counts as not set`);
  }
}

function missing(
  name: SettingName,
  { given, process: { env }, actionInput }: InputBuilder,
): string {
  const { variables = [], flag }: Setting = SETTINGS[name];
  const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
  const label = actionInput?.(name).name ?? `${variables[0]}${orFlag}`;
  const isEmpty = given[name] !== undefined;
  const why = name === "apiKey" ? whyNoKey(env, isEmpty || !!actionInput) : "";
  return `${label} is ${isEmpty ? "empty" : "not set"}${why}`;
}

/** Where the key may be, or why it is not there. */
function whyNoKey(env: Process["env"], isMaybeHidden: boolean): string {
  const read = ciEnv(env);
  const other = ["DBT_TOKEN", "DBT_CLOUD_API_KEY"].find((name) => read(name));
  if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
  if (read("GITLAB_CI")) {
    return ": GitLab keeps a protected variable from branches that are not protected";
  }
  if (!isMaybeHidden) return "";
  const event = read("GITHUB_EVENT_NAME") ?? "pull_request";
  return event.startsWith("pull_request")
    ? ": pipelines of forks and of Dependabot get no secrets"
    : ": is there a secret of that name? GitHub makes an empty text of one that is not there";
}
