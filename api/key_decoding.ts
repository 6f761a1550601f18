/** Reads the forms in which a text may hold a character of a key. */

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

/** An escape: the text by which it nests in itself, and what follows its first character. */
interface Escape {
  nested: string;
  rest: RegExp;
}

/** The escapes of JSON, URLs and HTML, by their first characters. */
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
export const BEGINS_ESCAPE = new Uint8Array(128);
for (const first in ESCAPES) BEGINS_ESCAPE[first.charCodeAt(0)] = 1;

/** Whether a character only stands for itself: no gap or escape begins with it. */
export function isPlain(code: number): boolean {
  return code > 31 && code < 127 && !BEGINS_ESCAPE[code];
}

/** One way to read a text at a place. */
export interface Decoding {
  /** The place after it. */
  end: number;
  /** The character; `undefined` for a gap. */
  code: number | undefined;
}

/** Lists what a text may stand for at a place: itself, a gap, an escape. */
export function listDecodings(text: string, at: number): Decoding[] {
  const own = text.charCodeAt(at);
  const decodings: Decoding[] = [{ end: at + 1, code: own }];
  if (isPlain(own)) return decodings;
  (gap ??= new RegExp(GAP, "uy")).lastIndex = at;
  if (gap.test(text)) decodings.push({ end: gap.lastIndex, code: undefined });
  const escape = ESCAPES[text.charAt(at)];
  if (escape) decodings.push(...listUnescaped(text, at + 1, escape));
  return decodings;
}

/** Lists what an escape may stand for, whose first character ends at a place. */
function listUnescaped(
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
export function isCutEscape(text: string, at: number): boolean {
  return text.length - at <= LONGEST_ESCAPE &&
    CUT_ESCAPE.test(text.slice(at));
}

/** Makes upper and lower case the same, and both kinds of base64. */
export function fold(code: number): number {
  if (code > 64 && code < 91) return code + 32;
  return code === 45 ? 43 : code === 95 ? 47 : code;
}
