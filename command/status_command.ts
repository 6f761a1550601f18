/** The command `dbt-run status`: looks once at a run, and leaves it alone. */
import { abortable } from "../api/abortable.ts";
import { SECOND } from "../api/clock.ts";
import type { Run } from "../api/model.ts";
import { hasEnded } from "../api/run_status.ts";
import type { Context } from "./context.ts";
import { CommandError } from "./exit_codes.ts";
import { FinishedRun } from "./finished_run.ts";
import { RunHistory } from "./run_history.ts";
import { describeRun } from "./messages.ts";
import { describeWait } from "./run_age.ts";
import type { Result } from "./run_state.ts";
import { describeSelection, findRunNow } from "./find_run.ts";
import { announceStep } from "./step_poller.ts";
import { createWorkLimit } from "./work_limit.ts";

/** The time for what is announced beside the status. */
const DETAILS_LIMIT = 5 * SECOND;

/** Says how the run that is named stands, or that there is none. */
export async function showStatus(context: Context): Promise<Result> {
  const { client, values, emit, state } = context;
  const text = describeSelection(context);
  if (values.dryRun) {
    client.notify(`Would look at ${text}`);
    return { end: "succeeded" };
  }
  const run = await findRunNow(context);
  if (!run) throw new CommandError(`Found no run: ${text}`, "notFound");
  state.update({ phase: "watch", run });
  if (hasEnded(run)) return await reportEndedRun(context, run);
  emit({ type: "polled", run });
  await announceDetails(context, run);
  const status = describeRun(run, describeWait(run));
  emit({ type: "notice", text: status, showWhenQuiet: true });
  return { end: "stillRunning", run };
}

/** Says which step a run has come to, and how long the job usually takes. */
async function announceDetails(context: Context, run: Run): Promise<void> {
  const timeoutError = new Error("The details took too long");
  const limit = createWorkLimit(context.signal, DETAILS_LIMIT, timeoutError);
  try {
    const details = Promise.all([
      new RunHistory(context).announceDuration(run),
      announceStep(context, run.id),
    ]);
    await abortable(details, limit.signal);
  } catch (error) {
    if (error !== timeoutError) throw error;
  } finally {
    limit.clear();
  }
}

/** Reports how a run has ended, and why. */
async function reportEndedRun(context: Context, run: Run): Promise<Result> {
  const finished = new FinishedRun(context, run);
  try {
    await finished.report(new RunHistory(context));
    return await finished.conclude();
  } finally {
    await finished.discard();
  }
}
