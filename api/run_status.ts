/** How far a run has come: the numbers of the API and the words for them. */
import type { Json } from "./json.ts";
import type { Run, RunStatus } from "./model.ts";

/** The API's number for each status. */
const STATUS_CODES: { [S in RunStatus]: number } = {
  queued: 1,
  starting: 2,
  running: 3,
  success: 10,
  error: 20,
  cancelled: 30,
};

/** All statuses, in the order in which a run goes through them. */
export const RUN_STATUSES = Object.keys(STATUS_CODES) as RunStatus[];

/** The number that the API has for a status. */
export function toStatusCode(status: RunStatus): number {
  return STATUS_CODES[status];
}

/** The status of a raw run, or `undefined` for a number that is not known. */
export function readStatus(raw: Json): RunStatus | undefined {
  // A run that was cancelled while it failed must not be retried.
  if (raw.status === 20 && raw.is_cancelled === true) return "cancelled";
  const code = typeof raw.status === "object" ? NaN : Number(raw.status);
  return RUN_STATUSES.find((status) => STATUS_CODES[status] === code) ??
    (raw.in_progress === true ? "running" : undefined);
}

/**
 * Whether a run is known to have ended: there is nothing to wait for, or to
 * cancel.
 */
export function hasEnded(run: Run | number): boolean {
  return typeof run !== "number" &&
    ["success", "error", "cancelled"].includes(run.status);
}
