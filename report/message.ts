/** Finds the cause in a message of dbt, a database, git or Python. */
import { dedent } from "./text.ts";

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
