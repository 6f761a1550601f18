/** Decides after a fault: one table for every operation and status, and one loop that obeys it. */
import type { Client } from "./client.ts";
import { clock, type Deadline, MINUTE, pause, SECOND } from "./clock.ts";
import { DbtCloudError, type FaultKind } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import { joinSentences } from "./text.ts";

/** How long dbt Cloud may give no good answer. */
const OUTAGE = { limit: 10 * MINUTE, hint: "No good answer for 10 minutes" };
/** A host that never answered at all is more likely a typing error. */
const UNREACHABLE = { limit: 30 * SECOND, hint: "No answer at all for 30 s" };
/** The longest pause, unless dbt Cloud asks for another one. */
const MAX_PAUSE = 30 * SECOND;
/** The longest pause while no connection can be made. */
const MAX_CONNECT_PAUSE = 5 * SECOND;
/** The pause after "too many requests", if dbt Cloud names none. */
const RATE_LIMIT_PAUSE = MINUTE;
/** How often a read may be refused by the rate limit. */
const MAX_RATE_LIMITED = 5;
/** The attempts of a read, and the pause between two of them. */
const MAX_READS = 3;
const READ_PAUSE = 2 * SECOND;
/** The pause before a run is cancelled again. */
const CANCEL_PAUSE = SECOND / 2;

/** The operations that the table tells apart. */
export type Operation =
  /** A POST that starts a run: trigger or retry. */
  | "start"
  /** A list of runs, to find one. */
  | "look up"
  /** A poll of a run that is waited for. */
  | "poll"
  /** The same in the first minute of a run that this process started. */
  | "poll new run"
  /** A POST that cancels a run. */
  | "cancel"
  /** A read of anything else: a job, the steps, an artifact. */
  | "read";

/** The next step after a fault. */
export type Decision =
  /** Do it again after a pause. */
  | "again"
  /** Final if the next attempt says the same. */
  | "confirm"
  /** It may have been done: look before it is done again. */
  | "look up"
  /** Give up. */
  | "final";

interface Rule {
  /** The faults that the rule is about. */
  what: string;
  matches: (error: DbtCloudError) => boolean;
  /** The decision for all operations that are not named. */
  otherwise: Decision;
  decisions?: { [O in Operation]?: Decision };
}

const kind = (...kinds: FaultKind[]) => ({ kind }: DbtCloudError) =>
  kind !== undefined && kinds.includes(kind);
const status = (...statuses: number[]) => ({ status }: DbtCloudError) =>
  status !== undefined && statuses.includes(status);

/** The first rule that matches decides. */
export const RULES: readonly Rule[] = [
  // Nothing left this machine, so nothing can have been done.
  { what: "no connection", matches: kind("unsent"), otherwise: "again" },
  // dbt Cloud may have done it before the answer was lost.
  {
    what: "lost or unreadable answer",
    matches: kind("lost", "unreadable"),
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // dbt Cloud refuses before it does anything, and asks for a pause.
  { what: "429", matches: status(429), otherwise: "again" },
  // A gateway may say these of a request that it passed on.
  {
    what: "408, 425, and 409 that is not dbt Cloud's JSON",
    matches: ({ status, kind }) =>
      status === 408 || status === 425 ||
      (status === 409 && kind !== "refused"),
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // Jobs were seen to start behind such an answer.
  {
    what: "5xx",
    matches: ({ status }) => (status ?? 0) >= 500,
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // Whatever showed a page may have passed the request on.
  {
    what: "a page with a good status",
    matches: ({ kind, status = 0 }) => kind === "foreign" && status < 300,
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // A proxy or a firewall refuses what it does not pass on; it may recover.
  {
    what: "3xx or 4xx that is not dbt Cloud's JSON",
    matches: kind("foreign"),
    otherwise: "again",
    decisions: { start: "final" },
  },
  // A wrong id or a missing permission; for new things, a copy that lags.
  {
    what: "404 of dbt Cloud",
    matches: status(404),
    otherwise: "final",
    decisions: { poll: "confirm", "poll new run": "again", read: "again" },
  },
  // A wrong key or a missing permission, unless one server of many is ill.
  {
    what: "401, 403 of dbt Cloud",
    matches: status(401, 403),
    otherwise: "final",
    decisions: { poll: "confirm", "poll new run": "confirm" },
  },
  // The same request will be refused again; a poll costs little.
  {
    what: "any other refusal of dbt Cloud",
    matches: () => true,
    otherwise: "final",
    decisions: { poll: "again", "poll new run": "again" },
  },
];

/** Decides what to do after an error. */
export function decide(operation: Operation, error: unknown): Decision {
  if (!(error instanceof DbtCloudError)) return "final";
  const rule = RULES.find(({ matches }) => matches(error))!;
  return rule.decisions?.[operation] ?? rule.otherwise;
}

// The pauses

/** Decides how long to wait after an error, and when to give up. */
export interface Backoff {
  /**
   * The pause before the next attempt, in milliseconds. The attempt that failed
   * took `elapsed` milliseconds.
   */
  next(error: DbtCloudError, elapsed: number): number | GiveUp;
}

/** There is no next attempt. */
export interface GiveUp {
  /** The sentence that the error gets. */
  hint?: string;
}

/** The pause that dbt Cloud asks for, or 1 s to 30 s with jitter. */
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
 * Short pauses, until no connection could be made for 30 s: the network of a
 * fresh machine comes late.
 */
export function untilConnected(): Backoff {
  let [failures, lasted] = [0, 0];
  return {
    next(error, elapsed) {
      lasted += Math.min(elapsed, REQUEST_LIMIT);
      const { limit } = UNREACHABLE;
      if (lasted >= limit) return {};
      const ms = exponentialPause(++failures, error);
      const next = Math.min(ms, MAX_CONNECT_PAUSE, limit - lasted);
      lasted += next;
      return next;
    },
  };
}

/**
 * So many attempts; neither refusals by the rate limit nor requests that never
 * left count as one.
 */
export function attempts(count: number): Backoff {
  let [failed, rateLimited] = [0, 0];
  const connecting = untilConnected();
  return {
    next(error, elapsed) {
      if (isUnconnected(error)) return connecting.next(error, elapsed);
      if (error.status === 429 && rateLimited++ < MAX_RATE_LIMITED) {
        return exponentialPause(failed, error);
      }
      return ++failed < count ? READ_PAUSE : {};
    },
  };
}

/**
 * Growing pauses, until there was no good answer for too long. All time counts
 * that requests and pauses take, but not a laptop's sleep.
 */
export function untilOutage(client: Client): Backoff {
  let [failures, lasted] = [0, 0];
  return {
    next(error, elapsed) {
      const { limit, hint } = client.hasAnswered ? OUTAGE : UNREACHABLE;
      lasted += Math.min(elapsed, REQUEST_LIMIT);
      const ms = exponentialPause(++failures, error);
      if (lasted >= limit) return { hint };
      const next = Math.min(ms, limit - lasted);
      lasted += next;
      return next;
    },
  };
}

/** A short pause again and again, for as long as the signal allows it. */
export function forever(ms: number): Backoff {
  return { next: ({ retryAfter = 0 }) => Math.max(ms, retryAfter) };
}

function createBackoff(client: Client, operation: Operation): Backoff {
  if (operation === "read") return attempts(MAX_READS);
  if (operation === "cancel") return forever(CANCEL_PAUSE);
  return untilOutage(client);
}

// The loop

/** Options for {@linkcode retry}. */
export interface RetryOptions {
  signal?: AbortSignal | undefined;
  /** The moment of the last attempt. */
  deadline?: Deadline | undefined;
  /** Decides after an error; by default, the table does for the operation. */
  decide?: ((error: DbtCloudError) => Decision) | undefined;
  /** Whether faults that are survived are not announced. */
  silent?: boolean;
}

/**
 * Calls again after a fault, as the table and the operation's backoff allow.
 * Throws the fault that is not survived.
 */
export async function retry<T>(
  client: Client,
  operation: Operation,
  call: () => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { signal, silent } = options;
  const decideAfter = options.decide ?? ((error) => decide(operation, error));
  const remaining = () => options.deadline?.remaining() ?? Infinity;
  const backoff = createBackoff(client, operation);
  let lastStatus: number | undefined;
  for (;;) {
    const calledAt = clock.now();
    try {
      return await call();
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      const decision = decideAfter(error);
      const isConfirmed = decision === "confirm" && lastStatus === error.status;
      if (decision === "final" || isConfirmed || remaining() <= 0) throw error;
      lastStatus = error.status;
      const next = backoff.next(error, clock.now() - calledAt);
      if (typeof next !== "number") {
        throw next.hint ? withHint(error, next.hint) : error;
      }
      const ms = Math.min(next, remaining());
      if (!silent) client.notify(formatRetry(error, ms));
      await pause(ms, signal);
    }
  }
}

/** The sentence about a fault that is survived. */
export function formatRetry({ message }: DbtCloudError, ms: number): string {
  const seconds = Math.ceil(ms / SECOND);
  return joinSentences(message, `Trying again in ${seconds} s`);
}

/** An error that also says what follows from it. */
export function withHint(error: DbtCloudError, hint: string): DbtCloudError {
  return new DbtCloudError(joinSentences(error.message, hint), {
    ...error,
    reason: joinSentences(error.reason, hint),
    cause: error,
  });
}
