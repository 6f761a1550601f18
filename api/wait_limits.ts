/** The limits of a wait, and of each request that is sent meanwhile. */
import { type Deadline, SECOND } from "./clock.ts";
import { REQUEST_LIMIT } from "./http.ts";
import type { CallOptions } from "./runs.ts";

/** A request at the end of a time-out may take that long. */
const LAST_REQUEST_LIMIT = 3 * SECOND;

/** A wait ends with its signal or at its deadline. */
export interface WaitLimits {
  signal?: AbortSignal | undefined;
  deadline?: Deadline | undefined;
}

/** Limits a request, which may not outlast the deadline by much. */
export function limitRequest(
  { signal, deadline }: WaitLimits,
  limit = REQUEST_LIMIT,
): CallOptions {
  const remaining = deadline?.remaining() ?? Infinity;
  const timeLimit = Math.min(limit, Math.max(remaining, LAST_REQUEST_LIMIT));
  return { signal, timeLimit: Math.ceil(timeLimit) };
}
