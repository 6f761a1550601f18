/** Requests about runs, each without a retry but that of a cancel. */
import type { Client } from "./client.ts";
import { requestJson } from "./http.ts";
import { findMismatch, type RunIdentity } from "./identity.ts";
import type { Run } from "./model.ts";
import type { ListRunsOptions } from "./options.ts";
import { isRawRun, type RawRun, toRun } from "./read_run.ts";
import { unreadableError } from "./refusals.ts";
import type { ApiRequest } from "./request.ts";
import { retry } from "./retry.ts";
import { hasEnded, readStatus, toStatusCode } from "./run_status.ts";

/** The maximum number of runs that dbt Cloud lists at once. */
export const PAGE_SIZE = 100;

/** Requests the cause and the name of the job, too. */
export const WITH_CAUSE = { query: { include_related: '["trigger","job"]' } };

/** The parts of a request that a caller may set. */
export type CallOptions = Pick<ApiRequest, "signal" | "timeLimit" | "query">;

/** Makes a request about a run: the verb of its errors, and its path below the run. */
export function runRequest(runId: number, verb: string, path = ""): ApiRequest {
  return { to: `${verb} run ${runId}`, path: `runs/${runId}/${path}`, runId };
}

/** Sends a request whose answer is a run: the one that is expected, and no other. */
export async function requestRun(
  client: Client,
  request: ApiRequest,
  expected: RunIdentity,
): Promise<RawRun> {
  const raw = await requestJson(client, request, isRawRun);
  const mismatch = findMismatch(raw, expected);
  if (mismatch === undefined) return raw;
  throw unreadableError(request, 200, `the body is ${mismatch}`);
}

/** Retrieves a run as the API sends it. */
export async function fetchRawRun(
  client: Client,
  runId: number,
  options: CallOptions = {},
): Promise<RawRun> {
  const request = { ...runRequest(runId, "get"), ...options };
  return await requestRun(client, request, { id: runId });
}

/**
 * Retrieves a run; an unknown status is an error. Without {@linkcode WITH_CAUSE},
 * its cause and the name of its job are `null`: a poll does not request what
 * cannot change.
 */
export async function fetchRun(
  client: Client,
  runId: number,
  options: CallOptions = {},
): Promise<Run> {
  return readRun(client, await fetchRawRun(client, runId, options));
}

/** Retrieves a run with its cause and the name of its job. */
export async function fetchWholeRun(
  client: Client,
  runId: number,
): Promise<Run> {
  return await fetchRun(client, runId, WITH_CAUSE);
}

/** Reads a run; an unknown status is an error. */
export function readRun(client: Client, raw: RawRun): Run {
  const status = readStatus(raw);
  if (status) return toRun(client, raw, status);
  const value = JSON.stringify(raw.status ?? null);
  const reason = `the body has the unknown status ${value}`;
  throw unreadableError(runRequest(raw.id, "get"), 200, reason);
}

/** A page of a list. A row that cannot be read is skipped. */
export interface RunPage {
  runs: RawRun[];
  /** The number of rows of the page. */
  rowCount: number;
  /** The number of rows that cannot be read. */
  oddCount: number;
}

/** Lists a page of runs, the newest first. */
export async function listRunPage(
  client: Client,
  options: CallOptions & { to?: string },
): Promise<RunPage> {
  const { to = "list the runs", query, ...limits } = options;
  const pageQuery = { order_by: "-id", limit: PAGE_SIZE, ...query };
  const request = { to, path: "runs/", query: pageQuery, ...limits };
  const rows = await requestJson(client, request, Array.isArray);
  const jobId = query?.job_definition_id;
  const expected = { jobId: typeof jobId === "number" ? jobId : undefined };
  const readable = rows.filter(isRawRun);
  return {
    runs: readable.filter((raw) => findMismatch(raw, expected) === undefined),
    rowCount: rows.length,
    oddCount: rows.length - readable.length,
  };
}

/** Lists runs, the newest first. */
export async function listRawRuns(
  client: Client,
  options: CallOptions & { to?: string },
): Promise<RawRun[]> {
  return (await listRunPage(client, options)).runs;
}

/** Lists the latest runs of a job. */
export async function listJobRuns(
  client: Client,
  jobId: number,
  { status, limit = PAGE_SIZE }: ListRunsOptions,
): Promise<Run[]> {
  const query = {
    ...{ job_definition_id: jobId, limit, ...WITH_CAUSE.query },
    ...(status && { status: toStatusCode(status) }),
  };
  const to = `list the runs of job ${jobId}`;
  const runs = await listRawRuns(client, { to, query });
  return runs.map((raw) => toRun(client, raw));
}

/** Cancels a run by one request. */
export async function requestCancel(
  client: Client,
  runId: number,
  options: CallOptions = {},
): Promise<Run> {
  const request = { ...runRequest(runId, "cancel", "cancel/"), ...options };
  const post = { ...request, method: "POST" } as const;
  const raw = await requestRun(client, post, { id: runId });
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
  let lastError: unknown;
  const cancel = () =>
    requestCancel(client, runId, { signal }).catch((error) => {
      if (!signal.aborted) lastError = error;
      throw error;
    });
  try {
    return await retry(client, "cancel", cancel, { signal, announce: false });
  } catch (error) {
    // The timeout says less than the last error.
    if (signal.aborted) throw lastError ?? error;
    const run = await fetchRun(client, runId, { signal }).catch(() => {});
    if (run && hasEnded(run)) return run;
    throw error;
  }
}
