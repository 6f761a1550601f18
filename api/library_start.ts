/** The library's starts: a run is triggered, retried, or another one is used. */
import type { Client } from "./client.ts";
import { createDeadline, type Deadline, GRACE_PERIOD } from "./clock.ts";
import { settleDuplicates } from "./duplicates.ts";
import { UnclearTriggerError } from "./errors.ts";
import { cleanUpAfterWait, type LibraryWait } from "./library_wait.ts";
import type { Run } from "./model.ts";
import type { TriggerAndWaitOptions } from "./options.ts";
import { startRun } from "./start.ts";
import {
  createMark,
  createRetryRequest,
  createTriggerRequest,
  type StartRequest,
} from "./start_request.ts";
import type { StartedRun } from "./started_runs.ts";
import type { JobOptions } from "./trigger_fields.ts";

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
