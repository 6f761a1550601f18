/** The verdict: how the command ends, by a report, by an error, or by a signal. */
import { isPermissionError } from "../api/environment.ts";
import {
  DbtCloudError,
  RunTimeoutError,
  UnclearTriggerError,
} from "../api/errors.ts";
import type { Report } from "../report/report_model.ts";
import { hasSucceeded } from "../report/run_verdict.ts";
import { CommandError, type EndName } from "./exit_codes.ts";
import { Interrupted, type Shutdown } from "./process/shutdown.ts";
import type { Result } from "./run_state.ts";

/** Judges a run that has ended, and is not retried. */
export function judgeRun(report: Report): EndName {
  return hasSucceeded(report) ? "succeeded" : "failed";
}

/** Finds the end that an error leads to; an error nobody planned for is a bug. */
export function classifyError(error: unknown): EndName {
  if (error instanceof CommandError) return error.end;
  if (error instanceof RunTimeoutError) return "timedOut";
  if (error instanceof UnclearTriggerError) return "ambiguous";
  if (error instanceof DbtCloudError) return "unreachable";
  return isPermissionError(error) ? "invalidInput" : "bug";
}

/** Returns the result, unless a signal came since: that beats every other end. */
export function afterSignal(
  { interrupted: { reason } }: Pick<Shutdown, "interrupted">,
  result: Result,
): Result {
  if (!(reason instanceof Interrupted)) return result;
  return { ...result, end: reason.end, error: result.error ?? reason };
}
