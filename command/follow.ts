/**
 * Follows a run from its start to its end. This is the one place that decides
 * what happens next, and with which exit code the command ends. What the first
 * POST does not need is imported when it is needed.
 */
import { signalOf } from "../api/clock.ts";
import { RunTimeoutError, UnclearTriggerError } from "../api/errors.ts";
import { cancelWithRetry, hasEnded, type Run, runIdOf } from "../api/run.ts";
import {
  type JobOptions,
  planRetry,
  planTrigger,
  type Started,
  type StartPlan,
  startRun,
} from "../api/start.ts";
import { leaveRun, settleDuplicates } from "../api/watch.ts";
import {
  type Known,
  lastWords,
  type Outcome,
  type Plan,
  type Target,
  type Unclear,
} from "./plan.ts";
import { codeOf, type ExitCode, TimedOut } from "./process/process.ts";

/** What requests leave of the time after a signal, for the last words. */
const LAST_WORDS = 300;

/** Follows the run that the plan names, starts, or looks for; or cancels it. */
export async function follow(plan: Plan, known: Known): Promise<Outcome> {
  try {
    if (plan.command === "cancel") return await cancel(plan, known);
    const target = await begin(plan, known);
    if (!target) return { code: 0, run: known.run };
    return await waitAndRetry(plan, target, known);
  } catch (error) {
    return await stopEarly(plan, known, error);
  }
}

// Start

/** Starts or finds the run; nothing if there is nothing to wait for. */
async function begin(plan: Plan, known: Known): Promise<Target | undefined> {
  if (plan.command === "wait") {
    const { findRun } = await import("./find.ts");
    return await findRun(plan);
  }
  const { client, process, values, emit, ending: { stop } } = plan;
  const { dryRun: isDry, wait: waits } = values;
  const options = await triggerOptions(plan);
  if (values.reuse && !isDry) {
    const { reuse } = await import("./find.ts");
    const run = await reuse(plan, options);
    if (run) {
      Object.assign(known, { run, reused: true });
      emit({ type: "started", run, reused: true });
      return waits ? { run } : undefined;
    }
  }
  const mark = isDry ? "????????" : process.mark;
  const start = planTrigger(client, options, values.mark ? mark : null);
  const { body = {} } = start;
  const jobId = options.jobId || values.jobName || "";
  emit({ type: "triggering", jobId, body, isDry });
  if (isDry) return;
  const started = await startAndTell(plan, start, known);
  if (waits) return started;
  known.run = await settleDuplicates(client, started, { signal: stop });
}

/** The options of the trigger, with what only dbt Cloud can tell. */
async function triggerOptions(plan: Plan): Promise<JobOptions> {
  const { client, values } = plan;
  const { dryRun, extraArgs, jobId = 0 } = values;
  if (dryRun && extraArgs) {
    client.notify(`Would add ${extraArgs} to each command of the job`);
  }
  if (dryRun || (jobId && !extraArgs)) return { ...values, jobId };
  const { askForJob } = await import("./find.ts");
  return { ...values, ...await askForJob(plan) };
}

/** Starts the run of a plan, and says so. */
async function startAndTell(
  { client, ending, emit, values: { reuse } }: Plan,
  start: StartPlan,
  known: Known,
): Promise<Started> {
  const { stop: signal, deadline: leaving } = ending;
  known.unclear = { mark: start.mark, page: start.page };
  const started = await startRun(client, start, { signal, leaving });
  const { run } = started;
  Object.assign(known, started, { unclear: undefined, reused: false });
  emit({ type: "started", run, ...(reuse && { reused: false }) });
  signal.throwIfAborted();
  return started;
}

// Wait

/** Waits for the run and its retries, and returns how the last one ended. */
async function waitAndRetry(
  plan: Plan,
  first: Target,
  known: Known,
): Promise<Outcome> {
  const steps = await import("./steps.ts");
  const { client, ending, emit, values: { retries } } = plan;
  let target = first;
  for (let retry = 1;; retry++) {
    known.phase = "watch";
    const run = await steps.watchRunAndSteps(plan, target, known);
    known.duplicates = undefined; // They were looked for until the end.
    const report = await steps.collect(plan, run, known.report);
    known.report = report;
    const isWanted = run.status === "error" && retry <= retries;
    const isRetried = isWanted && run.canRetry;
    emit({ type: "attempt-ended", report, retry: isRetried });
    ending.leave.throwIfAborted();
    const code = run.status === "success" ? 0 : 1;
    const verdict: Outcome = { code, run, report };
    if (!isRetried) {
      const reason = run.retryNotSupportedReason ?? "dbt Cloud gave no reason";
      const text = `Run ${run.id} cannot be retried: ${reason}`;
      if (isWanted) client.notify(text);
      await steps.downloadArtifacts(plan, report);
      return verdict;
    }
    const count = `${retry} of ${retries}`;
    client.notify(
      `Retrying run ${run.id} from its point of failure (${count})`,
    );
    try {
      target = await startAndTell(plan, planRetry(client, run), known);
    } catch (error) {
      const isRunning = known.run?.id !== run.id;
      const isOwnFault = codeOf(error) === 70;
      if (isRunning || isOwnFault || ending.leave.aborted) throw error;
      // No retry is known: the verdict of the failed run stands.
      if (!(error instanceof UnclearTriggerError)) known.unclear = undefined;
      await steps.downloadArtifacts(plan, report);
      emit({ type: "warning", text: (error as Error).message });
      return { ...verdict, unclear: known.unclear };
    }
  }
}

// An early end

/** Says what went wrong, cancels the run if that is due, and ends. */
async function stopEarly(
  plan: Plan,
  known: Known,
  error: unknown,
): Promise<Outcome> {
  const { emit } = plan;
  const shown = reasonOf(plan, known, error);
  const code = codeOf(shown);
  const { run, report, phase, duplicates, unclear } = known;
  const end: Outcome = { code, run, report, error: shown };
  emit({ type: "stopping", error: shown, during: phase });
  if (phase === "cancel") return end;
  if (error instanceof UnclearTriggerError) {
    const { message: text } = error;
    if (plan.ending.stop.aborted) emit({ type: "warning", text });
    return { ...end, unclear };
  }
  if (code === 70) {
    // A build of two hours is not lost to a mistake of ours.
    const text = unclear && lastWords(known, "");
    if (text) emit({ type: "warning", text });
    else leaveAlone(plan, run ?? plan.runId);
    return { ...end, unclear };
  }
  const isLeft = code === 3 ? duplicates : code !== 2 && code !== 5;
  if (!isLeft) return end;
  const left = await abandon(plan, known, code);
  return { ...end, run: known.run, unclear: left };
}

/** Why the command ends early: a signal and the time limit come first. */
function reasonOf(
  { ending: { stop }, values: { timeout } }: Plan,
  { run }: Known,
  error: unknown,
): Error {
  const reason = stop.aborted ? stop.reason : error;
  if (reason instanceof RunTimeoutError || reason instanceof TimedOut) {
    return new TimedOut(timeout, run?.status === "queued");
  }
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Leaves a run: cancels it and any duplicate, or lets it go on. */
async function abandon(
  plan: Plan,
  known: Known,
  code: ExitCode,
): Promise<Unclear | undefined> {
  const { client, ending, command, values, emit } = plan;
  const { duplicates, reused, run = plan.runId } = known;
  if (run === undefined) {
    client.notify("No run was started");
    return;
  }
  // On a signal or a time-out; after an outage it goes on.
  const isOurs = command === "run" && !reused;
  const cancels = code !== 3 && (values.cancel ?? isOurs);
  if (!cancels) leaveAlone(plan, run);
  const time = ending.deadline();
  const signal = signalOf({ left: () => time.left() - LAST_WORDS });
  const target = { run, duplicates };
  const left = await leaveRun(client, target, { cancels, signal });
  if (left.cancelled instanceof Error) {
    const { message } = left.cancelled;
    const text = `${fateOf(run, "may still be running")}. ${message}`;
    emit({ type: "warning", text });
  } else if (left.cancelled) {
    known.run = left.cancelled;
    emit({ type: "notice", text: cancelLine(known.run), showWhenQuiet: true });
  }
  for (const text of left.notices) emit({ type: "warning", text });
  if (!left.isUnclear || !duplicates) return;
  return { mark: duplicates.mark, page: duplicates.page };
}

function leaveAlone({ emit }: Plan, run: Run | number | undefined): void {
  if (run === undefined || (typeof run !== "number" && hasEnded(run))) return;
  emit({ type: "notice", text: fateOf(run, "goes on"), showWhenQuiet: true });
}

/** What becomes of a run, with its link if that is known. */
function fateOf(run: Run | number, fate: string): string {
  const link = typeof run === "number" ? "" : `: ${run.href}`;
  return `Run ${runIdOf(run)} ${fate}${link}`;
}

// The command `dbt-run cancel`, for a pipeline's "if cancelled" step

/** The limit of all attempts to cancel, in milliseconds. */
const CANCEL_LIMIT = 60_000;

/** Cancels the run that the plan names. */
async function cancel(plan: Plan, known: Known): Promise<Outcome> {
  const { client, runId = 0, values, ending: { stop } } = plan;
  known.phase = "cancel";
  if (values.dryRun) {
    client.notify(`Would cancel run ${runId}`);
    return { code: 0 };
  }
  // Held by a name: of what nobody holds, Node's AbortSignal.any() hears nothing.
  const late = AbortSignal.timeout(CANCEL_LIMIT);
  const signal = AbortSignal.any([stop, late]);
  const run = await cancelWithRetry(client, runId, signal);
  client.notify(cancelLine(run));
  return { code: 0, run };
}

/** How far cancelling came. */
export function cancelLine(run: Run): string {
  if (run.status === "cancelled") return fateOf(run, "is cancelled");
  if (!hasEnded(run)) return fateOf(run, "is being cancelled");
  return fateOf(run, `had ended already (${run.status})`);
}
