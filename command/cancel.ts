/** The command `dbt-run cancel`, for a pipeline's "if cancelled" step. */
import { hasEnded, type Run } from "../api/run.ts";
import { cancelInSpite } from "../api/runs.ts";
import type { Outcome, RunEvent } from "./events.ts";
import { codeOf, reasonOf } from "./exit_code.ts";
import type { Plan } from "./plan.ts";

/** How long a run is cancelled in spite of faults, in milliseconds. */
const CANCEL_LIMIT = 60_000;

/** Cancels the run that the plan names. */
export async function* cancel(plan: Plan): AsyncGenerator<RunEvent, Outcome> {
  const { client, runId = 0, values, ending } = plan;
  if (values.dryRun) {
    yield { type: "notice", text: `Would cancel run ${runId}` };
    return { code: 0 };
  }
  const late = AbortSignal.timeout(CANCEL_LIMIT);
  const signal = AbortSignal.any([ending.stop, late]);
  try {
    const run = await cancelInSpite(client, runId, signal);
    yield { type: "notice", text: cancelLine(run) };
    return { code: 0, run };
  } catch (error) {
    const shown = reasonOf(plan, error);
    yield { type: "stopping", error: shown, during: "cancel" };
    return { code: codeOf(shown), error: shown };
  }
}

export { cancelInSpite };

/** How far cancelling came. */
export function cancelLine(run: Run): string {
  const how = run.status === "cancelled"
    ? "is cancelled"
    : hasEnded(run)
    ? `had ended already (${run.status})`
    : "is being cancelled";
  return `Run ${run.id} ${how}: ${run.href}`;
}
