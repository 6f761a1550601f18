/**
 * Text of dbt, databases, git and Python: made harmless, and its cause found.
 *
 * The one sanitiser for all text that dbt, the API or a pull request wrote: no
 * terminal obeys what it lets through. What a CI system would obey, each
 * system's own file knows.
 */

import { cutTo } from "../api/json.ts";

const ESCAPES =
  // deno-lint-ignore no-control-regex
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
// Bold, dim, italic, underlined, colours, and their ends; nothing that hides.
// deno-lint-ignore no-control-regex
const COLOUR = /^\x1b\[(?:(?:0?|[1-4]|2[2-4]|3[0-79]|9[0-7])(?:;|(?=m)))*m$/;
const RESET = "\x1b[0m";
/** Where a text breaks into lines, for any reader. */
export const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Options for {@linkcode safeLine}. */
export interface SafeOptions {
  /** Whether colours stay. */
  colour?: boolean;
  /** How many characters stay. */
  length?: number;
}

/** Makes one harmless line of a text. */
export function safeLine(text: string, options: SafeOptions = {}): string {
  const { colour = false, length = 4_000 } = options;
  const line = text.toWellFormed()
    .replace(ESCAPES, (found) => colour && COLOUR.test(found) ? found : "")
    // Of the other controls, only tabs stay.
    .replace(CONTROLS, (found) => colour && found === "\x1b" ? found : " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
  const cut = cutTo(length, line);
  // A colour ends with its line, whatever follows.
  return cut.includes("\x1b") && !cut.endsWith(RESET) ? cut + RESET : cut;
}

/** Makes harmless lines of a text. */
export function safeLines(text: string, options: SafeOptions = {}): string[] {
  return text.trimEnd().split(LINE_BREAK)
    .map((line) => safeLine(line, options));
}

/** The first of some names in a line, and how many more there are. */
export function fewOf(names: string[], most: number): string {
  const more = names.length - most;
  const line = names.slice(0, most).join(", ");
  return more > 0 ? `${line} and ${more} more` : line;
}

/** A duration in milliseconds as people say it. */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [
    `${Math.floor(seconds / 86_400)} d`,
    `${Math.floor(seconds / 3_600) % 24} h`,
    `${Math.floor(seconds / 60) % 60} min`,
    `${seconds % 60} s`,
  ].filter((part) => !part.startsWith("0 "));
  return parts.slice(0, 3).join(" ") || "0 s";
}

/** dbt's first lines of a message, which say where it broke, and not why. */
const FRAME =
  /^(?:(?:Exception on worker thread\. |ERROR:? )?>?(?:(?:Compilation|Connection|Database|Dbt|Dependency|Internal|Parsing|Python Model|Runtime|Snapshot|Test|Validation) Error|Failure|Error)(?: in [a-z].*)?|\[(?:ERROR|FAIL\w*)\]: in .+\))?$/;

/** What Fusion says before the cause, in its line. */
const PREFIXES = [
  /^Error executing [\w ]*macro '[^']*' for \w+ [^\s:]+: /,
  /^Failed to [\w ]+ invalid operation: /,
  /^[A-Z]\w+ Error for \S+ from \S+: /,
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
];

/** What git and ssh say, the most telling first. */
const GIT = [
  /Permission denied|Host key verification failed|Access denied|not granted|over its data quota|(?:could|can)not (?:read (?:Username|Password)|resolve host)|Could not resolve host|Connection (?:refused|reset|timed out)|certificate problem|Repository not found/i,
  /^remote: (?:ERROR: )?(?=.*[a-z])(?!(?:Enumerating|Counting|Compressing|Total)\b)/i,
  /^(?:error|fatal): (?!Could not read from remote)/i,
  /^fatal: /,
];
const IS_GIT = /^(?:fatal: |Cloning into )/;

const TRACEBACK = /Traceback \(most recent call last\)/;
const EXCEPTION =
  /^[\w.]*[A-Z]\w*(?:Error|Exception|Exit|Failure|Interrupt|Warning)\b/;

/** Whether a line is a frame of dbt, or empty. */
export function isFrame(line: string): boolean {
  return FRAME.test(line.trim());
}

/**
 * A message without dbt's frame, with the cause as its first line. Line by
 * line: one expression for all of it takes minutes where there are many lines.
 */
export function explain(message: string): string {
  const lines = unframe(message);
  const at = causeAt(lines);
  if (at > 0) lines.unshift(...lines.splice(at, 1).map((line) => line.trim()));
  return lines.join("\n").trim() || message.trim();
}

function unframe(message: string): string[] {
  const lines = message.trimEnd().split("\n");
  if (/^\s*compiled (code|sql) at /i.test(lines.at(-1)!)) lines.pop();
  // Where all are of the frame, -1 leaves the last of them.
  const cause = lines.slice(lines.findIndex((line) => !isFrame(line)));
  const [indent = ""] = /^[ \t]*/.exec(cause[0] ?? "") ?? [];
  const [first = "", ...rest] = cause.map((line) =>
    line.startsWith(indent) ? line.slice(indent.length) : line
  );
  const plain = PREFIXES.reduce((text, it) => text.replace(it, ""), first)
    .replace(/ - \w+ Error$/, ":");
  return [plain, ...rest];
}

/** Where the cause stands. */
function causeAt(lines: string[]): number {
  const texts = lines.map((line) => line.trim());
  const kinds = texts.some((text) => IS_GIT.test(text)) ? GIT : [];
  const kind = kinds.find((it) => texts.some((text) => it.test(text)));
  if (kind) return texts.findIndex((text) => kind.test(text));
  const from = texts.findLastIndex((text) => TRACEBACK.test(text));
  if (from < 0) {
    return texts.findIndex((text) => !VAGUE.some((it) => it.test(text)));
  }
  const traceback = dedent(lines.slice(from));
  const at = [EXCEPTION, /^\S/].map((kind) =>
    traceback.findLastIndex((line) => kind.test(line))
  ).find((i) => i > 0);
  return at ? from + at : -1;
}

/** Lines without the indent that all of them have, but for empty ones. */
export function dedent(lines: string[]): string[] {
  const least = lines.filter((line) => line.trim())
    .reduce((least, line) => Math.min(least, line.search(/\S/)), Infinity);
  return lines.map((line) => line.slice(least));
}
