/** The single calls about runs, each one request and no retry. */
import type { Client } from "./client.ts";
import type { DbtCloudError } from "./errors.ts";
import {
  type ApiRequest,
  getData,
  MAX_SIZE_WITH_LOGS,
  unreadable,
} from "./http.ts";
import { pause } from "./clock.ts";
import { decide } from "./retry.ts";
import {
  hasEnded,
  isRawRun,
  type RawRun,
  readStatus,
  type Run,
  toRun,
} from "./run.ts";

/** The most runs that dbt Cloud lists at once. */
export const PAGE_SIZE = 100;
/** The pause before a run is cancelled again, in milliseconds. */
const CANCEL_PAUSE = 500;

/** Asks for the cause and the name of the job. */
export const WITH_CAUSE: CallOptions = {
  query: { include_related: '["trigger","job"]' },
};
/** Asks for the steps with their logs: megabytes. */
export const WITH_STEPS: CallOptions = {
  query: { include_related: '["run_steps"]' },
  sizeLimit: MAX_SIZE_WITH_LOGS,
};

/** Asks for the steps, and for the environment with the project's folder. */
export const WITH_ENVIRONMENT: CallOptions = {
  ...WITH_STEPS,
  query: { include_related: '["run_steps","environment"]' },
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
  const raw = await retrieveRaw(client, runId, options);
  const status = readStatus(raw);
  if (status) return toRun(client, raw, status);
  const what = { to: `get run ${runId}`, runId };
  throw unreadable(
    what,
    200,
    `has the unknown status ${JSON.stringify(raw.status)}`,
  );
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
 * Cancels a run in spite of faults, until `signal` is aborted. A run that has
 * ended cannot be cancelled, and need not be.
 */
export async function cancelInSpite(
  client: Client,
  runId: number,
  signal: AbortSignal,
): Promise<Run> {
  let fault: unknown;
  for (;;) {
    try {
      return await cancelOnce(client, runId, { signal });
    } catch (error) {
      if (signal.aborted) throw fault ?? error;
      fault = error;
    }
    if (decide("cancel", fault) !== "again") {
      const run = await retrieveRun(client, runId, { signal }).catch(() => {});
      if (run && hasEnded(run)) return run;
      throw fault;
    }
    const { retryAfter = 0 } = fault as DbtCloudError;
    await pause(Math.max(CANCEL_PAUSE, retryAfter), signal).catch(() => {});
    if (signal.aborted) throw fault;
  }
}
