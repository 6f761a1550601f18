/** The exit codes, and the errors of the command. */
import type { SignalName } from "./process.ts";

/** An exit code. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 129 | 130 | 143;

/** The exit codes, each with its meaning for `--help`. */
export const EXIT_CODES: Record<ExitCode, string> = {
  0: "the run succeeded",
  1: "the run ended in error or was cancelled",
  2: "wrong or missing input; no run was started",
  3: "dbt Cloud refused or could not be reached, or it is unknown whether a run was started",
  4: "gave up waiting",
  129: "SIGHUP",
  130: "SIGINT",
  143: "SIGTERM",
};

/** An error of the input that only dbt Cloud could tell. */
export class InputError extends Error {
  override name = "InputError";
}

/** No run appeared in time. */
export class AppearTimeout extends Error {
  override name = "AppearTimeout";
}

/** The exit codes of signals. */
export const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A signal asked the process to end. */
export class Interrupted extends Error {
  /** 128 and the signal's number. */
  readonly code: 129 | 130 | 143;

  constructor(name: SignalName) {
    super(`Interrupted (${name})`);
    this.name = "Interrupted";
    this.code = SIGNAL_CODES[name];
  }
}

/** The time limit of the command is over. */
export class TimedOut extends Error {
  constructor(timeout: number) {
    super(`Timed out after ${timeout / 1_000} s (--timeout)`);
    this.name = "TimedOut";
  }
}

/** The outcome, unless a signal came since: that decides the exit code. */
export function afterSignal<
  T extends { code: ExitCode; error?: Error | undefined },
>(
  leave: AbortSignal,
  outcome: T,
): T {
  if (!leave.aborted || !(leave.reason instanceof Interrupted)) return outcome;
  const { reason } = leave;
  return { ...outcome, code: reason.code, error: outcome.error ?? reason };
}
