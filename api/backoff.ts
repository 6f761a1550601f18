/** Decides how long to pause after a fault, and when to give up. */
import type { Client } from "./client.ts";
import { MINUTE, SECOND } from "./clock.ts";
import type { DbtCloudError } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import type { Operation } from "./retry_rules.ts";

/** The maximum time without a good answer of dbt Cloud. */
const OUTAGE = { limit: 10 * MINUTE, hint: "No good answer for 10 minutes" };
/** A host that never answered at all is more likely a typing error. */
const UNREACHABLE = { limit: 30 * SECOND, hint: "No answer at all for 30 s" };
/** The longest pause, unless dbt Cloud asks for another one. */
const MAX_PAUSE = 30 * SECOND;
/** The longest pause while no connection can be made. */
const MAX_CONNECT_PAUSE = 5 * SECOND;
/** The pause after "too many requests", if dbt Cloud names none. */
const RATE_LIMIT_PAUSE = MINUTE;
/** The maximum number of times that the rate limit may refuse a read. */
const MAX_RATE_LIMITED = 5;
/** The maximum number of requests of a read, and the pause between them. */
const MAX_READS = 3;
const READ_PAUSE = 2 * SECOND;
/** The pause before a run is cancelled again. */
const CANCEL_PAUSE = SECOND / 2;

/** The pauses between the attempts of one call. */
export interface Backoff {
  /**
   * Counts a failed attempt, which took `elapsed` milliseconds, and returns the
   * pause before the next one; `undefined` if there is to be none.
   */
  nextPause(error: DbtCloudError, elapsed: number): number | undefined;
  /** The sentence that the error gets if there is no next attempt. */
  readonly hint?: string;
}

/** Returns the pause that dbt Cloud asks for, or 1 s to 30 s with jitter. */
export function exponentialPause(
  failures: number,
  { status, retryAfter }: DbtCloudError,
): number {
  if (retryAfter !== undefined) return retryAfter;
  if (status === 429) return RATE_LIMIT_PAUSE;
  const longest = Math.min(SECOND * 2 ** (failures - 1), MAX_PAUSE);
  return Math.ceil(longest * (0.5 + Math.random() / 2));
}

/** Whether no connection could be made, for a reason that may pass. */
export function isUnconnected({ kind, obstacle }: DbtCloudError): boolean {
  return kind === "unsent" && (obstacle === "network" || obstacle === "proxy");
}

/**
 * Makes short pauses, until no connection could be made for 30 s: the network
 * of a fresh machine comes late.
 */
export function untilConnected(): Backoff {
  const { limit } = UNREACHABLE;
  let failures = 0;
  let lasted = 0;
  return {
    nextPause(error, elapsed) {
      lasted += Math.min(elapsed, REQUEST_LIMIT);
      if (lasted >= limit) return undefined;
      const ms = exponentialPause(++failures, error);
      const next = Math.min(ms, MAX_CONNECT_PAUSE, limit - lasted);
      lasted += next;
      return next;
    },
  };
}

/**
 * Allows so many requests. Neither those that the rate limit refused nor those
 * that never left count.
 */
export function limitedRequests(count: number): Backoff {
  const connecting = untilConnected();
  let failures = 0;
  let rateLimited = 0;
  return {
    nextPause(error, elapsed) {
      if (isUnconnected(error)) return connecting.nextPause(error, elapsed);
      if (error.status === 429 && rateLimited++ < MAX_RATE_LIMITED) {
        return exponentialPause(failures, error);
      }
      return ++failures < count ? READ_PAUSE : undefined;
    },
  };
}

/**
 * Pauses longer and longer, until there was no good answer for too long. All
 * time counts that requests and pauses take, but not a laptop's sleep.
 */
export function untilOutage(client: Client): Backoff {
  const getOutage = () => client.hasAnswered ? OUTAGE : UNREACHABLE;
  let failures = 0;
  let lasted = 0;
  return {
    get hint() {
      return getOutage().hint;
    },
    nextPause(error, elapsed) {
      const { limit } = getOutage();
      lasted += Math.min(elapsed, REQUEST_LIMIT);
      if (lasted >= limit) return undefined;
      const ms = exponentialPause(++failures, error);
      const next = Math.min(ms, limit - lasted);
      lasted += next;
      return next;
    },
  };
}

/** Makes the same short pause again and again: only a signal ends that. */
export function withoutLimit(ms: number): Backoff {
  return { nextPause: ({ retryAfter = 0 }) => Math.max(ms, retryAfter) };
}

/** Makes the backoff of an operation. */
export function createBackoff(client: Client, operation: Operation): Backoff {
  if (operation === "read") return limitedRequests(MAX_READS);
  if (operation === "cancel") return withoutLimit(CANCEL_PAUSE);
  return untilOutage(client);
}
