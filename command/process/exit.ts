/** How the process ends: exit codes, errors that know theirs, signals. */
import { clock, type Deadline, deadlineIn } from "../../api/clock.ts";
import { DbtCloudError, RunTimeoutError } from "../../api/errors.ts";
import type { Process, SignalName } from "./process.ts";

/** An exit code. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70 | 129 | 130 | 143;

/** The exit codes, each with its meaning for `--help`. */
export const EXIT_CODES: Record<ExitCode, string> = {
  0: "the run succeeded",
  1: "the run ended in error or was cancelled",
  2: "wrong or missing input; no run was started",
  3: "dbt Cloud refused or could not be reached, or it is unknown whether a run was started",
  4: "gave up waiting",
  5: "no such run was found",
  70: "a fault of dbt-run itself",
  129: "SIGHUP",
  130: "SIGINT",
  143: "SIGTERM",
};

/** The exit codes of signals. */
export const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** An error that ends the command with a code of its own. */
export class CommandError extends Error {
  readonly code: ExitCode;

  constructor(message: string, code: ExitCode) {
    super(message);
    this.name = "CommandError";
    this.code = code;
  }
}

/** A signal asked the process to end. */
export class Interrupted extends CommandError {
  constructor(name: SignalName) {
    super(`Interrupted (${name})`, SIGNAL_CODES[name]);
  }
}

/** The time limit of the command is over. */
export class TimedOut extends CommandError {
  constructor(timeout: number, isQueued = false) {
    const where = isQueued ? ": the run never left the queue" : "";
    super(`Timed out after ${timeout / 1_000} s (--timeout)${where}`, 4);
  }
}

/** Whether the runtime refused something: a permission is missing. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name === "NotCapable";
}

/** The exit code of an error; what is no known one is a fault of our own. */
export function codeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.code;
  if (error instanceof RunTimeoutError) return 4;
  if (error instanceof DbtCloudError) return 3;
  return isDenied(error) ? 2 : 70;
}

/** The outcome, unless a signal came since: that decides the exit code. */
export function afterSignal<
  T extends { code: ExitCode; error?: Error | undefined },
>(leave: AbortSignal, outcome: T): T {
  const { reason } = leave;
  return reason instanceof Interrupted
    ? { ...outcome, code: reason.code, error: outcome.error ?? reason }
    : outcome;
}

// Signals and the time limit

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
