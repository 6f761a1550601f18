/** Checks the options of the library's functions. */
import { isId, type Json } from "./json.ts";
import { RUN_STATUSES } from "./run_status.ts";
import { hideCredentials, oneLine } from "./text.ts";
import { TRIGGER_FIELDS } from "./trigger_fields.ts";

/** dbt Cloud's address where none is given. */
export const DEFAULT_URL = "https://cloud.getdbt.com";
/** Timers take no longer pause: 24.8 days. */
const MAX_DURATION = 2 ** 31 - 1;

/** The check of one option. */
interface Check {
  /** The expectation, for the error: "a whole number". */
  expected: string;
  /** The value's `typeof`; with several, `test` tells them apart. */
  type: string | string[];
  /** Whether a value of that type may be used. */
  test?: (value: never) => boolean;
}

const isText = (value: unknown) =>
  typeof value === "string" && value.trim() !== "";
const isTexts = (value: unknown) =>
  // Not by every(), which passes over holes.
  Array.isArray(value) && value.length > 0 && Array.from(value).every(isText);
const isPause = (ms: number) => ms >= 0 && ms <= MAX_DURATION;

const ID: Check = {
  expected: "a positive whole number",
  type: "number",
  test: isId,
};
const DURATION: Check = {
  expected: "0 or more, and less than 24.8 days",
  type: "number",
  test: isPause,
};
const BOOLEAN: Check = { expected: "true or false", type: "boolean" };
const FUNCTION: Check = { expected: "a function", type: "function" };

/** The checks of the fields of the trigger body, by their types. */
const FIELD_CHECKS = {
  string: {
    expected: "text that is not empty",
    type: "string",
    test: isText,
  },
  strings: {
    expected: "a list of commands that are not empty",
    type: "object",
    test: isTexts,
  },
  integer: ID,
  pullRequestId: ID,
  boolean: BOOLEAN,
} satisfies { [type: string]: Check };

const CHECKS: { [option: string]: Check | undefined } = {
  accountId: ID,
  projectId: ID,
  jobId: ID,
  run: ID,
  step: ID,
  mark: BOOLEAN,
  steps: BOOLEAN,
  cancelOnAbort: BOOLEAN,
  reuse: {
    expected: 'true, false or "in-progress"',
    type: ["boolean", "string"],
    test: (value: unknown) =>
      typeof value === "boolean" || value === "in-progress",
  },
  initialDelay: DURATION,
  timeout: DURATION,
  fetch: FUNCTION,
  onNotice: FUNCTION,
  onUpdate: FUNCTION,
  url: {
    expected: "an address that begins with https://, without @, ? or #",
    type: "string",
    test: isPlainHttps,
  },
  apiKey: {
    expected:
      "one word of plain characters, without spaces or line breaks, at most 4,096",
    type: "string",
    test: (key: string) => /^[\x21-\x7e]{1,4096}$/.test(key),
  },
  interval: {
    expected: "above 0, and less than 24.8 days",
    type: "number",
    test: (ms: number) => ms > 0 && isPause(ms),
  },
  limit: {
    expected: "a whole number from 1 to 100",
    type: "number",
    test: (count: number) => isId(count) && count <= 100,
  },
  status: {
    expected: `one of ${RUN_STATUSES.join(", ")}`,
    type: "string",
    test: (text: string) => RUN_STATUSES.some((status) => status === text),
  },
  signal: {
    expected: "an AbortSignal",
    type: "object",
    test: (value: unknown) => value instanceof AbortSignal,
  },
  projectDir: FIELD_CHECKS.string,
  history: FIELD_CHECKS.boolean,
  ...Object.fromEntries(
    Object.values(TRIGGER_FIELDS)
      .map(({ option, type }) => [option, FIELD_CHECKS[type]]),
  ),
};

/** An option that is wrong, and the error that says why. */
export interface OptionFault {
  option: string;
  error: TypeError | RangeError;
}

/**
 * Checks options of any function, and returns the faults of all of them at
 * once. An option that is `undefined` is not set.
 */
export function checkOptions(
  options: { [option: string]: unknown },
): OptionFault[] {
  return Object.entries(options).flatMap(([option, value]): OptionFault[] => {
    const check = CHECKS[option];
    if (!check || value === undefined) return [];
    const { expected, type, test = () => true } = check;
    const isRightType = [type].flat().includes(typeof value);
    if (isRightType && test(value as never)) return [];
    const ErrorClass = isRightType ? RangeError : TypeError;
    // "5" looks like a whole number, and is none.
    const isTextOfNumber = type === "number" && typeof value === "string" &&
      isId(Number(value));
    const requirement = isTextOfNumber ? "a number, not text" : expected;
    const current = formatCurrent(option, value);
    const error = new ErrorClass(`must be ${requirement}${current}`);
    return [{ option, error }];
  });
}

/** Formats a wrong value for the error: a wrong key is a secret, too. */
function formatCurrent(option: string, value: unknown): string {
  if (option === "apiKey") return "";
  let text: string = typeof value;
  const safeValue = typeof value === "string" && option === "url"
    ? hideCredentials(value)
    : value;
  try {
    text = JSON.stringify(safeValue) ?? String(value);
  } catch {
    // A BigInt, or an object that holds itself.
  }
  return `: current value is ${oneLine(text, 80)}`;
}

/** Removes options that are not set: `undefined`, or an empty text. */
export function dropUnset<T extends object>(options: T): T {
  const entries = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as T;
}

/** Throws the error of the first option that is missing or wrong. */
export function requireOptions(options: Json, required: string[]): void {
  const missing = required.find((name) => options[name] === undefined);
  if (missing) throw new TypeError(`Missing option '${missing}'`);
  const [fault] = checkOptions(options);
  if (!fault) return;
  const ErrorClass = fault.error.constructor as ErrorConstructor;
  const { option, error: { message } } = fault;
  throw new ErrorClass(`Cannot use '${option}' as it ${message}`);
}

/** Whether an address means this machine itself. */
function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Whether an address is safe for a key, and has neither user nor query. */
export function isPlainHttps(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
  return isSafe && !(url.username || url.password || url.search || url.hash);
}
