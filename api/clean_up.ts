/** Cleans up after a run that is not followed to its end. */
import type { Client } from "./client.ts";
import { cancelOtherRuns, formatSecondRun, mayAppear } from "./duplicates.ts";
import type { Run } from "./model.ts";
import { toRunId } from "./read_run.ts";
import { hasEnded } from "./run_status.ts";
import { cancelWithRetry } from "./runs.ts";
import type { DuplicateSearch } from "./started_runs.ts";

/** A run that is not followed to its end. */
export interface UnfinishedRun {
  run: Run | number;
  duplicates?: DuplicateSearch | undefined;
}

/** Options for {@linkcode cleanUpUnfinishedRun}. */
export interface CleanUpOptions {
  /** Whether the run itself is cancelled; its duplicates always are. */
  cancel: boolean;
  signal: AbortSignal;
}

/** The state of a run and its duplicates after the clean-up. */
export interface CleanUpResult {
  /** The run after it was cancelled. */
  run?: Run;
  /** Why the run could not be cancelled. */
  error?: Error;
  /** Sentences about the duplicates for the user. */
  notices: string[];
  /** Whether a second run may still appear. */
  mayHaveDuplicates: boolean;
}

/** Cancels the duplicates of a run and, with `cancel`, the run. Never rejects. */
export async function cleanUpUnfinishedRun(
  client: Client,
  { run, duplicates }: UnfinishedRun,
  { cancel, signal }: CleanUpOptions,
): Promise<CleanUpResult> {
  const runId = toRunId(run);
  const cancelling = cancel && !hasEnded(run)
    ? cancelWithRetry(client, runId, signal).then(
      (run) => ({ run }),
      (error: Error) => ({ error }),
    )
    : undefined;
  const others = await cleanUpDuplicates(client, runId, duplicates, signal);
  return { ...others, ...await cancelling };
}

async function cleanUpDuplicates(
  client: Client,
  runId: number,
  duplicates: DuplicateSearch | undefined,
  signal: AbortSignal,
): Promise<Pick<CleanUpResult, "notices" | "mayHaveDuplicates">> {
  if (!duplicates) return { notices: [], mayHaveDuplicates: false };
  let mayHaveDuplicates = mayAppear(duplicates);
  let notices: string[] = [];
  try {
    const found = await duplicates.findAll({ signal });
    notices = await cancelOtherRuns(client, runId, found, { signal });
  } catch {
    mayHaveDuplicates = true;
  }
  if (mayHaveDuplicates) notices.push(formatSecondRun(duplicates));
  return { notices, mayHaveDuplicates };
}
