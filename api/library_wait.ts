/** The library's waits, which end with the run, an abort, the time-out, or an error. */
import { abortable } from "./abortable.ts";
import { cleanUpUnfinishedRun } from "./clean_up.ts";
import type { Client } from "./client.ts";
import {
  createDeadline,
  createTimeoutSignal,
  type Deadline,
  GRACE_PERIOD,
} from "./clock.ts";
import { DbtCloudError, RunTimeoutError } from "./errors.ts";
import { isObject } from "./json.ts";
import type { Run } from "./model.ts";
import type { WaitOptions } from "./options.ts";
import { toRunId } from "./read_run.ts";
import { watch, type WatchRequest } from "./watch.ts";

/** A run to wait for, and what is done if the wait ends before it. */
export interface LibraryWait
  extends
    Omit<WatchRequest, "isNew" | "deadline">,
    Pick<WaitOptions, "timeout" | "cancelOnAbort" | "onUpdate"> {
  /** Whether the run was just started; by default, that is so if it is whole. */
  isNew?: boolean;
  /** Whether the run is yielded as it is, before the first poll. */
  isYieldedFirst?: boolean;
  /** The time after an abort, which may have begun while the run was started. */
  startGracePeriod?: (() => Deadline) | undefined;
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

/** Cleans up after a run that is not waited for, and notifies of what remains. */
export async function cleanUpAfterWait(
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
