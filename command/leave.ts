/** How the process is asked to end, and how long it may take. */
import { clock, type Deadline, deadlineIn } from "../api/clock.ts";
import { Interrupted, SIGNAL_CODES, TimedOut } from "./process/exit.ts";
import type { Process, SignalName } from "./process/process.ts";

/** Signals so soon after the first are the same one: process groups and
 * `deno task` send two. */
const SAME_SIGNAL = 500;
/** From the first signal to the end of the process, whatever happens. */
const LEAVING_LIMIT = 5_000;
/** How long the last words may take when the process ends at once. */
const LAST_WORDS = 250;

/** What ends the command before its time. */
export interface Ending {
  /** Aborted by a signal. */
  leave: AbortSignal;
  /** Aborted by a signal, or when the time limit is over. */
  stop: AbortSignal;
  /** The time for leaving; it begins when `stop` is aborted. */
  deadline: () => Deadline;
  /** Stops listening: a timer that is left would keep the process alive. */
  release: () => void;
}

/**
 * Listens for signals and for the end of the time limit. After the first signal
 * there are 5 s; then, or on another signal, the process ends at once, and
 * `onForcedExit` has the last word.
 */
export function listen(
  process: Pick<Process, "onSignal" | "exit" | "startedAt" | "flush">,
  timeout: number,
  onForcedExit: (error: Error) => Promise<void>,
): Ending {
  const leave = new AbortController();
  const stop = new AbortController();
  let askedAt: number | undefined;
  let deadline: Deadline | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => deadline ??= deadlineIn(LEAVING_LIMIT);
  const exit = (name: SignalName) => {
    const end = () => process.exit(SIGNAL_CODES[name]);
    setTimeout(end, LAST_WORDS);
    onForcedExit(new Interrupted(name)).catch(() => {})
      .then(() => process.flush(LAST_WORDS)).then(end);
  };
  stop.signal.addEventListener("abort", begin);
  const unlisten = process.onSignal((name) => {
    if (askedAt === undefined) {
      askedAt = clock.now();
      timer = setTimeout(() => exit(name), LEAVING_LIMIT);
      leave.abort(new Interrupted(name));
      stop.abort(leave.signal.reason);
    } else if (clock.now() - askedAt >= SAME_SIGNAL) {
      exit(name);
    }
  });
  const left = Math.floor(process.startedAt + timeout - clock.now());
  const limit = timeout > 0
    ? AbortSignal.timeout(Math.max(0, left))
    : undefined;
  const onLimit = () => stop.abort(new TimedOut(timeout));
  limit?.addEventListener("abort", onLimit);
  return {
    leave: leave.signal,
    stop: stop.signal,
    deadline: begin,
    release() {
      unlisten();
      if (timer !== undefined) clearTimeout(timer);
      limit?.removeEventListener("abort", onLimit);
    },
  };
}
