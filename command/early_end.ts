/** Ends the command before its run has: says why, and cleans up after the run. */
import { cleanUpUnfinishedRun, type UnfinishedRun } from "../api/clean_up.ts";
import { createDeadline, createTimeoutSignal } from "../api/clock.ts";
import { RunTimeoutError, UnclearTriggerError } from "../api/errors.ts";
import { formatPendingRun } from "../api/start_request.ts";
import type { Run } from "../api/model.ts";
import type { Context } from "./context.ts";
import { type End, type EndName, ENDS, toError } from "./exit_codes.ts";
import {
  describeCancelledRun,
  describeOpenRun,
  describeRun,
} from "./messages.ts";
import { SHUTDOWN, TimedOut } from "./process/shutdown.ts";
import type { Result } from "./run_state.ts";
import { classifyError } from "./verdict.ts";

/** Says what went wrong, and cleans up after the run, or says where to look for it. */
export async function endEarly(
  context: Context,
  thrown: unknown,
): Promise<Result> {
  const { emit, signal, state } = context;
  const error = findReason(context, thrown);
  const end = classifyError(error);
  const { run, report, phase, pendingPost } = state.current;
  const result: Result = { end, run, report, error };
  emit({ type: "stopping", error, during: phase });
  if (phase === "cancel") return result;
  if (thrown instanceof UnclearTriggerError) {
    // After a signal, the error is the signal: this says what to look for.
    if (signal.aborted) emit({ type: "warning", text: thrown.message });
    return { ...result, pendingPost };
  }
  if (end === "bug" && pendingPost) {
    // The fault came before the answer to the POST.
    emit({ type: "warning", text: formatPendingRun(pendingPost) });
    return { ...result, pendingPost };
  }
  return { ...result, ...await cleanUpRun(context, end) };
}

/** Finds why the command ends early: a signal and the time limit come first. */
function findReason(
  { signal, state, names, values: { timeout } }: Context,
  thrown: unknown,
): Error {
  const reason = signal.aborted ? signal.reason : thrown;
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
  const policy: End = ENDS[end];
  const duplicates = policy.duplicates && state.current.duplicates;
  if (!policy.run && !duplicates) return {};
  const mayCancel = policy.run === "cancel if ours";
  if (run === undefined) {
    if (mayCancel) client.notify("No run was started");
    return {};
  }
  const cancel = mayCancel && (values.cancel ?? isOurs);
  if (!cancel) announceKept(context, run);
  return await cleanUpInGracePeriod(context, { run, duplicates }, { cancel });
}

/** Cancels duplicates and, with `cancel`, the run, in the grace period. */
async function cleanUpInGracePeriod(
  { client, shutdown, emit, state }: Context,
  { run, duplicates }: UnfinishedRun,
  { cancel }: { cancel: boolean },
): Promise<Partial<Result>> {
  const timeLeft = shutdown.startGracePeriod().remaining();
  const deadline = createDeadline(timeLeft - SHUTDOWN.forMessage);
  const signal = createTimeoutSignal(deadline);
  const outcome = await cleanUpUnfinishedRun(client, { run, duplicates }, {
    cancel,
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

/** Announces that a run keeps running, unless it is known to have ended. */
function announceKept({ emit }: Context, run: Run | number): void {
  const text = typeof run === "number"
    ? describeRun(run, "may still be running")
    : describeOpenRun({ run }, "is still running");
  if (text) emit({ type: "notice", text, showWhenQuiet: true });
}
