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

/** Returns the number that the API has for a status. */
export function toStatusCode(status: RunStatus): number {
  return STATUS_CODES[status];
}

/** Reads the status of a raw run; `undefined` if it is not known. */
export function readStatus(raw: Json): RunStatus | undefined {
  const status = RUN_STATUSES.find((status) =>
    [STATUS_CODES[status], String(STATUS_CODES[status])]
      .some((code) => code === raw.status)
  );
  // A run that was cancelled while it failed must not be retried.
  if (status === "error" && raw.is_cancelled === true) return "cancelled";
  // A success that the answer itself denies is none.
  const isDenied = raw.is_success !== true &&
    (raw.is_error === true || raw.is_cancelled === true);
  const isKnown = status && !(status === "success" && isDenied);
  return isKnown ? status : readBooleans(raw);
}

/** Reads the status by the booleans that stand beside an unknown number. */
function readBooleans(raw: Json): RunStatus | undefined {
  if (raw.in_progress === true) return "running";
  if (raw.is_cancelled === true) return "cancelled";
  if (raw.is_error === true) return "error";
  if (raw.is_success === true) return "success";
  // It has ended, and nobody says that it succeeded.
  return raw.is_complete === true ? "error" : undefined;
}

/**
 * Whether a run is known to have ended: there is nothing to wait for, or to
 * cancel.
 */
export function hasEnded(run: Run | number): boolean {
  return typeof run !== "number" &&
    ["success", "error", "cancelled"].includes(run.status);
}
