/** Waits for the end of one run, and polls its steps beside the run. */
import type { Run } from "../api/model.ts";
import { toRunId } from "../api/read_run.ts";
import { hasEnded } from "../api/run_status.ts";
import { watch } from "../api/watch.ts";
import type { Context } from "./context.ts";
import type { RunHistory } from "./run_history.ts";
import { StepPoller } from "./step_poller.ts";

/**
 * Waits until a run has ended, and says what happens to it. If dbt Cloud has
 * cancelled it in favour of another run of the same trigger, that one is waited
 * for.
 */
export async function watchToEnd(
  context: Context,
  run: Run | number,
  history: RunHistory,
): Promise<Run> {
  const { client, values, deadline, emit, state, shutdown } = context;
  const { interval, initialDelay } = values;
  // A run that this command did not start may have ended long ago.
  const isFirstLook = state.current.phase === "start";
  const wasFound = isFirstLook && !state.current.isOurs;
  const { duplicates } = state.update({ phase: "watch" });
  const signal = shutdown.interrupted;
  const limits = { interval, initialDelay, deadline, signal };
  let runId = toRunId(run);
  let steps = new StepPoller(context, runId);
  let latest: Run;
  try {
    for await (
      latest of watch(client, {
        run,
        isNew: !wasFound,
        pollsAtOnce: wasFound,
        duplicates,
        ...limits,
      })
    ) {
      const isOther = latest.id !== runId;
      if (isOther) {
        steps.stop();
        runId = latest.id;
        steps = new StepPoller(context, runId);
      }
      const isNew = isOther || !state.current.run;
      state.update({ run: latest });
      if (isNew) emit({ type: "started", run: latest });
      if (!isOther) emit({ type: "polled", run: latest });
      if (!hasEnded(latest)) steps.pollIfDue();
      void history.announceDuration(latest);
    }
    await steps.finish();
    // Duplicates were looked for until the end.
    state.update({ duplicates: undefined });
    return latest!;
  } finally {
    steps.stop();
  }
}
