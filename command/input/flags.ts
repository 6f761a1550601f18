/** Takes the command line apart, by the table of settings. */
import { parseArgs } from "@std/cli/parse-args";
import { type Setting, SETTING_LIST, type SettingName } from "./settings.ts";

/** Short forms, and words that people try. */
const ALIASES = new Map([["-h", "--help"], ["-V", "--version"]]);
const COMMANDS = ["run", "wait", "cancel", "help"];

/** What stood on the command line. */
export interface Flags {
  /** The texts of each flag that was given. */
  given: Map<SettingName, string[]>;
  /** What is no flag: the command, and a run's id. */
  words: string[];
  /** What is wrong, a line each. */
  faults: string[];
}

const BY_FLAG = new Map<string, [SettingName, Setting]>(
  SETTING_LIST.flatMap(([name, setting]) =>
    setting.flag ? [[setting.flag, [name, setting]]] : []
  ),
);

/** Reads the command line, and names all its faults. */
export function readFlags(args: string[]): Flags {
  const faults: string[] = [];
  const words: string[] = [];
  const tokens = joinValues(args, words, faults);
  const flagsOf = (isSwitch: boolean) =>
    [...BY_FLAG].filter(([, [, { type }]]) => (type === "switch") === isSwitch)
      .map(([flag]) => flag);
  const parsed: Record<string, unknown> = parseArgs(tokens, {
    string: flagsOf(false),
    collect: flagsOf(false),
    negatable: flagsOf(true),
  });
  const given: Flags["given"] = new Map();
  for (const [flag, [name, { type }]] of BY_FLAG) {
    const texts = [parsed[flag] ?? []].flat().map(String);
    if (texts.length > 0) given.set(name, texts);
    const isSingle = type !== "strings" && type !== "switch";
    if (isSingle && texts.length > 1) faults.push(`--${flag} is given twice`);
  }
  return { given, words, faults };
}

/**
 * Writes each flag and its value as one word, so that a value may begin with a
 * dash. A flag with an empty value is not set, like a variable that is empty.
 */
function joinValues(
  args: string[],
  words: string[],
  faults: string[],
): string[] {
  const tokens: string[] = [];
  const rest = [...args];
  for (let arg; (arg = rest.shift()) !== undefined;) {
    const word = ALIASES.get(arg) ?? arg;
    if (word === "--") {
      words.push(...rest);
      break;
    }
    if (!/^-./.test(word)) {
      words.push(word);
      continue;
    }
    tokens.push(...joinFlag(word, rest, faults));
  }
  return tokens;
}

/** One flag with its value, which it takes from the rest. */
function joinFlag(word: string, rest: string[], faults: string[]): string[] {
  const [flag = "", value] = split(word);
  const setting = settingOf(flag);
  if (!setting) {
    faults.push(unknown(`Unknown option ${word.split("=")[0]}`, flag));
    if (value === undefined) dropValue(rest);
    return [];
  }
  const { type, implied } = setting;
  if (implied !== undefined) return [`--${flag}=${value ?? implied}`];
  if (type === "switch") {
    if (value !== undefined) faults.push(`--${flag} takes no value`);
    return [word];
  }
  const next = value ?? (isFlag(rest[0]) ? undefined : rest.shift());
  if (next === undefined) faults.push(`--${flag} needs a value`);
  return next?.trim() ? [`--${flag}=${next}`] : [];
}

/** Drops what may be the value of an unknown flag: it is not wrong, too. */
function dropValue(rest: string[]): void {
  const [next = ""] = rest;
  if (!/^-./.test(next) && !COMMANDS.includes(next)) rest.shift();
}

/** The setting of a flag; only switches can be negated. */
function settingOf(flag: string): Setting | undefined {
  const [, setting] = BY_FLAG.get(flag) ?? [];
  const [, negated] = BY_FLAG.get(flag.replace(/^no-/, "")) ?? [];
  return setting ?? (negated?.type === "switch" ? negated : undefined);
}

/** `--flag=value` in two, without the dashes. */
function split(word: string): string[] {
  const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  return value === undefined ? [flag] : [flag, value];
}

/** Whether a word is the next flag, and no value: "-5" is a value. */
function isFlag(word: string | undefined): boolean {
  return word === undefined || /^--[a-z]/.test(word);
}

/** The commands by name; a word that is none is a fault. */
export function unknownCommand(word: string): string {
  return unknown(`Unknown command ${word}`, word, COMMANDS);
}

/** A sentence with what was meant, if something is near. */
function unknown(
  what: string,
  word: string,
  names: string[] = [...BY_FLAG].flatMap(([flag, [, { type }]]) =>
    type === "switch" ? [flag, `no-${flag}`] : [flag]
  ),
): string {
  if (word === "api-key") return `${what}: set DBT_API_KEY, it has no flag`;
  const dashes = names === COMMANDS ? "" : "--";
  // The word as it is comes first; `--no-` may be what is wrong with it.
  const bare = word.replace(/^no-/, "");
  const farFrom = (name: string) =>
    Math.min(distance(word, name), distance(bare, name) + 0.5);
  const [nearest] = names.map((name) => ({ name, far: farFrom(name) }))
    .filter(({ name, far }) => far <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.far - b.far);
  const longer = names.find((name) => name.split("-").includes(bare));
  const meant = nearest?.name ?? longer;
  return meant
    ? `${what}: did you mean ${dashes}${meant}?`
    : `${what}: see --help`;
}

/** How many slips make one word of another: a letter, or two in wrong order. */
function distance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= from.length; i++) {
    const [above, row] = [rows[i - 1]!, [i]];
    for (let j = 1; j <= to.length; j++) {
      const change = above[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] &&
        from[i - 2] === to[j - 1];
      const swap = isSwapped ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(change, swap, above[j]! + 1, row[j - 1]! + 1));
    }
    rows.push(row);
  }
  return rows.at(-1)!.at(-1)!;
}
