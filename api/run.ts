/** Runs and their steps: how they are asked for, and read from the API's answers. */
import type { Client } from "./client.ts";
import { type ApiRequest, getData, unreadable } from "./http.ts";
import {
  idOrNull,
  isId,
  isObject,
  type Json,
  oneLine,
  textOrNull,
} from "./json.ts";
import type { ListRunsOptions } from "./options.ts";
import { retrying } from "./retry.ts";

/** How far a run has come, or how it ended. */
export type RunStatus =
  | "queued"
  | "starting"
  | "running"
  | "success"
  | "error"
  | "cancelled";

const STATUSES: { [code: string]: RunStatus } = {
  1: "queued",
  2: "starting",
  3: "running",
  10: "success",
  20: "error",
  30: "cancelled",
};
/** The most characters of a log that are kept: its end. */
const MAX_LOG_LENGTH = 2 ** 20;

/** One step of a run, such as a clone of the repository or a dbt command. */
export interface RunStep {
  /** The step's place in the run; the first is 1. */
  index: number;
  /** The step's name, which holds its dbt command in backticks. */
  name: string;
  /** How far the step has come, or how it ended. */
  status: RunStatus;
  /** When the step began, in ISO 8601, or `null`. */
  startedAt: string | null;
  /** When the step ended, in ISO 8601, or `null`. */
  finishedAt: string | null;
  /** How long the step took, in milliseconds, or `null`. */
  durationMs: number | null;
  /** What the step printed, with colours, or `null` if that is not known. */
  logs: string | null;
}

/** A run of a job. What the API did not say is `null`. */
export interface Run {
  /** The run's id. */
  id: number;
  /** The id of the run's job. */
  jobId: number | null;
  /** The name of the run's job. */
  jobName: string | null;
  /** The id of the job's project. */
  projectId: number | null;
  /** The id of the job's environment. */
  environmentId: number | null;
  /** How far the run has come, or how it ended. */
  status: RunStatus;
  /** dbt Cloud's own words on how the run ended. */
  statusMessage: string | null;
  /** Why the run was started. */
  cause: string | null;
  /** The address of the run's page in dbt Cloud. */
  href: string;
  /** The branch that was checked out. */
  gitBranch: string | null;
  /** The commit that was checked out. */
  gitSha: string | null;
  /** When the run was created, in ISO 8601. */
  createdAt: string | null;
  /** When the run left the queue and began, in ISO 8601. */
  startedAt: string | null;
  /** When the run ended, in ISO 8601. */
  finishedAt: string | null;
  /** How long the run took from its start to its end, in milliseconds. */
  durationMs: number | null;
  /** The ids of the runs that this one waits for. */
  blockedBy: number[];
  /** Whether {@linkcode retryRun} would be accepted. */
  canRetry: boolean;
  /** Why a retry would be refused, such as `RETRY_NOT_LATEST_RUN`. */
  retryNotSupportedReason: string | null;
  /** The steps, if they were asked for. */
  steps: RunStep[];
}

/**
 * Whether a run is known to have ended: there is nothing to wait for, or to
 * cancel.
 */
export function hasEnded(run: Run | number): boolean {
  return typeof run !== "number" &&
    ["success", "error", "cancelled"].includes(run.status);
}

/** The id of a run that is given whole or by its id. */
export function runIdOf(run: Run | number): number {
  return isObject(run) ? run.id as number : run as number;
}

/** A run as the API sends it: an object with an id. */
export type RawRun = Json & { id: number };

/** Whether an answer is a run. */
export function isRawRun(value: unknown): value is RawRun {
  return isObject(value) && isId(value.id);
}

/** The status of a raw run, or `undefined` for a number that is not known. */
export function readStatus(raw: Json): RunStatus | undefined {
  // A run that was cancelled while it failed must not be retried.
  if (raw.status === 20 && raw.is_cancelled === true) return "cancelled";
  const code = typeof raw.status === "object" ? NaN : Number(raw.status);
  return STATUSES[code] ?? (raw.in_progress === true ? "running" : undefined);
}

/** The number that the API has for a status. */
export function codeOfStatus(status: RunStatus): string {
  return Object.keys(STATUSES).find((code) => STATUSES[code] === status)!;
}

/** What links to dbt Cloud are made of. */
type Links = Pick<Client, "url" | "accountId" | "projectId">;

/** The page of a run or a job in dbt Cloud, in its project if that is known. */
export function pageOf(links: Links, what: "runs" | "jobs", id: number) {
  const { url, accountId, projectId } = links;
  const project = projectId ? `/projects/${projectId}` : "";
  return `${url}/deploy/${accountId}${project}/${what}/${id}/`;
}

/** Reads a run; an unknown status becomes `otherwise`. */
export function toRun(
  links: Links,
  raw: RawRun,
  otherwise: RunStatus = "queued",
): Run {
  const projectId = idOrNull(raw.project_id) ?? links.projectId;
  const createdAt = readTime(raw.created_at);
  return {
    id: raw.id,
    jobId: idOrNull(raw.job_definition_id),
    jobName: isObject(raw.job) ? textOrNull(raw.job.name) : null,
    projectId: projectId ?? null,
    environmentId: idOrNull(raw.environment_id),
    status: readStatus(raw) ?? otherwise,
    statusMessage: textOrNull(raw.status_message),
    cause: causeOf(raw),
    href: readUrl(raw.href) ?? pageOf({ ...links, projectId }, "runs", raw.id),
    gitBranch: textOrNull(raw.git_branch),
    gitSha: textOrNull(raw.git_sha),
    createdAt,
    ...timesOf(raw, createdAt),
    blockedBy: Array.isArray(raw.blocked_by) ? raw.blocked_by.filter(isId) : [],
    canRetry: raw.can_retry === true,
    retryNotSupportedReason: textOrNull(raw.retry_not_supported_reason),
    steps: readSteps(raw.run_steps),
  };
}

/** The cause that a raw run was triggered with, if the answer holds it. */
export function causeOf(raw: Json): string | null {
  return isObject(raw.trigger) ? textOrNull(raw.trigger.cause) : null;
}

/** Reads the steps of a run, and of each log the end. */
export function readSteps(raw: unknown, maxLog = MAX_LOG_LENGTH): RunStep[] {
  const steps = Array.isArray(raw) ? raw.filter(isObject) : [];
  return steps.map((step, i) => ({
    index: idOrNull(step.index) ?? i + 1,
    name: oneLine(textOrNull(step.name) ?? `Step ${i + 1}`, 1_000),
    status: readStatus(step) ?? "queued",
    ...timesOf(step),
    logs: logOf(step, maxLog),
  }));
}

/** When something began and ended, and how long it took. */
function timesOf(raw: Json, createdAt: string | null = null) {
  const startedAt = readTime(raw.started_at);
  const finishedAt = readTime(raw.finished_at);
  const from = startedAt ?? createdAt;
  const durationMs = from && finishedAt
    ? Math.max(0, Date.parse(finishedAt) - Date.parse(from))
    : null;
  return { startedAt, finishedAt, durationMs };
}

/** The end of what a step printed or, where that is lost, wrote for debugging. */
function logOf({ logs, truncated_debug_logs: debug }: Json, maxLog: number) {
  const log = textOrNull(logs) || textOrNull(debug) || textOrNull(logs);
  if (log === null || log.length <= maxLog) return log;
  // Copied: a slice would keep all of it in memory.
  const end = new TextEncoder().encode(log.slice(-maxLog));
  return new TextDecoder().decode(end);
}

/** Reads the API's `2026-01-31 10:00:00.123456+00:00` as ISO 8601. */
function readTime(value: unknown): string | null {
  const text = textOrNull(value) ?? "";
  // Date.parse() makes a date of "5", too.
  const ms = /^\d{4}-/.test(text) ? Date.parse(text.replace(" ", "T")) : NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** A web address in its encoded form, or nothing. */
function readUrl(value: unknown): string | undefined {
  const text = textOrNull(value) ?? "";
  const isUrl = /^https?:\/\//.test(text) && URL.canParse(text);
  return isUrl ? new URL(text).href : undefined;
}

// Requests, each without a retry but that of a cancel

/** The most runs that dbt Cloud lists at once. */
export const PAGE_SIZE = 100;

/** Asks for the cause and the name of the job. */
export const WITH_CAUSE = { query: { include_related: '["trigger","job"]' } };

/** What a call may set of its request. */
export type CallOptions = Pick<ApiRequest, "signal" | "timeLimit" | "query">;

/** A request about a run: what is done, and where below the run's address. */
export function aboutRun(runId: number, verb: string, path = "") {
  return { to: `${verb} run ${runId}`, path: `runs/${runId}/${path}`, runId };
}

/** Asks dbt Cloud for one run or job, by its id. */
type Ask<T> = (client: Client, id: number, more?: CallOptions) => Promise<T>;

/** Retrieves a run as the API sends it. */
export const retrieveRaw: Ask<RawRun> = async (client, runId, options) => {
  const request = { ...aboutRun(runId, "get"), ...options };
  const raw = await getData(client, request, isRawRun);
  if (raw.id === runId) return raw;
  throw unreadable(request, 200, `the body is run ${raw.id}`);
};

/** Retrieves a run; an unknown status is an error. */
export const retrieveRun: Ask<Run> = async (client, runId, options) =>
  readRun(client, await retrieveRaw(client, runId, options));

/** Reads a run; an unknown status is an error. */
export function readRun(client: Client, raw: RawRun): Run {
  const status = readStatus(raw);
  if (status) return toRun(client, raw, status);
  const shown = JSON.stringify(raw.status ?? null);
  const why = `the body has the unknown status ${shown}`;
  throw unreadable(aboutRun(raw.id, "get"), 200, why);
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
export const retrieveJob: Ask<Job> = async (client, jobId, options) => {
  const about = { to: `get job ${jobId}`, path: `jobs/${jobId}/` };
  const raw = await getData(client, { ...about, ...options }, isRawRun);
  const { execute_steps: steps } = raw;
  const areTexts = Array.isArray(steps) &&
    steps.every((step) => typeof step === "string");
  if (raw.id !== jobId || !areTexts) {
    throw unreadable(about, 200, "the body is not the job with its commands");
  }
  return {
    id: jobId,
    name: textOrNull(raw.name),
    projectId: idOrNull(raw.project_id),
    environmentId: idOrNull(raw.environment_id),
    executeSteps: steps,
  };
};

const isList = (data: unknown): data is RawRun[] =>
  Array.isArray(data) && data.every(isRawRun);

/** A page of runs, the newest first. */
export async function listRaw(
  client: Client,
  { to = "list the runs", query, ...limits }: CallOptions & { to?: string },
): Promise<RawRun[]> {
  const paged = { order_by: "-id", limit: PAGE_SIZE, ...query };
  const request = { to, path: "runs/", query: paged, ...limits };
  return await getData(client, request, isList);
}

/** Cancels a run. */
export const cancelOnce: Ask<Run> = async (client, runId, options) => {
  const request = { ...aboutRun(runId, "cancel", "cancel/"), ...options };
  const raw = await getData(client, { ...request, method: "POST" }, isRawRun);
  return toRun(client, raw, "running");
};

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
    return await retrying(client, "cancel", cancel, { signal, silent: true });
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
  { status, limit = 100 }: ListRunsOptions,
): Promise<Run[]> {
  const query = {
    ...{ job_definition_id: jobId, limit, ...WITH_CAUSE.query },
    ...(status && { status: codeOfStatus(status) }),
  };
  const to = `list the runs of job ${jobId}`;
  const runs = await listRaw(client, { to, query });
  return runs.map((raw) => toRun(client, raw));
}
