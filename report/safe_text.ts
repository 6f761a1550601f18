/**
 * The one sanitiser for all text that dbt, the API or a pull request wrote: no
 * terminal obeys what it lets through. What a CI system would obey, each
 * system's own file knows.
 */

import { truncate } from "../api/text.ts";

const TERMINAL_ESCAPES =
  // deno-lint-ignore no-control-regex
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
// Bold, dim, italic, underlined, colours, and their ends; nothing that hides.
// deno-lint-ignore no-control-regex
const COLOUR = /^\x1b\[(?:(?:0?|[1-4]|2[2-4]|3[0-79]|9[0-7])(?:;|(?=m)))*m$/;
const RESET = "\x1b[0m";
/** Text that is harmless as it is, such as most lines of a log. */
const PLAIN = /^[\t\x20-\x7e]*$/;
/** A line break for any reader. */
export const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Options for {@linkcode safeLine}. */
export interface SafeOptions {
  /** Whether colours stay. */
  colour?: boolean;
  /** The maximum number of characters. */
  length?: number;
}

/** Makes one harmless line of a text. */
export function safeLine(text: string, options: SafeOptions = {}): string {
  const { colour = false, length = 4_000 } = options;
  if (PLAIN.test(text)) return truncate(text, length);
  const line = text.toWellFormed()
    .replace(
      TERMINAL_ESCAPES,
      (found) => colour && COLOUR.test(found) ? found : "",
    )
    // Of the other controls, only tabs stay.
    .replace(CONTROLS, (found) => colour && found === "\x1b" ? found : " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
  const cut = truncate(line, length);
  // A colour ends with its line, whatever follows.
  return cut.includes("\x1b") && !cut.endsWith(RESET) ? cut + RESET : cut;
}

/** Makes harmless lines of a text. */
export function safeLines(text: string, options: SafeOptions = {}): string[] {
  return text.trimEnd().split(LINE_BREAK)
    .map((line) => safeLine(line, options));
}
