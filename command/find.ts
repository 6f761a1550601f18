/** Finds the job by its name, and the run that `dbt-run wait` is to wait for. */
import { DbtCloudError } from "../api/errors.ts";
import { getData } from "../api/http.ts";
import { isObject, type Json, oneLine } from "../api/json.ts";
import { TRIGGER_FIELDS } from "../api/checks.ts";
import { pause } from "../api/clock.ts";
import { decide, patiently, retryNotice, trackOutage } from "../api/retry.ts";
import { causeOf, hasEnded, type RawRun, toRun } from "../api/run.ts";
import { listRaw, PAGE_SIZE, retrieveRaw, WITH_CAUSE } from "../api/runs.ts";
import type { RunEvent, Target } from "./events.ts";
import { AppearTimeout, InputError } from "./process/exit.ts";
import type { Plan } from "./plan.ts";

/** The pause between two looks for the run, in milliseconds. */
const LOOK_PAUSE = 5_000;
const MAX_NAMES = 10;
/** So many jobs are looked through for a name. */
const MAX_JOBS = 5_000;
/** So many runs are asked for their trigger, where the list leaves it out. */
const MAX_ASKED = 20;

// The job

const isJobs = (data: unknown): data is Json[] =>
  Array.isArray(data) && data.every(isObject);

/** The id of the job that has the name that was given. */
export async function findJob(plan: Plan): Promise<number> {
  const { client, values: { jobName = "", projectId }, ending } = plan;
  const project = { ...(projectId && { project_id: projectId }) };
  const list = (query: { name__icontains?: string; offset?: number }) =>
    patiently(() =>
      getData(client, {
        to: "list the jobs",
        path: "jobs/",
        query: { limit: PAGE_SIZE, ...project, ...query },
        signal: ending.stop,
      }, isJobs), ending.stop);
  const jobs: Json[] = [];
  for (let isMore = true; isMore && jobs.length < MAX_JOBS;) {
    const offset = jobs.length;
    const page = await list({ name__icontains: jobName, offset });
    jobs.push(...page);
    isMore = page.length === PAGE_SIZE;
  }
  const ours = jobs.filter(({ name }) => name === jobName);
  const found = [...new Map(ours.map((job) => [job.id, job])).values()];
  const [job] = found;
  if (found.length === 1 && typeof job?.id === "number") return job.id;
  if (found.length > 1) {
    const ids = found.map(({ id, project_id }) =>
      `${id} (project ${project_id})`
    );
    throw new InputError(
      `${found.length} jobs are named "${jobName}": ${
        ids.join(", ")
      }. Set DBT_PROJECT_ID or DBT_JOB_ID`,
    );
  }
  const all = jobs.length > 0 ? jobs : await list({});
  throw new InputError(`No job is named "${jobName}". ${namesOf(all)}`);
}

function namesOf(jobs: Json[]): string {
  if (jobs.length === 0) return "There are no jobs that this key may see";
  const names = jobs.map(({ name }) => `"${oneLine(String(name), 60)}"`);
  const more = names.length - MAX_NAMES;
  const list = names.slice(0, MAX_NAMES).join(", ");
  return `There are: ${list}${more > 0 ? ` and ${more} more` : ""}`;
}

// The run

/** The run that `wait` names, or that matches what it was told. */
export async function* findRun(
  plan: Plan,
): AsyncGenerator<RunEvent, Target | undefined> {
  const { runId, values: { dryRun } } = plan;
  const what = runId === undefined ? describe(plan) : `run ${runId}`;
  if (dryRun) {
    yield { type: "notice", text: `Would wait for ${what}` };
    return;
  }
  if (runId !== undefined) return { run: runId };
  yield { type: "notice", text: `Looking for ${what}` };
  return yield* lookFor(plan, what);
}

function describe(plan: Plan): string {
  const { values } = plan;
  const { gitSha, pull } = wantedOf(plan);
  const job = `job ${values.jobId ?? `"${values.jobName}"`}`;
  const which = [
    ...(pull ? [`pull request ${pull[1]}`] : []),
    ...(gitSha ? [`commit ${gitSha}`] : []),
  ].join(", ");
  return which ? `the run of ${job} for ${which}` : `the latest run of ${job}`;
}

/** By what the run is known: what was set by hand, and the pull request. */
function wantedOf({ values, pullRequest }: Plan) {
  const options = { ...values, ...pullRequest };
  return { gitSha: options.gitSha, pull: pullRequestId(options) };
}

async function* lookFor(
  plan: Plan,
  what: string,
): AsyncGenerator<RunEvent, Target> {
  const { client, values, ending, began } = plan;
  const jobId = values.jobId ?? await findJob(plan);
  const query = { job_definition_id: jobId, ...WITH_CAUSE.query };
  const outage = trackOutage(false);
  const asked = new Map<number, unknown>();
  const until = Date.now() + values.appearTimeout;
  for (;;) {
    const askedAt = Date.now();
    let wait = LOOK_PAUSE;
    try {
      const runs = await listRaw(client, query, { signal: ending.stop });
      outage.ended();
      for (const [i, raw] of runs.entries()) {
        const whole = i < MAX_ASKED ? await withTrigger(plan, raw, asked) : raw;
        if (!matches(plan, whole, began)) continue;
        return { run: toRun(client, whole, "queued") };
      }
    } catch (error) {
      if (!(error instanceof DbtCloudError)) throw error;
      const next = decide("look up", error) === "again"
        ? outage.failed(error, Date.now() - askedAt)
        : undefined;
      if (next === undefined) throw error;
      yield { type: "notice", text: retryNotice(error, next) };
      wait = next;
    }
    const left = until - Date.now();
    if (left <= 0) {
      throw new AppearTimeout(
        `Cannot find ${what}: none is in progress, and none appeared within ${
          values.appearTimeout / 1_000
        } s (--appear-timeout)`,
      );
    }
    await pause(Math.min(wait, left), ending.stop);
  }
}

/** A run with its trigger, which is asked for singly if a list left it out. */
async function withTrigger(
  { client, ending: { stop: signal } }: Plan,
  raw: RawRun,
  asked: Map<number, unknown>,
): Promise<RawRun> {
  if (causeOf(raw) !== null) return raw;
  if (!asked.has(raw.id)) {
    const whole = await retrieveRaw(client, raw.id, { ...WITH_CAUSE, signal })
      .catch((error) => {
        // A run that this key may not see is not the one.
        if (decide("look up", error) === "again") throw error;
        return raw;
      });
    asked.set(raw.id, whole.trigger);
  }
  // The trigger stays what it was; all else is as the list has it now.
  return { ...raw, trigger: asked.get(raw.id) };
}

/** Whether a run is the one that was asked for, by what triggered it. */
function matches(plan: Plan, raw: RawRun, began: number): boolean {
  const trigger = isObject(raw.trigger) ? raw.trigger : {};
  const { gitSha, pull } = wantedOf(plan);
  if (pull && trigger[pull[0]] !== pull[1]) return false;
  if (gitSha) {
    const shas = [raw.git_sha, trigger.git_sha];
    if (!shas.some((sha) => isSameSha(sha, gitSha))) return false;
    if (!plan.values.latest) return true;
  }
  // Nothing else tells this run from an older one.
  const run = toRun(plan.client, raw, "queued");
  return !hasEnded(run) || Date.parse(run.createdAt ?? "") >= began;
}

/** The field and the number of the pull request. */
function pullRequestId(
  options: { [option: string]: unknown },
): [field: string, id: number] | undefined {
  const fields = Object.entries(TRIGGER_FIELDS)
    .filter(([field]) => /_(pull|merge)_request_id$/.test(field));
  for (const [field, [option]] of fields) {
    const id = options[option];
    if (typeof id === "number") return [field, id];
  }
}

/** Whether two commits are the same; one may be short. */
function isSameSha(value: unknown, sha: string): boolean {
  if (typeof value !== "string" || value.length < 7 || sha.length < 7) {
    return value === sha;
  }
  const [short, long] = [value, sha].toSorted((a, b) => a.length - b.length);
  return long!.toLowerCase().startsWith(short!.toLowerCase());
}
