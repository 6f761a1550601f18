/** Finds the runs that a request has started, though its answer was lost. */
import type { Client } from "./client.ts";
import { clock, HOUR, pause, SECOND } from "./clock.ts";
import type { Run } from "./model.ts";
import { toRun } from "./read_run.ts";
import { retry } from "./retry.ts";
import { type CallOptions, PAGE_SIZE } from "./runs.ts";
import type { TriggerCache } from "./search.ts";
import type { StartRequest } from "./start_request.ts";

/** When the run is looked up after an unclear answer. */
const LOOK_UPS = [0, 1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND);
/** The maximum number of runs that are looked through. */
const MAX_RUNS = 10 * PAGE_SIZE;
/** The pause between two look-ups where time is short. */
const SHORT_PAUSE = SECOND / 2;

/** The limits of one look-up. */
type LookUpLimits = Omit<CallOptions, "query">;

/**
 * A search for the runs of one request, the oldest first. It throws if a page
 * cannot be read: that is no absence.
 */
export interface StartedRunSearch {
  /** All runs of the request. */
  findAll(limits: LookUpLimits): Promise<Run[]>;
  /** Those on the first page that has one. */
  findFirst(limits: LookUpLimits): Promise<Run[]>;
  /** Runs that may be the one: their trigger is not known. */
  candidates(): Run[];
  /** Whether the last look could read all rows: else no run may be missing. */
  isConclusive(): boolean;
}

/** Makes the search for the runs of a request. */
export function createStartedRunSearch(
  client: Client,
  request: StartRequest,
): StartedRunSearch {
  const cache: TriggerCache = new Map();
  const candidates = new Map<number, Run>();
  let oddRows = 0;
  // Only the trigger tells of our mark, and some lists leave it out.
  const maxRetrieved = request.mark === null ? 0 : Infinity;

  async function listPage(limits: LookUpLimits, offset: number) {
    // A lost answer is rare: what finds the run is loaded when it is needed.
    const { listRunsWithTrigger } = await import("./search.ts");
    const query = { ...request.listQuery, ...(offset > 0 && { offset }) };
    const options = { ...limits, query };
    return await listRunsWithTrigger(client, options, cache, maxRetrieved);
  }

  async function find(
    limits: LookUpLimits,
    isEnough: (found: number) => boolean,
  ): Promise<Run[]> {
    const found = new Map<number, Run>();
    let newest = NaN;
    oddRows = 0;
    for (let offset = 0; offset < MAX_RUNS; offset += PAGE_SIZE) {
      const { runs, rowCount, oddCount } = await listPage(limits, offset);
      oddRows += oddCount;
      let oldest = NaN;
      for (const raw of runs) {
        const run = toRun(client, raw);
        if (request.matches?.(raw)) found.set(run.id, run);
        if (maxRetrieved === 0 || run.cause !== null) candidates.delete(run.id);
        else candidates.set(run.id, run);
        oldest = Date.parse(run.createdAt ?? "");
        newest ||= oldest;
      }
      const isEnd = rowCount < PAGE_SIZE || oldest < newest - HOUR;
      if (isEnd || isEnough(found.size)) break;
    }
    return [...found.values()].toSorted((a, b) => a.id - b.id);
  }

  return {
    findAll: (limits) => find(limits, () => false),
    findFirst: (limits) => find(limits, (found) => found > 0),
    candidates: () => [...candidates.values()],
    isConclusive: () => oddRows === 0,
  };
}

/** Looks the runs up until they must have appeared; `[]` if there are none. */
export async function lookUpRuns(
  client: Client,
  search: StartedRunSearch,
  signal: AbortSignal | undefined,
): Promise<Run[]> {
  const startedAt = clock.now();
  const find = () => search.findAll({ signal });
  for (const after of LOOK_UPS) {
    await pause(startedAt + after - clock.now(), signal);
    const found = await retry(client, "look up", find, { signal });
    if (found.length > 0) return found;
  }
  return [];
}

/** Looks a run up again and again until it is found, whatever the lists answer. */
export async function lookUpUntilFound(
  search: StartedRunSearch,
  signal: AbortSignal,
): Promise<Run[]> {
  for (;;) {
    const found = await search.findFirst({ signal }).catch(() => []);
    if (found.length > 0) return found;
    await pause(SHORT_PAUSE, signal);
  }
}

/** Finds the runs of a request that another process has sent. */
export async function findStartedRuns(
  client: Client,
  request: StartRequest,
  signal: AbortSignal,
): Promise<Run[]> {
  const search = createStartedRunSearch(client, request);
  return await lookUpRuns(client, search, signal);
}
