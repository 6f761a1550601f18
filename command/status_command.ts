/** The command `dbt-run status`: looks once at a run, and leaves it alone. */
import { abortable } from "../api/abortable.ts";
import { SECOND } from "../api/clock.ts";
import type { Run } from "../api/model.ts";
import { hasEnded } from "../api/run_status.ts";
import type { Context } from "./context.ts";
import { ArtifactDownloads } from "./downloads.ts";
import { CommandError } from "./exit_codes.ts";
import { RunHistory } from "./run_history.ts";
import { describeRun, describeWait } from "./messages.ts";
import { collectRunReport } from "./run_report.ts";
import type { Result } from "./run_state.ts";
import { describeSelection, findRunNow } from "./find_run.ts";
import { announceStep } from "./step_poller.ts";
import { concludeRun } from "./verdict.ts";
import { createWorkLimit } from "./work_limit.ts";

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
  if (hasEnded(run)) return await showEnd(context, run);
  emit({ type: "polled", run });
  await announceDetails(context, run);
  const status = describeRun(run, describeWait(run));
  emit({ type: "notice", text: status, showWhenQuiet: true });
  return { end: "stillRunning", run };
}

/** The time for what is said beside the status. */
const DETAILS_LIMIT = 5 * SECOND;

/** Says which step a run has come to, and how long the job usually takes. */
async function announceDetails(context: Context, run: Run): Promise<void> {
  const { aborted } = context.shutdown;
  const timeoutError = new Error("The details took too long");
  const limit = createWorkLimit(aborted, DETAILS_LIMIT, timeoutError);
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

/** Says how a run has ended, and why. */
async function showEnd(context: Context, run: Run): Promise<Result> {
  const downloads = new ArtifactDownloads(context, run);
  try {
    const report = await collectRunReport(context, run, {
      downloads,
      history: new RunHistory(context),
    });
    context.emit({ type: "attempt-ended", report, retry: false });
    context.shutdown.interrupted.throwIfAborted();
    return await concludeRun(context, report, downloads);
  } finally {
    await downloads.discard();
  }
}
