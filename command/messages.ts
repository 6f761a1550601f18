/** Words about a run that several places print. */
import type { Run } from "../api/model.ts";
import { toRunId } from "../api/read_run.ts";
import { hasEnded } from "../api/run_status.ts";
import { formatPendingRun } from "../api/start_request.ts";
import type { RunState } from "./run_state.ts";

/** The reason that a run cannot be retried, where dbt Cloud names none. */
export const NO_REASON_GIVEN = "dbt Cloud gave no reason";

/** Says what becomes of a run, with its link if that is known. */
export function describeRun(run: Run | number, fate: string): string {
  const link = typeof run === "number" ? "" : `: ${run.href}`;
  return `Run ${toRunId(run)} ${fate}${link}`;
}

/** Says how far cancelling a run came. */
export function describeCancelledRun(run: Run): string {
  if (run.status === "cancelled") return describeRun(run, "is cancelled");
  if (!hasEnded(run)) return describeRun(run, "is being cancelled");
  return describeRun(run, `had ended already (${run.status})`);
}

/** Says what a person has to know of a run that nobody decides on any more. */
export function describeOpenRun(
  { run, pendingPost }: Pick<RunState, "run" | "pendingPost">,
  fate: string,
): string | undefined {
  if (pendingPost) return formatPendingRun(pendingPost);
  return run && !hasEnded(run) ? describeRun(run, fate) : undefined;
}
