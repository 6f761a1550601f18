/** Reads the command line. */
import { parseArgs } from "@std/cli/parse-args";
import { truncate } from "../../api/text.ts";
import {
  COMMANDS,
  type Setting,
  SETTING_LIST,
  type SettingName,
} from "./settings.ts";
import { findNear } from "./suggestions.ts";

/** Short forms of flags. */
const ALIASES = new Map([["-h", "--help"], ["-V", "--version"]]);
const COMMAND_WORDS = [...COMMANDS, "help"];
/** The length of a word in a message: it may be as long as a command line. */
const MAX_WORD_LENGTH = 80;
/** Flags of dbt itself, which people expect here. */
const DBT_FLAGS = [
  "vars",
  "select",
  "exclude",
  "selector",
  "full-refresh",
  "models",
  "defer",
  "state",
  "profiles-dir",
];

/** The parts of a command line. */
export interface Flags {
  /** The texts of each flag that was given. */
  given: Map<SettingName, string[]>;
  /** The words that are no flags: the command, and the id of a run. */
  words: string[];
  /** A sentence for each fault. */
  faults: string[];
}

/** The settings by their flags; with `no-`, a switch is false. */
const FLAGS = new Map(
  SETTING_LIST.flatMap(([, setting]) => {
    const { flag, type } = setting;
    if (!flag) return [];
    const flags = type === "switch" ? [flag, `no-${flag}`] : [flag];
    return flags.map((flag) => [flag, setting] as const);
  }),
);

/** Reads the command line, and names all its faults. */
export function readFlags(args: readonly string[]): Flags {
  const words: string[] = [];
  const tokens: string[] = [];
  const faults: string[] = [];
  const rest = new WordReader(args);
  while (!rest.isAtEnd()) {
    const word = rest.next();
    if (word === "--") words.push(...rest.remaining());
    else if (!/^-./.test(word)) words.push(word);
    else tokens.push(...readFlag(ALIASES.get(word) ?? word, rest, faults));
  }
  const names = [...FLAGS.keys()];
  const parsed = parseArgs(tokens, { string: names, collect: names });
  const given: Flags["given"] = new Map();
  for (const [name, { flag, type }] of SETTING_LIST) {
    const texts = parsed[flag ?? ""] as string[] ?? [];
    if (texts.length > 0) given.set(name, texts);
    const isSingle = type !== "strings" && type !== "switch";
    if (isSingle && texts.length > 1) faults.push(`--${flag} is given twice`);
  }
  return { given, words, faults };
}

/** Reads the words of a command line one after the other. */
class WordReader {
  #at = 0;
  constructor(readonly words: readonly string[]) {}

  isAtEnd(): boolean {
    return this.#at >= this.words.length;
  }

  /** Returns the next word, and does not go on. */
  peek(): string {
    return this.words[this.#at] ?? "";
  }

  /** Returns the next word. */
  next(): string {
    return this.words[this.#at++] ?? "";
  }

  /** Returns all words that follow. */
  remaining(): string[] {
    const words = this.words.slice(this.#at);
    this.#at = this.words.length;
    return words;
  }
}

/**
 * Returns a flag and its value as one word, so that a value may begin with a dash.
 * Of a wrong flag there is no word, but a sentence in `faults`.
 */
function readFlag(
  word: string,
  rest: WordReader,
  faults: string[],
): string[] {
  const { flag, value } = splitFlag(word);
  const setting = FLAGS.get(flag);
  if (!setting) {
    faults.push(describeUnknownFlag(word, flag));
    if (value === undefined) dropValue(rest);
    return [];
  }
  const text = value ?? findValue(flag, setting, rest);
  if (text === undefined) {
    faults.push(`--${flag} needs a value${describeDashValue(word, rest)}`);
    return [];
  }
  if (value !== undefined && !takesValue(flag, setting)) {
    faults.push(`--${flag} takes no value`);
    return [];
  }
  if (!text.trim()) {
    faults.push(`--${flag} is empty: leave it out, or give it a value`);
    return [];
  }
  return [`--${setting.flag}=${text}`];
}

/** Whether a flag may have a value: a switch has none, unless it has choices. */
function takesValue(flag: string, { type, choices, ...rest }: Setting) {
  return type !== "switch" || (choices !== undefined && flag === rest.flag);
}

/** Finds the value of a flag that stands without =. */
function findValue(
  flag: string,
  { type, implied, ...rest }: Setting,
  words: WordReader,
): string | undefined {
  if (type === "switch") return String(flag === rest.flag);
  if (implied !== undefined) return implied;
  // "-5" is a value.
  if (words.isAtEnd() || /^--[a-z]/.test(words.peek())) return undefined;
  return words.next();
}

/** Says how to write a value that begins with a dash, if the next word does. */
function describeDashValue(word: string, rest: WordReader): string {
  const next = rest.peek();
  if (!next || FLAGS.has(splitFlag(next).flag)) return "";
  rest.next();
  return `; one that begins with a dash follows =: ${word}="${next}"`;
}

/** Drops the value of an unknown flag, which would be a second fault. */
function dropValue(rest: WordReader): void {
  const next = rest.peek();
  if (!/^-./.test(next) && !COMMAND_WORDS.includes(next)) rest.next();
}

/** Splits `--flag=value`; the flag has no dashes then. */
function splitFlag(word: string): { flag: string; value: string | undefined } {
  const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  return { flag, value };
}

// Unknown words

/** Says what a first word may mean that is no command. */
export function describeUnknownCommand(word: string): string {
  const what = `Unknown command ${truncate(word, MAX_WORD_LENGTH)}`;
  if (/^\d+$/.test(word)) return `${what}: did you mean --job-id=${word}?`;
  return describeChoice(what, word) ?? describeLineEnd(word) ??
    describeUnknown(what, findNear(word, COMMAND_WORDS));
}

/** Says what a word may mean that the command does not take. */
export function describeUnexpected(word: string): string {
  const what = `Unexpected argument ${truncate(word, MAX_WORD_LENGTH)}`;
  return describeChoice(what, word) ?? what;
}

/** Says how to write a word that is the value of a flag, after =. */
export function describeChoice(what: string, word: string): string | undefined {
  const found = SETTING_LIST.find(([, { implied, type, choices }]) =>
    (implied || type === "switch") && choices?.includes(word)
  );
  return found && `${what}: did you mean --${found[1].flag}=${word}?`;
}

/** Says why a word of a script that was written on Windows is wrong. */
function describeLineEnd(word: string): string | undefined {
  return word.endsWith("\r")
    ? `${word.trimEnd()} ends in a carriage return: the file it stands in has the line ends of Windows, save it with those of Unix`
    : undefined;
}

/** Says what an unknown flag may mean. */
function describeUnknownFlag(word: string, flag: string): string {
  const what = `Unknown option ${
    truncate(word.split("=")[0]!, MAX_WORD_LENGTH)
  }`;
  if (flag === "api-key") return `${what}: set DBT_API_KEY, it has no flag`;
  if (DBT_FLAGS.includes(flag)) {
    return `${what}: flags of dbt itself follow --extra-args=, as in --extra-args="--${flag} …"`;
  }
  const lineEnd = describeLineEnd(word);
  if (lineEnd) return lineEnd;
  const names = [...FLAGS.keys()];
  // A flag that has no `--no-` may have been meant, too, but comes second.
  const bare = flag.replace(/^no-/, "");
  const near = [...findNear(flag, names), ...findNear(bare, names)];
  const partly = names.filter((name) => name.split("-").includes(bare));
  return describeUnknown(
    what,
    [...near, ...partly].map((name) => `--${name}`),
  );
}

function describeUnknown(what: string, meant: string[]): string {
  return meant[0]
    ? `${what}: did you mean ${meant[0]}?`
    : `${what}: see --help`;
}
