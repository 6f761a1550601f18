/** Other runs of the same trigger: they are cancelled, or a person looks for them. */
import type { Client } from "./client.ts";
import { clock, pause, SECOND } from "./clock.ts";
import { DbtCloudError } from "./errors.ts";
import { REQUEST_LIMIT } from "./http.ts";
import type { Run } from "./model.ts";
import { retry } from "./retry.ts";
import { hasEnded } from "./run_status.ts";
import { type CallOptions, cancelWithRetry } from "./runs.ts";
import { formatWhereToLook } from "./start_request.ts";
import type { DuplicateSearch, StartedRun } from "./started_runs.ts";
import { limitRequest, type WaitLimits } from "./wait_limits.ts";

/** The limit of each request of a look: it may hold up the polls. */
const LOOK_LIMIT = 5 * SECOND;
/** The time from the end of the last POST until all its runs are in the lists. */
const LIST_LAG = 30 * SECOND;

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

/** Cancels all runs of a trigger but one, and notifies the user of each. */
export async function cancelDuplicates(
  client: Client,
  runId: number,
  runs: Run[],
  options: CallOptions = {},
): Promise<void> {
  const notices = await cancelOtherRuns(client, runId, runs, options);
  notices.forEach(client.notify);
}

/** Finds all runs of a trigger once, while others wait for the answer. */
export async function findDuplicates(
  { findAll }: DuplicateSearch,
  limits: WaitLimits,
): Promise<Run[]> {
  return await findAll(limitRequest(limits, LOOK_LIMIT));
}

/** Whether a look may fail with an error: another one follows, or a person looks. */
export function isSurvived(error: unknown, { signal }: WaitLimits): boolean {
  return error instanceof DbtCloudError && !signal?.aborted;
}

/** Whether a second run may still appear in the lists. */
export function mayAppear({ lastPostEndedAt }: DuplicateSearch): boolean {
  return clock.now() < lastPostEndedAt + LIST_LAG;
}

/** Formats the sentence about a second run that could not be looked for. */
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
  const untilListed = duplicates.lastPostEndedAt + LIST_LAG - clock.now();
  const remaining = limits.deadline?.remaining() ?? Infinity;
  await pause(Math.min(untilListed, remaining), limits.signal);
  const find = () => findDuplicates(duplicates, limits);
  try {
    const found = await retry(client, "read", find, limits);
    const followed = findSuccessor(run, found) ?? run;
    await cancelDuplicates(client, followed.id, found, limitRequest(limits));
    return followed;
  } catch (error) {
    if (!isSurvived(error, limits)) throw error;
    client.notify(formatSecondRun(duplicates));
    return run;
  }
}

/** Finds the run in whose favour dbt Cloud has cancelled this one. */
function findSuccessor(run: Run, runs: Run[]): Run | undefined {
  if (run.status !== "cancelled") return undefined;
  return runs.find((other) => !hasEnded(other));
}
