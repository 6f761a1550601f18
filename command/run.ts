/**
 * The life of a run: started or found, watched, retried, and judged. This is the
 * one place that decides what happens next, and how the command ends. Modules
 * that the first POST does not need are imported when they are needed.
 */
import { UnclearTriggerError } from "../api/errors.ts";
import { startRun } from "../api/start.ts";
import { settleDuplicates } from "../api/duplicates.ts";
import type { Run } from "../api/model.ts";
import {
  createRetryRequest,
  createTriggerRequest,
  type StartRequest,
} from "../api/start_request.ts";
import type { JobOptions } from "../api/trigger_fields.ts";
import type { Context } from "./context.ts";
import { classifyError, toError } from "./exit_codes.ts";
import type { Values } from "./input/settings.ts";
import type { Result } from "./run_state.ts";

/** Does what the command is for. It ends in a result, whatever goes wrong. */
export async function runCommand(context: Context): Promise<Result> {
  try {
    switch (context.command) {
      case "cancel":
        return await (await import("./cancel_command.ts")).cancelNamedRun(
          context,
        );
      case "status":
        return await (await import("./status_command.ts")).showStatus(context);
      default:
        return await followRun(context);
    }
  } catch (error) {
    const { endEarly } = await import("./early_end.ts");
    return await endEarly(context, error);
  }
}

/** Follows a run and its retries to the end. */
async function followRun(context: Context): Promise<Result> {
  const { values, emit, shutdown, state } = context;
  let run = await findOrStart(context);
  if (!run || !values.wait) return { end: "succeeded", run: state.current.run };
  const { watchToEnd } = await import("./watch_run.ts");
  const { ArtifactDownloads } = await import("./downloads.ts");
  const { RunHistory } = await import("./run_history.ts");
  const { collectRunReport } = await import("./run_report.ts");
  const { concludeRun } = await import("./verdict.ts");
  for (let attempt = 1;; attempt++) {
    const history = new RunHistory(context);
    const ended = await watchToEnd(context, run, history);
    const isRetried = shouldRetry(ended, attempt, values);
    const downloads = new ArtifactDownloads(context, ended);
    try {
      const report = await collectRunReport(context, ended, {
        downloads,
        history: isRetried ? undefined : history,
      });
      emit({ type: "attempt-ended", report, retry: isRetried });
      shutdown.interrupted.throwIfAborted();
      const next = isRetried
        ? await startRetry(context, ended, attempt)
        : undefined;
      if (!next) {
        explainNoRetry(context, ended, attempt);
        return await concludeRun(context, report, downloads);
      }
      run = next;
    } finally {
      await downloads.discard();
    }
  }
}

// Start

/** Starts or finds the run; nothing if there is nothing to wait for. */
async function findOrStart(
  context: Context,
): Promise<Run | number | undefined> {
  switch (context.command) {
    case "wait":
      return await (await import("./find_run.ts")).findRun(context);
    case "retry":
      return await retryNamedRun(context);
    default:
      return await triggerOrReuse(context);
  }
}

/** Retries the run that the command line names. */
async function retryNamedRun(context: Context): Promise<Run | undefined> {
  const { explainRefusal, findRunToRetry } = await import("./retry_command.ts");
  const failed = await findRunToRetry(context);
  if (!failed) return;
  const request = createRetryRequest(context.client, failed);
  try {
    return await startOurRun(context, request);
  } catch (error) {
    throw explainRefusal(error);
  }
}

/** Triggers the job, or takes a run that does the same; nothing in a dry run. */
async function triggerOrReuse(context: Context): Promise<Run | undefined> {
  const { client, hooks, values, emit, state, shutdown } = context;
  const { dryRun: isDry, wait: waits } = values;
  const options = await readTriggerOptions(context);
  if (values.reuse && !isDry) {
    const { findRunToReuse } = await import("./find_run.ts");
    const run = await findRunToReuse(context, options);
    if (run) {
      state.update({ run, isOurs: false });
      emit({ type: "started", run, reused: true });
      return run;
    }
  }
  const mark = isDry ? "????????" : hooks.mark;
  const request = createTriggerRequest(
    client,
    options,
    values.mark ? mark : null,
  );
  const { body = {} } = request;
  const jobId = options.jobId || values.jobName || "";
  emit({ type: "triggering", jobId, body, isDry });
  if (isDry) return;
  const run = await startOurRun(context, request);
  if (waits) return run;
  const { duplicates } = state.current;
  const signal = shutdown.aborted;
  const settled = await settleDuplicates(client, { run, duplicates }, {
    signal,
  });
  state.update({ run: settled });
  return settled;
}

/** The options of the trigger, with what only dbt Cloud knows. */
async function readTriggerOptions(context: Context): Promise<JobOptions> {
  const { client, values } = context;
  const { dryRun, extraArgs, jobId = 0 } = values;
  if (dryRun && extraArgs) {
    client.notify(`Would add ${extraArgs} to each command of the job`);
  }
  if (dryRun || (jobId && !extraArgs)) return { ...values, jobId };
  const { readJobOptions } = await import("./job_lookup.ts");
  return { ...values, ...await readJobOptions(context) };
}

/** Starts a run that is ours, and says so. */
async function startOurRun(
  { client, command, shutdown, emit, state, values: { reuse } }: Context,
  request: StartRequest,
): Promise<Run> {
  const { aborted: signal, startGracePeriod } = shutdown;
  const { mark, page } = request;
  state.update({ pendingPost: { mark, page } });
  const started = await startRun(client, request, {
    signal,
    startGracePeriod,
  });
  const { run, duplicates } = started;
  const isOurs = command !== "wait";
  state.update({ run, duplicates, isOurs, pendingPost: undefined });
  emit({ type: "started", run, ...(reuse && { reused: false }) });
  signal.throwIfAborted();
  return run;
}

// The end of an attempt

/** Whether a run is to be retried, and may be. */
function shouldRetry(
  { status, canRetry }: Run,
  attempt: number,
  { retries }: Values,
): boolean {
  return status === "error" && canRetry && attempt <= retries;
}

/** Retries a run; nothing if that was refused, which is said then. */
async function startRetry(
  context: Context,
  run: Run,
  attempt: number,
): Promise<Run | undefined> {
  const { client, emit, state, shutdown, values: { retries } } = context;
  client.notify(
    `Retrying run ${run.id} from its point of failure (${attempt} of ${retries})`,
  );
  try {
    return await startOurRun(context, createRetryRequest(client, run));
  } catch (error) {
    const isStarted = state.current.run?.id !== run.id;
    const isBug = classifyError(error) === "bug";
    if (isStarted || isBug || shutdown.interrupted.aborted) throw error;
    // No retry is known: the verdict of the failed run stands.
    if (!(error instanceof UnclearTriggerError)) {
      state.update({ pendingPost: undefined });
    }
    emit({ type: "warning", text: toError(error).message });
    return undefined;
  }
}

/** Says why a run is not retried, though `--retries` asks for it. */
function explainNoRetry(
  { client, values: { retries } }: Context,
  { id, status, canRetry, retryNotSupportedReason }: Run,
  attempt: number,
): void {
  if (status === "success" || attempt > retries) return;
  if (status === "cancelled") {
    client.notify(`Run ${id} is not retried: it was cancelled`);
  } else if (!canRetry) {
    const reason = retryNotSupportedReason ?? "dbt Cloud gave no reason";
    client.notify(`Run ${id} cannot be retried: ${reason}`);
  }
}
