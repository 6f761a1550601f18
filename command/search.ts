/** Finds the job by its name, and the run that `dbt-run wait` is to wait for. */
import { clock, createDeadline, pause } from "../api/clock.ts";
import { DbtCloudError } from "../api/errors.ts";
import { requestJson } from "../api/http.ts";
import { isObject, type Json } from "../api/json.ts";
import { retry } from "../api/retry.ts";
import { fetchJob } from "../api/jobs.ts";
import type { Run, RunStatus } from "../api/model.ts";
import { type RawRun, readTrigger, toRun } from "../api/read_run.ts";
import { hasEnded, toStatusCode } from "../api/run_status.ts";
import { PAGE_SIZE } from "../api/runs.ts";
import { findReusableRun } from "../api/reuse.ts";
import {
  createRunSearch,
  createSelector,
  isOfCommit,
  type RunSelector,
} from "../api/search.ts";
import { oneLine } from "../api/text.ts";
import type { JobOptions } from "../api/trigger_fields.ts";
import type { Context } from "./context.ts";
import { CommandError } from "./exit_codes.ts";
import { formatDuration, joinSome } from "../report/text.ts";

/** The pause between two looks for the run, in milliseconds. */
const LOOK_PAUSE = 5_000;
const MAX_NAMES = 10;
/** The most jobs that are looked through for a name. */
const MAX_JOBS = 5_000;

// The job

const isJobs = (data: unknown): data is Json[] =>
  Array.isArray(data) && data.every(isObject);

/** The id of the job that has the name that was given. */
async function findJob(
  { client, values, shutdown: { aborted: signal } }: Context,
): Promise<number> {
  const { jobName = "", projectId } = values;
  const project = { ...(projectId && { project_id: projectId }) };
  const list = (query: { name__icontains?: string; offset?: number }) =>
    retry(client, "read", () =>
      requestJson(client, {
        to: "list the jobs",
        path: "jobs/",
        query: { limit: PAGE_SIZE, ...project, ...query },
        signal,
      }, isJobs), { signal });
  const jobs: Json[] = [];
  let page: Json[];
  do {
    page = await list({ name__icontains: jobName, offset: jobs.length });
    jobs.push(...page);
  } while (page.length === PAGE_SIZE && jobs.length < MAX_JOBS);
  // Pages overlap where a job is made meanwhile.
  const ours = new Map(
    jobs.filter(({ name }) => name === jobName).map((job) => [job.id, job]),
  );
  const [id] = ours.keys();
  if (ours.size === 1 && typeof id === "number") return id;
  if (ours.size > 1) {
    const ids = [...ours.values()]
      .map(({ id, project_id }) => `${id} (project ${project_id})`).join(", ");
    throw new CommandError(
      `${ours.size} jobs are named "${jobName}": ${ids}. Set DBT_PROJECT_ID or DBT_JOB_ID`,
      "invalidInput",
    );
  }
  const others = jobs.length > 0 ? jobs : await list({});
  const names = others.map(({ name }) => `"${oneLine(String(name), 60)}"`);
  const known = names.length > 0
    ? `There are: ${joinSome(names, MAX_NAMES)}`
    : "There are no jobs that this key may see";
  throw new CommandError(
    `No job is named "${jobName}". ${known}`,
    "invalidInput",
  );
}

/** The job to trigger and, with `--extra-args`, its own commands with these. */
export async function askForJob(
  context: Context,
): Promise<Pick<JobOptions, "jobId" | "stepsOverride">> {
  const { client, values, shutdown: { aborted: signal } } = context;
  const { extraArgs } = values;
  const jobId = values.jobId ?? await findJob(context);
  if (!extraArgs) return { jobId };
  const read = () => fetchJob(client, jobId, { signal });
  const { executeSteps } = await retry(client, "read", read, { signal });
  if (executeSteps.length === 0) {
    throw new DbtCloudError(
      `Cannot read the commands of job ${jobId}: dbt Cloud names none`,
      { kind: "unreadable" },
    );
  }
  const stepsOverride = executeSteps.map((step) => `${step} ${extraArgs}`);
  return { jobId, stepsOverride };
}

/** A run that does already what the job would be triggered for. */
export async function reuse(
  { client, values, shutdown: { aborted: signal } }: Context,
  options: JobOptions,
): Promise<Run | undefined> {
  const mode = values.reuse === "in-progress" ? values.reuse : true;
  const run = await findReusableRun(client, options, mode, signal);
  if (run) client.notify(`Using run ${run.id}, which ${stateOf(run)}`);
  return run;
}

// The run

/** The run that `wait` names, or that matches what it was told. */
export async function findRun(
  context: Context,
): Promise<Run | number | undefined> {
  const { runId, client, values: { dryRun } } = context;
  const what = runId === undefined ? describe(context) : `run ${runId}`;
  if (dryRun) {
    client.notify(`Would wait for ${what}`);
    return;
  }
  if (runId !== undefined) return runId;
  client.notify(`Looking for ${what}`);
  return await lookFor(context, what);
}

function describe({ values }: Context): string {
  const { gitSha, pullRequest } = createSelector(values);
  const job = `job ${values.jobId ?? `"${values.jobName}"`}`;
  const run = values.latest === "success" ? "successful run" : "run";
  const which = [
    pullRequest && `pull request ${pullRequest.id}`,
    gitSha && `commit ${gitSha}`,
  ].filter(Boolean).join(", ");
  return which
    ? `the ${run} of ${job} for ${which}`
    : `the latest ${run} of ${job}`;
}

async function lookFor(context: Context, what: string): Promise<Run> {
  const { client, values, shutdown: { aborted: signal } } = context;
  const { latest, appearTimeout } = values;
  const jobId = values.jobId ?? await findJob(context);
  const wanted = createSelector(values);
  const query = latest === "success" ? { status: toStatusCode(latest) } : {};
  const find = createRunSearch(client, jobId, { signal, query });
  const isAtOnce = latest === "any" || latest === "success";
  // Where nothing else tells it from an older one, the run must be new.
  const isAny = isAtOnce || (wanted.gitSha && latest === "none");
  const deadline = createDeadline(isAtOnce ? 0 : appearTimeout);
  // By the clock that dbt Cloud's times are compared with.
  const startedAt = Date.now() - (clock.now() - context.process.startedAt);
  const isTaken = (run: Run) =>
    isAny || !hasEnded(run) || Date.parse(run.createdAt ?? "") >= startedAt;
  for (let isFirst = true;; isFirst = false) {
    const found = (await find()).filter((raw) => isWanted(raw, wanted))
      .map((raw) => toRun(client, raw));
    const run = found.find(isTaken);
    if (run) return run;
    const [newest] = found;
    if (isFirst && latest === "new" && newest) {
      const seen = `The latest run, ${newest.id}, ${stateOf(newest)}`;
      client.notify(
        `${seen}; waiting for a new one. --latest=any takes it`,
      );
    }
    if (deadline.remaining() <= 0) {
      const seconds = appearTimeout / 1_000;
      const why = isAtOnce
        ? "there is none among its latest runs"
        : `none is in progress, and none appeared within ${seconds} s (--appear-timeout)`;
      throw new CommandError(`Cannot find ${what}: ${why}`, "notFound");
    }
    await pause(Math.min(LOOK_PAUSE, deadline.remaining()), signal);
  }
}

/** Whether a run is of the commit and the pull request that were asked for. */
function isWanted(
  raw: RawRun,
  { gitSha, pullRequest }: RunSelector,
): boolean {
  const id = pullRequest && readTrigger(raw)[pullRequest.field];
  if (id !== pullRequest?.id) return false;
  return !gitSha || isOfCommit(raw, gitSha);
}

/** How far a run has come, in words: "succeeded 20 min ago". */
function stateOf({ status, finishedAt }: Run): string {
  const how = PAST_TENSE[status];
  if (!how) return `is ${status}`;
  if (!finishedAt) return how;
  return `${how} ${formatDuration(Date.now() - Date.parse(finishedAt))} ago`;
}

const PAST_TENSE: { [S in RunStatus]?: string } = {
  success: "succeeded",
  error: "failed",
  cancelled: "was cancelled",
};
