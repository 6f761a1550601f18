/**
 * The one sanitiser for all text that dbt, the API or a pull request wrote:
 * what it lets through is neither obeyed by a CI system nor by a terminal.
 */

const ESCAPES =
  // deno-lint-ignore no-control-regex
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
// deno-lint-ignore no-control-regex
const COLOUR = /^\x1b\[[0-9;]*m$/;
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

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
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    // GitHub and Azure look for these anywhere in a line.
    .replace(/##(?=\[|vso\[)/gi, "##\\")
    // GitHub obeys these at the beginning of a line.
    .replace(/^(\s*)::/, "$1\\::");
  return line.length > length
    ? `${line.slice(0, length).toWellFormed()}…${colour ? "\x1b[0m" : ""}`
    : line;
}

/** Makes harmless lines of a text. */
export function safeLines(text: string, options: SafeOptions = {}): string[] {
  return text.trimEnd().split(LINE_BREAK)
    .map((line) => safeLine(line, options));
}
