/** One run to start: the request, and how to recognise the run. */
import type { Client } from "./client.ts";
import type { RunIdentity } from "./identity.ts";
import type { Run } from "./model.ts";
import { type RawRun, readCause, toRunId, toWebUrl } from "./read_run.ts";
import type { ApiRequest } from "./request.ts";
import { runRequest } from "./runs.ts";
import {
  createTriggerBody,
  formatMark,
  type JobOptions,
} from "./trigger_fields.ts";

/** A run that may have been started: a person looks for its mark on a page. */
export interface PendingRun {
  /** The mark at the end of the run's cause, or `null` if it has none. */
  mark: string | null;
  /** The page in dbt Cloud that shows the run, if there is one. */
  page: string;
}

/** One run to start: the request, and how to recognise the run. */
export interface StartRequest extends ApiRequest, PendingRun {
  /** The query that lists the run, if there is one. */
  listQuery: ApiRequest["query"];
  /** The properties that the run of the answer must have. */
  expected: RunIdentity;
  /** Whether a run is the one that was started; absent if nothing tells it apart. */
  matches?: ((raw: RawRun) => boolean) | undefined;
  /** A sentence for the user about the request. */
  warning?: string | undefined;
}

/** Makes a mark: 8 hexadecimal digits. */
export function createMark(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** Makes the request that triggers a job. Without a mark, no run is recognised. */
export function createTriggerRequest(
  client: Client,
  options: JobOptions,
  mark: string | null,
): StartRequest {
  const { jobId, cause = "" } = options;
  const body = createTriggerBody(options, mark);
  const isWhole = String(body.cause).startsWith(cause);
  return {
    to: `trigger job ${jobId}`,
    method: "POST",
    path: `jobs/${jobId}/run/`,
    body,
    expected: { jobId, mark },
    listQuery: { job_definition_id: jobId, include_related: '["trigger"]' },
    matches: mark === null
      ? undefined
      : (raw) => readCause(raw)?.includes(formatMark(mark)) ?? false,
    mark,
    warning: isWhole ? undefined : "The cause was cut to 255 characters",
    page: toWebUrl(client, "jobs", jobId),
  };
}

/** Makes the request that retries a run: the new run names the one it retries. */
export function createRetryRequest(
  client: Client,
  run: Run | number,
): StartRequest {
  const runId = toRunId(run);
  return {
    ...runRequest(runId, "retry", "retry/"),
    method: "POST",
    expected: { retriedId: runId },
    listQuery: { id__gt: runId },
    matches: (raw) => raw.retrying_run_id === runId,
    mark: null,
    page: typeof run === "number" ? toWebUrl(client, "runs", run) : run.href,
  };
}

/** Formats the sentence about a run that may have been started. */
export function formatPendingRun(pending: PendingRun): string {
  return `A run may have been started: ${formatWhereToLook(pending)}`;
}

/** Formats where a person finds a run: "look for this mark at that page". */
export function formatWhereToLook({ mark, page }: PendingRun): string {
  return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
}
