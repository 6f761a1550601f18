/** Hides the API key in all that is printed, written or thrown. */

/** Keys of real accounts are longer; shorter words are too common to hide. */
export const MIN_SECRET_LENGTH = 8;
/** The maximum depth of a value. */
const MAX_DEPTH = 100;
/** The maximum steps of a search, after which the rest of the text is hidden. */
const MAX_STEPS = 2 ** 22;
/** The maximum gaps between two characters of a key. */
const MAX_GAPS = 8;
/** A shorter beginning of a key gives nothing away. */
const MIN_BEGINNING = 4;
/** The maximum of characters that may stand for one of a key, with its gaps. */
const MAX_FORM = 32;

/** What looks like a key of dbt Cloud. */
const TOKEN = /\bdbt[cu]_\w{4,4096}/gi;
/**
 * What may stand in the middle of a key: terminal escapes, line breaks,
 * backslashes, invisible characters. All repetitions have a maximum.
 */
const GAP = [
  "(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]",
  "\\x1b[\\]PX^_][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)",
  "\\x1b(?![[\\]PX^_])[ -/]{0,4}[0-~]",
  "\\r?\\n[ \\t]{0,16}|\\\\{1,8}",
  // Control characters, and what a terminal shows nothing of.
  "(?![\\t\\n\\r\\x1b\\x9b])[\\p{Cc}\\p{DI}\\u2028\\u2029]",
].join("|");
/** Compiled when it is first needed, for that takes longer than all else here. */
let gap: RegExp | undefined;
/** How JSON, URLs and HTML escape a character: what nests it, and how it goes on. */
const ESCAPES: { [first: string]: [nested: string, rest: RegExp] } = {
  "\\": ["", /\\{0,7}(?:u00|x)([0-9a-f]{2})/iy],
  "%": ["25", /([0-9a-f]{2})/iy],
  "&": ["amp;", /(?:#x0{0,4}([0-9a-f]{1,2})|#0{0,4}(\d{1,3})|([a-z]+));/iy],
};
/** The codes that an escaped character begins with, as a table. */
const ESCAPING = new Uint8Array(128);
for (const first in ESCAPES) ESCAPING[first.charCodeAt(0)] = 1;
/** Whether a character can only be read as itself: no gap or escape begins so. */
const isPlain = (code: number) => code > 31 && code < 127 && !ESCAPING[code];
const MAX_NESTING = 4;
const NAMES = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 };

/** A way to read a text at a place; a gap has no code. */
type Reading = [end: number, code?: number];

/** All ways to read a text at a place: as it is, as a gap, and as an escape. */
function readingsAt(text: string, at: number): Reading[] {
  const code = text.charCodeAt(at);
  const readings: Reading[] = [[at + 1, code]];
  if (isPlain(code)) return readings;
  const [nested, rest] = ESCAPES[text.charAt(at)] ?? [];
  (gap ??= new RegExp(GAP, "uy")).lastIndex = at;
  if (gap.test(text)) readings.push([gap.lastIndex]);
  for (let n = 0, from = at + 1; rest && n < MAX_NESTING; n++) {
    rest.lastIndex = from;
    const [, hex, decimal, name] = rest.exec(text) ?? [];
    const named = NAMES[name?.toLowerCase() as keyof typeof NAMES];
    const code = hex ? parseInt(hex, 16) : Number(decimal ?? named);
    if (code) readings.push([rest.lastIndex, code]);
    if (!nested || !text.startsWith(nested, from)) break;
    from += nested.length;
  }
  return readings;
}

/** Upper and lower case count as the same, and so do both kinds of base64. */
function fold(code: number): number {
  if (code > 64 && code < 91) return code + 32;
  return code === 45 ? 43 : code === 95 ? 47 : code;
}

/** Makes a function that finds a key in a text, in whatever form it stands there. */
function createFinder(key: string) {
  const codes = key.split("").map((unit) => fold(unit.charCodeAt(0)));
  /** The codes that a form of the key may begin with. */
  const isFirst = ESCAPING.slice();
  for (let code = 0; code < isFirst.length; code++) {
    if (fold(code) === codes[0]) isFirst[code] = 1;
  }
  /** Makes the search of one text, which has a budget of steps for all of it. */
  const createSearch = (text: string) => {
    let left = MAX_STEPS + 32 * text.length;
    /**
     * Where the key ends that begins at a place, 0 if none does; and whether the
     * text ends before the key does.
     */
    return (start: number): { end: number; isOpen: boolean } => {
      let furthest = 0;
      let isOpen = false;
      // What is left to try: a place of the text, and one of the key.
      const open: [at: number, n: number, gaps: number][] = [[start, 0, 0]];
      for (let next = open.pop(); next; next = open.pop()) {
        let [at, n, gaps] = next;
        // Most characters are plain, and have one reading.
        for (let code; isPlain(code = text.charCodeAt(at));) {
          if (fold(code) !== codes[n]) break;
          [at, n, gaps] = [at + 1, n + 1, 0];
          left--;
        }
        if (n === codes.length) {
          furthest = Math.max(furthest, at);
          continue;
        }
        if (at >= text.length) {
          isOpen ||= n >= MIN_BEGINNING;
          continue;
        }
        const readings = readingsAt(text, at);
        left -= 8 * readings.length - 7;
        if (left < 0) return { end: text.length, isOpen: true };
        for (const [end, code] of readings) {
          if (code !== undefined) {
            if (fold(code) === codes[n]) open.push([end, n + 1, 0]);
          } else if (n > 0 && gaps < MAX_GAPS) open.push([end, n, gaps + 1]);
        }
      }
      return { end: furthest, isOpen };
    };
  };
  return {
    /** Finds all places of the key in a text. */
    find(text: string): [start: number, end: number][] {
      const search = createSearch(text);
      const found: [start: number, end: number][] = [];
      for (let at = 0; at < text.length;) {
        const end = isFirst[text.charCodeAt(at)] ? search(at).end : 0;
        if (end > 0) found.push([at, end]);
        at = end || at + 1;
      }
      return found;
    },
    /** Finds where the end of a text begins that may be the beginning of the key. */
    findBeginning(text: string): number {
      const search = createSearch(text);
      const first = Math.max(0, text.length - MAX_FORM * codes.length);
      for (let at = first; at < text.length; at++) {
        if (isFirst[text.charCodeAt(at)] && search(at).isOpen) return at;
      }
      return text.length;
    },
  };
}

const BASE64 =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A text in base64 without the ends that depend on what stands beside it. */
function base64Of(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  return [0, 2, 4].map((skipped) => {
    let [digits, bits, left] = ["", 0, -skipped];
    for (const byte of bytes) {
      bits = (bits << 8 | byte) & 0xffff;
      for (left += 8; left >= 6;) digits += BASE64[bits >> (left -= 6) & 63];
    }
    return digits;
  });
}

/** Hides keys in a text, or in all text of a value. */
export type Redact = <T>(value: T) => T;

/** Hides keys, also in a text that comes in pieces. */
export interface Redactor {
  /** Hides keys in a text, or in all text of a value. */
  <T>(value: T): T;
  /**
   * Returns how much of a text may be shown that goes on: what follows may be
   * the beginning of a key, which is only known once more of it has come.
   */
  findOpenEnd(text: string): number;
}

/**
 * Makes a function that replaces keys by `***`, and with them everything that
 * looks like a key of dbt Cloud.
 */
export function createRedactor(keys: string[]): Redactor {
  const finders = keys.filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .flatMap((key) => [key, ...base64Of(key)]).map(createFinder);
  const hideIn = (text: string): string => {
    if (text.length < MIN_SECRET_LENGTH) return text;
    const tokens = [...text.matchAll(TOKEN)]
      .map(({ 0: { length }, index }) => [index, index + length] as const);
    const found = [...finders.flatMap(({ find }) => find(text)), ...tokens]
      .toSorted(([one], [other]) => one - other);
    let hidden = "";
    let shown = 0;
    for (const [start, end] of found) {
      if (start >= shown) hidden += `${text.slice(shown, start)}***`;
      shown = Math.max(shown, end);
    }
    return hidden + text.slice(shown);
  };
  const hide = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return hideIn(value);
    if (typeof value !== "object" || value === null) return value;
    // Nothing of dbt Cloud is that deep, and the stack has an end.
    if (depth === MAX_DEPTH) return null;
    const deeper = (item: unknown) => hide(item, depth + 1);
    if (Array.isArray(value)) return value.map(deeper);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, deeper(item)]),
    );
  };
  const redact = <T>(value: T) => hide(value, 0) as T;
  const findOpenEnd = (text: string) =>
    Math.min(
      text.length,
      ...finders.map(({ findBeginning }) => findBeginning(text)),
    );
  return Object.assign(redact, { findOpenEnd });
}
