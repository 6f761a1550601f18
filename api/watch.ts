/** Waits for the end of a run: one loop, which survives bad polls. */
import type { Client } from "./client.ts";
import { clock, createDeadline, MINUTE, pause, SECOND } from "./clock.ts";
import {
  createDuplicateWatch,
  limitRequest,
  type WaitLimits,
} from "./duplicates.ts";
import { DbtCloudError, RunTimeoutError } from "./errors.ts";
import type { Run } from "./model.ts";
import type { WatchOptions } from "./options.ts";
import { pollInterval } from "./poll_interval.ts";
import { toRunId } from "./read_run.ts";
import { retry, withHint } from "./retry.ts";
import { decide } from "./retry_rules.ts";
import { hasEnded } from "./run_status.ts";
import { fetchRun } from "./runs.ts";
import type { DuplicateSearch } from "./started_runs.ts";

/** How long dbt Cloud may not know a run that was just started. */
const NOT_FOUND_GRACE = MINUTE;

/** A run to wait for. All durations are milliseconds. */
export interface WatchRequest
  extends
    Pick<WatchOptions, "interval" | "initialDelay" | "timeout" | "signal"> {
  /** The run; whole if this process has just started it. */
  run: Run | number;
  /** Set if a second run may appear. */
  duplicates?: DuplicateSearch | undefined;
  /** Whether the first poll comes at once, and the initial delay after it. */
  pollsAtOnce?: boolean | undefined;
}

/**
 * Waits until the run has ended; yields it after each poll, returns it. If dbt
 * Cloud cancelled it in favour of another one of the same trigger, that one is
 * yielded, and waited for.
 */
export async function* watch(
  client: Client,
  request: WatchRequest,
): AsyncGenerator<Run, Run> {
  const { signal, timeout = 0, initialDelay = SECOND, interval } = request;
  const startedAt = clock.now();
  const deadline = createDeadline(timeout > 0 ? timeout : Infinity);
  const limits = { signal, deadline };
  const poller = createPoller(client, request, limits);
  const duplicates = createDuplicateWatch(client, request.duplicates, limits);
  const firstDelays = [...(request.pollsAtOnce ? [0] : []), initialDelay];
  for (;;) {
    const delay = firstDelays.shift() ?? interval ??
      pollInterval(clock.now() - startedAt);
    const remaining = deadline.remaining();
    const isLastPoll = delay >= remaining;
    await pause(Math.min(delay, remaining), signal);
    await duplicates.cancelIfDue(poller.runId());
    const run = await poller.poll();
    yield run;
    if (hasEnded(run)) {
      const successor = await duplicates.settle(run);
      if (!successor) return run;
      poller.follow(successor);
      yield successor;
    }
    if (isLastPoll) throw new RunTimeoutError(run, poller.runId(), timeout);
  }
}

/** Polls one run. */
interface Poller {
  runId(): number;
  /** Polls another run from now on. */
  follow(run: Run): void;
  /** Resolves to one good answer, or rejects with what ends the wait. */
  poll(): Promise<Run>;
}

function createPoller(
  client: Client,
  { run: first, timeout = 0 }: WatchRequest,
  limits: WaitLimits,
): Poller {
  const startedAt = clock.now();
  const isStarted = typeof first !== "number";
  if (isStarted) client.markAnswered();
  let runId = toRunId(first);
  /** The run as the last answer had it. */
  let latest = isStarted ? first : null;
  const operation = () =>
    isStarted && clock.now() - startedAt < NOT_FOUND_GRACE
      ? "poll new run"
      : "poll";
  const fetch = async () => {
    client.throwCallbackError();
    return await fetchRun(client, runId, limitRequest(limits));
  };
  return {
    runId: () => runId,
    follow(run) {
      latest = run;
      runId = run.id;
    },
    async poll() {
      try {
        const run = await retry(client, "poll", fetch, {
          ...limits,
          decide: (error) => decide(operation(), error),
        });
        // A poll does not ask for what cannot change.
        run.cause ??= latest?.cause ?? null;
        run.jobName ??= latest?.jobName ?? null;
        return latest = run;
      } catch (error) {
        const isFault = error instanceof DbtCloudError;
        if (limits.signal?.aborted || !isFault) throw error;
        if ((limits.deadline?.remaining() ?? Infinity) <= 0) {
          throw new RunTimeoutError(latest, runId, timeout);
        }
        if (!latest) throw error;
        throw withHint(error, `The run may still be running: ${latest.href}`);
      }
    },
  };
}
