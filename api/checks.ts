/** Checks options, and makes the trigger body of them. */
import { isId, type Json, oneLine } from "./json.ts";
import type { TriggerOptions } from "./options.ts";

/** dbt Cloud's address where none is given. */
export const DEFAULT_URL = "https://cloud.getdbt.com";
/** dbt Cloud takes no longer cause. */
const MAX_CAUSE_LENGTH = 255;
/** Timers take no longer pause: 24.8 days. */
const MAX_DURATION = 2 ** 31 - 1;

const RUN_STATUSES = "queued, starting, running, success, error, cancelled";

/** Every field of the API's trigger body: its option, and what it may hold. */
export const TRIGGER_FIELDS = {
  cause: ["cause", "string"],
  git_branch: ["gitBranch", "string"],
  schema_override: ["schemaOverride", "string"],
  git_sha: ["gitSha", "string"],
  steps_override: ["stepsOverride", "strings"],
  dbt_version_override: ["dbtVersionOverride", "string"],
  threads_override: ["threadsOverride", "integer"],
  target_name_override: ["targetNameOverride", "string"],
  generate_docs_override: ["generateDocsOverride", "boolean"],
  timeout_seconds_override: ["timeoutSecondsOverride", "integer"],
  github_pull_request_id: ["githubPullRequestId", "request"],
  gitlab_merge_request_id: ["gitlabMergeRequestId", "request"],
  azure_pull_request_id: ["azurePullRequestId", "request"],
  non_native_pull_request_id: ["nonNativePullRequestId", "request"],
} as const satisfies Record<string, TriggerField>;
type TriggerField = readonly [keyof TriggerOptions, keyof typeof FIELD_CHECKS];

/** The mark of a run at the end of its cause. */
export function formatMark(mark: string): string {
  return `[dbt-run ${mark}]`;
}

/** The body that triggers a run, with the fields that are set. */
export function triggerBody(
  options: Partial<TriggerOptions>,
  mark: string | null,
): Json {
  const { cause = "API-triggered job" } = options;
  const end = mark === null ? "" : ` ${formatMark(mark)}`;
  // Not in the middle of a character that takes two.
  const cut = cause.slice(0, MAX_CAUSE_LENGTH - end.length)
    .replace(/[\ud800-\udbff]$/, "");
  const values = { ...options, cause: cut + end };
  return Object.fromEntries(
    Object.entries(TRIGGER_FIELDS)
      .map(([field, [option]]) => [field, values[option]])
      .filter(([, value]) => value !== undefined),
  );
}

// Checks

/** What a value must be, its type, and what else must hold of it. */
type Check = [be: string, type: string, holds?: (value: never) => boolean];

const isText = (value: unknown) =>
  typeof value === "string" && value.trim() !== "";
const isTexts = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(isText);
const isPause = (ms: number) => ms >= 0 && ms <= MAX_DURATION;
const isInterval = (ms: number) => ms > 0 && isPause(ms);
const isLimit = (count: number) => isId(count) && count <= 100;
const isKey = (key: string) => /^[\x21-\x7e]{1,4096}$/.test(key);
const isStatus = (text: string) => RUN_STATUSES.split(", ").includes(text);
const isSignal = (value: unknown) => value instanceof AbortSignal;
const ID: Check = ["a positive whole number", "number", isId];
const PAUSE: Check = ["0 or more, and less than 24.8 days", "number", isPause];
const SWITCH: Check = ["true or false", "boolean"];
/** What a field of the trigger body may hold. */
const FIELD_CHECKS = {
  string: ["text that is not empty", "string", isText],
  strings: ["a list of commands that are not empty", "object", isTexts],
  integer: ID,
  /** The number of a pull request. */
  request: ID,
  boolean: SWITCH,
} satisfies { [type: string]: Check };
const CHECKS: { [option: string]: Check | undefined } = {
  ...forAll(["accountId", "projectId", "jobId", "run", "step"], ID),
  ...forAll(["mark", "steps", "cancelOnAbort", "reuse"], SWITCH),
  ...forAll(["initialDelay", "timeout"], PAUSE),
  ...forAll(["fetch", "onNotice", "onUpdate"], ["a function", "function"]),
  url: [
    "an address that begins with https://, without @, ? or #",
    "string",
    isPlainHttps,
  ],
  apiKey: [
    "one word of plain characters, without spaces or line breaks, at most 4,096",
    "string",
    isKey,
  ],
  interval: ["above 0, and less than 24.8 days", "number", isInterval],
  limit: ["a whole number from 1 to 100", "number", isLimit],
  status: [`one of ${RUN_STATUSES}`, "string", isStatus],
  signal: ["an AbortSignal", "object", isSignal],
  projectDir: FIELD_CHECKS.string,
  ...Object.fromEntries(
    Object.values(TRIGGER_FIELDS)
      .map(([option, type]) => [option, FIELD_CHECKS[type]]),
  ),
};

function forAll(options: string[], check: Check): { [option: string]: Check } {
  return Object.fromEntries(options.map((option) => [option, check]));
}

/** An option that is wrong, and the error that says why. */
export type OptionFault = [option: string, fault: TypeError | RangeError];

/**
 * Checks options of any function and returns what is wrong with them, all at
 * once. An option that is `undefined` is not set.
 */
export function checkOptions(
  options: { [option: string]: unknown },
): OptionFault[] {
  return Object.entries(options).flatMap(([option, value]): OptionFault[] => {
    const check = CHECKS[option];
    if (!check || value === undefined) return [];
    const [be, type, holds = () => true] = check;
    const isRightType = String(typeof value) === type;
    if (isRightType && holds(value as never)) return [];
    const FaultClass = isRightType ? RangeError : TypeError;
    return [[option, new FaultClass(`must be ${be}${shown(option, value)}`)]];
  });
}

/** A wrong value as the error shows it: a wrong key is a secret, too. */
function shown(option: string, value: unknown): string {
  if (option === "apiKey") return "";
  let text: string = typeof value;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    // A BigInt, or an object that holds itself.
  }
  return `: current value is ${oneLine(text, 80)}`;
}

/** Throws the error of the first option that is missing or wrong. */
export function requireOptions(options: Json, required: string[]): void {
  const missing = required.find((name) => options[name] === undefined);
  if (missing) throw new TypeError(`Missing option '${missing}'`);
  const [fault] = checkOptions(options);
  if (!fault) return;
  const [option, { message, constructor }] = fault;
  throw new (constructor as ErrorConstructor)(
    `Cannot use '${option}' as it ${message}`,
  );
}

/** Whether an address means this machine itself. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Whether an address is safe for a key, and has neither user nor query. */
export function isPlainHttps(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
  return isSafe && !(url.username || url.password || url.search || url.hash);
}
