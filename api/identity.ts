/**
 * Compares an answer with the request. A gateway may mix answers up,
 * and a run of somebody else must not be followed, or cancelled.
 */
import { type RawRun, readTrigger } from "./read_run.ts";
import { formatMark } from "./trigger_fields.ts";

/** The properties that the run of an answer must have, where it has them at all. */
export interface RunIdentity {
  id?: number | undefined;
  jobId?: number | undefined;
  /** The mark at the end of the cause. */
  mark?: string | null | undefined;
  /** The id of the run that it retries. */
  retriedId?: number | undefined;
}

/** Returns whose run an answer is about, if that is another one. */
export function findMismatch(
  raw: RawRun,
  { id, jobId, mark, retriedId }: RunIdentity,
): string | undefined {
  if (id !== undefined && raw.id !== id) return `run ${raw.id}`;
  const { job_definition_id: rawJobId, retrying_run_id: rawRetriedId } = raw;
  if (jobId !== undefined && isOtherId(rawJobId, jobId)) {
    return `run ${raw.id} of another job`;
  }
  const { cause } = readTrigger(raw);
  const isOtherCause = typeof cause === "string" && cause !== "";
  if (mark && isOtherCause && !cause.includes(formatMark(mark))) {
    return `run ${raw.id} of another trigger`;
  }
  if (retriedId === undefined) return;
  // A retry is a new run, and names the one that it retries.
  const isOtherRetry = rawRetriedId !== undefined && rawRetriedId !== retriedId;
  if (raw.id === retriedId || isOtherRetry) {
    return `run ${raw.id}, which is no retry of run ${retriedId}`;
  }
}

/** Whether a value is an id, as a number or as text, and another one. */
function isOtherId(value: unknown, id: number): boolean {
  const isGiven = typeof value === "number" || typeof value === "string";
  return isGiven && Number(value) !== id;
}
