/** Lets requests leave before other work begins. */

/** The time that a POST gets to leave, in milliseconds. */
const TIME_TO_LEAVE = 5;

/**
 * Lets the runtime send what it was given, and what is given to it before the
 * code that runs now has ended: the time begins after that. These timers do not
 * keep the process alive: await it only next to a pending request.
 */
export async function flushRequests(): Promise<void> {
  for (const ms of [0, TIME_TO_LEAVE]) {
    const timer = AbortSignal.timeout(ms);
    await new Promise((resolve) => timer.addEventListener("abort", resolve));
  }
}
