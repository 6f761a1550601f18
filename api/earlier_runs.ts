/** The runs of a job that were the same kind of build as one run, and came before it. */
import {
  createRunReader,
  isMissing,
  openArtifact,
  type RunReader,
} from "./artifacts.ts";
import type { Client } from "./client.ts";
import { SECOND } from "./clock.ts";
import { isObject } from "./json.ts";
import type { Run } from "./model.ts";
import type { GetReportOptions } from "./options.ts";
import { type RawRun, toRun } from "./read_run.ts";
import { findOrigin, readRetriedId } from "./retried_runs.ts";
import { hasEnded } from "./run_status.ts";
import { fetchRawRun, fetchWholeRun, listRawRuns, WITH_CAUSE } from "./runs.ts";
import { isSameBuild, readBuild } from "./same_build.ts";

/** The number of the job's latest runs that are looked through. */
const MAX_LISTED = 50;
/** The time for earlier runs, with the library's report. */
const HISTORY_TIME = 20 * SECOND;

/** A run that came before another one. */
export interface EarlierBuild {
  run: Run;
  /** The run that it retries, or `null`. */
  retryingRunId: number | null;
}

/** A run, and the builds before it. */
export interface BuildHistory {
  /** Whether the run is a retry, which does only part of the job. */
  isRetry: boolean;
  /**
   * The runs before it that ended by themselves and were the same kind of build,
   * the newest first. The runs that it retries are not among them.
   */
  earlier: EarlierBuild[];
}

/**
 * Lists the builds before a run, by one request, and one more if the run is not
 * among the job's latest ones. A build that does not say what triggered it is
 * another kind.
 */
export async function listEarlierBuilds(
  client: Client,
  { id: runId, jobId }: Run,
  signal: AbortSignal,
): Promise<BuildHistory> {
  if (jobId === null) return { isRetry: false, earlier: [] };
  const query = {
    job_definition_id: jobId,
    ...WITH_CAUSE.query,
    limit: MAX_LISTED,
  };
  const listed = await listRawRuns(client, { signal, query });
  const found = listed.find(({ id }) => id === runId) ??
    await fetchRawRun(client, runId, { signal, ...WITH_CAUSE });
  const runs = new Map([found, ...listed].map((raw) => [raw.id, raw]));
  const isRetry = readRetriedId(found) !== null;
  const ours = readKnownBuild(found, runs);
  if (!ours) return { isRetry, earlier: [] };
  const ownIds = listOwnIds(found, runs);
  const earlier = listed.filter((raw) => {
    if (raw.id >= runId || ownIds.has(raw.id)) return false;
    const build = readKnownBuild(raw, runs);
    return build &&
      isSameBuild(ours, build, ["override", "branch", "pullRequest"]);
  }).map((raw) => ({
    run: toRun(client, raw),
    retryingRunId: readRetriedId(raw),
  })).filter(({ run }) => hasEnded(run) && run.status !== "cancelled");
  return { isRetry, earlier };
}

/** Reads the build of a run, if it is known what triggered it. */
function readKnownBuild(raw: RawRun, runs: ReadonlyMap<number, RawRun>) {
  const origin = findOrigin(raw, runs);
  return origin && isObject(origin.trigger)
    ? readBuild(raw, origin)
    : undefined;
}

/** Lists the ids of a run and of those that it retries, one after the other. */
function listOwnIds(
  raw: RawRun,
  runs: ReadonlyMap<number, RawRun>,
): Set<number> {
  const ids = new Set<number>();
  for (let own: RawRun | undefined = raw; own && !ids.has(own.id);) {
    ids.add(own.id);
    const retriedId: number | null = readRetriedId(own);
    own = retriedId === null ? undefined : runs.get(retriedId);
  }
  return ids;
}

/** Reads earlier runs and their artifacts. */
export interface HistoryReader {
  /** Hides the API key in a text. */
  redact: (text: string) => string;
  /** Lists the builds before a run, the newest first. */
  listEarlier(): Promise<EarlierBuild[]>;
  /** Opens an artifact of a step of an earlier run; `undefined` if there is none. */
  openArtifact(
    runId: number,
    name: string,
    step: number,
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/**
 * Makes the reader of the runs before one; each file is requested once. The signal
 * is made with the first request: only reading counts against its time.
 */
export function createHistoryReader(
  client: Client,
  run: Run,
  createSignal: () => AbortSignal,
): HistoryReader {
  let limit: AbortSignal | undefined;
  const getSignal = () => limit ??= createSignal();
  return {
    redact: client.redact,
    listEarlier: async () =>
      (await listEarlierBuilds(client, run, getSignal())).earlier,
    async openArtifact(runId, name, step) {
      const options = { step, signal: getSignal() };
      try {
        return (await openArtifact(client, runId, name, options)).pieces;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}

/** A run that has ended, and the source of its report. */
export interface OpenedReport {
  ended: Run;
  source: RunReader & { history?: HistoryReader };
}

/** Opens the source of the library's report. */
export async function openReport(
  client: Client,
  runId: number,
  { history = false }: Pick<GetReportOptions, "history">,
): Promise<OpenedReport> {
  const ended = await fetchWholeRun(client, runId);
  const source = createRunReader(client, ended);
  if (!history) return { ended, source };
  const createSignal = () => {
    const limit = AbortSignal.timeout(HISTORY_TIME);
    return client.signal ? AbortSignal.any([client.signal, limit]) : limit;
  };
  const reader = createHistoryReader(client, ended, createSignal);
  return { ended, source: { ...source, history: reader } };
}
