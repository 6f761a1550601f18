/** Other runs of the same trigger: when they are looked for, and how they end. */
import type { Client } from "./client.ts";
import { clock, type Deadline, pause, SECOND } from "./clock.ts";
import { DbtCloudError } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import type { Run } from "./model.ts";
import { retry } from "./retry.ts";
import { hasEnded } from "./run_status.ts";
import { type CallOptions, cancelWithRetry } from "./runs.ts";
import { formatWhereToLook } from "./start_request.ts";
import type { DuplicateSearch, StartedRun } from "./started_runs.ts";

/** When duplicates are looked for, after the end of the last POST. */
const LOOK_TIMES = [30, 60, 120, 300, 600].map((seconds) => seconds * SECOND);
/** How long a look may hold up the polls; after a fault it comes again. */
const LOOK_LIMIT = 5 * SECOND;
const LOOK_AGAIN = 15 * SECOND;
/** The last look for duplicates comes no sooner after the end of the last POST. */
const LAST_LOOK = 30 * SECOND;
/** A request at the end of a time-out may take that long. */
const LAST_REQUEST_LIMIT = 3 * SECOND;

/** A wait ends with its signal or at its deadline. */
export interface WaitLimits {
  signal?: AbortSignal | undefined;
  deadline?: Deadline | undefined;
}

/** The limits of a request, which may not outlast the deadline by much. */
export function limitRequest(
  { signal, deadline }: WaitLimits,
  limit = REQUEST_LIMIT,
): CallOptions {
  const remaining = deadline?.remaining() ?? Infinity;
  const timeLimit = Math.min(limit, Math.max(remaining, LAST_REQUEST_LIMIT));
  return { signal, timeLimit: Math.ceil(timeLimit) };
}

/** Cancels all runs of a trigger but one; resolves to what became of them. */
export async function cancelOtherRuns(
  client: Client,
  runId: number,
  runs: Run[],
  { signal, timeLimit = REQUEST_LIMIT }: CallOptions = {},
): Promise<string[]> {
  const limit = AbortSignal.timeout(timeLimit);
  const stop = signal ? AbortSignal.any([signal, limit]) : limit;
  const others = runs.filter((run) => run.id !== runId && !hasEnded(run));
  const description = "a second run of the same trigger";
  return await Promise.all(
    others.map(({ id, href }) =>
      cancelWithRetry(client, id, stop).then(
        () => `Cancelled run ${id}, ${description}: ${href}`,
        ({ message }: Error) =>
          `Run ${id}, ${description}, may still be running: ${href} (${message})`,
      )
    ),
  );
}

/** Whether a second run may still appear in the lists. */
export function mayAppear({ lastPostEndedAt }: DuplicateSearch): boolean {
  return clock.now() < lastPostEndedAt + LAST_LOOK;
}

/** The sentence about a second run that could not be looked for. */
export function formatSecondRun(duplicates: DuplicateSearch): string {
  const where = formatWhereToLook(duplicates);
  return `A second run may have been started: ${where}`;
}

/**
 * Cancels the duplicates of a run that has ended or is not waited for, as soon
 * as there can be no more of them. Returns the run to follow: if dbt Cloud
 * cancelled the run itself, another one that is still running.
 */
export async function settleDuplicates(
  client: Client,
  { run, duplicates }: StartedRun,
  limits: WaitLimits,
): Promise<Run> {
  if (!duplicates) return run;
  const { signal, deadline } = limits;
  const untilLastLook = duplicates.lastPostEndedAt + LAST_LOOK - clock.now();
  const remaining = deadline?.remaining() ?? Infinity;
  await pause(Math.min(untilLastLook, remaining), signal);
  const find = () => duplicates.findAll(limitRequest(limits, LOOK_LIMIT));
  try {
    const found = await retry(client, "read", find, limits);
    const candidates = run.status === "cancelled" ? found : [];
    const followed = candidates.find((other) => !hasEnded(other)) ?? run;
    const options = limitRequest(limits);
    const notices = await cancelOtherRuns(client, followed.id, found, options);
    notices.forEach(client.notify);
    return followed;
  } catch (error) {
    if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
    client.notify(formatSecondRun(duplicates));
    return run;
  }
}

/** Looks for duplicates while a run is waited for, and at its end. */
export interface DuplicateWatch {
  /** Cancels the duplicates that have surfaced, if it is time for a look. */
  cancelIfDue(runId: number): Promise<void>;
  /** Does it once the run has ended; resolves to a run that takes its place. */
  settle(run: Run): Promise<Run | undefined>;
}

/** Makes the watch for the duplicates of a run, if there can be any. */
export function createDuplicateWatch(
  client: Client,
  duplicates: DuplicateSearch | undefined,
  limits: WaitLimits,
): DuplicateWatch {
  let lookTimes = duplicates ? LOOK_TIMES : [];
  return {
    async cancelIfDue(runId) {
      if (!duplicates) return;
      const sinceLastPost = () => clock.now() - duplicates.lastPostEndedAt;
      if (sinceLastPost() < (lookTimes[0] ?? Infinity)) return;
      lookTimes = lookTimes.filter((time) => time > sinceLastPost());
      try {
        const found = await duplicates.findAll(
          limitRequest(limits, LOOK_LIMIT),
        );
        const options = limitRequest(limits);
        const notices = await cancelOtherRuns(client, runId, found, options);
        notices.forEach(client.notify);
      } catch (error) {
        const isSurvived = error instanceof DbtCloudError &&
          !limits.signal?.aborted;
        if (!isSurvived) throw error;
        lookTimes = [sinceLastPost() + LOOK_AGAIN, ...lookTimes];
      }
    },
    async settle(run) {
      const followed = await settleDuplicates(
        client,
        { run, duplicates },
        limits,
      );
      return followed === run ? undefined : followed;
    },
  };
}
