/** Stops waiting for a promise when a signal is aborted. */

/**
 * Resolves as `promise` does; rejects with the signal's reason when it is
 * aborted, whatever the promise does then. `abortable()` of @std/async does the
 * same by `Promise.withResolvers()`, which Node 20 does not have.
 */
export function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return promise;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort);
  });
  return Promise.race([aborted, promise])
    .finally(() => signal.removeEventListener("abort", onAbort));
}
