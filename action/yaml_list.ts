/**
 * Reads a list of commands from YAML, as people write it into a workflow. What
 * it does not know it refuses: a wrong command is worse than none.
 */

const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/s;
/** Text without quotes in a flow list: to a separator, a comment or the line's end. */
const FLOW_PLAIN = /^[^\s,[\]{}]+(?:[ \t]+[^\s#,[\]{}][^\s,[\]{}]*)*/;
const NO_CONTENT = /^\s*(?:#|$)/;
const ESCAPES: { [letter: string]: string } = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  n: "\n",
  t: "\t",
};

/**
 * The items of a YAML list, in either form, or one command for each line. A
 * colon in a command is a part of it: dbt's `--vars '{a: b}'` is no mapping.
 * Throws a `SyntaxError` where it is not sure.
 */
export function readYamlList(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  const begin = () => lines.findIndex((line) => !NO_CONTENT.test(line));
  if (/^---(?:\s|$)/.test(lines[begin()] ?? "")) {
    const [first] = lines.splice(0, begin() + 1).slice(-1);
    lines.unshift(first!.slice(3));
  }
  const content = lines.slice(begin());
  const [first = ""] = content;
  if (begin() < 0) return [];
  const other = content.find((line) => /^(?:---|\.\.\.)(?:\s|$)/.test(line));
  if (other) refuse(other, "another YAML document begins at");
  if (/^\s*\[/.test(first)) return readFlow(content.join("\n").trim());
  if (/^ *-(?:\s|$)/.test(first)) return readBlock(content);
  const commands = content.filter((line) => !NO_CONTENT.test(line));
  return commands.every(isCommand)
    ? commands.map((line) => readItem([line]))
    : [readItem(content)];
}

function refuse(what: string, why: string): never {
  throw new SyntaxError(`${why}: ${JSON.stringify(what.trim().slice(0, 80))}`);
}

/** dbt Cloud takes no other commands. */
function isCommand(text: string): boolean {
  return /^\s*dbt(?:\s|$)/.test(text);
}

// [a, 'b', "c"]

function readFlow(text: string): string[] {
  const items: string[] = [];
  let rest = skip(text.slice(1));
  while (!rest.startsWith("]")) {
    const [item] = QUOTED.exec(rest) ?? FLOW_PLAIN.exec(rest) ??
      refuse(rest, "the list has no end, or no command, at");
    items.push(QUOTED.test(item) ? unquote(item) : readPlain([item]));
    rest = skip(rest.slice(item.length));
    if (rest.startsWith(",")) rest = skip(rest.slice(1));
    else if (!rest.startsWith("]")) {
      refuse(rest || item, "a comma or ] is missing at");
    }
  }
  const after = skip(rest.slice(1));
  return after ? refuse(after, "the list has ended before") : items;
}

/** What follows after blanks and comments. */
function skip(text: string): string {
  return text.replace(/^(?:\s|#.*)+/, "");
}

// Lines that begin with a dash

function readBlock(lines: string[]): string[] {
  const indent = indentOf(lines[0]!);
  const items: string[][] = [];
  for (const line of lines) {
    const isInside = NO_CONTENT.test(line) || indentOf(line) > indent;
    if (indentOf(line) === indent && /^ *-(?:\s|$)/.test(line)) {
      items.push([line.slice(indent + 1)]);
    } else if (isInside) items.at(-1)!.push(line);
    else refuse(line, "no command of the list begins so");
  }
  return items.map((item) => readItem(item, indent));
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length;
}

/** The command of an item; what belongs to it stands further in than `outer`. */
function readItem([first = "", ...more]: string[], outer = -1): string {
  const [, style] = /^\s*([|>])[-+]?\s*(?:\s#.*)?$/.exec(first) ?? [];
  if (style) return readText(more, style === ">", outer);
  const lines = [first, ...more];
  const [quoted] = QUOTED.exec(lines.join("\n").trimStart()) ?? [];
  if (!quoted) return readPlain(lines);
  const after = skip(lines.join("\n").trimStart().slice(quoted.length));
  return after ? refuse(after, "the quotes end before") : unquote(quoted);
}

/** The lines after `|`, or after `>`, which makes one line of them. */
function readText(lines: string[], isFolded: boolean, outer: number): string {
  const [start = ""] = lines.filter((line) => line.trim());
  const indent = Math.max(indentOf(start), outer + 1);
  const end = lines.findIndex((line) => line.trim() && indentOf(line) < indent);
  const inside = end < 0 ? lines : lines.slice(0, end);
  const outside = lines.slice(inside.length)
    .find((line) => !NO_CONTENT.test(line));
  if (outside) refuse(outside, "the indentation is wrong at");
  const text = inside.map((line) => line.slice(indent)).join("\n").trim();
  // There, YAML keeps some line breaks and not others.
  if (isFolded && /\n\s/.test(text)) refuse(text, "use | in place of > for");
  return text ? isFolded ? text.replaceAll("\n", " ") : text : empty();
}

// One command

function empty(): never {
  throw new SyntaxError("a command is empty");
}

/** A command without quotes, which may go on in the lines that follow. */
function readPlain(lines: string[]): string {
  const used = lines.slice(0, lines.findLastIndex(hasContent) + 1);
  const [first = "", ...more] = used.slice(used.findIndex(hasContent));
  const wrong = more.find((line) =>
    NO_CONTENT.test(line) || isCommand(line) || /^\s*-\s/.test(line)
  );
  if (wrong !== undefined) {
    refuse(wrong || first, "it is unclear to which command this belongs");
  }
  const whole = [first, ...more].map((line) => line.trim()).join("\n");
  const text = whole.replace(/\s#.*$/, "").trim();
  if (!text) empty();
  const isCut = text !== whole && hasOpenQuote(text);
  if (isCut || /\s#/.test(text)) refuse(whole, "a # begins a comment in");
  if (/\\\n/.test(text)) refuse(text, "YAML needs no \\ at the end of a line");
  if (!isCommand(text)) refuse(text, "a command begins with dbt, unlike");
  return text.replaceAll("\n", " ");
}

function hasOpenQuote(text: string): boolean {
  return /["']/.test(text.replace(/"[^"]*"|'[^']*'/g, ""));
}

function hasContent(line: string): boolean {
  return !NO_CONTENT.test(line);
}

function unquote(quoted: string): string {
  if (/\n\s*\n/.test(quoted)) refuse(quoted, "an empty line is in the quotes");
  const inner = quoted.slice(1, -1).replace(/[ \t]*\n\s*/g, " ");
  const text = quoted.startsWith("'")
    ? inner.replaceAll("''", "'")
    : inner.replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi,
      (escape, x, u, letter) =>
        letter === undefined
          ? String.fromCharCode(parseInt(x ?? u, 16))
          : ESCAPES[letter] ?? refuse(escape, "an unknown escape is in quotes"),
    );
  return text.trim() ? text : empty();
}
