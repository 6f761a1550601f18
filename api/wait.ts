/** What the library's functions are made of: the generators, run to their end. */
import type { Client } from "./client.ts";
import { DbtCloudError, UnclearTriggerError } from "./errors.ts";
import type { ClientOptions, WaitOptions } from "./options.ts";
import { hasEnded, type Run, runIdOf } from "./run.ts";
import { cancelInSpite } from "./runs.ts";
import {
  FINDING_LIMIT,
  LEAVING_LIMIT,
  type Started,
  type StartEvent,
  type StartPlan,
  startRun,
  type Twins,
} from "./start.ts";
import {
  awaitTwins,
  leaveTwins,
  type Watch,
  watch,
  type WatchEvent,
} from "./watch.ts";

type Options = Pick<WaitOptions, "signal" | "onNotice" | "cancelOnAbort">;

/** Starts a run; second runs are left to who waits for it. */
export async function start(
  client: Client,
  plan: StartPlan,
  { signal, onNotice, cancelOnAbort }: Options,
): Promise<Started> {
  const grace = cancelOnAbort ? FINDING_LIMIT : 0;
  const events = startRun(client, plan, { signal, grace });
  try {
    const started = await lastOf(events, onNotice);
    if (!signal?.aborted || !cancelOnAbort) return started;
    const { run, twins } = started;
    await leave(client, run, { twins, cancels: true, onNotice });
    throw signal.reason;
  } catch (error) {
    if (!signal?.aborted) throw error;
    if (error instanceof UnclearTriggerError) onNotice?.(error.message);
    throw signal.reason;
  }
}

/** Starts a run and makes sure that there is no second one. */
export async function startOne(
  client: Client,
  plan: StartPlan,
  options: ClientOptions,
): Promise<Run> {
  const { run, twins } = await start(client, plan, options);
  if (!twins) return run;
  const { signal, onNotice } = options;
  try {
    return await lastOf(awaitTwins(client, run, twins, signal), onNotice);
  } catch (error) {
    onNotice?.(`Run ${run.id} goes on: ${run.href}`);
    await leave(client, run, { twins, cancels: false, onNotice });
    throw error;
  }
}

async function lastOf<T>(
  events: AsyncGenerator<StartEvent | WatchEvent, T>,
  onNotice: ClientOptions["onNotice"],
): Promise<T> {
  for (;;) {
    const { done, value } = await events.next();
    if (done) return value;
    if (value.type === "notice") onNotice?.(value.text);
  }
}

/**
 * The runs of a wait, one for each poll. With `cancelOnAbort`, the run is
 * cancelled if the wait ends before it, but not because dbt Cloud failed.
 */
export async function* watchRuns(
  client: Client,
  plan: Watch,
  { onNotice, cancelOnAbort = false }: Options,
): AsyncGenerator<Run, Run> {
  const { twins, signal } = plan;
  let run: Run | undefined;
  let isDone = false;
  let cancels = cancelOnAbort;
  try {
    if (plan.isNew && typeof plan.run !== "number") yield plan.run;
    for await (const event of watch(client, plan)) {
      if (event.type === "polled") yield run = event.run;
      else onNotice?.(event.text);
    }
    isDone = true;
    return run!;
  } catch (error) {
    cancels &&= signal?.aborted || !(error instanceof DbtCloudError);
    throw error;
  } finally {
    if (!isDone) {
      const last = run ?? plan.run;
      await leave(client, last, { twins, cancels, onNotice });
    }
  }
}

/** Waits until the run has ended. */
export async function waitFor(
  client: Client,
  plan: Watch,
  options: WaitOptions,
): Promise<Run> {
  let last: Run | undefined;
  for await (const run of watchRuns(client, plan, options)) {
    await options.onUpdate?.(run);
    last = run;
  }
  return last!;
}

/** Cancels a run that is left, if it shall be, and any second one. */
async function leave(
  client: Client,
  run: Run | number,
  { twins, cancels, onNotice }: {
    twins?: Twins | undefined;
    cancels: boolean;
    onNotice: ClientOptions["onNotice"];
  },
): Promise<void> {
  const isOver = typeof run !== "number" && hasEnded(run);
  const runId = runIdOf(run);
  const signal = AbortSignal.timeout(LEAVING_LIMIT);
  const second = twins && leaveTwins(client, runId, twins, { cancels, signal });
  try {
    if (cancels && !isOver) await cancelInSpite(client, runId, signal);
  } catch (error) {
    const { message } = error as Error;
    onNotice?.(
      `Run ${runId} may still be running: cancelling failed (${message})`,
    );
  }
  for (const text of (await second)?.notices ?? []) onNotice?.(text);
}
