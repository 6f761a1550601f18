/**
 * Reads dbt commands: a JSON list, a YAML list, or a command a line. A text that
 * may mean something else is refused: it would run the wrong commands, or none.
 */

/** Text in quotes, at a place in a list. */
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/sy;
/** Text without quotes in brackets: to a separator or a comment. */
const BARE = /[^\s,[\]{}"'](?:[^\n,[\]{}#]|(?<=\S)#)*/y;
/** Blanks and comments between the items of a list in brackets. */
const BETWEEN_ITEMS = /(?:\s+|#[^\n]*)*/y;
/** Text that a shell takes literally: in quotes, or after a backslash. */
const SHELL_QUOTED = /"(?:[^"\\]|\\[^\n])*"|'[^']*'|\\[^\n]/g;

/** Says how to write what cannot be read. */
const HOW_TO_WRITE =
  "Write each command on a line of its own, in quotes if it holds a #";

/**
 * Returns the commands of several texts. Throws a `SyntaxError` where a text is
 * no list of dbt commands.
 */
export function parseStepsOverride(texts: readonly string[]): string[] {
  try {
    const commands = texts.flatMap(parseCommands);
    if (commands.length > 0) return commands;
    throw new SyntaxError("there is no command in it");
  } catch (error) {
    const { message } = error as Error;
    throw new SyntaxError(`cannot be read: ${message}. ${HOW_TO_WRITE}`);
  }
}

/**
 * Returns the commands of a text. A colon is a part of its command: in dbt's
 * `--vars '{a: b}'` there is no mapping. Throws a `SyntaxError` where the text may
 * mean something else.
 */
export function parseCommands(text: string): string[] {
  const lines = text.split(/\r\n?|\n/).filter((line) =>
    !/^\s*(#|$)/.test(line)
  );
  const [first = ""] = lines;
  if (first.trimStart().startsWith("[")) return parseBrackets(lines.join("\n"));
  const isList = isItem(first);
  const indent = getIndent(first);
  return lines.map((line) => {
    if (!isList) return parseLine(line.trim());
    // YAML would make one command of this line and the one above it.
    const isNext = isItem(line) && getIndent(line) === indent;
    return isNext ? parseItem(line) : fail(SEVERAL_LINES, line);
  });
}

const SEVERAL_LINES = "it is unclear to which command this belongs";

function fail(why: string, text: string): never {
  throw new SyntaxError(`${why}: ${JSON.stringify(text.trim().slice(0, 80))}`);
}

/** Whether a line is an item of a YAML list. */
function isItem(line: string): boolean {
  return /^\s*-(\s|$)/.test(line);
}

function getIndent(line: string): number {
  return line.search(/\S|$/);
}

/** Reads a command on a line of its own, where a # may be meant. */
function parseLine(line: string): string {
  return parseQuoted(line) ?? checkBareCommand(line);
}

/** Reads an item of a YAML list, where a # begins a comment. */
function parseItem(line: string): string {
  const text = line.replace(/^\s*-\s*/, "");
  if (/^[|>]/.test(text)) fail("blocks of YAML are not read", text);
  return parseQuoted(text) ??
    checkBareCommand(text.replace(/(^|\s)#.*$/, "").trimEnd());
}

/** Reads a command in quotes, with nothing but a comment behind them. */
function parseQuoted(text: string): string | undefined {
  const quoted = matchAt(QUOTED, text, 0);
  if (!quoted) return;
  const after = text.slice(quoted.length);
  if (!/^\s*(#|$)/.test(after)) fail("the quotes end before", after);
  return checkCommand(unquote(quoted));
}

/** Reads `[a, 'b', "c"]`, also over several lines and with comments. */
function parseBrackets(text: string): string[] {
  const commands: string[] = [];
  const skip = (at: number) =>
    at + (matchAt(BETWEEN_ITEMS, text, at) ?? "").length;
  let at = skip(text.indexOf("[") + 1);
  while (text[at] !== "]") {
    const quoted = matchAt(QUOTED, text, at);
    const item = quoted ?? matchAt(BARE, text, at) ??
      fail("the list has no end, or no command, at", text.slice(at));
    commands.push(
      quoted ? checkCommand(unquote(quoted)) : checkBareCommand(item.trimEnd()),
    );
    at = skip(at + item.length);
    if (at === text.length) fail("the list has no end", text);
    if (text[at] === ",") at = skip(at + 1);
    else if (text[at] !== "]") {
      fail("a comma or ] is missing at", text.slice(at));
    }
  }
  const end = skip(at + 1);
  if (end < text.length) fail("the list has ended before", text.slice(end));
  return commands;
}

/** Returns what a sticky pattern matches at a place, if anything. */
function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function unquote(quoted: string): string {
  if (quoted.includes("\n")) fail(SEVERAL_LINES, quoted);
  if (quoted.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", "'");
  try {
    return JSON.parse(quoted);
  } catch {
    return fail("an unknown escape is in quotes", quoted);
  }
}

/** Returns a command that is in no quotes of YAML; throws where it is several. */
export function checkBareCommand(text: string): string {
  checkCommand(text);
  const outside = text.replace(SHELL_QUOTED, "");
  if (/\s#/.test(outside)) fail("a # begins a comment in", text);
  const operator = /&&|[|;]/.exec(outside)?.[0];
  if (operator) fail(`${operator} joins two commands in`, text);
  return text;
}

/** Returns a text that is a whole dbt command; throws a `SyntaxError` if not. */
function checkCommand(text: string): string {
  if (!text.trim()) throw new SyntaxError("a command is empty");
  if (!/^dbt\s/.test(text)) fail("a command begins with dbt, unlike", text);
  const isOpen = /["'\\]/.test(text.replace(SHELL_QUOTED, ""));
  if (isOpen) fail("a quote has no end, or a \\ ends a line, in", text);
  return text;
}
