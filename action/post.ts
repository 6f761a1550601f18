/** The second part of the GitHub Action: cancels the run of a first part that was killed. */
import { type Client, createClient } from "../api/client.ts";
import { parseJson } from "../api/json.ts";
import type { Run } from "../api/model.ts";
import { cancelWithRetry } from "../api/runs.ts";
import {
  createRetryRequest,
  createTriggerRequest,
  formatWhereToLook,
  type StartRequest,
} from "../api/start_request.ts";
import { findStartedRuns } from "../api/started_runs.ts";
import { type EndName, exitCode } from "../command/exit_codes.ts";
import { describeCancelledRun } from "../command/messages.ts";
import { readInput } from "../command/input/input.ts";
import { type ActionProcess, createActionProcess } from "./action_process.ts";
import { printAnnotation } from "./annotation.ts";

/** The limit of all that this part does, in milliseconds. */
const TIME_LIMIT = 60_000;

/** What the first part saved. An id that it did not come to is 0. */
interface SavedState {
  account: { url: string; accountId: number; projectId?: number };
  /** The mark of the run, or nothing if its cause was sent without one. */
  mark: string | null;
  jobId: number;
  retriedId: number;
  runId: number;
  /** The page of the run. */
  page: string;
}

/** Reads the state; nothing if there is no run that is to be cancelled. */
function readState({ getState }: ActionProcess): SavedState | undefined {
  const account = parseJson(getState("account"));
  if (!account || getState("ended")) return;
  const [jobId, retriedId, runId] = ["job", "retried", "run"]
    .map((name) => Number(getState(name))) as [number, number, number];
  if (!jobId && !retriedId && !runId) return;
  return {
    account: account as SavedState["account"],
    mark: getState("mark") || null,
    ...{ jobId, retriedId, runId, page: getState("page") },
  };
}

/** Cancels what the first part could not end, and says so. */
async function cleanUp(process: ActionProcess): Promise<void> {
  const state = readState(process);
  if (!state) return;
  const { values, faults = [] } = readInput(process, process.readSetting);
  // A later step may have set a variable; what the first part saved counts.
  for (const { text } of faults) printAnnotation(process.out, "warning", text);
  const { apiKey } = values;
  if (!apiKey) {
    const run = state.runId ? `Run ${state.runId}` : "A run of this step";
    const link = state.page ? `: ${state.page}` : "";
    throw new Error(
      `${run} may still be running, and there is no key to cancel it${link}`,
    );
  }
  const { fetch } = process;
  const client = createClient({ ...state.account, apiKey, fetch });
  await cancelAll(process, client, state);
}

/** Cancels the run that is known, and all others that a POST has started. */
async function cancelAll(
  process: ActionProcess,
  client: Client,
  state: SavedState,
): Promise<void> {
  const { runId } = state;
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const plan = planSearch(client, state);
  // A run that was retried has ended.
  const known = runId > state.retriedId ? [runId] : [];
  const cancelled = await cancel(client, known, signal);
  if (plan?.matches) {
    const found = await findStartedRuns(client, plan, signal).catch(() => []);
    const others = found.map(({ id }) => id).filter((id) => id !== runId);
    cancelled.push(...await cancel(client, others, signal));
  }
  for (const run of cancelled) {
    process.out.line(client.redact(describeCancelledRun(run)));
  }
  if (cancelled.length > 0 || !plan) return;
  const text = `A run may have been started: ${formatWhereToLook(plan)}`;
  printAnnotation(process.out, "warning", client.redact(text));
}

/** Returns how the runs of the last POST are found. */
function planSearch(
  client: Client,
  { mark, jobId, retriedId, runId }: SavedState,
): StartRequest | undefined {
  // A run that is later than the one that was retried is its retry.
  if (retriedId && runId <= retriedId) {
    return createRetryRequest(client, retriedId);
  }
  return jobId && !retriedId
    ? createTriggerRequest(client, { jobId }, mark)
    : undefined;
}

function cancel(
  client: Client,
  ids: number[],
  signal: AbortSignal,
): Promise<Run[]> {
  return Promise.all(ids.map((id) => cancelWithRetry(client, id, signal)));
}

async function runPost(process: ActionProcess): Promise<void> {
  let end: EndName = "succeeded";
  try {
    await cleanUp(process);
  } catch (error) {
    printAnnotation(process.out, "error", (error as Error).message);
    end = "failed";
  }
  await process.flush();
  process.exit(exitCode(end));
}

runPost(createActionProcess());
