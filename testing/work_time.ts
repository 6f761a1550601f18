/** Measures how long this thread works, whatever else the machine does. */
import process from "node:process";

/** The system counts the work of a thread in ticks of this length, in ms. */
const TICK = 10;

/**
 * Starts to measure; the function that it returns says how many milliseconds
 * this thread has worked since: the time that passed, or less if the machine was
 * busy with others.
 */
export function startWorkTimer(): () => number {
  const { user, system } = process.threadCpuUsage();
  const startedAt = performance.now();
  return () => {
    const passed = performance.now() - startedAt;
    const now = process.threadCpuUsage();
    const worked = (now.user + now.system - user - system) / 1_000;
    return Math.min(passed, worked + TICK);
  };
}
