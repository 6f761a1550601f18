/** Reads runs and steps from the API's answers. */
import type { Client } from "./client.ts";
import { SECOND } from "./clock.ts";
import {
  filledTextOrNull,
  idOrNull,
  isId,
  isObject,
  type Json,
  textOrNull,
} from "./json.ts";
import type { Run, RunStatus, RunStep } from "./model.ts";
import { readStatus } from "./run_status.ts";
import { oneLine } from "./text.ts";

/** The maximum length of a log that is kept: its end. */
const MAX_LOG_LENGTH = 2 ** 20;

/** A run as the API sends it: an object with an id. */
export type RawRun = Json & { id: number };

/** Whether an answer is a run. */
export function isRawRun(value: unknown): value is RawRun {
  return isObject(value) && isId(value.id);
}

/** Returns the id of a run, which is given whole or by its id. */
export function toRunId(run: Run | number): number {
  return isObject(run) ? run.id as number : run as number;
}

/** The options that make links to dbt Cloud. */
type LinkOptions = Pick<Client, "url" | "accountId" | "projectId">;

/** Makes the address of the page of a run or a job in dbt Cloud. */
export function toWebUrl(
  options: LinkOptions,
  page: "runs" | "jobs",
  id: number,
): string {
  const { url, accountId, projectId } = options;
  const project = projectId ? `/projects/${projectId}` : "";
  return `${url}/deploy/${accountId}${project}/${page}/${id}/`;
}

/** Reads a run; an unknown status becomes `otherwise`. */
export function toRun(
  options: LinkOptions,
  raw: RawRun,
  otherwise: RunStatus = "queued",
): Run {
  const projectId = idOrNull(raw.project_id) ?? options.projectId ?? null;
  const createdAt = readTime(raw.created_at);
  const times = readTimes(raw, createdAt);
  return {
    id: raw.id,
    jobId: idOrNull(raw.job_definition_id),
    jobName: isObject(raw.job) ? filledTextOrNull(raw.job.name) : null,
    projectId,
    environmentId: idOrNull(raw.environment_id),
    status: readStatus(raw) ?? otherwise,
    statusMessage: filledTextOrNull(raw.status_message),
    cause: readCause(raw),
    href: readUrl(raw.href) ??
      toWebUrl(
        { ...options, projectId: projectId ?? undefined },
        "runs",
        raw.id,
      ),
    gitBranch: filledTextOrNull(raw.git_branch),
    gitSha: filledTextOrNull(raw.git_sha),
    createdAt,
    ...times,
    elapsedMs: times.finishedAt ? null : readDuration(raw.run_duration),
    blockedBy: Array.isArray(raw.blocked_by) ? raw.blocked_by.filter(isId) : [],
    canRetry: raw.can_retry === true,
    retryNotSupportedReason: filledTextOrNull(
      raw.retry_not_supported_reason,
    ),
    steps: readSteps(raw.run_steps),
  };
}

/** Returns the trigger of a run, as far as the answer holds it. */
export function readTrigger(raw: Json): Json {
  return isObject(raw.trigger) ? raw.trigger : {};
}

/** Reads the cause that a run was triggered with, if the answer holds it. */
export function readCause(raw: Json): string | null {
  return filledTextOrNull(readTrigger(raw).cause);
}

/** Reads the steps of a run, and of each log the end. */
export function readSteps(raw: unknown, maxLog = MAX_LOG_LENGTH): RunStep[] {
  const steps = Array.isArray(raw) ? raw.filter(isObject) : [];
  return steps.map((step, i) => ({
    index: idOrNull(step.index) ?? i + 1,
    name: oneLine(filledTextOrNull(step.name) ?? `Step ${i + 1}`, 1_000),
    status: readStatus(step) ?? "queued",
    ...readTimes(step),
    logs: readStepLog(step, maxLog),
  }));
}

/** Reads when something began and ended, and how long it took. */
function readTimes(raw: Json, createdAt: string | null = null) {
  const startedAt = readTime(raw.started_at);
  const finishedAt = readTime(raw.finished_at);
  const from = startedAt ?? createdAt;
  const durationMs = from && finishedAt
    ? Math.max(0, Date.parse(finishedAt) - Date.parse(from))
    : null;
  return { startedAt, finishedAt, durationMs };
}

/** Reads the API's `00:01:30`, as milliseconds; 0 is none. */
function readDuration(value: unknown): number | null {
  const [, hours, minutes, seconds] =
    /^(\d{1,5}):(\d\d):(\d\d)$/.exec(textOrNull(value) ?? "") ?? [];
  const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return total > 0 ? total * SECOND : null;
}

/** Reads the end of a step's log or, where that is lost, of its debug log. */
function readStepLog(step: Json, maxLength: number): string | null {
  const { logs, truncated_debug_logs: debugLogs } = step;
  const log = textOrNull(logs) || textOrNull(debugLogs) || textOrNull(logs);
  if (log === null || log.length <= maxLength) return log;
  // Copied: a slice would keep all of it in memory.
  const end = new TextEncoder().encode(log.slice(-maxLength));
  return new TextDecoder().decode(end);
}

/** Reads the API's `2026-01-31 10:00:00.123456+00:00` as ISO 8601. */
function readTime(value: unknown): string | null {
  const text = textOrNull(value) ?? "";
  // Date.parse() makes a date of "5", too.
  const ms = /^\d{4}-/.test(text) ? Date.parse(text.replace(" ", "T")) : NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Reads a web address in its encoded form; `undefined` if it is none. */
function readUrl(value: unknown): string | undefined {
  const text = textOrNull(value) ?? "";
  const isUrl = /^https?:\/\//.test(text) && URL.canParse(text);
  return isUrl ? new URL(text).href : undefined;
}
