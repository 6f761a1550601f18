/** Cancels the run of a GitHub Action that was killed before it could. */
import { createClient } from "../api/client.ts";
import { pause } from "../api/pause.ts";
import {
  cancelTwins,
  findStarted,
  planTrigger,
  whereToLook,
} from "../api/start.ts";
import { cancelInSpite } from "../api/runs.ts";
import { cancelLine } from "../command/cancel.ts";
import { readInput } from "../command/input.ts";
import { type ActionProcess, actionProcess } from "./process.ts";

const SECOND = 1_000;
/** How long the run is cancelled in spite of faults. */
const CANCEL_LIMIT = 60 * SECOND;
/** The pauses before each look for a run that only has its mark. */
const LOOKS = [0, 2, 5, 10, 15].map((seconds) => seconds * SECOND);

/** Cancels what `main` did not end itself, and says so. */
export async function cleanUp(process: ActionProcess): Promise<string[]> {
  const { readState } = process;
  const [mark, runId] = [readState("mark"), Number(readState("run"))];
  const { values, command } = readInput(process);
  const isLeft = mark && !readState("ended");
  const cancels = values.cancel ?? command === "run";
  if (!isLeft || !cancels || !values.wait || values.dryRun) return [];
  const { url, apiKey = "", accountId = 0, projectId } = values;
  const client = createClient({ url, apiKey, accountId, projectId });
  const signal = AbortSignal.timeout(CANCEL_LIMIT);
  if (runId) return [cancelLine(await cancelInSpite(client, runId, signal))];
  const jobId = Number(readState("job")) || values.jobId || 0;
  const plan = planTrigger(client, { jobId }, mark);
  for (const ms of values.mark ? LOOKS : []) {
    await pause(ms, signal);
    const found = await findStarted(client, plan, signal).catch(() => []);
    if (found.length > 0) return await cancelTwins(client, found, signal);
  }
  return [
    `::warning title=dbt-run::A run may have been started: ${
      whereToLook(plan)
    }`,
  ];
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
