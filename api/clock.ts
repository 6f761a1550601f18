/** Time that passes: the one clock that durations are measured by, and the pause. */
import { delay } from "@std/async/delay";

const RealDate = Date;

/**
 * Milliseconds on a clock that nobody can set. Where a test has faked `Date`,
 * its clock counts; our own tests put another one in its place.
 */
export const clock = {
  now: (): number => Date === RealDate ? performance.now() : Date.now(),
};

/** Resolves after `ms` milliseconds; rejects with the signal's reason. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(Math.max(0, ms), signal ? { signal } : {});
}

/** A moment at which time is over. */
export type Deadline = ReturnType<typeof deadlineIn>;

/** A deadline `ms` milliseconds from now: what is left is below 0 after it. */
export function deadlineIn(ms: number) {
  const at = clock.now() + ms;
  return { left: () => at - clock.now() };
}

/** A signal that is aborted when a deadline is over. */
export function signalOf({ left }: Deadline): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.ceil(left())));
}
