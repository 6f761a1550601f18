/** Cancels the run of a GitHub Action that was killed before it could. */
import { type Client, createClient } from "../api/client.ts";
import { pause } from "../api/clock.ts";
import {
  findStarted,
  planRetry,
  planTrigger,
  type StartPlan,
  whereToLook,
} from "../api/start.ts";
import { cancelInSpite } from "../api/runs.ts";
import { cancelLine } from "../command/cancel.ts";
import { readInput } from "../command/input/input.ts";
import { type ActionProcess, actionProcess } from "./process.ts";

const SECOND = 1_000;
/** How long the run is cancelled in spite of faults. */
const CANCEL_LIMIT = 60 * SECOND;
/** The pauses before each look for a run that only has its mark. */
const LOOKS = [0, 2, 5, 10, 15].map((seconds) => seconds * SECOND);

/** Cancels what `main` did not end itself, and says so. */
export async function cleanUp(process: ActionProcess): Promise<string[]> {
  const { readState } = process;
  const { values, command } = readInput(process);
  const isLeft = readState("mark") && !readState("ended");
  const cancels = values.cancel ?? command === "run";
  if (!isLeft || !cancels || !values.wait || values.dryRun) return [];
  const { url, apiKey = "", accountId = 0, projectId } = values;
  const client = createClient({ url, apiKey, accountId, projectId });
  const [runId, jobId, retried] = ["run", "job", "retried"]
    .map((name) => Number(readState(name))) as [number, number, number];
  const signal = AbortSignal.timeout(CANCEL_LIMIT);
  // A later run than the one that was retried is its retry.
  if (runId > retried) return await cancelAll(client, [runId], signal);
  if (retried) return await find(client, planRetry(client, retried), signal);
  if (!jobId) return []; // Nothing was sent.
  const mark = values.mark ? readState("mark") : null;
  return await find(client, planTrigger(client, { jobId }, mark), signal);
}

/** Cancels what a POST has started to which nobody knows the answer. */
async function find(
  client: Client,
  plan: StartPlan,
  signal: AbortSignal,
): Promise<string[]> {
  for (const ms of plan.isOurs ? LOOKS : []) {
    await pause(ms, signal);
    const found = await findStarted(client, plan, signal).catch(() => []);
    const ids = found.map(({ id }) => id);
    if (ids.length > 0) return await cancelAll(client, ids, signal);
  }
  const where = whereToLook(plan);
  return [`::warning title=dbt-run::A run may have been started: ${where}`];
}

async function cancelAll(
  client: Client,
  ids: number[],
  signal: AbortSignal,
): Promise<string[]> {
  return await Promise.all(
    ids.map(async (id) => cancelLine(await cancelInSpite(client, id, signal))),
  );
}

async function runPost(process: ActionProcess): Promise<void> {
  try {
    for (const line of await cleanUp(process)) process.out.line(line);
  } catch (error) {
    const { message } = error as Error;
    process.out.line(`::error title=dbt-run::${message}`);
    process.setExitCode(1);
  }
}

runPost(actionProcess());
