/** The command `dbt-run cancel`, for a pipeline's "if cancelled" step. */
import { cancelWithRetry, hasEnded, type Run } from "../api/run.ts";
import type { Outcome, RunEvent } from "./events.ts";
import type { Plan } from "./plan.ts";
import { codeOf } from "./process/exit.ts";

/** The limit of all attempts to cancel, in milliseconds. */
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
    const run = await cancelWithRetry(client, runId, signal);
    yield { type: "notice", text: cancelLine(run) };
    return { code: 0, run };
  } catch (error) {
    const shown = ending.stop.aborted ? ending.stop.reason : error as Error;
    yield { type: "stopping", error: shown, during: "cancel" };
    return { code: codeOf(shown), error: shown };
  }
}

/** How far cancelling came. */
export function cancelLine(run: Run): string {
  const how = run.status === "cancelled"
    ? "is cancelled"
    : hasEnded(run)
    ? `had ended already (${run.status})`
    : "is being cancelled";
  return `Run ${run.id} ${how}: ${run.href}`;
}
