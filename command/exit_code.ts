/** The exit codes of the command, and what decides them. */
import { RunTimeoutError } from "../api/errors.ts";
import type { ExitCode, Outcome } from "./events.ts";
import { type Ending, Interrupted, TimedOut } from "./leave.ts";
import type { Plan } from "./plan.ts";

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

/** Why the command ends early: a signal and the time limit come first. */
export function reasonOf(plan: Plan, error: unknown): Error {
  const { stop } = plan.ending;
  const reason = stop.aborted
    ? stop.reason
    : error instanceof RunTimeoutError
    ? new TimedOut(plan.values.timeout)
    : error;
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** The outcome, unless a signal came since: that decides the exit code. */
export function afterSignal({ leave }: Ending, outcome: Outcome): Outcome {
  if (!leave.aborted || !(leave.reason instanceof Interrupted)) return outcome;
  const { reason } = leave;
  return { ...outcome, code: reason.code, error: outcome.error ?? reason };
}

/** The exit code of an early end. */
export function codeOf(error: Error): ExitCode {
  if (error instanceof Interrupted) return error.code;
  const isLate = error instanceof TimedOut || error instanceof AppearTimeout;
  if (isLate) return 4;
  const isInput = error instanceof InputError || error.name === "NotCapable";
  return isInput ? 2 : 3;
}
