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
import { goOn, type Notice, notice, resultOf, retrying } from "./retry.ts";
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
const MINUTE = 60 * SECOND;
const DEFAULT_INITIAL_DELAY = SECOND;
/** The pause between two polls: a share of the time waited, within bounds. */
const PAUSE_SHARE = 0.02;
const [MIN_PAUSE, MAX_PAUSE] = [SECOND, 5 * SECOND];
/** How long dbt Cloud may not know a run that was just started. */
const NOT_FOUND_GRACE = MINUTE;
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
export const LEAVING_LIMIT = 5 * SECOND;

type Times = "interval" | "initialDelay" | "timeout";

/** What to wait for, and how. All durations are milliseconds. */
export interface Watch extends Pick<WaitOptions, Times | "signal"> {
  /** The run; whole if this process has just started it. */
  run: Run | number;
  /** Whether the run has just been started, and nobody was told yet. */
  isNew?: boolean;
  /** Set if a second run may appear. */
  duplicates?: Duplicates | undefined;
}

/** What happens while a run is waited for. */
export type WatchEvent =
  | { type: "polled"; run: Run }
  /** dbt Cloud cancelled the run in favour of this one of the same trigger. */
  | { type: "started"; run: Run }
  | Notice;

/** Waits until the run has ended; yields it after each poll, returns it. */
export async function* watch(
  client: Client,
  options: Watch,
): AsyncGenerator<WatchEvent, Run> {
  const { timeout = 0, initialDelay = DEFAULT_INITIAL_DELAY, signal } = options;
  const { duplicates, interval } = options;
  const lastPostAt = duplicates?.lastPostAt ?? Infinity;
  const isOwn = typeof options.run !== "number";
  const began = clock.now();
  const deadline = deadlineIn(timeout > 0 ? timeout : Infinity);
  let runId = runIdOf(options.run);
  /** The run as it was seen last. */
  let latest = typeof options.run === "number" ? null : options.run;
  /** When duplicates are looked for next. */
  let looks = DUPLICATE_LOOKS.map((after) => lastPostAt + after);

  const polling = { signal, left: deadline.left, hasAnswered: isOwn };
  const operation = () =>
    isOwn && clock.now() - began < NOT_FOUND_GRACE ? "poll new run" : "poll";
  const retrieve = () => {
    const timeLimit = limitOf(deadline, REQUEST_LIMIT);
    return retrieveRun(client, runId, { signal, timeLimit });
  };
  /** One good answer, or the error that ends the wait. */
  async function* poll(): AsyncGenerator<Notice, Run> {
    try {
      const run = yield* retrying(operation, retrieve, polling);
      // A poll does not ask for what cannot change.
      run.cause ??= latest?.cause ?? null;
      run.jobName ??= latest?.jobName ?? null;
      return run;
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      const isOver = deadline.left() <= 0;
      if (isOver) throw new RunTimeoutError(latest, runId, timeout);
      throw latest ? goOn(error, `The run may go on: ${latest.href}`) : error;
    }
  }

  /** Cancels the duplicates that have surfaced, where a look is due. */
  async function* lookWhileWaiting(): AsyncGenerator<Notice> {
    const now = clock.now();
    if (!duplicates || now < (looks[0] ?? Infinity)) return;
    looks = looks.filter((at) => at > now);
    try {
      const timeLimit = limitOf(deadline, LOOK_LIMIT);
      const found = await duplicates.find({ signal, timeLimit });
      yield* cancelOthers(client, runId, found, limited(deadline, signal));
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      looks.unshift(clock.now() + LOOK_AGAIN);
    }
  }

  for (let next = initialDelay;;) {
    const left = deadline.left();
    await pause(Math.min(next, left), signal);
    yield* lookWhileWaiting();
    const run = latest = yield* poll();
    yield { type: "polled", run };
    if (hasEnded(run)) {
      const successor = yield* lastLook(client, run, deadline, options);
      if (!successor) return run;
      yield { type: "started", run: successor };
      [runId, latest] = [successor.id, successor];
    }
    if (next >= left) throw new RunTimeoutError(run, runId, timeout);
    const share = (clock.now() - began) * PAUSE_SHARE;
    next = interval ?? Math.min(Math.max(share, MIN_PAUSE), MAX_PAUSE);
  }
}

/** The limit of a request, which may not outlast the time-out by much. */
function limitOf({ left }: Deadline, limit: number): number {
  return Math.ceil(Math.min(limit, Math.max(left(), LAST_POLL_LIMIT)));
}

/** The signal, and the limit of one request. */
function limited(deadline: Deadline, signal?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(limitOf(deadline, REQUEST_LIMIT));
  return signal ? AbortSignal.any([signal, limit]) : limit;
}

/**
 * Looks for duplicates when the run has ended, and cancels them. If dbt Cloud
 * cancelled the run itself and another one goes on, that is the one to follow.
 */
async function* lastLook(
  client: Client,
  ended: Run,
  deadline: Deadline,
  { duplicates, signal }: Pick<Watch, "duplicates" | "signal">,
): AsyncGenerator<Notice, Run | undefined> {
  if (!duplicates) return;
  const { left } = deadline;
  const due = duplicates.lastPostAt + LAST_LOOK - clock.now();
  await pause(Math.min(due, left()), signal);
  const timeLimit = limitOf(deadline, LOOK_LIMIT);
  const find = () => duplicates.find({ signal, timeLimit });
  try {
    const found = yield* retrying("read", find, { signal, left });
    const successor = ended.status === "cancelled"
      ? found.find((run) => !hasEnded(run))
      : undefined;
    const followed = successor?.id ?? ended.id;
    yield* cancelOthers(client, followed, found, limited(deadline, signal));
    return successor;
  } catch (error) {
    if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
    yield notice(secondRun(duplicates));
  }
}

function secondRun(duplicates: Duplicates): string {
  return `A second run may have been started: ${whereToLook(duplicates)}`;
}

/** Waits until there can be no duplicates, for a run that is not waited for. */
export async function* settleDuplicates(
  client: Client,
  { run, duplicates }: Started,
  signal: AbortSignal | undefined,
): AsyncGenerator<Notice, Run> {
  const how = { duplicates, signal };
  return (yield* lastLook(client, run, deadlineIn(Infinity), how)) ?? run;
}

/** What came of a run that was left before its end. */
export interface Left {
  /** The run after it was cancelled. */
  cancelled?: Run;
  /** Why it could not be cancelled. */
  fault?: Error;
  /** What a person has to know of duplicates. */
  notices: string[];
  /** Whether a second run may still appear. */
  isUnclear: boolean;
}

/** Leaves a run: cancels its duplicates and, with `cancels`, the run itself. */
export async function leaveRun(
  client: Client,
  { run, duplicates }: Pick<Watch, "run" | "duplicates">,
  { cancels, signal }: { cancels: boolean; signal: AbortSignal },
): Promise<Left> {
  const isOver = typeof run !== "number" && hasEnded(run);
  const left: Left = { notices: [], isUnclear: false };
  const say = (text: string) => left.notices.push(text);
  const cancelling = cancels && !isOver &&
    cancelWithRetry(client, runIdOf(run), signal).then(
      (cancelled) => left.cancelled = cancelled,
      (error) => left.fault = error,
    );
  if (duplicates) {
    left.isUnclear = clock.now() < duplicates.lastPostAt + LAST_LOOK;
    try {
      const found = await duplicates.find({ signal });
      const others = cancelOthers(client, runIdOf(run), found, signal);
      await resultOf(others, say);
    } catch {
      left.isUnclear = true;
    }
    if (left.isUnclear) say(secondRun(duplicates));
  }
  await cancelling;
  return left;
}

// What the library's functions are made of: the generators, run to their end

type Options = Pick<WaitOptions, "signal" | "onNotice" | "cancelOnAbort">;

/** Starts a run; duplicates are left to who waits for it. */
export async function start(
  client: Client,
  plan: StartPlan,
  { signal, onNotice, cancelOnAbort }: Options,
): Promise<Started> {
  let deadline: Deadline | undefined;
  const leaving = () => deadline ??= deadlineIn(LEAVING_LIMIT);
  const options = { signal, ...(cancelOnAbort && { leaving }) };
  try {
    const started = await resultOf(startRun(client, plan, options), onNotice);
    if (!signal?.aborted || !cancelOnAbort) return started;
    await leave(client, started, true, onNotice, leaving());
    throw signal.reason;
  } catch (error) {
    if (!signal?.aborted) throw error;
    if (error instanceof UnclearTriggerError) onNotice?.(error.message);
    throw signal.reason;
  }
}

/** Starts a run or, with `reuse`, takes one that does the same: it is left alone. */
export async function startOrReuse(
  client: Client,
  options: TriggerAndWaitOptions,
): Promise<Watch & WaitOptions> {
  const { signal, onNotice } = options;
  if (options.reuse) {
    const { findReusable } = await import("./find.ts");
    const finding = findReusable(client, options, signal);
    const run = await resultOf(finding, onNotice);
    if (run) return { ...options, run, isNew: true, cancelOnAbort: false };
  }
  const started = await start(client, planTrigger(client, options), options);
  return { ...options, ...started, isNew: true };
}

/** Starts a run and makes sure that there is no second one. */
export async function startOne(
  client: Client,
  plan: StartPlan,
  options: Options,
): Promise<Run> {
  const started = await start(client, plan, options);
  const { signal, onNotice } = options;
  try {
    return await resultOf(settleDuplicates(client, started, signal), onNotice);
  } catch (error) {
    onNotice?.(`Run ${started.run.id} goes on: ${started.run.href}`);
    await leave(client, started, false, onNotice);
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
  { onNotice, cancelOnAbort = false }: Options,
): AsyncGenerator<Run, Run> {
  const { duplicates, signal, isNew } = watched;
  let { run } = watched;
  let isDone = false;
  let cancels = cancelOnAbort;
  try {
    if (isNew && typeof run !== "number") yield run;
    for await (const event of watch(client, watched)) {
      if (event.type === "notice") onNotice?.(event.text);
      else yield run = event.run;
    }
    isDone = true;
    return run as Run;
  } catch (error) {
    cancels &&= signal?.aborted || !(error instanceof DbtCloudError);
    throw error;
  } finally {
    if (!isDone) await leave(client, { run, duplicates }, cancels, onNotice);
  }
}

/** Waits until the run has ended. */
export async function waitFor(
  client: Client,
  watched: Watch,
  options: WaitOptions,
): Promise<Run> {
  let last: Run | undefined;
  for await (const run of watchRuns(client, watched, options)) {
    await options.onUpdate?.(run);
    last = run;
  }
  return last!;
}

/** Leaves a run, and tells what a person has to know. */
async function leave(
  client: Client,
  watched: Pick<Watch, "run" | "duplicates">,
  cancels: boolean,
  onNotice: Options["onNotice"],
  deadline: Deadline = deadlineIn(LEAVING_LIMIT),
): Promise<void> {
  const options = { cancels, signal: signalOf(deadline) };
  const { fault, notices } = await leaveRun(client, watched, options);
  const text = `Run ${runIdOf(watched.run)} may still be running`;
  if (fault) onNotice?.(`${text}: cancelling failed (${fault.message})`);
  for (const text of notices) onNotice?.(text);
}
