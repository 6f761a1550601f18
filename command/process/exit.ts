/** The exit codes, and the errors of the command. */
import { DbtCloudError, RunTimeoutError } from "../../api/errors.ts";
import type { SignalName } from "./process.ts";

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

/** Wrong input that only the API could detect, such as an unknown job name. */
export class InputError extends CommandError {
  constructor(message: string) {
    super(message, 2);
  }
}

/** A search found no run. */
export class NoSuchRun extends CommandError {
  constructor(message: string) {
    super(message, 5);
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
