/** Looks up the job that is named, and its commands. */
import { DbtCloudError } from "../api/errors.ts";
import { fetchJob, type JobPage, listJobPage } from "../api/jobs.ts";
import { retry } from "../api/retry.ts";
import { PAGE_SIZE } from "../api/runs.ts";
import { oneLine } from "../api/text.ts";
import type { JobOptions } from "../api/trigger_fields.ts";
import type { Context } from "./context.ts";
import { CommandError } from "./exit_codes.ts";
import { joinSome } from "../report/format_text.ts";

/** The most jobs that a message names. */
const MAX_NAMES = 10;
/** The most jobs that are looked through for a name. */
const MAX_JOBS = 5_000;

/** Looks up the id of the job that was named, by its id or by its name. */
export async function fetchJobId(context: Context): Promise<number> {
  const { jobId, jobName = "" } = context.values;
  if (jobId !== undefined) return jobId;
  const jobs = await listJobs(context, jobName);
  // Pages overlap where a job is made meanwhile.
  const named = new Map(
    jobs.filter(({ name }) => name === jobName).map((job) => [job.id, job]),
  );
  const [id] = named.keys();
  if (named.size === 1 && typeof id === "number") return id;
  if (named.size > 1) {
    const twins = [...named.values()];
    const ids = twins
      .map(({ id, projectId }) => `${id} (project ${projectId})`).join(", ");
    const projects = new Set(twins.map(({ projectId }) => projectId));
    // Within a project, its id does not tell them apart.
    const advice = projects.size === twins.length
      ? "Set DBT_PROJECT_ID or DBT_JOB_ID"
      : "Set DBT_JOB_ID in place of the name";
    throw new CommandError(
      `${named.size} jobs are named "${jobName}": ${ids}. ${advice}`,
      "invalidInput",
    );
  }
  const others = jobs.length > 0 ? jobs : await listJobs(context, "");
  const names = others.map(({ name }) => `"${oneLine(name ?? "", 60)}"`);
  const choice = names.length > 0
    ? `There are: ${joinSome(names, MAX_NAMES)}`
    : "There are no jobs that this key may see";
  throw new CommandError(
    `No job is named "${jobName}". ${choice}`,
    "invalidInput",
  );
}

/** Lists the jobs whose names hold a text; of all jobs, only the first page. */
async function listJobs(
  context: Context,
  text: string,
): Promise<JobPage["jobs"]> {
  const { client, values, signal } = context;
  const { projectId } = values;
  const jobs: JobPage["jobs"] = [];
  for (let offset = 0;;) {
    const query = {
      ...(projectId && { project_id: projectId }),
      ...(text && { name__icontains: text, offset }),
    };
    const list = () => listJobPage(client, { signal, query });
    const page = await retry(client, "read", list, { signal });
    jobs.push(...page.jobs);
    offset += page.rowCount;
    const isLast = page.rowCount < PAGE_SIZE || offset >= MAX_JOBS;
    if (!text || isLast) return jobs;
  }
}

/** Fetches what only dbt Cloud knows: the job's id and, with `--extra-args`, its commands. */
export async function fetchJobOptions(
  context: Context,
): Promise<Pick<JobOptions, "jobId" | "stepsOverride">> {
  const { client, values, signal } = context;
  const { extraArgs } = values;
  const jobId = await fetchJobId(context);
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
