/** What to do after a fault: one table for every operation and every status. */
import { DbtCloudError } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import { pause } from "./clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Without good answers for so long, we give up. */
const OUTAGE_LIMIT = 10 * MINUTE;
/** A host that never answered at all is more likely a typing error. */
const NEVER_ANSWERED_LIMIT = 30 * SECOND;
const MAX_BACKOFF = 30 * SECOND;
/** The pause after "too many requests", if dbt Cloud names none. */
const BUSY_PAUSE = MINUTE;
/** How often a read is tried, the pause between, and how often it may be busy. */
const MAX_READS = 3;
const READ_PAUSE = 2 * SECOND;
const MAX_BUSY = 5;

/** What is done with dbt Cloud, as far as faults are concerned. */
export type Operation =
  /** A POST that starts a run: trigger or retry. */
  | "start"
  /** A list of runs, to find the one that a lost answer may have started. */
  | "look up"
  /** A poll of a run that is waited for. */
  | "poll"
  /** A POST that cancels a run. */
  | "cancel"
  /** A read of what a run left behind: steps and artifacts. */
  | "read";

/** What to do next. */
export type Decision =
  /** Do it again after a pause. */
  | "again"
  /** Believe it when it comes twice in a row. */
  | "twice"
  /** It may have been done: look before it is done again. */
  | "look up"
  /** Give up. */
  | "final";

interface Rule {
  what: string;
  matches: (error: DbtCloudError) => boolean;
  decisions: Record<Operation, Decision>;
  why: string;
}

const status = (...statuses: number[]) => (error: DbtCloudError) =>
  statuses.includes(error.status ?? 0);

function rule(
  what: string,
  matches: Rule["matches"],
  decisions: [Decision, Decision, Decision, Decision, Decision],
  why: string,
): Rule {
  const [start, lookUp, poll, cancel, read] = decisions;
  return {
    what,
    matches,
    decisions: { start, "look up": lookUp, poll, cancel, read },
    why,
  };
}

/** The first rule that matches decides. */
export const RULES: readonly Rule[] = [
  rule(
    "no connection",
    ({ kind }) => kind === "unsent",
    ["again", "again", "again", "again", "again"],
    "Nothing left this machine, so nothing can have been done.",
  ),
  rule(
    "lost or unreadable answer",
    ({ kind }) => kind === "lost" || kind === "unreadable",
    ["look up", "again", "again", "again", "again"],
    "dbt Cloud may have done it before the answer was lost.",
  ),
  rule(
    "429",
    status(429),
    ["again", "again", "again", "again", "again"],
    "dbt Cloud refuses before it does anything, and asks for a pause.",
  ),
  rule(
    "408, 409, 425",
    status(408, 409, 425),
    ["look up", "again", "again", "again", "again"],
    "A gateway may say these of a request that it passed on.",
  ),
  rule(
    "5xx",
    (error) => (error.status ?? 0) >= 500,
    ["look up", "again", "again", "again", "again"],
    "Jobs were seen to start behind such an answer.",
  ),
  rule(
    "3xx or 4xx that is not dbt Cloud's JSON",
    ({ kind }) => kind === "foreign",
    ["final", "again", "again", "again", "again"],
    "A proxy or a firewall refuses what it does not pass on; it may recover.",
  ),
  rule(
    "404 of dbt Cloud",
    status(404),
    ["final", "final", "twice", "final", "again"],
    "A wrong id or a missing permission; for new things, a copy that lags.",
  ),
  rule(
    "401, 403 of dbt Cloud",
    status(401, 403),
    ["final", "final", "twice", "final", "final"],
    "A wrong key or a missing permission, unless one server of many is ill.",
  ),
  rule(
    "any other refusal of dbt Cloud",
    () => true,
    ["final", "final", "again", "final", "final"],
    "The same request will be refused again; a poll costs little.",
  ),
];

/** Decides what to do after an error. */
export function decide(operation: Operation, error: unknown): Decision {
  if (!(error instanceof DbtCloudError)) return "final";
  const found = RULES.find(({ matches }) => matches(error));
  return found?.decisions[operation] ?? "final";
}

/** The pause before the next try: what dbt Cloud asks for, or 1 s to 30 s. */
export function backoff(failures: number, error: DbtCloudError): number {
  if (error.status === 429) return error.retryAfter ?? BUSY_PAUSE;
  const most = Math.min(SECOND * 2 ** (failures - 1), MAX_BACKOFF);
  return error.retryAfter ?? Math.ceil(most * (0.5 + Math.random() / 2));
}

/** Faults in a row, from the first one after the last good answer. */
export interface Outage {
  /** How many there were. */
  failures: number;
  /**
   * Counts a fault and returns the pause before the next try, or `undefined` if
   * the outage has lasted too long. `took` is how long the request took.
   */
  failed: (error: DbtCloudError, took: number) => number | undefined;
  /** A good answer came. */
  ended: () => void;
  /** Why we gave up. */
  tooLong: () => string;
}

/**
 * Follows an outage. What counts is the time spent on requests and on our own
 * pauses: neither the pauses that dbt Cloud asks for, nor a laptop's sleep.
 */
export function trackOutage(hasAnswered: boolean): Outage {
  let limit = hasAnswered ? OUTAGE_LIMIT : NEVER_ANSWERED_LIMIT;
  let lasted = 0;
  const outage: Outage = {
    failures: 0,
    failed(error, took) {
      if (error.status !== undefined) limit = OUTAGE_LIMIT;
      outage.failures++;
      lasted += Math.min(took, REQUEST_LIMIT);
      if (lasted >= limit) return;
      const next = backoff(outage.failures, error);
      if (error.retryAfter !== undefined) return next;
      const left = Math.min(next, limit - lasted);
      lasted += left;
      return left;
    },
    ended() {
      outage.failures = 0;
      lasted = 0;
      limit = OUTAGE_LIMIT;
    },
    tooLong: () =>
      limit === OUTAGE_LIMIT
        ? `No good answer for ${OUTAGE_LIMIT / MINUTE} minutes`
        : `No answer at all for ${NEVER_ANSWERED_LIMIT / SECOND} s`,
  };
  return outage;
}

/** A message and what follows it; some messages end like a sentence. */
export function join(message: string, next: string): string {
  return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
}

/** The sentence about a fault that is survived. */
export function retryNotice({ message }: DbtCloudError, ms: number): string {
  return join(message, `Trying again in ${Math.ceil(ms / SECOND)} s`);
}

/** Reads again after a fault, or while the result is not whole. */
export async function patiently<T>(
  read: () => Promise<T>,
  signal: AbortSignal | undefined,
  isWhole: (result: T) => boolean = () => true,
): Promise<T> {
  let busy = 0;
  for (let tries = 1;; tries++) {
    let wait = READ_PAUSE;
    try {
      const result = await read();
      if (isWhole(result) || tries === MAX_READS) return result;
    } catch (error) {
      const { status, retryAfter = BUSY_PAUSE } = error as DbtCloudError;
      if (status === 429 && busy++ < MAX_BUSY) {
        wait = retryAfter;
        tries--; // It was refused: it does not count.
      } else if (tries === MAX_READS || decide("read", error) !== "again") {
        throw error;
      }
    }
    await pause(wait, signal);
  }
}
