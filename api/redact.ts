/**
 * Hides the API key in all that is printed, written or thrown.
 *
 * A key may stand in a text in many forms: with colours or line breaks between
 * its characters, or escaped for JSON, a URL or HTML. So a text is not searched
 * for the key, but read: at each place, `decodingsAt` lists the characters that
 * the text may stand for there, and the matcher follows all of them. Its steps
 * are counted, so that no text takes long.
 */

/** Keys of real accounts are longer; shorter words are too common to hide. */
export const MIN_SECRET_LENGTH = 8;
/** The maximum depth of a value. */
const MAX_DEPTH = 100;
/** The maximum steps of a search, after which the rest of the text is hidden. */
const MAX_SEARCH_STEPS = 2 ** 22;
/** The maximum gaps between two characters of a key. */
const MAX_GAPS = 8;
/** A shorter beginning of a key gives nothing away. */
const MIN_KEY_BEGINNING = 4;
/** The end of a text that is searched for the beginning of a key. */
const MAX_OPEN_END = 2 ** 16;

/** A token of dbt Cloud, by its prefix, alphabet and length. */
const TOKEN = /\bdbt[cu]_[\w-]{32,4096}/gi;

/** Whether a word is random, as tokens are, and not the name of a model. */
function isRandom(word: string): boolean {
  return /[A-Z]/.test(word) && /[a-z]/.test(word) && /\d/.test(word);
}

// How a text may stand for a character

/**
 * Gaps may stand in the middle of a key: terminal escapes, line breaks,
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
/** Compiled when it is first needed: that takes longer than all else here. */
let gap: RegExp | undefined;

/** An escape: how it nests in itself, and what follows its first character. */
interface Escape {
  nested: string;
  rest: RegExp;
}

/** How JSON, URLs and HTML escape a character, by what the escape begins with. */
const ESCAPES: { [first: string]: Escape } = {
  "\\": { nested: "", rest: /\\{0,7}(?:u00|x)([0-9a-f]{2})/iy },
  "%": { nested: "25", rest: /([0-9a-f]{2})/iy },
  "&": {
    nested: "amp;",
    rest: /(?:#x0{0,4}([0-9a-f]{1,2})|#0{0,4}(\d{1,3})|([a-z]+));/iy,
  },
};
const MAX_NESTING = 4;
/** The characters that HTML names. */
const NAMED_CODES: { [name: string]: number } = {
  amp: 38,
  lt: 60,
  gt: 62,
  quot: 34,
  apos: 39,
};

/** For each ASCII code, whether an escape begins with it. */
const BEGINS_ESCAPE = new Uint8Array(128);
for (const first in ESCAPES) BEGINS_ESCAPE[first.charCodeAt(0)] = 1;

/** Whether a character only stands for itself: no gap or escape begins with it. */
function isPlain(code: number): boolean {
  return code > 31 && code < 127 && !BEGINS_ESCAPE[code];
}

/** One way to read a text at a place. */
interface Decoding {
  /** Where it ends. */
  end: number;
  /** The character; `undefined` for a gap. */
  code: number | undefined;
}

/** Lists what a text may stand for at a place: itself, a gap, an escape. */
function decodingsAt(text: string, at: number): Decoding[] {
  const own = text.charCodeAt(at);
  const decodings: Decoding[] = [{ end: at + 1, code: own }];
  if (isPlain(own)) return decodings;
  (gap ??= new RegExp(GAP, "uy")).lastIndex = at;
  if (gap.test(text)) decodings.push({ end: gap.lastIndex, code: undefined });
  const escape = ESCAPES[text.charAt(at)];
  if (escape) decodings.push(...unescapeAt(text, at + 1, escape));
  return decodings;
}

/** Lists what an escape may stand for, whose first character ends at a place. */
function unescapeAt(
  text: string,
  start: number,
  { nested, rest }: Escape,
): Decoding[] {
  const decodings: Decoding[] = [];
  for (let level = 0, at = start; level < MAX_NESTING; level++) {
    rest.lastIndex = at;
    const [, hex, decimal, name = ""] = rest.exec(text) ?? [];
    const code = hex
      ? parseInt(hex, 16)
      : Number(decimal ?? NAMED_CODES[name.toLowerCase()]);
    if (code) decodings.push({ end: rest.lastIndex, code });
    if (!nested || !text.startsWith(nested, at)) break;
    at += nested.length;
  }
  return decodings;
}

/** The beginnings of an escape or a gap. */
const BEGINNINGS = [
  "%[0-9a-f]{0,8}",
  "\\\\{1,8}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?",
  "&[\\w#;]{0,20}",
  "[\\x1b\\x9b][^\\n]{0,256}",
  "\\r",
].join("|");
/** An escape or a gap whose end is missing. */
const CUT_ESCAPE = new RegExp(`^(?:${BEGINNINGS})$`, "i");
const LONGEST_ESCAPE = 257;

/** Whether an escape begins at a place, and the text ends within it. */
function isCutEscape(text: string, at: number): boolean {
  return text.length - at <= LONGEST_ESCAPE &&
    CUT_ESCAPE.test(text.slice(at));
}

/** Makes upper and lower case the same, and both kinds of base64. */
function fold(code: number): number {
  if (code > 64 && code < 91) return code + 32;
  return code === 45 ? 43 : code === 95 ? 47 : code;
}

// The matcher

/** A part of a text. */
interface Range {
  start: number;
  end: number;
}

/** A place of the text that is to be tried, and how much of the key precedes it. */
interface Candidate {
  at: number;
  matched: number;
  gaps: number;
}

/** The result of the matcher at a place. */
interface Match {
  /** Where the key ends that begins there; 0 if none does. */
  end: number;
  /** Whether the text ends within what may be the key. */
  isOpen: boolean;
}

/** Finds one form of a key in texts. */
class KeyMatcher {
  /** The key, folded. */
  readonly #codes: number[];
  /** For each ASCII code, whether a form of the key may begin with it. */
  readonly #isFirst = BEGINS_ESCAPE.slice();

  constructor(key: string) {
    this.#codes = key.split("").map((unit) => fold(unit.charCodeAt(0)));
    for (const code of this.#isFirst.keys()) {
      if (fold(code) === this.#codes[0]) this.#isFirst[code] = 1;
    }
  }

  /** Lists where the key stands in a text. */
  find(text: string): Range[] {
    const budget = { steps: MAX_SEARCH_STEPS + 32 * text.length };
    const found: Range[] = [];
    for (let at = 0; at < text.length;) {
      // Most characters begin no key.
      if (!this.#isFirst[text.charCodeAt(at)]) {
        at++;
        continue;
      }
      const { end } = this.#matchAt(text, at, budget);
      if (end > 0) found.push({ start: at, end });
      at = end || at + 1;
    }
    return found;
  }

  /** Finds where the key begins that a text ends in. */
  findBeginning(text: string): number | undefined {
    const budget = { steps: MAX_SEARCH_STEPS };
    for (let at = 0; at < text.length;) {
      const { end, isOpen } = this.#matchAt(text, at, budget);
      if (isOpen) return at;
      at = end || at + 1;
    }
  }

  #matchAt(text: string, start: number, budget: { steps: number }): Match {
    const match: Match = { end: 0, isOpen: false };
    if (!this.#isFirst[text.charCodeAt(start)]) return match;
    const candidates: Candidate[] = [{ at: start, matched: 0, gaps: 0 }];
    for (let next; (next = candidates.pop());) {
      const { at, matched, gaps } = this.#skipPlain(text, next, budget);
      if (matched === this.#codes.length) {
        match.end = Math.max(match.end, at);
        continue;
      }
      const isEnd = at === text.length || isCutEscape(text, at);
      if (isEnd && matched >= MIN_KEY_BEGINNING) match.isOpen = true;
      if (at === text.length) continue;
      const decodings = decodingsAt(text, at);
      budget.steps -= 8 * decodings.length - 7;
      if (budget.steps < 0) return { end: text.length, isOpen: true };
      for (const { end, code } of decodings) {
        if (code !== undefined) {
          if (fold(code) !== this.#codes[matched]) continue;
          candidates.push({ at: end, matched: matched + 1, gaps: 0 });
        } else if (matched > 0 && gaps < MAX_GAPS) {
          candidates.push({ at: end, matched, gaps: gaps + 1 });
        }
      }
    }
    return match;
  }

  /** Matches as long as the characters are plain, as nearly all are. */
  #skipPlain(
    text: string,
    { at, matched, gaps }: Candidate,
    budget: { steps: number },
  ): Candidate {
    let code;
    while (isPlain(code = text.charCodeAt(at))) {
      if (fold(code) !== this.#codes[matched]) break;
      at++;
      matched++;
      gaps = 0;
      budget.steps--;
    }
    return { at, matched, gaps };
  }
}

/**
 * Lists how a text stands in base64, by how many bytes stand before it, without
 * the ends that depend on its neighbours.
 */
function toBase64(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join(
    "",
  );
  return [0, 1, 2].map((before) => {
    const digits = btoa("\0".repeat(before) + binary);
    const bits = (count: number) => 8 * count / 6;
    const start = Math.ceil(bits(before));
    return digits.slice(start, Math.floor(bits(before + bytes.length)));
  });
}

function createMatchers(keys: string[]): KeyMatcher[] {
  return keys.filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .flatMap((key) => [key, ...toBase64(key)])
    .map((form) => new KeyMatcher(form));
}

// Redaction

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
