/** Reads JSON and text from outside, whatever it holds. */

/** A JSON object of unknown content. */
export type Json = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Revive = Parameters<typeof JSON.parse>[1];

/** Parses a JSON text; `undefined` if it is none. */
export function parseJson(text: string, revive?: Revive): unknown {
  try {
    return JSON.parse(text, revive);
  } catch {
    return undefined;
  }
}

/** Whether a value is an id: a positive whole number that loses no digit. */
export function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

/** Returns a text as it is, and `null` for all else. */
export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Returns a text as it is, and `null` for all else: an empty text says nothing. */
export function filledTextOrNull(value: unknown): string | null {
  return textOrNull(value) || null;
}

/** Returns an id as it is, and `null` for all else. */
export function idOrNull(value: unknown): number | null {
  return isId(value) ? value : null;
}
