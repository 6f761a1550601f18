/** Finds the run that a command is about. */
import { clock, createDeadline, pause, SECOND } from "../api/clock.ts";
import type { Run } from "../api/model.ts";
import { retry } from "../api/retry.ts";
import { type RawRun, readTrigger, toRun } from "../api/read_run.ts";
import { hasEnded, toStatusCode } from "../api/run_status.ts";
import { fetchRun, WITH_CAUSE } from "../api/runs.ts";
import { findReusableRun } from "../api/reuse.ts";
import {
  createRunSearch,
  createSelector,
  isOfCommit,
  type RunSelector,
} from "../api/search.ts";
import type { JobOptions } from "../api/trigger_fields.ts";
import type { Context } from "./context.ts";
import { CommandError } from "./exit_codes.ts";
import { findJobId } from "./job_lookup.ts";
import { describeProgress } from "./messages.ts";

/** The pause between two looks for the run. */
const LOOK_PAUSE = 5 * SECOND;

/** Finds a run that does already what the job would be triggered for. */
export async function findRunToReuse(
  { client, values, shutdown: { aborted: signal } }: Context,
  options: JobOptions,
): Promise<Run | undefined> {
  const mode = values.reuse === "in-progress" ? values.reuse : true;
  const run = await findReusableRun(client, options, mode, signal);
  if (run) client.notify(`Using run ${run.id}, which ${describeProgress(run)}`);
  return run;
}

/** Finds the run that `wait` is to wait for; nothing in a dry run. */
export async function findRun(
  context: Context,
): Promise<Run | number | undefined> {
  const { runId, client, values: { dryRun } } = context;
  const text = describeSelection(context);
  if (dryRun) {
    client.notify(`Would wait for ${text}`);
    return;
  }
  if (runId !== undefined) return runId;
  client.notify(`Looking for ${text}`);
  return await waitForMatch(context, text);
}

/** Finds the newest run that matches, by one look; nothing if there is none. */
export async function findRunNow(context: Context): Promise<Run | undefined> {
  const { client, runId, shutdown: { aborted: signal } } = context;
  if (runId !== undefined) {
    const read = () => fetchRun(client, runId, { signal, ...WITH_CAUSE });
    return await retry(client, "read", read, { signal });
  }
  const { since } = context.values;
  const search = await createSearch(context);
  const runs = await search();
  // A run of unknown age may be an older one.
  return runs.find(({ createdAt }) =>
    since === undefined || Date.parse(createdAt ?? "") > since
  );
}

/** Says which run is meant, such as "the latest run of job 2". */
export function describeSelection({ runId, values }: Context): string {
  if (runId !== undefined) return `run ${runId}`;
  const { gitSha, pullRequest } = createSelector(values);
  const job = `job ${values.jobId ?? `"${values.jobName}"`}`;
  const run = values.latest === "success" ? "successful run" : "run";
  const which = [
    pullRequest && `pull request ${pullRequest.id}`,
    gitSha && `commit ${gitSha}`,
  ].filter(Boolean).join(", ");
  const text = which
    ? `the ${run} of ${job} for ${which}`
    : `the latest ${run} of ${job}`;
  if (values.since === undefined) return text;
  return `${text} since ${new Date(values.since).toISOString()}`;
}

/** Makes a function that lists the runs that match, the newest first. */
async function createSearch(context: Context): Promise<() => Promise<Run[]>> {
  const { client, values, shutdown: { aborted: signal } } = context;
  const { latest } = values;
  const jobId = await findJobId(context);
  const selector = createSelector(values);
  const query = latest === "success" ? { status: toStatusCode(latest) } : {};
  const list = createRunSearch(client, jobId, { signal, query });
  return async () => {
    const runs = await list();
    return runs.filter((raw) => matches(raw, selector))
      .map((raw) => toRun(client, raw));
  };
}

/** Looks for the run until it appears. */
async function waitForMatch(context: Context, text: string): Promise<Run> {
  const { client, process, values, shutdown: { aborted: signal } } = context;
  const { latest, appearTimeout } = values;
  const search = await createSearch(context);
  const isOnce = latest === "any" || latest === "success";
  // Where nothing else tells it from an older one, the run must be new.
  const takesAny = isOnce || (values.gitSha && latest === "none");
  const deadline = createDeadline(isOnce ? 0 : appearTimeout);
  // By the clock that dbt Cloud's times are compared with.
  const startedAt = Date.now() - (clock.now() - process.startedAt);
  const isTaken = (run: Run) =>
    takesAny || !hasEnded(run) || Date.parse(run.createdAt ?? "") >= startedAt;
  for (let isFirst = true;; isFirst = false) {
    const found = await search();
    const run = found.find(isTaken);
    if (run) return run;
    const [newest] = found;
    if (isFirst && latest === "new" && newest) {
      const seen = `The latest run, ${newest.id}, ${describeProgress(newest)}`;
      client.notify(`${seen}; waiting for a new one. --latest=any takes it`);
    }
    if (deadline.remaining() <= 0) {
      const seconds = appearTimeout / SECOND;
      const reason = isOnce
        ? "there is none among its latest runs"
        : `none is in progress, and none appeared within ${seconds} s (--appear-timeout)`;
      throw new CommandError(`Cannot find ${text}: ${reason}`, "notFound");
    }
    await pause(Math.min(LOOK_PAUSE, deadline.remaining()), signal);
  }
}

/** Whether a run is of the commit and the pull request that were asked for. */
function matches(
  raw: RawRun,
  { gitSha, pullRequest }: RunSelector,
): boolean {
  const id = pullRequest && readTrigger(raw)[pullRequest.field];
  if (id !== pullRequest?.id) return false;
  return !gitSha || isOfCommit(raw, gitSha);
}
