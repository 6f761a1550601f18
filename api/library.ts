/** The library's functions that take more than one request: starting and waiting. */
import { abortable } from "./abortable.ts";
import { cleanUpUnfinishedRun } from "./clean_up.ts";
import type { Client } from "./client.ts";
import {
  createDeadline,
  createTimeoutSignal,
  type Deadline,
  GRACE_PERIOD,
} from "./clock.ts";
import { settleDuplicates } from "./duplicates.ts";
import {
  DbtCloudError,
  RunTimeoutError,
  UnclearTriggerError,
} from "./errors.ts";
import { isObject } from "./json.ts";
import type { Run } from "./model.ts";
import type { TriggerAndWaitOptions, WaitOptions } from "./options.ts";
import { toRunId } from "./read_run.ts";
import { startRun } from "./start.ts";
import type { StartedRun } from "./started_runs.ts";
import {
  createMark,
  createRetryRequest,
  createTriggerRequest,
  type StartRequest,
} from "./start_request.ts";
import type { JobOptions } from "./trigger_fields.ts";
import { watch, type WatchRequest } from "./watch.ts";

/** A run to wait for, and what is done if the wait ends before it. */
export interface LibraryWait
  extends
    Omit<WatchRequest, "isNew" | "deadline">,
    Pick<WaitOptions, "timeout" | "cancelOnAbort" | "onUpdate"> {
  /** Whether the run is whole because it was just started; by default, it is. */
  isNew?: boolean;
  /** Whether the run is yielded as it is, before the first poll. */
  isYieldedFirst?: boolean;
  /** The time after an abort, which may have begun while the run was started. */
  startGracePeriod?: (() => Deadline) | undefined;
}

/** A run that was started, and the grace period that may have begun. */
interface LibraryStart extends StartedRun {
  startGracePeriod: () => Deadline;
}

/** Starts a run; with `cancels`, an abort searches for it to cancel it. */
async function start(
  client: Client,
  request: StartRequest,
  { cancels }: { cancels: boolean },
): Promise<LibraryStart> {
  const { signal } = client;
  let deadline: Deadline | undefined;
  // Finding the run and cancelling it share the time.
  const startGracePeriod = () =>
    deadline ??= createDeadline(GRACE_PERIOD.total);
  const options = { signal, ...(cancels && { startGracePeriod }) };
  try {
    return { ...await startRun(client, request, options), startGracePeriod };
  } catch (error) {
    const isUnclear = error instanceof UnclearTriggerError;
    if (signal?.aborted) {
      if (isUnclear) client.notify(error.message);
      throw signal.reason;
    }
    if (!isUnclear) client.throwCallbackError();
    throw error;
  }
}

/** Starts a run or, with `reuse`, takes one of another: it is never cancelled. */
export async function startOrReuse(
  client: Client,
  options: TriggerAndWaitOptions,
): Promise<LibraryWait> {
  const { signal, reuse, cancelOnAbort: cancels = false } = options;
  const wait = { ...options, isYieldedFirst: true };
  if (reuse) {
    const { findReusableRun } = await import("./reuse.ts");
    const run = await findReusableRun(client, options, reuse, signal);
    if (run) return { ...wait, run, isNew: false, cancelOnAbort: false };
  }
  const request = createTriggerRequest(client, options, chooseMark(options));
  return { ...wait, ...await start(client, request, { cancels }) };
}

function chooseMark({ mark }: JobOptions): string | null {
  return mark === false ? null : createMark();
}

/** Triggers a job, and makes sure that there is no second run. */
export async function triggerSingleRun(
  client: Client,
  options: JobOptions,
): Promise<Run> {
  const request = createTriggerRequest(client, options, chooseMark(options));
  return await startSingleRun(client, request);
}

/** Retries a run, and makes sure that there is no second retry. */
export async function retrySingleRun(
  client: Client,
  run: Run | number,
): Promise<Run> {
  return await startSingleRun(client, createRetryRequest(client, run));
}

async function startSingleRun(
  client: Client,
  request: StartRequest,
): Promise<Run> {
  const { signal } = client;
  const started = await start(client, request, { cancels: false });
  try {
    const run = await settleDuplicates(client, started, { signal });
    client.throwCallbackError();
    return run;
  } catch (error) {
    const { id, href } = started.run;
    client.notify(`Run ${id} is still running: ${href}`);
    await cleanUpAfterWait(client, started);
    throw error;
  }
}

/**
 * Yields the runs of a wait, one for each poll. With `cancelOnAbort`, the run is
 * cancelled if the wait ends before it, but not because dbt Cloud failed.
 */
export async function* watchUntilEnd(
  client: Client,
  wait: LibraryWait,
  deadline = createWaitDeadline(wait),
): AsyncGenerator<Run, Run> {
  const { signal, isYieldedFirst } = wait;
  let { run, cancelOnAbort } = wait;
  let isComplete = false;
  const { isNew = typeof run !== "number" } = wait;
  // An answer of dbt Cloud has told of the run.
  if (isNew) client.markAnswered();
  try {
    signal?.throwIfAborted();
    if (isYieldedFirst && typeof run !== "number") yield run;
    const polls = watch(client, { ...wait, isNew, deadline });
    for await (const polled of polls) yield run = polled;
    isComplete = true;
    client.throwCallbackError();
    return run as Run;
  } catch (error) {
    cancelOnAbort &&= signal?.aborted || !(error instanceof DbtCloudError);
    throw error;
  } finally {
    if (!isComplete) {
      await cleanUpAfterWait(client, { ...wait, run, cancelOnAbort });
    }
  }
}

function createWaitDeadline({ timeout = 0 }: LibraryWait): Deadline {
  return createDeadline(timeout > 0 ? timeout : Infinity);
}

/** Waits until the run has ended, and calls `onUpdate` with each of its states. */
export async function waitUntilEnd(
  client: Client,
  wait: LibraryWait,
): Promise<Run> {
  const deadline = createWaitDeadline(wait);
  let last: Run | undefined;
  for await (const run of watchUntilEnd(client, wait, deadline)) {
    await callUpdate(wait, run, deadline);
    last = run;
  }
  return last!;
}

/** Calls `onUpdate`, which cannot hold up an abort or the time-out. */
async function callUpdate(
  { onUpdate, signal }: LibraryWait,
  run: Run,
  deadline: Deadline,
): Promise<void> {
  const updating = onUpdate?.(run);
  if (!isObject(updating)) return;
  const isLimited = Number.isFinite(deadline.duration);
  const limit = isLimited ? createTimeoutSignal(deadline) : undefined;
  const signals = [signal, limit].filter((it) => it !== undefined);
  try {
    await abortable(Promise.resolve(updating), AbortSignal.any(signals));
  } catch (error) {
    const isOver = limit?.aborted && error === limit.reason;
    throw isOver ? new RunTimeoutError(run, run.id, deadline.duration) : error;
  }
}

/** Cleans up after a run that is not waited for, and says what a person must know. */
async function cleanUpAfterWait(
  client: Client,
  wait: LibraryWait,
): Promise<void> {
  const { run, duplicates, cancelOnAbort: cancel = false } = wait;
  const deadline = wait.startGracePeriod?.() ??
    createDeadline(GRACE_PERIOD.total);
  const signal = createTimeoutSignal(deadline);
  const target = { run, duplicates };
  const result = await cleanUpUnfinishedRun(client, target, { cancel, signal });
  if (result.error) {
    const text = `Run ${toRunId(run)} may still be running`;
    client.notify(`${text}: cancelling failed (${result.error.message})`);
  }
  result.notices.forEach(client.notify);
}
