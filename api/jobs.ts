/** Requests about jobs. */
import type { Client } from "./client.ts";
import { requestJson } from "./http.ts";
import { filledTextOrNull, idOrNull } from "./json.ts";
import type { Job } from "./model.ts";
import { isRawRun } from "./read_run.ts";
import { unreadableError } from "./refusals.ts";
import { type CallOptions, PAGE_SIZE } from "./runs.ts";

/** A page of jobs. A row that is no job is skipped. */
export interface JobPage {
  jobs: Pick<Job, "id" | "name" | "projectId">[];
  /** The number of rows of the page. */
  rowCount: number;
}

/** Lists a page of jobs. */
export async function listJobPage(
  client: Client,
  options: CallOptions,
): Promise<JobPage> {
  const { query, ...limits } = options;
  const rows = await requestJson(client, {
    to: "list the jobs",
    path: "jobs/",
    query: { limit: PAGE_SIZE, ...query },
    ...limits,
  }, Array.isArray);
  const jobs = rows.filter(isRawRun).map((raw) => ({
    id: raw.id,
    name: filledTextOrNull(raw.name),
    projectId: idOrNull(raw.project_id),
  }));
  return { jobs, rowCount: rows.length };
}

/** Retrieves a job. */
export async function fetchJob(
  client: Client,
  jobId: number,
  options: CallOptions = {},
): Promise<Job> {
  const request = { to: `get job ${jobId}`, path: `jobs/${jobId}/` };
  const raw = await requestJson(client, { ...request, ...options }, isRawRun);
  const { execute_steps: steps } = raw;
  const areTexts = Array.isArray(steps) &&
    steps.every((step) => typeof step === "string");
  if (raw.id !== jobId || !areTexts) {
    const reason = "the body is not the job with its commands";
    throw unreadableError(request, 200, reason);
  }
  return {
    id: jobId,
    name: filledTextOrNull(raw.name),
    projectId: idOrNull(raw.project_id),
    environmentId: idOrNull(raw.environment_id),
    executeSteps: steps,
  };
}
