/** Reads flags, inputs and variables, and names all their faults at once. */
import { MIN_SECRET_LENGTH } from "../../api/redact.ts";
import type { Process } from "../process/process.ts";
import type { ActionInputReader } from "./action_input.ts";
import { InputBuilder, isExplicit, type Source } from "./builder.ts";
import { checkSettings } from "./setting_checks.ts";
import { findSource, joinTexts, reportNotText } from "./find_source.ts";
import {
  describeChoice,
  describeUnexpected,
  describeUnknownCommand,
  type Flags,
  readFlags,
} from "./flags.ts";
import { normalizeAddress, readJobPage, readRunId } from "./page.ts";
import type { Input, InvalidInput } from "./parsed_input.ts";
import { requireSettings } from "./required.ts";
import {
  COMMANDS,
  type Setting,
  SETTING_LIST,
  type SettingName,
  type Values,
} from "./settings.ts";
import { findUnexpandedVariable } from "./unexpanded.ts";
import { warnOfUnread } from "./unread_variables.ts";
import { readValue } from "./values.ts";

export type {
  Input,
  InputFault,
  InvalidInput,
  ParsedInput,
} from "./parsed_input.ts";

/** Reads the command line, the inputs of an action, and the environment. */
export function readInput(
  process: Pick<Process, "args" | "env"> & Partial<Pick<Process, "envNames">>,
  actionInput?: ActionInputReader,
): Input | InvalidInput {
  const { args, env, envNames = () => [] } = process;
  const flags = readFlags(args);
  const [word = "run", ...others] = flags.words;
  const command = COMMANDS.find((name) => name === word) ?? "run";
  const target = command === "run" ? undefined : others.shift();
  const environment = { env, envNames, actionInput };
  const builder = new InputBuilder(command, target?.trim(), environment);
  if (isCallForHelp(flags)) return readHelp(builder, flags);
  flags.faults.forEach((text) => builder.refuse(undefined, text));
  if (word !== command) {
    builder.refuse(undefined, describeUnknownCommand(word));
  }
  for (const [name, setting] of SETTING_LIST) {
    const source = findSource(builder, name, setting, flags.given.get(name));
    if (source) readSetting(builder, name, setting, source);
  }
  builder.set("url", normalizeAddress(builder.values.url));
  readJobPage(builder);
  chooseJob(builder);
  if (word === command) {
    others.filter(Boolean).forEach((argument) =>
      builder.refuse(undefined, describeUnexpected(argument))
    );
  }
  if (command !== "run") readTarget(builder);
  checkSettings(builder);
  requireSettings(builder);
  addWarnings(builder);
  return builder.build();
}

// Help

/** Whether help is asked for. A faulty command line may hold "--help" as a value. */
function isCallForHelp({ given, words, faults }: Flags): boolean {
  const isOn = (name: SettingName) => given.get(name)?.at(-1) === "true";
  const isAsked = words[0] === "help" || isOn("help") || isOn("version");
  return isAsked && faults.length === 0;
}

/** Returns an input that is a call for help, which needs no variable. */
function readHelp(
  builder: InputBuilder,
  { given, words }: Flags,
): Input | InvalidInput {
  const isHelp = words[0] === "help" || given.get("help")?.at(-1) === "true";
  builder.set("help", isHelp);
  builder.set("version", !isHelp);
  return builder.build();
}

// One setting

/** The changes that the Python script makes to values before it sends them. */
const CHANGES: {
  [N in SettingName]?: (value: Values[N]) => Values[N];
} = {
  gitBranch: (name) => name?.replaceAll("refs/heads/", "") || undefined,
  schemaOverride: (name) => name?.replace(/[-/]/g, "_"),
};

/** Sets a value from its source, unless the text is empty, unexpanded or wrong. */
function readSetting<N extends SettingName>(
  builder: InputBuilder,
  name: N,
  setting: Setting,
  source: Source,
): void {
  const text = joinTexts(source);
  // The runtimes put this character in the place of bytes that are no text.
  if (text.includes("\ufffd")) {
    return reportNotText(builder, name, source.name);
  }
  builder.given[name] = text;
  if (!text.trim()) return;
  if (!isExpanded(builder, name, source, text)) return;
  try {
    const value = readValue<N>(setting, source.texts);
    const change = source.kind === "input" ? undefined : CHANGES[name];
    builder.set(name, change ? change(value) : value, source);
  } catch (error) {
    const { message } = error as Error;
    builder.refuse(name, `${source.name} ${message}`, source.name);
    builder.sources[name] = source;
  }
}

/**
 * Whether a value holds no variable that a CI system left. A value that is nothing
 * but a variable counts as not set; any other is refused, for it says more.
 */
function isExpanded(
  builder: InputBuilder,
  setting: SettingName,
  source: Source,
  text: string,
): boolean {
  const found = findUnexpandedVariable(setting, text);
  // A cause is for people, who see what is missing in it.
  if (!found || (setting === "cause" && !found.isWholeValue)) return true;
  const fault = setting === "apiKey"
    // The text may be a key all the same: it is not shown.
    ? `${source.name} is a variable that was not expanded: it begins with a $`
    : `${source.name} is a variable that was not expanded: ${found.line}`;
  if (found.isWholeValue) builder.unexpanded.set(setting, fault);
  else builder.refuse(setting, fault, source.name);
  return false;
}

// The job and the run

/** Chooses the job by its id or its name: flags take precedence over variables. */
function chooseJob(builder: InputBuilder): void {
  const { sources: { jobId: id, jobName: name, jobUrl }, warnings } = builder;
  if (!id || !name) return;
  if (isExplicit(id) === isExplicit(name)) {
    const text = `${id.name} and ${name.name} are both given: use one of them`;
    builder.refuse("jobName", text);
  }
  builder.set(isExplicit(id) ? "jobName" : "jobId", undefined);
  if (isExplicit(name) && id === jobUrl) {
    warnings.push(`${name.name} is used, and not the job of ${id.name}`);
  }
}

/** Finds the settings that say which run is meant. */
function findSelectors({ values, sources }: InputBuilder): Source[] {
  return SETTING_LIST.filter(([name, { finds }]) =>
    finds === "run" && values[name] && values[name] !== "none"
  ).flatMap(([name]) => sources[name] ?? []);
}

/** Reads which run is meant: by its id, its page, or settings that find it. */
function readTarget(builder: InputBuilder): void {
  const { command, target, values, sources } = builder;
  // These wait for no new run: the latest may be of any age.
  const takesAnyAge = command === "status" || command === "retry";
  if (takesAnyAge && values.latest === "new") builder.set("latest", "any");
  const selectors = command === "cancel" ? [] : findSelectors(builder);
  if (target === "") {
    builder.refuse(
      undefined,
      "RUN_ID is empty: leave it out, or give it a value",
      "RUN_ID",
    );
  } else if (target === undefined) {
    const others = command === "cancel"
      ? ""
      : ", --latest, --git-sha or --pull-request";
    const text = `${command} needs a RUN_ID${others}`;
    if (selectors.length === 0) builder.refuse(undefined, text);
  } else {
    const choice = describeChoice(`Unexpected argument ${target}`, target);
    if (choice) return builder.refuse(undefined, choice);
    const since = takesAnyAge ? sources.since : undefined;
    const flag = [...selectors, since].find((it) => it && isExplicit(it));
    if (flag) {
      const text = `${flag.name} does not go with a RUN_ID`;
      builder.refuse(undefined, text, flag.name);
    }
    readRunId(builder, target);
  }
}

// Warnings

function addWarnings(builder: InputBuilder): void {
  const { values: { apiKey = "" }, sources, warnings, unexpanded } = builder;
  if (sources.apiKey && apiKey.length < MIN_SECRET_LENGTH) {
    warnings.push(
      `${sources.apiKey.name} has ${apiKey.length} characters: real keys are longer, and this one is not hidden in the log`,
    );
  }
  warnOfUnread(builder);
  for (const [name, fault] of unexpanded) {
    if (!builder.isRefused(name)) {
      warnings.push(`${fault}. It counts as not set`);
    }
  }
}
