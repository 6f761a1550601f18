/** Follows runs that retry others: each counts as the run that it retries. */
import type { Client } from "./client.ts";
import { isId } from "./json.ts";
import type { RawRun } from "./read_run.ts";
import { decide } from "./retry_rules.ts";
import { type CallOptions, fetchRawRun, WITH_CAUSE } from "./runs.ts";

/** No chain of retries is longer, and no more runs are retrieved. */
const MAX_RETRIES = 20;

/** Reads the id of the run that a run retries; dbt Cloud says 0 or null for none. */
export function readRetriedId(raw: RawRun): number | null {
  return isId(raw.retrying_run_id) ? raw.retrying_run_id : null;
}

/** Finds the run that a run retries, directly or by other retries, among `runs`. */
export function findOrigin(
  raw: RawRun,
  runs: ReadonlyMap<number, RawRun>,
): RawRun | undefined {
  let origin: RawRun | undefined = raw;
  for (let n = 0; origin && n < MAX_RETRIES; n++) {
    const retriedId = readRetriedId(origin);
    if (retriedId === null) return origin;
    origin = runs.get(retriedId);
  }
}

/**
 * Retrieves the runs that others retry and that are not among them, so that the
 * origin of each is known. A run that this key may not see stays unknown.
 */
export async function fetchOrigins(
  client: Client,
  runs: RawRun[],
  options: CallOptions,
): Promise<Map<number, RawRun>> {
  const byId = new Map(runs.map((raw) => [raw.id, raw]));
  // A set also iterates over what is added meanwhile.
  const missing = new Set<number>();
  const addRetried = (raw: RawRun) => {
    const retriedId = readRetriedId(raw);
    if (retriedId !== null && !byId.has(retriedId)) missing.add(retriedId);
  };
  runs.forEach(addRetried);
  let requests = 0;
  for (const runId of missing) {
    if (++requests > MAX_RETRIES) break;
    const retried = await fetchIfVisible(client, runId, options);
    if (!retried) continue;
    byId.set(runId, retried);
    addRetried(retried);
  }
  return byId;
}

async function fetchIfVisible(
  client: Client,
  runId: number,
  { signal }: CallOptions,
): Promise<RawRun | undefined> {
  try {
    return await fetchRawRun(client, runId, { signal, ...WITH_CAUSE });
  } catch (error) {
    if (decide("look up", error) === "again") throw error;
  }
}
