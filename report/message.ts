/** Finds the cause in a message of dbt, a database, git or Python. */
import { dedent } from "./format_text.ts";

/** dbt's heads of messages: they name the place of an error, not its cause. */
const FRAMES = [
  /^$/,
  // "Database Error", "Runtime Error in model orders (models/orders.sql)"
  /^(?:Exception on worker thread\. |ERROR:? )?>?(?:(?:Compilation|Connection|Database|Dbt|Dependency|FailFast|Internal|Parsing|Python Model|Runtime|Snapshot|Test|Validation) Error|Failure|Error)(?: in [a-z].*)?$/,
  // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
  /^\[(?:ERROR|FAIL\w*)\]: in .+\)$/,
  // Core, of a result without a message, and below any other
  /^Status: \w+$/,
  /^compiled (?:code|sql) at /i,
  // "Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
  /^Error materializing \w+ \S+ \([^()]+\)$/,
];

/** Words before the cause in its line. */
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

/** Words behind the cause in its line. */
const SUFFIXES: [pattern: RegExp, instead: string][] = [
  // "Error reading shop: models/a.yml - Runtime Error", "… from project shop:
  // Parsing Error": the reason follows in the next line.
  [/(?: -|:) [A-Z]\w+ Error$/, ":"],
  // Python names the file of a module that it could not import from.
  [/ \((?:\/|[A-Z]:\\)[^()]*site-packages[^()]*\)$/, ""],
];

/** Lines that are no cause where others follow. */
const VAGUE = [
  /^failed to connect$/i,
  /\berror line \d+ at position \d+$/,
  /Deprecated functionality$/,
  /^Python model failed with traceback as:?$/,
  /^\(Note that /,
  /An error occurred while calling \S+\.$/,
  /^[^\p{L}\p{N}]*$/u,
  // A count of rows, or a code, of any driver
  /^\d+$/,
  /^Code: \d+\.$/,
  // dbt-clickhouse: where it asked; the reason follows
  /^:?HTTPDriver for \S+ returned response code \d+\)?$/,
  // dbt Core, before what the database says
  /^Database error while /,
  /^An error occurred during execution of unit test '/,
  // dbt debug
  /^\d+ checks? failed:$/,
  /^dbt was unable to connect to the specified database\.?$/,
  /\bfollowing (?:error|reason):$/,
  // MetricFlow, before the list
  /^Breaking issues found when /,
];

/** A first line with the SQL that was sent: the reason follows below it. */
const SENT_SQL = /\/\* \{"app": "dbt"/;
/** "org.apache.x.AnalysisException: …", "'''), Py4JError: …": who fails, and why. */
const REASON =
  /(?:^|[\s'")(,])(?:[\w$]{1,80}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception):(?: \S|$)/;

/** Lines of git and ssh, the most specific first. */
const GIT = [
  /Permission denied|Host key verification failed|Access denied|not granted|over its data quota|(?:could|can)not (?:read (?:Username|Password)|resolve host)|Could not resolve host|Connection (?:refused|reset|timed out)|certificate problem|Repository not found/i,
  /^remote: (?:ERROR: )?(?=.*[a-z])(?!(?:Enumerating|Counting|Compressing|Total)\b)/i,
  /^(?:error|fatal): (?!Could not read from remote)/i,
  /^fatal: /,
];
const IS_GIT = /^(?:fatal: |Cloning into )/;

const TRACEBACK = /Traceback \(most recent call last\)/;
/** The longest name of an exception that is looked at. */
const MAX_NAME = 200;
const EXCEPTION =
  /(?<=[A-Z]\w{0,200})(?:Error|Exception|Exit|Failure|Interrupt|Warning)$/;

/** Whether a line is a frame of dbt, or empty. */
export function isFrame(line: string): boolean {
  const text = line.trim();
  return FRAMES.some((pattern) => pattern.test(text));
}

/** Whether a line says more than the place of an error. */
export function isCause(line: string): boolean {
  const text = line.trim();
  return !isFrame(line) && !VAGUE.some((pattern) => pattern.test(text));
}

/** Whether a line is the end of a traceback: the exception, and its message. */
export function isException(line: string): boolean {
  const [word = ""] = /^[\w.]+/.exec(line.slice(0, MAX_NAME)) ?? [];
  return EXCEPTION.test(word);
}

/**
 * A message without dbt's frame, with the cause as its first line. Line by
 * line: one expression for all of it takes minutes where there are many lines.
 */
export function putCauseFirst(message: string): string {
  const lines = unframe(message);
  const at = Math.max(0, findCause(lines));
  const cause = trimCause(lines[at] ?? "");
  // A line that ends with a colon takes the next one along.
  const moved = lines.splice(at, cause.endsWith(":") ? 2 : 1).slice(1);
  const next = at > 0 ? moved.map((line) => line.trim()) : moved;
  lines.unshift(cause, ...next);
  return lines.join("\n").trim() || message.trim();
}

function unframe(message: string): string[] {
  const lines = message.trimEnd().split("\n");
  if (/^\s*compiled (code|sql) at /i.test(lines.at(-1)!)) lines.pop();
  const start = lines.findIndex((line) => !isFrame(line));
  const cause = start < 0 ? lines.slice(-1) : lines.slice(start);
  const [indent = ""] = /^[ \t]*/.exec(cause[0] ?? "") ?? [];
  return cause.map((line) =>
    line.startsWith(indent) ? line.slice(indent.length) : line
  );
}

/** A cause without what stands around it in its line. */
function trimCause(line: string): string {
  const text = PREFIXES.reduce(
    (text, pattern) => text.replace(pattern, ""),
    line.trim(),
  );
  return SUFFIXES.reduce(
    (text, [pattern, instead]) => text.replace(pattern, instead),
    text,
  );
}

/** Finds the index of the cause, or -1. */
function findCause(lines: string[]): number {
  const texts = lines.map((line) => line.trim());
  const kinds = texts.some((text) => IS_GIT.test(text)) ? GIT : [];
  const kind = kinds.find((it) => texts.some((text) => it.test(text)));
  if (kind) return texts.findIndex((text) => kind.test(text));
  const from = texts.findLastIndex((text) => TRACEBACK.test(text));
  if (from >= 0) return findException(lines, from);
  if (SENT_SQL.test(texts[0] ?? "")) {
    return texts.findIndex((text, i) => i > 0 && REASON.test(text));
  }
  return texts.findIndex(isCause);
}

/** The last line of a traceback that is not indented: the exception. */
function findException(lines: string[], from: number): number {
  const traceback = dedent(lines.slice(from));
  const exception = traceback.findLastIndex(isException);
  const last = traceback.findLastIndex((line) => /^\S/.test(line));
  const at = exception > 0 ? exception : last;
  return at > 0 ? from + at : -1;
}
