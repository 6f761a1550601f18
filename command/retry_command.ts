/** The command `dbt-run retry`: retries a failed run from its point of failure. */
import { DbtCloudError, UnclearTriggerError } from "../api/errors.ts";
import type { Run } from "../api/model.ts";
import { retry } from "../api/retry.ts";
import { fetchRun } from "../api/runs.ts";
import type { Context } from "./context.ts";
import { CommandError } from "./exit_codes.ts";
import { NO_REASON_GIVEN } from "./messages.ts";
import { describeProgress } from "./run_age.ts";
import { describeSelection, findRunNow } from "./find_run.ts";

/** Finds the run that is to be retried; `undefined` in a dry run. */
export async function findRunToRetry(
  context: Context,
): Promise<Run | undefined> {
  const { client, values } = context;
  const text = describeSelection(context);
  if (values.dryRun) {
    client.notify(`Would retry ${text}`);
    return;
  }
  const found = await findRunNow(context);
  if (!found) throw createNothingToRetry(`there is no run: ${text}`);
  const run = await fetchWhole(context, found);
  const { status, canRetry, retryNotSupportedReason, href } = run;
  if (status !== "error") {
    throw createNothingToRetry(
      `run ${run.id} ${describeProgress(run)}: ${href}`,
    );
  }
  if (!canRetry) {
    const reason = retryNotSupportedReason ?? NO_REASON_GIVEN;
    throw createNothingToRetry(
      `run ${run.id} cannot be retried (${reason}): ${href}`,
    );
  }
  client.notify(`Retrying run ${run.id} from its point of failure`);
  return run;
}

/** Fetches the run by itself: lists may not say if it can be retried. */
async function fetchWhole(
  { client, runId, signal }: Context,
  run: Run,
): Promise<Run> {
  if (runId !== undefined) return run;
  const read = () => fetchRun(client, run.id, { signal });
  return await retry(client, "read", read, { signal });
}

/** Makes of a refusal the error that there is nothing to retry. */
export function toRetryError(error: unknown): unknown {
  // A retry may have been started, whatever the answer was.
  if (error instanceof UnclearTriggerError) return error;
  const isRefused = error instanceof DbtCloudError &&
    error.kind === "refused" && ![401, 403, 429].includes(error.status ?? 0);
  return isRefused ? createNothingToRetry(error.message) : error;
}

/** Creates the error that there is nothing to retry. */
function createNothingToRetry(reason: string): CommandError {
  return new CommandError(`Nothing to retry: ${reason}`, "nothingToRetry");
}
