/** Cancels the run of a GitHub Action that was killed before it could. */
import { readSetting } from "./inputs.ts";
import { type ActionProcess, actionProcess } from "./process.ts";
import { type Client, createClient } from "../api/client.ts";
import { cancelWithRetry } from "../api/run.ts";
import {
  findStarted,
  planRetry,
  planTrigger,
  type StartPlan,
  whereToLook,
} from "../api/start.ts";
import { type EndName, exitCode } from "../command/exit_codes.ts";
import { describeCancelledRun } from "../command/messages.ts";
import { readInput } from "../command/input/input.ts";

/** The limit of all that `post` does, in milliseconds. */
const LIMIT = 60_000;

/** Cancels what `main` did not end itself, and says so. */
export async function cleanUp(process: ActionProcess): Promise<string[]> {
  const { readState, fetch } = process;
  const input = readInput(
    process,
    (setting) => readSetting(setting, process.readInput),
  );
  if (input.faults) return [];
  const { values, command } = input;
  const isLeft = readState("mark") && !readState("ended");
  const cancels = values.cancel ?? command === "run";
  if (!isLeft || !cancels || !values.wait || values.dryRun) return [];
  const { url, apiKey, accountId, projectId } = values;
  const client = createClient({ url, apiKey, accountId, projectId, fetch });
  const [runId, jobId, retried] = ["run", "job", "retried"]
    .map((name) => Number(readState(name))) as [number, number, number];
  const signal = AbortSignal.timeout(LIMIT);
  // A later run than the one that was retried is its retry.
  if (retried && runId <= retried) {
    return await findAndCancel(client, planRetry(client, retried), 0, signal);
  }
  const isTriggered = jobId && !retried;
  if (!isTriggered) return await cancel(client, runId ? [runId] : [], signal);
  const mark = values.mark ? readState("mark") : null;
  const plan = planTrigger(client, { jobId }, mark);
  return await findAndCancel(client, plan, runId, signal);
}

/** Cancels the run that is known, and all others that a POST has started. */
async function findAndCancel(
  client: Client,
  plan: StartPlan,
  runId: number,
  signal: AbortSignal,
): Promise<string[]> {
  const lines = await cancel(client, runId ? [runId] : [], signal);
  const found = plan.isOurs
    ? await findStarted(client, plan, signal).catch(() => [])
    : [];
  const others = found.map(({ id }) => id).filter((id) => id !== runId);
  lines.push(...await cancel(client, others, signal));
  if (lines.length > 0) return lines;
  const where = whereToLook(plan);
  return [`::warning title=dbt-run::A run may have been started: ${where}`];
}

async function cancel(
  client: Client,
  ids: number[],
  signal: AbortSignal,
): Promise<string[]> {
  const runs = ids.map((id) => cancelWithRetry(client, id, signal));
  return (await Promise.all(runs)).map(describeCancelledRun);
}

async function runPost(process: ActionProcess): Promise<void> {
  let end: EndName = "succeeded";
  try {
    for (const line of await cleanUp(process)) process.out.line(line);
  } catch (error) {
    const { message } = error as Error;
    process.out.line(`::error title=dbt-run::${message}`);
    end = "failed";
  }
  await process.flush();
  process.exit(exitCode(end));
}

runPost(actionProcess());
