/** Starts the run, or finds the one that the command is about. */
import type { Run } from "../api/model.ts";
import { startRun } from "../api/start.ts";
import {
  createMark,
  createRetryRequest,
  createTriggerRequest,
  type StartRequest,
} from "../api/start_request.ts";
import {
  createTriggerBody,
  type JobOptions,
  TRIGGER_FIELDS,
} from "../api/trigger_fields.ts";
import type { Context } from "./context.ts";
import type { Values } from "./input/settings.ts";

/** A dry run shows where the mark will be. */
const DRY_RUN_MARK = "????????";

/** Starts or finds the run; `undefined` in a dry run. */
export async function findOrStart(
  context: Context,
): Promise<Run | number | undefined> {
  switch (context.command) {
    case "wait":
      return await (await import("./wait_command.ts"))
        .findRunToWaitFor(context);
    case "retry":
      return await retryNamedRun(context);
    default:
      if (context.values.dryRun) return announceDryRun(context);
      return await triggerOrReuse(context);
  }
}

/** Retries the run that the command line names. */
async function retryNamedRun(context: Context): Promise<Run | undefined> {
  const { findRunToRetry, toRetryError } = await import("./retry_command.ts");
  const failed = await findRunToRetry(context);
  if (!failed) return;
  const request = createRetryRequest(context.client, failed);
  try {
    const run = await startAndAnnounce(context, request);
    context.signal.throwIfAborted();
    return run;
  } catch (error) {
    throw toRetryError(error);
  }
}

/** Announces what would be sent, and sends nothing. */
function announceDryRun({ client, values, emit }: Context): undefined {
  const { extraArgs, jobId, jobName = "" } = values;
  if (extraArgs) {
    client.notify(`Would add ${extraArgs} to each command of the job`);
  }
  const job = jobId === undefined ? { name: jobName } : { id: jobId };
  const mark = values.mark ? DRY_RUN_MARK : null;
  const body = createTriggerBody(pickTriggerFields(values), mark);
  emit({ type: "triggering", job, body, isDry: true });
}

/** Triggers the job, unless a run that does the same may be taken. */
async function triggerOrReuse(context: Context): Promise<Run> {
  const options = await readTriggerOptions(context);
  if (context.values.reuse) {
    const run = await reuseRun(context, options);
    if (run) return run;
  }
  return await triggerJob(context, options);
}

/** Takes a run that does the same, if there is one. */
async function reuseRun(
  context: Context,
  options: JobOptions,
): Promise<Run | undefined> {
  const { emit, state } = context;
  const { findRunToReuse } = await import("./find_run.ts");
  const run = await findRunToReuse(context, options);
  if (!run) return;
  state.update({ run, isOurs: false });
  emit({ type: "started", run, reused: true });
  return run;
}

/** Triggers the job. Where nobody will wait for the run, it must be the only one. */
async function triggerJob(context: Context, options: JobOptions): Promise<Run> {
  const { client, hooks, values, emit } = context;
  const mark = values.mark ? hooks.mark ?? createMark() : null;
  const request = createTriggerRequest(client, options, mark);
  const { body = {} } = request;
  emit({
    type: "triggering",
    job: { id: options.jobId },
    body,
    isDry: false,
  });
  const run = await startAndAnnounce(context, request);
  context.signal.throwIfAborted();
  return values.wait ? run : await settleUnwatched(context, run);
}

/** Cancels duplicates of a run that is not waited for. */
async function settleUnwatched(
  { client, signal, state }: Context,
  run: Run,
): Promise<Run> {
  const { settleDuplicates } = await import("../api/duplicates.ts");
  const { duplicates } = state.current;
  const settled = await settleDuplicates(client, { run, duplicates }, {
    signal,
  });
  state.update({ run: settled });
  return settled;
}

/** Reads the options of the trigger, with what only dbt Cloud knows. */
async function readTriggerOptions(context: Context): Promise<JobOptions> {
  const { extraArgs, jobId } = context.values;
  const fields = pickTriggerFields(context.values);
  if (jobId !== undefined && !extraArgs) return { ...fields, jobId };
  const { fetchJobOptions } = await import("./job_lookup.ts");
  return { ...fields, ...await fetchJobOptions(context) };
}

/** Picks the settings that are fields of the trigger's body. */
function pickTriggerFields(values: Values): Partial<JobOptions> {
  const fields = Object.values(TRIGGER_FIELDS);
  return Object.fromEntries(
    fields.map(({ option }) => [option, values[option as keyof Values]]),
  );
}

/** Starts a run, and announces it, also where a signal has come meanwhile. */
export async function startAndAnnounce(
  { client, command, signal, shutdown, emit, state, values }: Context,
  request: StartRequest,
): Promise<Run> {
  const { mark, page } = request;
  state.update({ pendingPost: { mark, page } });
  const { startGracePeriod } = shutdown;
  const { run, duplicates } = await startRun(client, request, {
    signal,
    startGracePeriod,
  });
  // A retry that `wait` starts is as little ours to cancel as the run it retries.
  const isOurs = command !== "wait";
  state.update({ run, duplicates, isOurs, pendingPost: undefined });
  emit({ type: "started", run, ...(values.reuse && { reused: false }) });
  return run;
}
