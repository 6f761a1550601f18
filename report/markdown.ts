/** Formats texts as Markdown, whatever they contain. */
import { truncate } from "../api/text.ts";
import { safeLine } from "./safe_text.ts";

/** The maximum length of a text in a line, in characters. */
export const MAX_LINE_LENGTH = 1_000;
/** The maximum length of a block, in characters. */
const MAX_MESSAGE = 6_000;

/** Escapes a text from outside, so that no tag, link or table cell begins in it. */
export function escapeMarkdown(text: string): string {
  return safeLine(text, { length: MAX_LINE_LENGTH })
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+.!|~@:-]/g, (it) => `&#${it.charCodeAt(0)};`);
}

/** Formats lines as a block of code, whatever they contain. */
export function formatBlock(lines: string[]): string {
  const text = truncate(lines.join("\n"), MAX_MESSAGE);
  const ticks = text.match(/`+/g) ?? [];
  const longest = Math.max(2, ...ticks.map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Folds lines below a title; empty if there are no lines. */
export function formatFolded(title: string, lines: string[]): string {
  const text = lines.join("\n");
  return text &&
    `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

/**
 * Keeps the texts that fit into a limit in bytes, and adds a note of how many more
 * there are. A text that is too large does not hide those that follow it.
 */
export function limitBytes(
  texts: string[],
  limit: number,
  formatNote: (more: number) => string,
): string[] {
  let remaining = limit;
  const kept = texts.filter((text) => {
    const size = new TextEncoder().encode(text).length + 2;
    const fits = size <= remaining;
    if (fits) remaining -= size;
    return fits;
  });
  const more = texts.length - kept.length;
  return more > 0 ? [...kept, formatNote(more)] : kept;
}
