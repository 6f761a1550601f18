/** The command `dbt-run wait`: finds the run that it waits for. */
import { clock, createDeadline, pause, SECOND } from "../api/clock.ts";
import type { Run } from "../api/model.ts";
import { hasEnded } from "../api/run_status.ts";
import type { Context } from "./context.ts";
import { CommandError } from "./exit_codes.ts";
import { createNamedSearch, describeSelection } from "./find_run.ts";
import { describeProgress } from "./run_age.ts";

/** The pause between two looks for the run. */
const LOOK_PAUSE = 5 * SECOND;

/** Finds the run that `wait` is to wait for; `undefined` in a dry run. */
export async function findRunToWaitFor(
  context: Context,
): Promise<Run | number | undefined> {
  const { runId, client, values: { dryRun } } = context;
  const text = describeSelection(context);
  if (dryRun) {
    client.notify(`Would wait for ${text}`);
    return;
  }
  if (runId !== undefined) return runId;
  client.notify(`Looking for ${text}`);
  return await waitForMatch(context, text);
}

/** Looks for the run until it appears. Rejects if it does not in time. */
async function waitForMatch(context: Context, text: string): Promise<Run> {
  const { client, process, values, signal } = context;
  const { latest, appearTimeout } = values;
  const search = await createNamedSearch(context);
  const isOnce = latest === "any" || latest === "success";
  // Where nothing else tells it from an older one, the run must be new.
  const takesAny = isOnce || (values.gitSha && latest === "none");
  const deadline = createDeadline(isOnce ? 0 : appearTimeout);
  // By the clock that dbt Cloud's times are compared with.
  const startedAt = Date.now() - (clock.now() - process.startedAt);
  const isTaken = (run: Run) =>
    takesAny || !hasEnded(run) || Date.parse(run.createdAt ?? "") >= startedAt;
  for (let isFirst = true;; isFirst = false) {
    const found = await search();
    const run = found.find(isTaken);
    if (run) return run;
    const [newest] = found;
    if (isFirst && latest === "new" && newest) {
      const seen = `The latest run, ${newest.id}, ${describeProgress(newest)}`;
      client.notify(`${seen}; waiting for a new one. --latest=any takes it`);
    }
    if (deadline.remaining() <= 0) {
      const seconds = appearTimeout / SECOND;
      const reason = isOnce
        ? "there is none among its latest runs"
        : `none is in progress, and none appeared within ${seconds} s (--appear-timeout)`;
      throw new CommandError(`Cannot find ${text}: ${reason}`, "notFound");
    }
    await pause(Math.min(LOOK_PAUSE, deadline.remaining()), signal);
  }
}
