/** Reads the value of a setting from text. */
import { hideCredentials, truncate } from "../../api/text.ts";
import type { Setting, SettingName, SettingType, Values } from "./settings.ts";
import { readStepsOverride } from "./steps_override.ts";

/** How texts of a type are read, and what they must be. */
interface TextReader {
  /** Returns `undefined` for a text that is none of the type. */
  read: (text: string) => unknown;
  expected: string;
}

const NUMBER_OR_TEXT = {
  // The check of all options says what is wrong with a text or a number.
  read: (text: string) => readNumber(text) ?? text,
  expected: "a positive whole number",
};
const SWITCH = { read: readBoolean, expected: "true or false" };

const READERS: { [T in Exclude<SettingType, "strings">]: TextReader } = {
  string: { read: (text) => text, expected: "text" },
  integer: NUMBER_OR_TEXT,
  request: NUMBER_OR_TEXT,
  count: { read: readCount, expected: "a whole number of 0 or more" },
  seconds: {
    read: readSeconds,
    expected: "a number of seconds, from 0 to 2147483",
  },
  time: {
    read: readIsoTime,
    expected: "a time with its zone, such as 2026-01-31T06:00:00Z",
  },
  boolean: SWITCH,
  switch: SWITCH,
};

/**
 * Returns the value that texts have for a setting; the last text counts where
 * there may be one. Throws what else is wrong with it, without its name.
 */
export function readValue<N extends SettingName>(
  { type, choices, implied }: Setting,
  texts: string[],
): Values[N] {
  // The table of settings says which type belongs to which name.
  if (type === "strings") return readStepsOverride(texts) as Values[N];
  const text = texts.at(-1)!.trim();
  const { read, expected } = READERS[type];
  if (!choices) {
    const value = read(text);
    if (value === undefined) throw new TypeError(mustBe(expected, text));
    return value as Values[N];
  }
  const words = { ...(implied && { true: implied, false: "none" }) };
  const word: string = words[text.toLowerCase() as "true"] ?? text;
  if (choices.includes(word)) return word as Values[N];
  const value = type === "switch" ? read(text) : undefined;
  if (value !== undefined) return value as Values[N];
  const names = [
    ...(type === "switch" ? ["true", "false"] : implied ? ["true"] : []),
    ...choices,
  ];
  throw new TypeError(mustBe(`one of ${names.join(", ")}`, text));
}

/** "must be …: current value is …", without a password in an address. */
export function mustBe(expected: string, text: string): string {
  return `must be ${expected}: current value is ${quoteValue(text)}`;
}

/** A value as a sentence shows it. */
export function quoteValue(text: string): string {
  return truncate(JSON.stringify(hideCredentials(text)), 160);
}

/** The number that a text is, if no digit of it is lost. */
function readNumber(text: string): number | undefined {
  const number = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** A whole number of 0 or more. */
export function readCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? readNumber(text) : undefined;
}

/** Seconds as milliseconds, as many as a timer takes. */
function readSeconds(text: string): number | undefined {
  const duration = (readNumber(text) ?? -1) * 1_000;
  return duration >= 0 && duration < 2 ** 31 ? duration : undefined;
}

function readBoolean(text: string): boolean | undefined {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  return /^(false|0|no|off)$/i.test(text) ? false : undefined;
}

/** A time of ISO 8601 with its zone, as milliseconds since 1970. */
function readIsoTime(text: string): number | undefined {
  const isTime =
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)$/i
      .test(text);
  if (!isTime) return;
  const time = Date.parse(
    text.replace(",", ".").replace(/([+-]\d\d)$/, "$1:00"),
  );
  return Number.isNaN(time) ? undefined : time;
}
