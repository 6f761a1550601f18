/** Attends a run: waits for its end, and collects what it left behind. */
import { readerOf } from "../api/artifacts.ts";
import { type Run, runIdOf } from "../api/run.ts";
import { watch } from "../api/watch.ts";
import { collectReport } from "../report/collect.ts";
import { afterAttempt, type Report } from "../report/report.ts";
import type { Known, RunEvent, Target } from "./events.ts";
import { merge } from "./merge.ts";
import type { Plan } from "./plan.ts";
import { RUN_ENDED, watchSteps } from "./steps.ts";

/** Waits for the end of one run. */
export async function* attend(
  plan: Plan,
  started: Target,
  known: Known,
): AsyncGenerator<RunEvent, Run> {
  const { client, values: { interval, initialDelay }, deadline, ending } = plan;
  const left = Math.max(1, deadline - Date.now());
  const watching = watch(client, {
    ...started,
    interval,
    initialDelay,
    timeout: Number.isFinite(left) ? left : 0,
    signal: ending.leave,
  });
  const over = new AbortController();
  const runId = runIdOf(started.run);
  const steps = watchSteps(plan, runId, over.signal);
  const events = merge<RunEvent, Run>(
    watching,
    steps,
    (isGood) => over.abort(isGood ? RUN_ENDED : undefined),
  );
  for (;;) {
    const { done, value } = await events.next();
    if (done) return value;
    if (value.type === "polled") {
      const { run } = value;
      if (!known.run) yield { type: "started", run };
      known.run = run;
    }
    yield value;
  }
}

/** Collects the report of a run that has ended, after an earlier attempt. */
export async function collect(
  { client, ending, values }: Plan,
  run: Run,
  before: Report | undefined,
): Promise<Report> {
  const { junit, projectDir } = values;
  const report = await collectReport(
    run,
    readerOf(client, run, ending.stop),
    { projectDir, allFiles: junit !== undefined },
  );
  return before ? afterAttempt(report, before) : report;
}
