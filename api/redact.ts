/** Hides the API key, in whatever form it stands in a text. */

/** Keys of real accounts are longer; shorter words are too common to hide. */
export const MIN_SECRET_LENGTH = 8;

/**
 * Escapes of a terminal, invisible characters and line breaks, which may stand in
 * the middle of a key. Repetitions have a limit, and each way begins with a
 * character of its own, so that no text takes long to search.
 */
const GAP = `(?:${
  [
    "(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]",
    "\\x1b[\\]PX^_][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)",
    "\\x1b(?![[\\]PX^_])[ -/]{0,4}[0-~]",
    "\\r?\\n[ \\t]{0,16}",
    "[\\0-\\x08\\x0b\\x0c\\x0e-\\x1a\\x1c-\\x1f\\x7f-\\x9a\\x9c-\\x9f\\xad]",
    "[\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f]",
    "[\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]",
    "\\udb40[\\udc00-\\udfff]",
  ].join("|")
}){0,16}`;

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** One character as it is, or as JSON, a URL, XML or HTML escape it. */
function formsOf(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, "0");
  const names: Record<string, string> = {
    "&": "amp",
    "<": "lt",
    ">": "gt",
    '"': "quot",
    "'": "apos",
  };
  const name = names[character];
  return [
    `\\\\{0,8}${escapeRegExp(character)}`,
    `\\\\{1,8}u${hex.padStart(4, "0")}`,
    `%(?:25){0,3}${hex}`,
    `&#(?:0{0,4}${code}|x0{0,4}${hex});`,
    ...(name ? [`&${name};`] : []),
  ].join("|");
}

/** The middle of the text in base64, which is the same at three alignments. */
function base64Of(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = new TextEncoder().encode("\0".repeat(offset) + text);
    const encoded = btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
    const isWhole = bytes.length % 3 === 0;
    const middle = encoded.slice(
      Math.ceil(offset * 8 / 6),
      isWhole ? undefined : -1,
    );
    return escapeRegExp(middle)
      .replaceAll("\\+", "[+-]").replaceAll("\\/", "[/_]");
  });
}

function patternOf(keys: string[]): RegExp {
  const patterns = keys.filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .flatMap((key) => [
      [...key].map((character) => `(?:${formsOf(character)})`).join(GAP),
      ...base64Of(key),
    ]);
  return new RegExp([...patterns, "\\bdbt[cu]_\\w{4,4096}"].join("|"), "gi");
}

/** Hides keys in a text, or in all text of a value. */
export type Redact = <T>(value: T) => T;

/**
 * Makes a function that replaces keys by `***`, and with them everything that
 * looks like a key of dbt Cloud.
 */
export function redactor(keys: string[]): Redact {
  // Made when it is first used: the first POST does not need it.
  let pattern: RegExp | undefined;
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replace(pattern ??= patternOf(keys), "***");
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(hide);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, hide(item)]),
    );
  };
  return hide as Redact;
}
