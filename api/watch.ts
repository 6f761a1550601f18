/** Waits for the end of a run: one loop, which survives bad polls. */
import type { Client } from "./client.ts";
import { clock, type Deadline, deadlineIn, pause, signalOf } from "./clock.ts";
import {
  DbtCloudError,
  RunTimeoutError,
  UnclearTriggerError,
} from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import type { TriggerAndWaitOptions, WaitOptions } from "./options.ts";
import { goOn, retrying } from "./retry.ts";
import {
  cancelWithRetry,
  hasEnded,
  retrieveRun,
  type Run,
  runIdOf,
} from "./run.ts";
import {
  cancelOthers,
  type Duplicates,
  planTrigger,
  type Started,
  type StartPlan,
  startRun,
  whereToLook,
} from "./start.ts";

const SECOND = 1_000;
/** The pause between two polls: a share of the time waited, within bounds. */
const PAUSE_SHARE = 0.02;
const [MIN_PAUSE, MAX_PAUSE] = [SECOND, 5 * SECOND];
/** How long dbt Cloud may not know a run that was just started. */
const NOT_FOUND_GRACE = 60 * SECOND;
/** The limit of the last poll, at the end of a time-out. */
const LAST_POLL_LIMIT = 3 * SECOND;
/** When duplicates are looked for, after the last POST. */
const DUPLICATE_LOOKS = [30, 60, 120, 300, 600].map((s) => s * SECOND);
/** How long a look may hold up the polls; after a fault it comes again. */
const LOOK_LIMIT = 5 * SECOND;
const LOOK_AGAIN = 15 * SECOND;
/** The last look for duplicates comes no sooner after the last POST. */
const LAST_LOOK = 30 * SECOND;
/** From an abort to the end of the call: to find the run, and to cancel it. */
const LEAVING_LIMIT = 5 * SECOND;

/** What to wait for, and how. All durations are milliseconds. */
export interface Watch extends Partial<WaitOptions> {
  /** The run; whole if this process has just started it. */
  run: Run | number;
  /** Whether the run has just been started, and nobody was told yet. */
  isNew?: boolean;
  /** Set if a second run may appear. */
  duplicates?: Duplicates | undefined;
  /** The time for leaving, which may have begun while the run was started. */
  leaving?: () => Deadline;
}

/** What ends a wait: the signal, or that no time is left. */
type Waiting = Pick<Watch, "signal"> & Partial<Deadline>;

/**
 * Waits until the run has ended; yields it after each poll, returns it. If dbt
 * Cloud cancelled it in favour of another one of the same trigger, that one is
 * yielded, and waited for.
 */
export async function* watch(
  client: Client,
  options: Watch,
): AsyncGenerator<Run, Run> {
  const { timeout = 0, initialDelay = SECOND, interval } = options;
  const { duplicates, signal } = options;
  const isOwn = typeof options.run !== "number";
  const began = clock.now();
  const { left } = deadlineIn(timeout > 0 ? timeout : Infinity);
  const waiting = { signal, left };
  client.hasAnswered ||= isOwn;
  let runId = runIdOf(options.run);
  /** The run as it was seen last. */
  let latest = typeof options.run === "number" ? null : options.run;
  /** When duplicates are looked for next, after the last POST. */
  let looks = DUPLICATE_LOOKS;

  const operation = () =>
    isOwn && clock.now() - began < NOT_FOUND_GRACE ? "poll new run" : "poll";
  const retrieve = () => retrieveRun(client, runId, limitsOf(waiting));
  /** One good answer, or the error that ends the wait. */
  async function poll(): Promise<Run> {
    try {
      const run = await retrying(client, operation, retrieve, waiting);
      // A poll does not ask for what cannot change.
      run.cause ??= latest?.cause ?? null;
      run.jobName ??= latest?.jobName ?? null;
      return run;
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      if (left() <= 0) throw new RunTimeoutError(latest, runId, timeout);
      throw latest ? goOn(error, `The run may go on: ${latest.href}`) : error;
    }
  }

  /** Cancels the duplicates that have surfaced, where a look is due. */
  async function lookWhileWaiting(): Promise<void> {
    if (!duplicates) return;
    const since = () => clock.now() - duplicates.lastPostAt;
    if (since() < (looks[0] ?? Infinity)) return;
    looks = looks.filter((after) => after > since());
    try {
      const found = await duplicates.find(limitsOf(waiting, LOOK_LIMIT));
      await cancelOthers(client, runId, found, limitsOf(waiting));
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      looks = [since() + LOOK_AGAIN, ...looks];
    }
  }

  for (let next = initialDelay;;) {
    const most = left();
    await pause(Math.min(next, most), signal);
    await lookWhileWaiting();
    const run = latest = await poll();
    yield run;
    if (hasEnded(run)) {
      latest = await settleDuplicates(client, { run, duplicates }, waiting);
      if (latest === run) return run;
      runId = latest.id;
      yield latest;
    }
    if (next >= most) throw new RunTimeoutError(run, runId, timeout);
    const share = (clock.now() - began) * PAUSE_SHARE;
    next = interval ?? Math.min(Math.max(share, MIN_PAUSE), MAX_PAUSE);
  }
}

/** The limits of a request, which may not outlast the time-out by much. */
function limitsOf({ signal, left }: Waiting, limit = REQUEST_LIMIT) {
  const most = Math.max(left?.() ?? Infinity, LAST_POLL_LIMIT);
  return { signal, timeLimit: Math.ceil(Math.min(limit, most)) };
}

/**
 * Cancels the duplicates of a run that has ended or is not waited for, as soon
 * as there can be no more of them. Returns the run to follow: if dbt Cloud
 * cancelled the run itself, another one that goes on.
 */
export async function settleDuplicates(
  client: Client,
  { run, duplicates }: Started,
  waiting: Waiting,
): Promise<Run> {
  if (!duplicates) return run;
  const { signal, left = () => Infinity } = waiting;
  const due = duplicates.lastPostAt + LAST_LOOK - clock.now();
  await pause(Math.min(due, left()), signal);
  const find = () => duplicates.find(limitsOf(waiting, LOOK_LIMIT));
  try {
    const found = await retrying(client, "read", find, waiting);
    const candidates = run.status === "cancelled" ? found : [];
    const followed = candidates.find((other) => !hasEnded(other)) ?? run;
    await cancelOthers(client, followed.id, found, limitsOf(waiting));
    return followed;
  } catch (error) {
    if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
    client.notify(secondRun(duplicates));
    return run;
  }
}

function secondRun(duplicates: Duplicates): string {
  return `A second run may have been started: ${whereToLook(duplicates)}`;
}

/**
 * Leaves a run: cancels its duplicates and, with `cancels`, the run itself.
 * Returns the run after that, or why it could not be cancelled; what a person
 * has to know of duplicates; and whether a second run may still appear.
 */
export async function leaveRun(
  client: Client,
  { run, duplicates }: Pick<Watch, "run" | "duplicates">,
  { cancels, signal }: { cancels: boolean; signal: AbortSignal },
) {
  const runId = runIdOf(run);
  const cancelling = cancels && !hasEnded(run)
    ? cancelWithRetry(client, runId, signal).catch((error: Error) => error)
    : undefined;
  const notices: string[] = [];
  let isUnclear = false;
  if (duplicates) {
    isUnclear = clock.now() < duplicates.lastPostAt + LAST_LOOK;
    try {
      const found = await duplicates.find({ signal });
      const notify = (text: string) => void notices.push(text);
      await cancelOthers(client, runId, found, { signal }, notify);
    } catch {
      isUnclear = true;
    }
    if (isUnclear) notices.push(secondRun(duplicates));
  }
  return { cancelled: await cancelling, notices, isUnclear };
}

// What the library's functions are made of

/** Starts a run; duplicates are left to who waits for it. */
async function start(client: Client, plan: StartPlan, cancels = false) {
  const { signal } = client;
  let deadline: Deadline | undefined;
  // Finding the run and cancelling it share the time.
  const leaving = () => deadline ??= deadlineIn(LEAVING_LIMIT);
  const options = { signal, ...(cancels && { leaving }) };
  try {
    return { ...await startRun(client, plan, options), leaving };
  } catch (error) {
    if (!signal?.aborted) throw error;
    if (error instanceof UnclearTriggerError) client.notify(error.message);
    throw signal.reason;
  }
}

/** Starts a run or, with `reuse`, takes one that does the same: it is left alone. */
export async function startOrReuse(
  client: Client,
  options: TriggerAndWaitOptions,
): Promise<Watch> {
  const { signal, reuse } = options;
  const watched = { ...options, isNew: true };
  if (reuse) {
    const { findReusable } = await import("./find.ts");
    const run = await findReusable(client, options, signal);
    if (run) return { ...watched, run, cancelOnAbort: false };
  }
  const plan = planTrigger(client, options);
  return { ...watched, ...await start(client, plan, options.cancelOnAbort) };
}

/** Starts a run and makes sure that there is no second one. */
export async function startOne(client: Client, plan: StartPlan): Promise<Run> {
  const { signal } = client;
  const started = await start(client, plan);
  try {
    return await settleDuplicates(client, started, { signal });
  } catch (error) {
    client.notify(`Run ${started.run.id} goes on: ${started.run.href}`);
    await leave(client, started);
    throw error;
  }
}

/**
 * The runs of a wait, one for each poll. With `cancelOnAbort`, the run is
 * cancelled if the wait ends before it, but not because dbt Cloud failed.
 */
export async function* watchRuns(
  client: Client,
  watched: Watch,
): AsyncGenerator<Run, Run> {
  const { signal, isNew } = watched;
  let { run, cancelOnAbort } = watched;
  let isDone = false;
  try {
    signal?.throwIfAborted();
    if (isNew && typeof run !== "number") yield run;
    for await (const seen of watch(client, watched)) yield run = seen;
    isDone = true;
    return run as Run;
  } catch (error) {
    cancelOnAbort &&= signal?.aborted || !(error instanceof DbtCloudError);
    throw error;
  } finally {
    if (!isDone) await leave(client, { ...watched, run, cancelOnAbort });
  }
}

/** Waits until the run has ended. */
export async function waitFor(client: Client, watched: Watch): Promise<Run> {
  let last: Run | undefined;
  for await (const run of watchRuns(client, watched)) {
    await watched.onUpdate?.(run);
    last = run;
  }
  return last!;
}

/** Leaves a run, and tells what a person has to know. */
async function leave(client: Client, watched: Watch): Promise<void> {
  const { cancelOnAbort: cancels = false, leaving } = watched;
  const signal = signalOf(leaving?.() ?? deadlineIn(LEAVING_LIMIT));
  const left = await leaveRun(client, watched, { cancels, signal });
  if (left.cancelled instanceof Error) {
    const text = `Run ${runIdOf(watched.run)} may still be running`;
    client.notify(`${text}: cancelling failed (${left.cancelled.message})`);
  }
  left.notices.forEach(client.notify);
}
