/** Takes the command line apart, by the table of settings. */
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
  const flags: Flags = { given: new Map(), words: [], faults: [] };
  const rest = args.map((word) => ALIASES.get(word) ?? word);
  for (let word; (word = rest.shift()) !== undefined;) {
    if (word === "--") flags.words.push(...rest.splice(0));
    else if (/^-./.test(word)) readFlag(word, rest, flags);
    else flags.words.push(word);
  }
  return flags;
}

/** Reads one flag, which may take its value from the rest. */
function readFlag(word: string, rest: string[], flags: Flags): void {
  const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const [name, setting] = settingOf(flag) ?? [];
  if (!name || !setting) {
    const what = `Unknown option ${word.split("=")[0]}`;
    flags.faults.push(unknown(what, flag));
  } else if (setting.type === "switch") {
    if (value !== undefined) flags.faults.push(`--${flag} takes no value`);
    flags.given.set(name, [`${flag === setting.flag}`]);
  } else {
    const text = value ?? setting.implied ?? takeValue(rest);
    addText(name, setting, text, flags);
  }
}

/** Adds a value; an empty one is not set, like a variable that is empty. */
function addText(
  name: SettingName,
  { flag, type, implied }: Setting,
  text: string | undefined,
  { given, faults }: Flags,
): void {
  if (text === undefined) faults.push(`--${flag} needs a value`);
  if (!text?.trim() && !implied) return;
  const texts = [...given.get(name) ?? [], text ?? ""];
  given.set(name, texts);
  const isTwice = type !== "strings" && texts.length === 2;
  if (isTwice) faults.push(`--${flag} is given twice`);
}

/** The next word, unless it is a flag: "-5" is a value. */
function takeValue(rest: string[]): string | undefined {
  return /^--[a-z]/.test(rest[0] ?? "") ? undefined : rest.shift();
}

/** The setting of a flag; only switches can be negated. */
function settingOf(flag: string): [SettingName, Setting] | undefined {
  const negated = BY_FLAG.get(flag.replace(/^no-/, ""));
  return BY_FLAG.get(flag) ??
    (negated?.[1].type === "switch" ? negated : undefined);
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
  const dashes = names === COMMANDS ? "" : "--";
  // The word as it is comes first; `--no-` may be what is wrong with it.
  const bare = word.replace(/^no-/, "");
  const farFrom = (name: string) =>
    Math.min(distance(word, name), distance(bare, name) + 0.5);
  const [nearest] = names.map((name) => ({ name, far: farFrom(name) }))
    .filter(({ name, far }) => far <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.far - b.far);
  return nearest
    ? `${what}: did you mean ${dashes}${nearest.name}?`
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
