/** Long enough for a POST to leave, too short for anybody to notice. */
const TURN = 5;

/**
 * Lets the runtime send what it was given. Not by `setTimeout`, which takes Deno
 * 8 ms to load; who waits for it waits for something else, too, for this timer
 * keeps no process alive.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) =>
    AbortSignal.timeout(TURN).addEventListener("abort", () => resolve())
  );
}
