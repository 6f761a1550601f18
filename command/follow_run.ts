/** Follows a run and its retries to the end, and judges the last of them. */
import { UnclearTriggerError } from "../api/errors.ts";
import type { Run } from "../api/model.ts";
import { createRetryRequest } from "../api/start_request.ts";
import type { Context } from "./context.ts";
import { toError } from "./exit_codes.ts";
import { FinishedRun } from "./finished_run.ts";
import type { Values } from "./input/settings.ts";
import { NO_REASON_GIVEN } from "./messages.ts";
import { RunHistory } from "./run_history.ts";
import type { Result } from "./run_state.ts";
import { startAndAnnounce } from "./start_run.ts";
import { classifyError } from "./verdict.ts";
import { watchToEnd } from "./watch_run.ts";

/** Follows a run and its retries to the end. */
export async function followRun(
  context: Context,
  first: Run | number,
): Promise<Result> {
  let run = first;
  for (let attempt = 1;; attempt++) {
    const history = new RunHistory(context);
    const ended = await watchToEnd(context, run, history);
    const finished = new FinishedRun(context, ended);
    try {
      if (shouldRetry(ended, attempt, context.values)) {
        await finished.reportBeforeRetry();
        const next = await startRetry(context, ended, attempt);
        if (next) {
          run = next;
          continue;
        }
      } else {
        await finished.report(history);
        announceNoRetry(context, ended, attempt);
      }
      return await finished.conclude();
    } finally {
      await finished.discard();
    }
  }
}

/** Whether a run is to be retried, and may be. */
export function shouldRetry(
  { status, canRetry }: Pick<Run, "status" | "canRetry">,
  attempt: number,
  { retries }: Pick<Values, "retries">,
): boolean {
  return status === "error" && canRetry && attempt <= retries;
}

/** Retries a run. Returns `undefined` after a refusal, once it has warned of it. */
async function startRetry(
  context: Context,
  run: Run,
  attempt: number,
): Promise<Run | undefined> {
  const { client, emit, signal, state, shutdown, values: { retries } } =
    context;
  client.notify(
    `Retrying run ${run.id} from its point of failure (${attempt} of ${retries})`,
  );
  let next: Run;
  try {
    next = await startAndAnnounce(context, createRetryRequest(client, run));
  } catch (error) {
    const isBug = classifyError(error) === "bug";
    if (isBug || shutdown.interrupted.aborted) throw error;
    // The verdict of the failed run stands. A retry that may have been started
    // all the same is named at the end, by `pendingPost`.
    if (!(error instanceof UnclearTriggerError)) {
      state.update({ pendingPost: undefined });
    }
    emit({ type: "warning", text: toError(error).message });
    return undefined;
  }
  signal.throwIfAborted();
  return next;
}

/** Says why a run is not retried, though `--retries` asks for it. */
function announceNoRetry(
  { client, values: { retries } }: Context,
  { id, status, canRetry, retryNotSupportedReason }: Run,
  attempt: number,
): void {
  if (status === "success" || attempt > retries) return;
  if (status === "cancelled") {
    client.notify(`Run ${id} is not retried: it was cancelled`);
  } else if (!canRetry) {
    const reason = retryNotSupportedReason ?? NO_REASON_GIVEN;
    client.notify(`Run ${id} cannot be retried: ${reason}`);
  }
}
