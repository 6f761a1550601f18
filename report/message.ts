/** Finds the cause in a message of dbt, a database, git or Python. */
import { isCause, isException, isHead } from "./line_kinds.ts";
import { dedent } from "./format_text.ts";

/** Words before the cause in its line, which are removed. */
const PREFIXES = [
  // Fusion
  /^Error executing [\w ]*macro '[^']*' for \w+ [^\s:]+: /,
  /^Failed to [\w ]+ invalid operation: /,
  /^[A-Z]\w+ Error for \S+ from \S+: /,
  // dbt-glue, behind the SQL that it sent
  /^'''\), /,
  // Py4J, before Java's exception
  /^: (?=\w)/,
  // MetricFlow
  /^• ERROR: /,
  // SQLFluff: "L:  14 | P:   9 | LT01 | Expected …"
  /^L: +\d+ \| P: +\d+ \| */,
];

/** Words after the cause in its line, and their replacements. */
const SUFFIXES: [pattern: RegExp, replacement: string][] = [
  // "Error reading shop: models/a.yml - Runtime Error", "… from project shop:
  // Parsing Error": the reason follows in the next line.
  [/(?: -|:) [A-Z]\w+ Error$/, ":"],
  // Python names the file of a module that it could not import from.
  [/ \((?:\/|[A-Z]:\\)[^()]*site-packages[^()]*\)$/, ""],
];

/** The first line of SQL that dbt sent: the cause stands below the SQL. */
const SENT_SQL = /\/\* \{"app": "dbt"/;
/** "org.apache.x.AnalysisException: …", "'''), Py4JError: …" */
const NAMED_EXCEPTION =
  /(?:^|[\s'")(,])(?:[\w$]{1,80}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception):(?: \S|$)/;

/** The causes that git and ssh print, the most specific first. */
const GIT_CAUSES = [
  /Permission denied|Host key verification failed|Access denied|not granted|over its data quota|(?:could|can)not (?:read (?:Username|Password)|resolve host)|Could not resolve host|Connection (?:refused|reset|timed out)|certificate problem|Repository not found/i,
  /^remote: (?:ERROR: )?(?=.*[a-z])(?!(?:Enumerating|Counting|Compressing|Total)\b)/i,
  /^(?:error|fatal): (?!Could not read from remote)/i,
  /^fatal: /,
];
/** Lines that only git prints. */
const GIT_OUTPUT = /^(?:fatal: |Cloning into )/;

const TRACEBACK = /Traceback \(most recent call last\)/;
/**
 * Removes dbt's heads from a message, and moves the cause to its first line. It
 * goes line by line: one regular expression for the whole message takes minutes
 * where there are many lines.
 */
export function putCauseFirst(message: string): string {
  const lines = removeHeads(message);
  const index = findCause(lines) ?? 0;
  const cause = trimCause(lines[index] ?? "");
  // The line below a colon is part of the cause.
  const [, ...below] = lines.splice(index, cause.endsWith(":") ? 2 : 1);
  // It keeps its indent where it keeps its place.
  const moved = index > 0 ? below.map((line) => line.trim()) : below;
  return [cause, ...moved, ...lines].join("\n").trim() || message.trim();
}

/** Removes the heads above the cause, and the indent of the cause from all lines. */
function removeHeads(message: string): string[] {
  const lines = message.trimEnd().split("\n");
  if (/^\s*compiled (code|sql) at /i.test(lines.at(-1)!)) lines.pop();
  const start = lines.findIndex((line) => !isHead(line));
  // Where all lines are heads, the last one says the most.
  const kept = start < 0 ? lines.slice(-1) : lines.slice(start);
  const [indent = ""] = /^[ \t]*/.exec(kept[0] ?? "") ?? [];
  return kept.map((line) =>
    line.startsWith(indent) ? line.slice(indent.length) : line
  );
}

/** Removes the words around the cause from its line. */
function trimCause(line: string): string {
  const text = PREFIXES.reduce(
    (text, pattern) => text.replace(pattern, ""),
    line.trim(),
  );
  return SUFFIXES.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    text,
  );
}

/** Finds the index of the cause. */
function findCause(lines: string[]): number | undefined {
  const texts = lines.map((line) => line.trim());
  if (texts.some((text) => GIT_OUTPUT.test(text))) {
    const index = findGitCause(texts);
    if (index !== undefined) return index;
  }
  const start = texts.findLastIndex((text) => TRACEBACK.test(text));
  if (start >= 0) return findException(lines, start);
  if (SENT_SQL.test(texts[0] ?? "")) {
    return toIndex(
      texts.findIndex((text, i) => i > 0 && NAMED_EXCEPTION.test(text)),
    );
  }
  return toIndex(texts.findIndex(isCause));
}

/** Finds the index of the most specific cause that git prints. */
function findGitCause(texts: string[]): number | undefined {
  for (const pattern of GIT_CAUSES) {
    const index = texts.findIndex((text) => pattern.test(text));
    if (index >= 0) return index;
  }
}

/** Finds the exception that a traceback ends with, else its last line without an indent. */
function findException(lines: string[], start: number): number | undefined {
  const traceback = dedent(lines.slice(start));
  const exception = traceback.findLastIndex(isException);
  const last = traceback.findLastIndex((line) => /^\S/.test(line));
  const index = exception > 0 ? exception : last;
  return index > 0 ? start + index : undefined;
}

function toIndex(found: number): number | undefined {
  return found < 0 ? undefined : found;
}
