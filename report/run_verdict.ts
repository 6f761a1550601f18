/** Judges a run: whether it succeeded, and for which reason it ended. */
import type { Report } from "./report_model.ts";

/** Whether the run succeeded, and built what it should. */
export function hasSucceeded({ run, retryRanNothing }: Report): boolean {
  return run.status === "success" && !retryRanNothing;
}

/** The reason why a retry that dbt Cloud calls a success is none. */
export const RETRY_RAN_NOTHING =
  "The retry ran nothing: no model or test had run when the attempt before it failed, and none ran in the retry";

/** Gets the reason for the run's end, if it says more than the list of failed nodes. */
export function runMessage(report: Report): string {
  const { run, nodes, retryRanNothing } = report;
  if (retryRanNothing) return RETRY_RAN_NOTHING;
  const isListed = nodes.some(({ outcome }) => outcome === "failed");
  const isShown = run.status !== "success" &&
    (!isListed || isInformative(run.statusMessage));
  return isShown ? run.statusMessage ?? "" : "";
}

/** Whether dbt Cloud's message says more than the status does. */
export function isInformative(message: string | null): boolean {
  return !!message?.trim() &&
    !/^(dbt command failed|cancelled by user)\.?$/i.test(message.trim());
}
