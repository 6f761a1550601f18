/** Reads the flags of a command line. */
import { parseArgs } from "@std/cli/parse-args";
import type { Setting } from "./setting.ts";
import { SETTING_LIST, type SettingName } from "./settings.ts";
import { COMMAND_WORDS, describeUnknownFlag } from "./unknown_words.ts";

/** Short forms of flags. */
const ALIASES = new Map([["-h", "--help"], ["-V", "--version"]]);

/** The flags and the other words of a command line. */
export interface Flags {
  /** The texts of each flag that was given. */
  texts: Map<SettingName, string[]>;
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

/** Reads the flags of a command line, and names all their faults. */
export function parseFlags(args: readonly string[]): Flags {
  const words: string[] = [];
  const tokens: string[] = [];
  const faults: string[] = [];
  const rest = new WordReader(args);
  while (!rest.isAtEnd()) {
    const word = rest.next();
    if (word === "--") words.push(...rest.remaining());
    else if (!/^-./.test(word)) words.push(word);
    else tokens.push(...parseFlag(ALIASES.get(word) ?? word, rest, faults));
  }
  const names = [...FLAGS.keys()];
  const parsed = parseArgs(tokens, { string: names, collect: names });
  const texts: Flags["texts"] = new Map();
  for (const [name, { flag, type }] of SETTING_LIST) {
    const ofFlag = parsed[flag ?? ""] as string[] ?? [];
    if (ofFlag.length > 0) texts.set(name, ofFlag);
    const isSingle = type !== "strings" && type !== "switch";
    if (isSingle && ofFlag.length > 1) faults.push(`--${flag} is given twice`);
  }
  return { texts, words, faults };
}

/** Reads the words of a command line one after the other. */
class WordReader {
  #at = 0;
  constructor(readonly words: readonly string[]) {}

  isAtEnd(): boolean {
    return this.#at >= this.words.length;
  }

  /** Returns the next word without moving past it. */
  peek(): string {
    return this.words[this.#at] ?? "";
  }

  /** Returns the next word, and moves past it. */
  next(): string {
    return this.words[this.#at++] ?? "";
  }

  /** Moves past the next word. */
  skip(): void {
    this.#at++;
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
function parseFlag(
  word: string,
  rest: WordReader,
  faults: string[],
): string[] {
  const { flag, value } = splitFlag(word);
  const setting = FLAGS.get(flag);
  if (!setting) {
    faults.push(describeUnknownFlag(word, flag, [...FLAGS.keys()]));
    if (value === undefined) skipValue(rest);
    return [];
  }
  const text = value ?? findValue(flag, setting, rest);
  if (text === undefined) {
    const dashValue = peekDashValue(rest);
    const hint = dashValue &&
      `; one that begins with a dash follows =: ${word}="${dashValue}"`;
    faults.push(`--${flag} needs a value${hint}`);
    // It would be a second fault.
    if (dashValue) rest.skip();
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
function takesValue(
  flag: string,
  { type, choices, ...rest }: Setting,
): boolean {
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

/** Returns the next word if it may be a value that begins with a dash, else "". */
function peekDashValue(rest: WordReader): string {
  const next = rest.peek();
  return FLAGS.has(splitFlag(next).flag) ? "" : next;
}

/** Skips the value of an unknown flag, which would be a second fault. */
function skipValue(rest: WordReader): void {
  const next = rest.peek();
  if (!/^-./.test(next) && !COMMAND_WORDS.includes(next)) rest.skip();
}

/** Splits `--flag=value`; the flag has no dashes then. */
function splitFlag(word: string): { flag: string; value: string | undefined } {
  const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  return { flag, value };
}
