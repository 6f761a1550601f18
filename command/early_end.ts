/** Ends the command before its run has: says why, and cleans up after the run. */
import { cleanUpUnfinishedRun, type UnfinishedRun } from "../api/clean_up.ts";
import { createTimeoutSignal } from "../api/clock.ts";
import { RunTimeoutError, UnclearTriggerError } from "../api/errors.ts";
import type { Run } from "../api/model.ts";
import type { Context } from "./context.ts";
import {
  classifyError,
  type End,
  type EndName,
  ENDS,
  toError,
} from "./exit_codes.ts";
import {
  describeCancelledRun,
  describeOpenRun,
  describeRun,
} from "./messages.ts";
import { SHUTDOWN, TimedOut } from "./process/shutdown.ts";
import type { Result } from "./run_state.ts";

/** Says what went wrong, and cleans up after the run if that is due. */
export async function endEarly(
  context: Context,
  thrown: unknown,
): Promise<Result> {
  const { emit, state, shutdown } = context;
  const error = findReason(context, thrown);
  const end = classifyError(error);
  const { run, report, phase, pendingPost } = state.current;
  const result: Result = { end, run, report, error };
  emit({ type: "stopping", error, during: phase });
  if (phase === "cancel") return result;
  if (thrown instanceof UnclearTriggerError) {
    // After a signal, that is the error: what to look for is said, too.
    const { message: text } = thrown;
    if (shutdown.aborted.aborted) emit({ type: "warning", text });
    return { ...result, pendingPost };
  }
  if (end === "bug" && pendingPost) {
    const text = describeOpenRun(state.current, "") ?? "";
    emit({ type: "warning", text });
    return { ...result, pendingPost };
  }
  return { ...result, ...await cleanUpRun(context, end) };
}

/** Finds why the command ends early: a signal and the time limit come first. */
function findReason(
  { shutdown: { aborted }, state, names, values: { timeout } }: Context,
  thrown: unknown,
): Error {
  const reason = aborted.aborted ? aborted.reason : thrown;
  if (reason instanceof RunTimeoutError || reason instanceof TimedOut) {
    const isQueued = state.current.run?.status === "queued";
    const hint = isQueued ? ": the run never left the queue" : "";
    const { timeout: name = "--timeout" } = names;
    return new TimedOut(timeout, { name, hint });
  }
  return toError(reason);
}

/** Cancels the run and its duplicates, or lets them run, as the end says. */
async function cleanUpRun(
  context: Context,
  end: EndName,
): Promise<Partial<Result>> {
  const { client, values, state } = context;
  const { isOurs, run = context.runId } = state.current;
  const fate: End = ENDS[end];
  const duplicates = fate.duplicates && state.current.duplicates;
  if (!fate.run && !duplicates) return {};
  const isStopped = fate.run === "cancel if ours";
  if (run === undefined) {
    if (isStopped) client.notify("No run was started");
    return {};
  }
  const cancels = isStopped && (values.cancel ?? isOurs);
  if (!cancels) keepRunning(context, run);
  return await leaveInGracePeriod(context, { run, duplicates }, cancels);
}

/** Cancels duplicates and, with `cancels`, the run, in the grace period. */
async function leaveInGracePeriod(
  { client, shutdown, emit, state }: Context,
  { run, duplicates }: UnfinishedRun,
  cancels: boolean,
): Promise<Partial<Result>> {
  const { remaining } = shutdown.startGracePeriod();
  const signal = createTimeoutSignal({
    remaining: () => remaining() - SHUTDOWN.forMessage,
  });
  const outcome = await cleanUpUnfinishedRun(client, { run, duplicates }, {
    cancel: cancels,
    signal,
  });
  if (outcome.error) {
    const { message } = outcome.error;
    const text = `${describeRun(run, "may still be running")}. ${message}`;
    emit({ type: "warning", text });
  } else if (outcome.run) {
    state.update({ run: outcome.run });
    const text = describeCancelledRun(outcome.run);
    emit({ type: "notice", text, showWhenQuiet: true });
  }
  for (const text of outcome.notices) emit({ type: "warning", text });
  const changes = { run: state.current.run };
  if (!outcome.mayHaveDuplicates || !duplicates) return changes;
  const { mark, page } = duplicates;
  return { ...changes, pendingPost: { mark, page } };
}

/** Says that a run is left alone, if it is in progress as far as we know. */
function keepRunning({ emit }: Context, run: Run | number): void {
  const text = typeof run === "number"
    ? describeRun(run, "may still be running")
    : describeOpenRun({ run }, "is still running");
  if (text) emit({ type: "notice", text, showWhenQuiet: true });
}
