/** What to do after a fault: one table for every operation and status, and one loop that obeys it. */
import type { Client } from "./client.ts";
import { clock, pause } from "./clock.ts";
import { DbtCloudError, type FaultKind } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** How long dbt Cloud may give no good answer. */
const OUTAGE = { limit: 10 * MINUTE, text: "No good answer for 10 minutes" };
/** A host that never answered at all is more likely a typing error. */
const SILENCE = { limit: 30 * SECOND, text: "No answer at all for 30 s" };
const MAX_BACKOFF = 30 * SECOND;
/** The pause after "too many requests", if dbt Cloud names none. */
const BUSY_PAUSE = MINUTE;
/** The attempts of a read, how often it may be refused as busy, and its pause. */
const MAX_READS = 3;
const MAX_BUSY = 5;
const READ_PAUSE = 2 * SECOND;
/** The pause before a run is cancelled again. */
const CANCEL_PAUSE = SECOND / 2;

/** What is done with dbt Cloud, as far as faults are concerned. */
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

/** What to do next. */
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

/** The pause before the next attempt: what dbt Cloud asks for, or 1 s to 30 s. */
export function backoff(failures: number, error: DbtCloudError): number {
  if (error.status === 429) return error.retryAfter ?? BUSY_PAUSE;
  const longest = Math.min(SECOND * 2 ** (failures - 1), MAX_BACKOFF);
  return error.retryAfter ?? Math.ceil(longest * (0.5 + Math.random() / 2));
}

/** A message and what follows it; some messages end like a sentence. */
export function join(message: string, next: string): string {
  return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
}

/** An error that also says what follows from it. */
export function goOn(error: DbtCloudError, next: string): DbtCloudError {
  const text = join(error.message, next);
  return new DbtCloudError(text, { ...error, cause: error });
}

// The loop

/** The notice about a fault that is survived. */
export function retryNotice({ message }: DbtCloudError, ms: number): string {
  return join(message, `Trying again in ${Math.ceil(ms / SECOND)} s`);
}

/** Options for {@linkcode retrying}. */
export interface RetryOptions {
  signal?: AbortSignal | undefined;
  /** Milliseconds until the last attempt. */
  left?: () => number;
  /** Whether nobody is told of the faults that are survived. */
  silent?: boolean;
}

/** The pause after a fault; throws where there is no next attempt. */
type Pauses = (error: DbtCloudError, took: number) => number;

/**
 * Calls again after a fault, as the table and the operation's pauses allow.
 * Throws the fault that is not survived.
 */
export async function retrying<T>(
  client: Client,
  operation: Operation | (() => Operation),
  call: () => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { signal, left = () => Infinity } = options;
  const now = typeof operation === "string" ? () => operation : operation;
  const pauses = pausesOf(client, now());
  let last: number | undefined;
  for (;;) {
    const askedAt = clock.now();
    try {
      return await call();
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      const decision = decide(now(), error);
      const isConfirmed = decision === "confirm" && last === error.status;
      if (decision === "final" || isConfirmed || left() <= 0) throw error;
      last = error.status;
      const ms = Math.min(pauses(error, clock.now() - askedAt), left());
      if (!options.silent) client.notify(retryNotice(error, ms));
      await pause(ms, signal);
    }
  }
}

function pausesOf(client: Client, operation: Operation): Pauses {
  if (operation === "read") return fewPauses();
  if (operation !== "cancel") return pausesOfOutage(client);
  return ({ retryAfter = 0 }) => Math.max(CANCEL_PAUSE, retryAfter);
}

/** A few attempts; those that dbt Cloud was too busy for do not count. */
function fewPauses(): Pauses {
  let [reads, busy] = [0, 0];
  return (error) => {
    if (error.status === 429 && busy++ < MAX_BUSY) return backoff(reads, error);
    if (++reads >= MAX_READS) throw error;
    return READ_PAUSE;
  };
}

/**
 * Growing pauses, until dbt Cloud has given no good answer for too long. What
 * counts is the time spent on requests and on our own pauses: neither the pauses
 * that dbt Cloud asks for, nor a laptop's sleep.
 */
function pausesOfOutage(client: Client): Pauses {
  let [failures, lasted] = [0, 0];
  return (error, took) => {
    const { limit, text } = client.hasAnswered ? OUTAGE : SILENCE;
    lasted += Math.min(took, REQUEST_LIMIT);
    const next = backoff(++failures, error);
    if (lasted >= limit) throw goOn(error, text);
    if (error.retryAfter !== undefined) return next;
    const left = Math.min(next, limit - lasted);
    lasted += left;
    return left;
  };
}
