/** Waits for the end of a run: one loop, which survives bad polls. */
import type { Client } from "./client.ts";
import { clock, type Deadline, MINUTE, pause, SECOND } from "./clock.ts";
import { createDuplicateWatch } from "./duplicate_watch.ts";
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
import { limitRequest } from "./wait_limits.ts";

/** The time for which dbt Cloud may not know a run that was just started. */
const NOT_FOUND_GRACE = MINUTE;

/** A run to wait for. All durations are milliseconds. */
export interface WatchRequest
  extends Pick<WatchOptions, "interval" | "initialDelay" | "signal"> {
  /** The run or its id. */
  run: Run | number;
  /** Whether the run was just started: dbt Cloud may not know it for a minute. */
  isNew: boolean;
  /** The end of the wait. */
  deadline: Deadline;
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
  const { signal, deadline, duplicates } = request;
  const nextDelay = createDelays(request);
  const poller = createPoller(client, request);
  const duplicateWatch = duplicates &&
    createDuplicateWatch(client, duplicates, { signal, deadline });
  for (;;) {
    const delay = nextDelay();
    const remaining = deadline.remaining();
    const isLastPoll = delay >= remaining;
    await pause(Math.min(delay, remaining), signal);
    await duplicateWatch?.cancelIfDue(poller.runId());
    const run = await poller.poll();
    yield run;
    if (hasEnded(run)) {
      const successor = await duplicateWatch?.settle(run);
      if (!successor) return run;
      poller.follow(successor);
      yield successor;
    }
    if (isLastPoll) {
      throw new RunTimeoutError(run, poller.runId(), deadline.duration);
    }
  }
}

/** Makes a function that returns the delay before each poll. */
function createDelays(
  { initialDelay = SECOND, interval, pollsAtOnce }: WatchRequest,
): () => number {
  const startedAt = clock.now();
  const firstDelays = pollsAtOnce ? [0, initialDelay] : [initialDelay];
  return () => {
    const first = firstDelays.shift();
    if (first !== undefined) return first;
    if (interval !== undefined) return interval;
    return pollInterval(clock.now() - startedAt);
  };
}

/** Polls one run. */
interface Poller {
  runId(): number;
  /** Polls another run from now on. */
  follow(run: Run): void;
  /** Resolves to one good answer, or rejects with what ends the wait. */
  poll(): Promise<Run>;
}

function createPoller(client: Client, request: WatchRequest): Poller {
  const { signal, deadline, isNew } = request;
  const startedAt = clock.now();
  let runId = toRunId(request.run);
  /** The run as the last answer had it. */
  let latest = typeof request.run === "number" ? null : request.run;
  const chooseOperation = () =>
    isNew && clock.now() - startedAt < NOT_FOUND_GRACE
      ? "poll new run"
      : "poll";
  const fetch = async () => {
    client.throwCallbackError();
    return await fetchRun(client, runId, limitRequest(request));
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
          signal,
          deadline,
          decide: (error) => decide(chooseOperation(), error),
        });
        const cause = run.cause ?? latest?.cause ?? null;
        const jobName = run.jobName ?? latest?.jobName ?? null;
        latest = { ...run, cause, jobName };
        return latest;
      } catch (error) {
        const isFault = error instanceof DbtCloudError;
        if (signal?.aborted || !isFault) throw error;
        if (deadline.remaining() <= 0) {
          throw new RunTimeoutError(latest, runId, deadline.duration);
        }
        if (!latest) throw error;
        throw withHint(error, `The run may still be running: ${latest.href}`);
      }
    },
  };
}
