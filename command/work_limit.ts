/** Work that a signal or a time limit ends, whichever comes first. */

/** A limit for some work. */
export interface WorkLimit {
  /** Aborted by the parent, or when time is over. */
  signal: AbortSignal;
  /** Ends the limit: the work is done. */
  clear: () => void;
}

/** Makes a limit of `ms` milliseconds; then the signal's reason is `error`. */
export function createWorkLimit(
  parent: AbortSignal,
  ms: number,
  error: Error,
): WorkLimit {
  const controller = new AbortController();
  const onAbort = () => controller.abort(parent.reason);
  parent.addEventListener("abort", onAbort);
  if (parent.aborted) onAbort();
  const timer = setTimeout(() => controller.abort(error), ms);
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      parent.removeEventListener("abort", onAbort);
    },
  };
}
