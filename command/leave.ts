/** How the process is asked to end, and how long it may take. */
import { Interrupted, SIGNAL_CODES, TimedOut } from "./process/exit.ts";
import type { Process, SignalName } from "./process/process.ts";

/** Signals that come so soon after the first are the same one: process groups
 * and `deno task` send two. */
const SAME_SIGNAL = 500;

/** From the first signal to the end of the process, whatever happens. */
const LEAVING_LIMIT = 5_000;

/** What ends the command before its time. */
export interface Ending {
  /** Aborted by a signal. */
  leave: AbortSignal;
  /** Aborted by a signal, or when the time limit is over. */
  stop: AbortSignal;
  /** When `stop` was aborted, in milliseconds since 1970. */
  stoppedAt: () => number | undefined;
  /** Stops listening: a timer that is left would keep the process alive. */
  release: () => void;
}

/**
 * Listens for signals and for the end of the time limit. After the first signal
 * there are 5 s; then, or on another signal, the process ends at once, and
 * `onHurry` has the last word.
 */
export function listen(
  process: Pick<Process, "onSignal" | "exit" | "startedAt">,
  timeout: number,
  onHurry: () => void,
): Ending {
  const leave = new AbortController();
  const stop = new AbortController();
  let askedAt: number | undefined;
  let stoppedAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const exit = (name: SignalName) => {
    onHurry();
    process.exit(SIGNAL_CODES[name]);
  };
  stop.signal.addEventListener("abort", () => stoppedAt = Date.now());
  const unlisten = process.onSignal((name) => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      timer = setTimeout(() => exit(name), LEAVING_LIMIT);
      leave.abort(new Interrupted(name));
      stop.abort(leave.signal.reason);
    } else if (Date.now() - askedAt >= SAME_SIGNAL) {
      exit(name);
    }
  });
  const left = Math.floor(process.startedAt + timeout - Date.now());
  const limit = timeout > 0
    ? AbortSignal.timeout(Math.max(0, left))
    : undefined;
  const onLimit = () => stop.abort(new TimedOut(timeout));
  limit?.addEventListener("abort", onLimit);
  return {
    leave: leave.signal,
    stop: stop.signal,
    stoppedAt: () => stoppedAt,
    release() {
      unlisten();
      if (timer !== undefined) clearTimeout(timer);
      limit?.removeEventListener("abort", onLimit);
    },
  };
}
