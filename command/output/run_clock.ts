/** Measures how long the run has been running, by a clock that nobody can set. */
import { clock } from "../../api/clock.ts";
import type { Run } from "../../api/model.ts";

/** Measures how long the run has been running. */
export interface RunClock {
  /** Takes the run as the last poll returned it. */
  update(run: Run): void;
  /** Returns the time since the run left the queue, if that is known, in milliseconds. */
  elapsed(): number | undefined;
}

/** Makes the clock of a run; that of another run starts anew. */
export function createRunClock(): RunClock {
  let runId: number | undefined;
  let wasQueued = false;
  let startedAt: number | undefined;
  return {
    update(run) {
      if (run.id !== runId) {
        runId = run.id;
        wasQueued = false;
        startedAt = undefined;
      }
      if (run.status === "queued") wasQueued = true;
      else if (startedAt === undefined) {
        // If dbt Cloud does not say it, only a start between two polls is known.
        const elapsed = run.elapsedMs ?? (wasQueued ? 0 : undefined);
        if (elapsed !== undefined) startedAt = clock.now() - elapsed;
      }
    },
    elapsed: () =>
      startedAt === undefined ? undefined : clock.now() - startedAt,
  };
}
