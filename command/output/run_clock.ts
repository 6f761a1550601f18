/** How long the run has been running, by a clock that nobody can set. */
import { clock } from "../../api/clock.ts";
import type { Run } from "../../api/model.ts";

/** Measures how long the run has been running. */
export interface RunClock {
  /** Looks at the run as it was seen last. */
  see(run: Run): void;
  /** Returns the time since the run left the queue, if that is known, in milliseconds. */
  elapsed(): number | undefined;
}

/** Makes the clock of a run; that of another run starts anew. */
export function createRunClock(): RunClock {
  let runId: number | undefined;
  let wasQueued = false;
  let startedAt: number | undefined;
  return {
    see(run) {
      if (run.id !== runId) {
        runId = run.id;
        wasQueued = false;
        startedAt = undefined;
      }
      if (run.status === "queued") wasQueued = true;
      else if (startedAt === undefined) {
        // Without dbt Cloud's word, only a start that was seen is known.
        const elapsed = run.elapsedMs ?? (wasQueued ? 0 : undefined);
        if (elapsed !== undefined) startedAt = clock.now() - elapsed;
      }
    },
    elapsed: () =>
      startedAt === undefined ? undefined : clock.now() - startedAt,
  };
}
