/** Finds the run that a command is about. */
import type { Run } from "../api/model.ts";
import { retry } from "../api/retry.ts";
import { type RawRun, readTrigger, toRun } from "../api/read_run.ts";
import { toStatusCode } from "../api/run_status.ts";
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
import { fetchJobId } from "./job_lookup.ts";
import { describeProgress } from "./run_age.ts";

/** Finds a run that does already what the job would be triggered for. */
export async function findRunToReuse(
  { client, values, signal }: Context,
  options: JobOptions,
): Promise<Run | undefined> {
  const mode = values.reuse === "in-progress" ? values.reuse : true;
  const run = await findReusableRun(client, options, mode, signal);
  if (run) client.notify(`Using run ${run.id}, which ${describeProgress(run)}`);
  return run;
}

/** Finds the newest run that matches, by one look; `undefined` if there is none. */
export async function findRunNow(context: Context): Promise<Run | undefined> {
  const { client, runId, signal } = context;
  if (runId !== undefined) {
    const read = () => fetchRun(client, runId, { signal, ...WITH_CAUSE });
    return await retry(client, "read", read, { signal });
  }
  const { since } = context.values;
  const search = await createNamedSearch(context);
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

/** Creates a search for the runs that the command line names, the newest first. */
export async function createNamedSearch(
  context: Context,
): Promise<() => Promise<Run[]>> {
  const { client, values, signal } = context;
  const { latest } = values;
  const jobId = await fetchJobId(context);
  const selector = createSelector(values);
  const query = latest === "success" ? { status: toStatusCode(latest) } : {};
  const list = createRunSearch(client, jobId, { signal, query });
  return async () => {
    const runs = await list();
    return runs.filter((raw) => matches(raw, selector))
      .map((raw) => toRun(client, raw));
  };
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
