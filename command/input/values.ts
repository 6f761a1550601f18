/** Parses the values of settings. */
import { hideCredentials, truncate } from "../../api/text.ts";
import type { Setting, SettingType } from "./setting.ts";
import type { SettingName, Values } from "./settings.ts";
import { parseStepsOverride } from "./steps_override.ts";

/** The parser of the texts of a type. */
interface TextParser {
  /** Returns `undefined` for a text that is none of the type. */
  parse: (text: string) => unknown;
  /** Completes "must be …" of the error. */
  expected: string;
}

const ID_OR_TEXT = {
  // The check of all options refuses what is no id.
  parse: (text: string) => parseNumber(text) ?? text,
  expected: "a positive whole number",
};
const SWITCH = { parse: parseBoolean, expected: "true or false" };

const PARSERS: { [T in Exclude<SettingType, "strings">]: TextParser } = {
  string: { parse: (text) => text, expected: "text" },
  integer: ID_OR_TEXT,
  pullRequestId: ID_OR_TEXT,
  count: { parse: parseCount, expected: "a whole number of 0 or more" },
  seconds: {
    parse: parseSeconds,
    expected: "a number of seconds, from 0 to 2147483",
  },
  time: {
    parse: parseIsoTime,
    expected: "a time with its zone, such as 2026-01-31T06:00:00Z",
  },
  boolean: SWITCH,
  switch: SWITCH,
};

/**
 * Returns the value of a setting from its texts; where it has one value, the last
 * text counts. Throws an error that says what is wrong, without the name.
 */
export function parseValue<N extends SettingName>(
  setting: Setting,
  texts: string[],
): Values[N] {
  // The table of settings says which type belongs to which name.
  return parseAnyValue(setting, texts) as Values[N];
}

function parseAnyValue(setting: Setting, texts: string[]): unknown {
  const { type, choices } = setting;
  if (type === "strings") return parseStepsOverride(texts);
  const text = texts.at(-1)!.trim();
  const choice = choices && toChoice(setting, text);
  if (choices?.includes(choice ?? "")) return choice;
  const { parse, expected } = PARSERS[type];
  // A switch with choices may be true or false, too.
  const value = choices && type !== "switch" ? undefined : parse(text);
  if (value !== undefined) return value;
  throw new TypeError(mustBe(choices ? listChoices(setting) : expected, text));
}

/** Returns the choice that a text means: `true` means what the flag alone means. */
function toChoice({ implied }: Setting, text: string): string {
  if (implied === undefined) return text;
  const word = text.toLowerCase();
  if (word === "true") return implied;
  return word === "false" ? "none" : text;
}

/** Lists the words that a setting takes: "one of true, auto, required, none". */
function listChoices({ type, choices = [], implied }: Setting): string {
  const words = type === "switch" ? ["true", "false"] : implied ? ["true"] : [];
  return `one of ${[...words, ...choices].join(", ")}`;
}

/** Formats "must be …: current value is …". */
export function mustBe(expected: string, text: string): string {
  return `must be ${expected}: current value is ${quoteValue(text)}`;
}

/** Quotes a value for a message: short, and without a password of an address. */
export function quoteValue(text: string): string {
  return truncate(JSON.stringify(hideCredentials(text)), 160);
}

/** Parses a number, if no digit of it is lost. */
function parseNumber(text: string): number | undefined {
  const number = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** Parses a whole number of 0 or more. */
export function parseCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? parseNumber(text) : undefined;
}

/** Parses seconds, as many as a timer takes, and returns milliseconds. */
function parseSeconds(text: string): number | undefined {
  const duration = (parseNumber(text) ?? -1) * 1_000;
  return duration >= 0 && duration < 2 ** 31 ? duration : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  return /^(false|0|no|off)$/i.test(text) ? false : undefined;
}

/** Parses a time of ISO 8601 with its zone, and returns milliseconds since 1970. */
function parseIsoTime(text: string): number | undefined {
  const isTime =
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)$/i
      .test(text);
  if (!isTime) return;
  const time = Date.parse(
    text.replace(",", ".").replace(/([+-]\d\d)$/, "$1:00"),
  );
  return Number.isNaN(time) ? undefined : time;
}
