/** Texts: short lines, sentences, and what a stream holds. */

/** Makes one short line of a text, without control characters. */
export function oneLine(text: string, length = 300): string {
  return truncate(text.replace(/[\s\p{C}]+/gu, " ").trim(), length);
}

/** Cuts a text after `length` characters, and shows that by `…`. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).toWellFormed()}…`;
}

/** Hides user and password in an address, also in one that cannot be parsed. */
export function hideCredentials(address: string): string {
  return address.replace(/^(\s*\w+:\/+(?!\/))?.*@/s, "$1***@");
}

/** Whether a text is the full name of a commit. */
export function isFullCommit(text: unknown): text is string {
  return typeof text === "string" &&
    /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
}

/** Joins a message and the sentence that follows it; some messages end like one. */
export function joinSentences(message: string, next: string): string {
  return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
}

/** Reads the text of pieces; more than `limit` bytes are an error, or left out. */
export async function readText(
  pieces: AsyncIterable<Uint8Array>,
  limit: number,
  tooLong?: Error,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > limit && tooLong) throw tooLong;
    if (size > limit) break;
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
