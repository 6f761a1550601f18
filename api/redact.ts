/**
 * Hides the API key in all that is printed, written or thrown.
 *
 * A key may stand in a text in many forms: with colours or line breaks between
 * its characters, or escaped for JSON, a URL or HTML. So a text is not searched
 * for the key, but read: at each place, `listDecodings()` lists the characters
 * that the text may stand for there, and `KeyMatcher` follows all of them. Its
 * steps are counted, so that no text takes long.
 */
import {
  createMatchers,
  MIN_SECRET_LENGTH,
  type Range,
} from "./key_matcher.ts";

/** The maximum depth of a value. */
const MAX_DEPTH = 100;
/** The end of a text that is searched for the beginning of a key. */
const MAX_OPEN_END = 2 ** 16;

/** A token of dbt Cloud, by its prefix, alphabet and length. */
const TOKEN = /\bdbt[cu]_[\w-]{32,4096}/gi;

/** Whether a word is random, as tokens are, and not the name of a model. */
function isRandom(word: string): boolean {
  return /[A-Z]/.test(word) && /[a-z]/.test(word) && /\d/.test(word);
}

/** Hides keys in a text, or in all text of a value. */
export interface Redact {
  <T>(value: T): T;
}

/** Hides keys, also in a text that comes in pieces. */
export interface Redactor extends Redact {
  /**
   * Returns the length of an unfinished text that may be shown: the rest may be
   * the beginning of a key, which is only known once more of it has come.
   */
  findOpenEnd(text: string): number;
}

/**
 * Makes a function that replaces keys by `***`, and with them all that looks
 * like a token of dbt Cloud.
 */
export function createRedactor(keys: string[]): Redactor {
  const matchers = createMatchers(keys);
  const redact = createRedact((text) => [
    ...matchers.flatMap((matcher) => matcher.find(text)),
    ...findTokens(text),
  ]);
  const findOpenEnd = (text: string): number => {
    const offset = Math.max(0, text.length - MAX_OPEN_END);
    const tail = text.slice(offset);
    const starts = matchers.map((matcher) => matcher.findBeginning(tail));
    return offset + Math.min(tail.length, ...starts.filter(isDefined));
  };
  return Object.assign(redact, { findOpenEnd });
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function findTokens(text: string): Range[] {
  return [...text.matchAll(TOKEN)].filter(([word]) => isRandom(word.slice(5)))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

function createRedact(find: (text: string) => Range[]): Redact {
  const redact = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") {
      const isShort = value.length < MIN_SECRET_LENGTH;
      return isShort ? value : hide(value, find(value));
    }
    if (typeof value !== "object" || value === null) return value;
    // Nothing of dbt Cloud is that deep, and the stack has an end.
    if (depth === MAX_DEPTH) return null;
    const redactItem = (item: unknown) => redact(item, depth + 1);
    if (Array.isArray(value)) return value.map(redactItem);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, redactItem(item)]),
    );
  };
  return <T>(value: T) => redact(value, 0) as T;
}

/** Replaces ranges of a text, which may overlap, by `***`. */
function hide(text: string, ranges: Range[]): string {
  let hidden = "";
  let shownTo = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start >= shownTo) hidden += `${text.slice(shownTo, start)}***`;
    shownTo = Math.max(shownTo, end);
  }
  return hidden + text.slice(shownTo);
}
