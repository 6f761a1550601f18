/** Runs a promise to its end under a fake clock, one timer at a time. */
import { setImmediate } from "node:timers";
import type { FakeTime } from "@std/testing/time";
import { startWorkTimer } from "./work_time.ts";

/** Lets everything run that waits for no timer. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Advances `time` until `promise` is settled; what it settles to. `onTurn` is
 * told how long nothing else could run each time, in milliseconds of this thread's work.
 */
export async function settle<T>(
  time: FakeTime,
  promise: Promise<T>,
  onTurn: (ms: number) => void = () => {},
): Promise<T> {
  let pending = true;
  const done = () => pending = false;
  promise.then(done, done);
  for (let idle = 0; pending && idle < 1_000; idle++) {
    const elapsed = startWorkTimer();
    await turn();
    if (pending && time.next()) idle = 0;
    onTurn(elapsed());
  }
  if (pending) throw new Error("It waits for something that never comes");
  return await promise;
}
