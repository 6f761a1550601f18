/** Looks for other runs of the same trigger, again and again, while one is waited for. */
import type { Client } from "./client.ts";
import { clock, SECOND } from "./clock.ts";
import {
  cancelDuplicates,
  findDuplicates,
  isSurvived,
  settleDuplicates,
} from "./duplicates.ts";
import type { Run } from "./model.ts";
import type { DuplicateSearch } from "./started_runs.ts";
import { limitRequest, type WaitLimits } from "./wait_limits.ts";

/** The times of the looks, counted from the end of the last POST. */
const LOOK_TIMES = [30, 60, 120, 300, 600].map((seconds) => seconds * SECOND);
/** The pause after a look that failed. */
const LOOK_AGAIN = 15 * SECOND;

/** Looks for duplicates while a run is waited for, and at its end. */
export interface DuplicateWatch {
  /** Cancels the duplicates that have surfaced, if it is time for a look. */
  cancelIfDue(runId: number): Promise<void>;
  /** Cancels them once the run has ended; resolves to a run that takes its place. */
  settle(run: Run): Promise<Run | undefined>;
}

/** Makes the watch for the duplicates of a run. */
export function createDuplicateWatch(
  client: Client,
  duplicates: DuplicateSearch,
  limits: WaitLimits,
): DuplicateWatch {
  const getAge = () => clock.now() - duplicates.lastPostEndedAt;
  let lookTimes = LOOK_TIMES;
  return {
    async cancelIfDue(runId) {
      const [nextLook = Infinity] = lookTimes;
      if (getAge() < nextLook) return;
      lookTimes = lookTimes.filter((time) => time > getAge());
      try {
        const found = await findDuplicates(duplicates, limits);
        await cancelDuplicates(client, runId, found, limitRequest(limits));
      } catch (error) {
        if (!isSurvived(error, limits)) throw error;
        lookTimes = [getAge() + LOOK_AGAIN, ...lookTimes];
      }
    },
    async settle(run) {
      const started = { run, duplicates };
      const followed = await settleDuplicates(client, started, limits);
      return followed === run ? undefined : followed;
    },
  };
}
