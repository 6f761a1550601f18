/** The single calls about runs, each one request and no retry. */
import type { Client } from "./client.ts";
import { type ApiRequest, getData, unreadable } from "./http.ts";
import { idOrNull, textOrNull } from "./json.ts";
import type { GetRunOptions, ListRunsOptions } from "./options.ts";
import { resultOf, retrying } from "./retry.ts";
import {
  hasEnded,
  isRawRun,
  type RawRun,
  readStatus,
  type Run,
  statusCode,
  toRun,
} from "./run.ts";

/** The longest answer with steps that a script gets. */
const MAX_SIZE_WITH_STEPS = 32 * 2 ** 20;
/** The most runs that dbt Cloud lists at once. */
export const PAGE_SIZE = 100;

/** Asks for the cause and the name of the job. */
export const WITH_CAUSE: CallOptions = {
  query: { include_related: '["trigger","job"]' },
};
/** What a call may set of its request. */
export type CallOptions = Pick<
  ApiRequest,
  "signal" | "timeLimit" | "sizeLimit" | "query"
>;

/** Retrieves a run as the API sends it. */
export async function retrieveRaw(
  client: Client,
  runId: number,
  options: CallOptions = {},
): Promise<RawRun> {
  const request = {
    to: `get run ${runId}`,
    path: `runs/${runId}/`,
    runId,
    ...options,
  };
  const raw = await getData(client, request, isRawRun);
  if (raw.id === runId) return raw;
  throw unreadable(request, 200, `is run ${raw.id}`);
}

/** Retrieves a run; an unknown status is an error. */
export async function retrieveRun(
  client: Client,
  runId: number,
  options: CallOptions = {},
): Promise<Run> {
  return readRun(client, await retrieveRaw(client, runId, options));
}

/** Retrieves a run with its cause, its job's name and, if wanted, its steps. */
export async function retrieveWhole(
  client: Client,
  runId: number,
  { signal, steps }: Pick<GetRunOptions, "signal" | "steps">,
): Promise<Run> {
  if (!steps) {
    return await retrieveRun(client, runId, { ...WITH_CAUSE, signal });
  }
  const { retrieveSteps } = await import("./steps.ts");
  const related = ["trigger", "job"];
  const options = { signal, related, maxBytes: MAX_SIZE_WITH_STEPS };
  const { raw } = await retrieveSteps(client, runId, options);
  return readRun(client, raw);
}

function readRun(client: Client, raw: RawRun): Run {
  const status = readStatus(raw);
  if (status) return toRun(client, raw, status);
  const what = { to: `get run ${raw.id}`, runId: raw.id };
  const shown = JSON.stringify(raw.status);
  throw unreadable(what, 200, `has the unknown status ${shown}`);
}

/** A job of dbt Cloud. What the API did not say is `null`. */
export interface Job {
  /** The job's id. */
  id: number;
  /** The job's name. */
  name: string | null;
  /** The id of the job's project. */
  projectId: number | null;
  /** The id of the job's environment. */
  environmentId: number | null;
  /** The dbt commands that the job runs, in their order. */
  executeSteps: string[];
}

/** Retrieves a job. */
export async function retrieveJob(
  client: Client,
  jobId: number,
  options: CallOptions = {},
): Promise<Job> {
  const request = {
    to: `get job ${jobId}`,
    path: `jobs/${jobId}/`,
    ...options,
  };
  const raw = await getData(client, request, isRawRun);
  const { execute_steps: steps } = raw;
  const areTexts = Array.isArray(steps) &&
    steps.every((step) => typeof step === "string");
  if (raw.id !== jobId || !areTexts) {
    throw unreadable(request, 200, "is not the job with its commands");
  }
  return {
    id: jobId,
    name: textOrNull(raw.name),
    projectId: idOrNull(raw.project_id),
    environmentId: idOrNull(raw.environment_id),
    executeSteps: steps,
  };
}

const isList = (data: unknown): data is RawRun[] =>
  Array.isArray(data) && data.every(isRawRun);

/** A page of runs, the newest first. */
export async function listRaw(
  client: Client,
  query: NonNullable<ApiRequest["query"]>,
  options: CallOptions & { to?: string } = {},
): Promise<RawRun[]> {
  return await getData(client, {
    to: "list the runs",
    path: "runs/",
    ...options,
    query: { order_by: "-id", limit: PAGE_SIZE, ...query },
  }, isList);
}

/** Cancels a run. */
export async function cancelOnce(
  client: Client,
  runId: number,
  options: CallOptions = {},
): Promise<Run> {
  const raw = await getData(client, {
    to: `cancel run ${runId}`,
    method: "POST",
    path: `runs/${runId}/cancel/`,
    runId,
    ...options,
  }, isRawRun);
  return toRun(client, raw, "running");
}

/**
 * Cancels a run, again after faults, until `signal` is aborted. A run that has
 * ended cannot be cancelled, and need not be.
 */
export async function cancelWithRetry(
  client: Client,
  runId: number,
  signal: AbortSignal,
): Promise<Run> {
  let fault: unknown;
  const cancel = () =>
    cancelOnce(client, runId, { signal }).catch((error) => {
      if (!signal.aborted) fault = error;
      throw error;
    });
  try {
    return await resultOf(retrying("cancel", cancel, { signal }));
  } catch (error) {
    // Not that time is over, but why it was not enough.
    if (signal.aborted) throw fault ?? error;
    const run = await retrieveRun(client, runId, { signal }).catch(() => {});
    if (run && hasEnded(run)) return run;
    throw error;
  }
}

/** The latest runs of a job. */
export async function listOfJob(
  client: Client,
  jobId: number,
  { status, limit = 100, signal }: ListRunsOptions,
): Promise<Run[]> {
  const runs = await listRaw(client, {
    job_definition_id: jobId,
    limit,
    ...WITH_CAUSE.query,
    ...(status && { status: statusCode(status) }),
  }, { to: `list the runs of job ${jobId}`, signal });
  return runs.map((raw) => toRun(client, raw, "queued"));
}
