/** Waits, and no longer than until a signal is aborted. */
import { delay } from "@std/async/delay";

/** Resolves after `ms` milliseconds; rejects with the signal's reason. */
export async function pause(
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  await delay(Math.max(0, ms), signal ? { signal } : {});
}
