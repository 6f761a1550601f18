/** The command `dbt-run cancel`, for a pipeline's "if cancelled" step. */
import { cancelWithRetry } from "../api/runs.ts";
import type { Context } from "./context.ts";
import { describeCancelledRun } from "./messages.ts";
import type { Result } from "./run_state.ts";
import { createWorkLimit } from "./work_limit.ts";

/** The limit of all attempts to cancel, in milliseconds. */
const CANCEL_LIMIT = 60_000;

/** Cancels the run that the command line names. */
export async function cancelNamedRun(context: Context): Promise<Result> {
  const { client, runId = 0, values, signal, state } = context;
  state.update({ phase: "cancel" });
  if (values.dryRun) {
    client.notify(`Would cancel run ${runId}`);
    return { end: "succeeded" };
  }
  const timeoutError = new Error(`Run ${runId} could not be cancelled in 60 s`);
  const limit = createWorkLimit(signal, CANCEL_LIMIT, timeoutError);
  try {
    const run = await cancelWithRetry(client, runId, limit.signal);
    client.notify(describeCancelledRun(run));
    return { end: "succeeded", run };
  } finally {
    limit.clear();
  }
}
