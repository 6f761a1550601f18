/** The exit codes of the command, and what decides them. */
import { RunTimeoutError } from "../api/errors.ts";
import type { Plan } from "./plan.ts";
import {
  AppearTimeout,
  type ExitCode,
  InputError,
  Interrupted,
  TimedOut,
} from "./process/exit.ts";

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

/** The exit code of an early end. */
export function codeOf(error: Error): ExitCode {
  if (error instanceof Interrupted) return error.code;
  const isLate = error instanceof TimedOut || error instanceof AppearTimeout;
  if (isLate) return 4;
  const isInput = error instanceof InputError || error.name === "NotCapable";
  return isInput ? 2 : 3;
}
