/** Waits for the end of a run: one loop, which survives bad polls. */
import type { Client } from "./client.ts";
import { DbtCloudError, RunTimeoutError } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import { pause } from "./clock.ts";
import { decide, type Outage, retryNotice, trackOutage } from "./retry.ts";
import { hasEnded, type Run, runIdOf } from "./run.ts";
import { retrieveRun } from "./runs.ts";
import { cancelTwins, keepOne, type Twins, whereToLook } from "./start.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DEFAULT_INITIAL_DELAY = SECOND;
/** The pause between two polls: a share of the time waited, within bounds. */
const PAUSE_SHARE = 0.02;
const [MIN_PAUSE, MAX_PAUSE] = [SECOND, 5 * SECOND];
/** For so long dbt Cloud may not know a run that was just started. */
const NOT_FOUND_GRACE = MINUTE;
/** The last poll, at the end of a time-out, is given so long. */
const LAST_POLL_LIMIT = 3 * SECOND;
/** When a second run is looked for, after the last POST. */
const TWIN_LOOKS = [10, 30, 60, 120, 300, 600].map((s) => s * SECOND);
/** A look-up may hold up the polls for so long, and comes again after a fault. */
const TWIN_LOOK_LIMIT = 5 * SECOND;
const TWIN_LOOK_AGAIN = 15 * SECOND;
/** At least this long after the last POST, a second run is looked for. */
const LAST_TWIN_LOOK = 30 * SECOND;
/** The pauses before the tries of this last look. */
const LAST_TWIN_TRIES = [0, 2, 5].map((s) => s * SECOND);

/** What to wait for, and how. All durations are milliseconds. */
export interface Watch {
  /** The run; whole if this process has just started it. */
  run: Run | number;
  /** Whether the run has just been started, and nobody was told yet. */
  isNew?: boolean;
  interval?: number | undefined;
  initialDelay?: number | undefined;
  /** 0 is no limit. */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Set if a second run may appear. */
  twins?: Twins | undefined;
}

/** What happens while a run is waited for. */
export type WatchEvent =
  | { type: "polled"; run: Run }
  | { type: "notice"; text: string };

/** What one wait keeps in mind. */
interface State {
  client: Client;
  watch: Watch;
  began: number;
  deadline: number;
  runId: number;
  /** The run as it was seen last. */
  latest: Run | undefined;
  outage: Outage;
  /** The status of a refusal that is believed when it comes again. */
  suspicion: number | undefined;
  twins: Twins | undefined;
  twinLooks: number[];
}

/** Waits until the run has ended; yields it after each poll, returns it. */
export async function* watch(
  client: Client,
  watch: Watch,
): AsyncGenerator<WatchEvent, Run> {
  const { timeout = 0, initialDelay = DEFAULT_INITIAL_DELAY, signal } = watch;
  const state = begin(client, watch, timeout);
  let next = initialDelay;
  for (;;) {
    const left = state.deadline - Date.now();
    await pause(Math.min(next, left), signal);
    const isLast = next >= left;
    if (state.twins) yield* lookForTwins(state);
    const askedAt = Date.now();
    try {
      const run = await poll(state);
      yield { type: "polled", run };
      if (hasEnded(run) && !(yield* hasLivingTwin(state, run))) return run;
      next = pauseAfter(state);
    } catch (error) {
      next = survive(state, error, Date.now() - askedAt);
      yield {
        type: "notice",
        text: retryNotice(error as DbtCloudError, next),
      };
    }
    if (isLast) {
      throw new RunTimeoutError(state.latest ?? null, state.runId, timeout);
    }
  }
}

function begin(client: Client, watch: Watch, timeout: number): State {
  const latest = typeof watch.run === "number" ? undefined : watch.run;
  const began = Date.now();
  return {
    client,
    watch,
    began,
    deadline: timeout > 0 ? began + timeout : Infinity,
    runId: runIdOf(watch.run),
    latest,
    outage: trackOutage(latest !== undefined),
    suspicion: undefined,
    twins: watch.twins,
    twinLooks: TWIN_LOOKS.map((after) =>
      (watch.twins?.lastPostAt ?? 0) + after
    ),
  };
}

/** The limit of a request, which may not outlast the time-out by much. */
function limitOf({ deadline }: State, limit: number): number {
  return Math.min(limit, Math.max(deadline - Date.now(), LAST_POLL_LIMIT));
}

async function poll(state: State): Promise<Run> {
  const { client, watch: { signal }, runId, latest } = state;
  const timeLimit = limitOf(state, REQUEST_LIMIT);
  const run = await retrieveRun(client, runId, { signal, timeLimit });
  state.outage.ended();
  state.suspicion = undefined;
  // A poll does not ask for what cannot change.
  state.latest = {
    ...run,
    cause: run.cause ?? latest?.cause ?? null,
    jobName: run.jobName ?? latest?.jobName ?? null,
  };
  return state.latest;
}

function pauseAfter({ began, watch: { interval } }: State): number {
  const share = (Date.now() - began) * PAUSE_SHARE;
  return interval ?? Math.min(Math.max(share, MIN_PAUSE), MAX_PAUSE);
}

/** The pause before the next poll; throws the error that ends the wait. */
function survive(state: State, error: unknown, took: number): number {
  const isAborted = state.watch.signal?.aborted;
  if (isAborted || !(error instanceof DbtCloudError)) throw error;
  const decision = isEarly(state, error) ? "again" : decide("poll", error);
  const isSeenTwice = decision === "twice" && state.suspicion === error.status;
  state.suspicion = decision === "twice" ? error.status : undefined;
  if (decision === "final" || isSeenTwice) throw lastError(state, error);
  const next = state.outage.failed(error, took);
  if (next !== undefined) return next;
  throw lastError(state, error, state.outage.tooLong());
}

/** Whether dbt Cloud may not know the run yet, as it was just started. */
function isEarly({ watch, began }: State, { status }: DbtCloudError): boolean {
  const isOwn = typeof watch.run !== "number";
  return isOwn && status === 404 && Date.now() - began < NOT_FOUND_GRACE;
}

function lastError(
  { latest, runId }: State,
  error: DbtCloudError,
  why?: string,
): DbtCloudError {
  const { status, kind, message } = error;
  const parts = [
    message,
    ...(why ? [why] : []),
    ...(latest ? [`The run may go on: ${latest.href}`] : []),
  ];
  return new DbtCloudError(parts.join(". "), {
    status,
    kind,
    runId,
    cause: error,
  });
}

// A second run of the same trigger

/** Cancels the newer one of two runs that the same trigger started. */
async function* lookForTwins(state: State): AsyncGenerator<WatchEvent> {
  const { twins, twinLooks, watch: { signal } } = state;
  if (!twins || Date.now() < (twinLooks[0] ?? Infinity)) return;
  try {
    const timeLimit = limitOf(state, TWIN_LOOK_LIMIT);
    const found = await twins.find({ signal, timeLimit });
    state.twinLooks = twinLooks.filter((at) => at > Date.now());
    yield* settleTwins(state, found);
  } catch (error) {
    if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
    state.twinLooks = [Date.now() + TWIN_LOOK_AGAIN, ...twinLooks.slice(1)];
  }
}

async function* settleTwins(
  state: State,
  found: Run[],
): AsyncGenerator<WatchEvent> {
  if (found.length < 2) return;
  const { signal } = state.watch;
  const late = AbortSignal.timeout(Math.ceil(limitOf(state, REQUEST_LIMIT)));
  const limit = signal ? AbortSignal.any([signal, late]) : late;
  const kept = yield* keepOne(state.client, found, limit);
  if (kept.id === state.runId) return;
  const text =
    `Run ${state.runId} gave way to run ${kept.id} of the same trigger: ${kept.href}`;
  yield { type: "notice", text };
  state.runId = kept.id;
  state.latest = kept;
}

/** Whether another run of the same trigger goes on, which is then followed. */
async function* hasLivingTwin(
  state: State,
  ended: Run,
): AsyncGenerator<WatchEvent, boolean> {
  const { twins, watch: { signal }, deadline } = state;
  if (!twins) return false;
  const due = Math.min(twins.lastPostAt + LAST_TWIN_LOOK, deadline);
  await pause(due - Date.now(), signal);
  for (const ms of LAST_TWIN_TRIES) {
    if (ms > 0 && Date.now() + ms > deadline) break;
    await pause(ms, signal);
    state.twinLooks = [Date.now()];
    yield* lookForTwins(state);
    if (state.twinLooks.length === 0) return state.runId !== ended.id;
  }
  yield { type: "notice", text: secondRun(twins) };
  return false;
}

function secondRun(twins: Twins): string {
  return `A second run may have been started: ${whereToLook(twins)}`;
}

/**
 * Looks for second runs a last time, when a wait is left early. Returns what a
 * person has to know, and whether a second run may still appear.
 */
export async function leaveTwins(
  client: Client,
  runId: number,
  twins: Twins,
  { cancels, signal }: { cancels: boolean; signal: AbortSignal },
): Promise<{ notices: string[]; isUnclear: boolean }> {
  let isUnclear = Date.now() < twins.lastPostAt + LAST_TWIN_LOOK;
  let others: Run[] = [];
  try {
    const found = await twins.find({ signal });
    others = found.filter(({ id }) => id !== runId);
  } catch {
    isUnclear = true;
  }
  const notices = cancels
    ? await cancelTwins(client, others, signal)
    : others.filter((run) => !hasEnded(run)).map(({ id, href }) =>
      `Run ${id}, a second run of the same trigger, goes on: ${href}`
    );
  if (isUnclear) notices.push(secondRun(twins));
  return { notices, isUnclear };
}

/** Looks for second runs until there can be none; for a run not waited for. */
export async function* awaitTwins(
  client: Client,
  run: Run,
  twins: Twins,
  signal: AbortSignal | undefined,
): AsyncGenerator<WatchEvent, Run> {
  const state = begin(client, { run, twins, signal }, 0);
  yield* hasLivingTwin(state, run);
  return state.latest ?? run;
}
