/** Takes apart what people write: flags, and dbt commands. */
import { parseArgs } from "@std/cli/parse-args";
import { COMMANDS, SETTING_LIST, type SettingName } from "./settings.ts";

/** Short forms, and words that people try. */
const ALIASES = new Map([["-h", "--help"], ["-V", "--version"]]);
const WORDS = [...COMMANDS, "help"];

/** What stood on the command line. */
export interface Flags {
  /** The texts of each flag that was given. */
  given: Map<SettingName, string[]>;
  /** What is no flag: the command, and a run's id. */
  words: string[];
  /** What is wrong, a line each. */
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
export function readFlags(args: string[]): Flags {
  const flags: Flags = { given: new Map(), words: [], faults: [] };
  const { given, words, faults } = flags;
  const tokens: string[] = [];
  const rest = [...args];
  for (let word; (word = rest.shift()) !== undefined;) {
    if (word === "--") words.push(...rest.splice(0));
    else if (!/^-./.test(word)) words.push(word);
    else tokens.push(...joinFlag(ALIASES.get(word) ?? word, rest, faults));
  }
  const names = [...FLAGS.keys()];
  const parsed = parseArgs(tokens, { string: names, collect: names });
  for (const [name, { flag, type }] of SETTING_LIST) {
    const texts = parsed[flag ?? ""] as string[] ?? [];
    if (texts.length > 0) given.set(name, texts);
    const isSingle = type !== "strings" && type !== "switch";
    if (isSingle && texts.length > 1) faults.push(`--${flag} is given twice`);
  }
  return flags;
}

/**
 * Writes a flag and its value, which it takes from the rest, as one word, so
 * that a value may begin with a dash. With an empty value a flag is not set,
 * like a variable that is empty.
 */
function joinFlag(word: string, rest: string[], faults: string[]): string[] {
  const [flag, value] = split(word);
  const setting = FLAGS.get(flag);
  if (!setting) {
    faults.push(unknown(`Unknown option ${word.split("=")[0]}`, flag));
    if (value === undefined) dropValue(rest);
    return [];
  }
  const { type, choices } = setting;
  const isSwitch = type === "switch" &&
    !(choices && flag === setting.flag && value !== undefined);
  if (isSwitch && value !== undefined) faults.push(`--${flag} takes no value`);
  const text = isSwitch
    ? String(flag === setting.flag)
    : value ?? setting.implied ?? takeValue(rest);
  if (text === undefined) {
    faults.push(`--${flag} needs a value${hint(word, rest)}`);
  }
  return text?.trim() ? [`--${setting.flag}=${text}`] : [];
}

/** The next word, unless it is a flag: "-5" is a value. */
function takeValue(rest: string[]): string | undefined {
  return /^--[a-z]/.test(rest[0] ?? "") ? undefined : rest.shift();
}

/** What to write where the next word begins with a dash, but is no flag. */
function hint(word: string, rest: string[]): string {
  const [next] = rest;
  if (!next || FLAGS.has(split(next)[0])) return "";
  rest.shift();
  return `; one that begins with a dash follows =: ${word}="${next}"`;
}

/** Drops what may be the value of an unknown flag: it is not wrong, too. */
function dropValue(rest: string[]): void {
  const [next = ""] = rest;
  if (!/^-./.test(next) && !WORDS.includes(next)) rest.shift();
}

/** `--flag=value` in two, without the dashes. */
function split(word: string): [flag: string, value: string | undefined] {
  const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  return [flag, value];
}

/** The commands by name; a word that is none is a fault. */
export function unknownCommand(word: string): string {
  const what = `Unknown command ${word}`;
  const chosen = SETTING_LIST.find(([, { implied, choices }]) =>
    implied && choices?.includes(word)
  );
  if (chosen) return `${what}: did you mean --${chosen[1].flag}=${word}?`;
  if (/^\d+$/.test(word)) return `${what}: did you mean --job-id=${word}?`;
  return unknown(what, word, WORDS);
}

/** A sentence with what was meant, if something is near. */
function unknown(
  what: string,
  word: string,
  names: string[] = [...FLAGS.keys()],
): string {
  if (word === "api-key") return `${what}: set DBT_API_KEY, it has no flag`;
  const dashes = names === WORDS ? "" : "--";
  // The word as it is comes first; `--no-` may be what is wrong with it.
  const bare = word.replace(/^no-/, "");
  const farFrom = (name: string) =>
    Math.min(distance(word, name), distance(bare, name) + 0.5);
  const near = names
    .filter((name) => farFrom(name) <= Math.max(1, name.length / 3))
    .toSorted((a, b) => farFrom(a) - farFrom(b));
  const meant = near[0] ?? names.find((name) => name.split("-").includes(bare));
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

// dbt commands: a JSON list, a YAML list, or one a line

const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/s;
/** Text without quotes in brackets: to a separator, a comment or the line's end. */
const BARE = /^[^\s,[\]{}]+(?:[ \t]+[^\s#,[\]{}][^\s,[\]{}]*)*/;
const BLANK = /^\s*(?:#|$)/;
/** Lines like that at the beginning. */
const NOTHING = /^(?:[^\S\n]*(?:#[^\n]*)?(?:\n|$))+/;
const ITEM = /^ *-(?=\s|$)/;
/** A line that does not go on with the command above it. */
const OTHER = /^\s*(?:#|$|-\s|dbt\s|---|\.\.\.)/;
/** Text outside of which a shell sees neither a quote nor a backslash. */
const CLOSED = /"(?:[^"\\]|\\[^\n])*"|'[^']*'|\\[^\n]/g;

/**
 * The commands of a text. A colon in one is a part of it: dbt's `--vars '{a: b}'`
 * is no mapping. Throws a `SyntaxError` where the text may mean something else.
 */
export function readCommands(text: string): string[] {
  const content = text.replace(/\r\n?/g, "\n").replace(NOTHING, "")
    .replace(/^---(?=\s|$)/, "").replace(NOTHING, "");
  if (!content) return [];
  const commands = content.trim().startsWith("[")
    ? readFlow(content.trim())
    : readItems(content.split("\n"));
  commands.forEach(checkCommand);
  return commands;
}

function refuse(what: string, why: string): never {
  throw new SyntaxError(`${why}: ${JSON.stringify(what.trim().slice(0, 80))}`);
}

/** Throws a `SyntaxError` where a text is no whole dbt command. */
export function checkCommand(text: string): void {
  if (!text.trim()) throw new SyntaxError("a command is empty");
  if (!/^dbt\s/.test(text)) refuse(text, "a command begins with dbt, unlike");
  const isOpen = /["'\\]/.test(text.replace(CLOSED, ""));
  if (isOpen) refuse(text, "a quote has no end, or a \\ ends a line, in");
}

/** `[a, 'b', "c"]`. */
function readFlow(text: string): string[] {
  const items: string[] = [];
  let rest = skip(text.slice(1));
  while (!rest.startsWith("]")) {
    const [item] = QUOTED.exec(rest) ?? BARE.exec(rest) ??
      refuse(rest, "the list has no end, or no command, at");
    items.push(QUOTED.test(item) ? unquote(item) : item);
    rest = skip(rest.slice(item.length));
    if (rest.startsWith(",")) rest = skip(rest.slice(1));
    else if (!rest.startsWith("]")) refuse(rest, "a comma or ] is missing at");
  }
  const after = skip(rest.slice(1));
  return after ? refuse(after, "the list has ended before") : items;
}

/** What follows after blanks and comments. */
function skip(text: string): string {
  return text.replace(/^(?:\s|#.*)+/, "");
}

/** A list with dashes, or one command a line, or one over several lines. */
function readItems(lines: string[]): string[] {
  const [first = ""] = lines;
  if (ITEM.test(first)) {
    const indent = indentOf(first);
    return splitBlock(lines, indent).map((item) => readItem(item, indent + 1));
  }
  const commands = lines.filter((line) => !BLANK.test(line));
  const isList = commands.every((line) => /^\s*dbt\s/.test(line));
  return (isList ? commands.map((line) => [line]) : [lines])
    .map((item) => readItem(item, 0));
}

/** Lines that begin with a dash, each with what stands further in than that. */
function splitBlock(lines: string[], indent: number): string[][] {
  const items: string[][] = [];
  for (const line of lines) {
    const isInside = BLANK.test(line) || indentOf(line) > indent;
    if (indentOf(line) === indent && ITEM.test(line)) {
      items.push([line.replace("-", "")]);
    } else if (isInside) items.at(-1)!.push(line);
    else refuse(line, "no command of the list begins so");
  }
  return items;
}

function indentOf(line: string): number {
  return line.search(/[^ ]|$/);
}

/** A command: in quotes, after `|` or `>`, or as it is. */
function readItem(lines: string[], indent: number): string {
  const [, style] = /^\s*([|>])[-+]?\s*(?:\s#.*)?$/.exec(lines[0]!) ?? [];
  if (style) return readText(lines.slice(1), style === ">", indent);
  const end = lines.findLastIndex((line) => !BLANK.test(line)) + 1;
  const text = skip(lines.slice(0, end).join("\n"));
  const [quoted] = QUOTED.exec(text) ?? [];
  if (quoted) {
    const after = skip(text.slice(quoted.length));
    return after ? refuse(after, "the quotes end before") : unquote(quoted);
  }
  const other = text.split("\n").slice(1).find((line) => OTHER.test(line));
  if (other !== undefined) {
    refuse(other || text, "it is unclear to which command this belongs");
  }
  const command = text.replace(/\s#.*$/, "").trim();
  if (/\s#/.test(command)) refuse(text, "a # begins a comment in");
  return command.split(/(?<!\\)\n\s*/).join(" ");
}

/** The lines after `|`, or after `>`, which makes one line of them. */
function readText(lines: string[], isFolded: boolean, least: number): string {
  const [start = ""] = lines.filter((line) => line.trim());
  const indent = Math.max(indentOf(start), least);
  const outside = lines.find((line) =>
    indentOf(line) < indent && !BLANK.test(line)
  );
  if (outside) refuse(outside, "the indentation is wrong at");
  const text = lines.filter((line) => !line.trim() || indentOf(line) >= indent)
    .map((line) => line.slice(indent)).join("\n").trim();
  // There, YAML keeps some line breaks and not others.
  if (isFolded && /\n\s/.test(text)) refuse(text, "use | in place of > for");
  return isFolded ? text.replaceAll("\n", " ") : text;
}

function unquote(quoted: string): string {
  const line = quoted.replace(/[ \t]*\n\s*/g, " ");
  if (line.startsWith("'")) return line.slice(1, -1).replaceAll("''", "'");
  try {
    // JSON has no \x.
    return JSON.parse(
      line.replace(/\\(x|.)/g, (all, letter) => letter === "x" ? "\\u00" : all),
    );
  } catch {
    return refuse(quoted, "an unknown escape is in quotes");
  }
}
