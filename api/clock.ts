/** Time that passes: the one clock that durations are measured by, and the pause. */
import { delay } from "@std/async/delay";

/** A second in milliseconds. */
export const SECOND = 1_000;
/** A minute in milliseconds. */
export const MINUTE = 60 * SECOND;
/** An hour in milliseconds. */
export const HOUR = 60 * MINUTE;

/** The time from an abort to the end of the call, and who gets how much of it. */
export const GRACE_PERIOD = {
  total: 5 * SECOND,
  /** The part of it that the search for a run leaves, to cancel the run. */
  forCancel: SECOND,
};

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
export interface Deadline {
  /** How long it was until then at first, in milliseconds. */
  readonly duration: number;
  /** The milliseconds until then; below 0 after it. */
  remaining(): number;
}

/** Makes the deadline that is `ms` milliseconds from now. */
export function createDeadline(ms: number): Deadline {
  const at = clock.now() + ms;
  return { duration: ms, remaining: () => at - clock.now() };
}

/** Makes a signal that is aborted at a deadline. */
export function createTimeoutSignal(deadline: Deadline): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.ceil(deadline.remaining())));
}
