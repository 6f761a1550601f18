/** The second part of the GitHub Action: cancels the run of a first part that was killed. */
import { type Client, createClient } from "../api/client.ts";
import { parseJson } from "../api/json.ts";
import type { Run } from "../api/model.ts";
import { cancelWithRetry } from "../api/runs.ts";
import {
  createRetryRequest,
  createTriggerRequest,
  formatPendingRun,
  type StartRequest,
} from "../api/start_request.ts";
import { StartedRunSearch } from "../api/started_runs.ts";
import { type EndName, exitCode } from "../command/exit_codes.ts";
import { describeCancelledRun } from "../command/messages.ts";
import { readInput } from "../command/input/input.ts";
import { type ActionProcess, createActionProcess } from "./action_process.ts";
import { printAnnotation } from "./annotation.ts";

/** The limit of all that this part does, in milliseconds. */
const TIME_LIMIT = 60_000;

/** The state that the first part saved, as far as it came. */
interface SavedState {
  account: { url: string; accountId: number; projectId?: number };
  /** The mark of the run, or nothing if its cause was sent without one. */
  mark: string | null;
  jobId: number | undefined;
  /** The run that was to be retried. */
  retriedId: number | undefined;
  runId: number | undefined;
  /** The page of the run; empty if there is no run yet. */
  page: string;
}

/** Reads the state; nothing if there is no run that is to be cancelled. */
function readState({ getState }: ActionProcess): SavedState | undefined {
  const account = parseJson(getState("account"));
  if (!account || getState("ended")) return;
  const getId = (name: string) => Number(getState(name)) || undefined;
  const jobId = getId("job");
  const retriedId = getId("retried");
  const runId = getId("run");
  if (!jobId && !retriedId && !runId) return;
  return {
    account: account as SavedState["account"],
    mark: getState("mark") || null,
    jobId,
    retriedId,
    runId,
    page: getState("page"),
  };
}

/** Cancels the runs that the first part could not end, and prints which. */
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
  await cancelStarted(process, client, state);
}

/** Cancels the run that is known, and all others that a POST has started. */
async function cancelStarted(
  process: ActionProcess,
  client: Client,
  state: SavedState,
): Promise<void> {
  const { runId } = state;
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const request = createLastRequest(client, state);
  const known = runId && isNewRun(state) ? [runId] : [];
  const cancelled = await cancelAll(client, known, signal);
  if (request?.matches) {
    const found = await new StartedRunSearch(client, request).lookUp(signal)
      .catch(() => []);
    const others = found.map(({ id }) => id).filter((id) => id !== runId);
    cancelled.push(...await cancelAll(client, others, signal));
  }
  for (const run of cancelled) {
    process.out.line(client.redact(describeCancelledRun(run)));
  }
  if (cancelled.length > 0 || !request) return;
  const text = formatPendingRun(request);
  printAnnotation(process.out, "warning", client.redact(text));
}

/** Whether the run is not the one that was retried: that one has ended. */
function isNewRun({ runId = 0, retriedId = 0 }: SavedState): boolean {
  // Ids grow: a retry is later than the run that it retries.
  return runId > retriedId;
}

/** Creates the request of the last POST again: its runs are found by it. */
function createLastRequest(
  client: Client,
  state: SavedState,
): StartRequest | undefined {
  const { mark, jobId, retriedId } = state;
  if (retriedId && !isNewRun(state)) {
    return createRetryRequest(client, retriedId);
  }
  return jobId && !retriedId
    ? createTriggerRequest(client, { jobId }, mark)
    : undefined;
}

function cancelAll(
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
