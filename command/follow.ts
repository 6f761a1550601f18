/**
 * Follows a run from its start to its end. This is the one place that decides
 * what happens next, and with which exit code the command ends. What the first
 * POST does not need is imported when it is needed.
 */
import { RunTimeoutError, UnclearTriggerError } from "../api/errors.ts";
import { hasEnded, type Run } from "../api/run.ts";
import {
  FINDING_LIMIT,
  planRetry,
  planTrigger,
  type Started,
  type StartPlan,
  startRun,
} from "../api/start.ts";
import type { Known, Outcome, RunEvent, Target } from "./events.ts";
import { codeOf, reasonOf } from "./exit_code.ts";
import type { Plan } from "./plan.ts";

/** Of the 5 s after a signal, so much for all requests: the rest is for words. */
const REQUESTS_LIMIT = 4_700;
/** However late it is, a cancel is given so long, in milliseconds. */
const MIN_CANCEL_LIMIT = 700;

type Events<T> = AsyncGenerator<RunEvent, T>;

/** Follows the run that the plan names, starts, or looks for. */
export async function* follow(plan: Plan): Events<Outcome> {
  const known: Known = { phase: "start" };
  try {
    const started = yield* begin(plan, known);
    if (!started) return { code: 0, run: known.run };
    return yield* seeThrough(plan, started, known);
  } catch (error) {
    return yield* stopEarly(plan, known, error);
  }
}

// Start

/** Starts or finds the run; nothing if there is nothing to wait for. */
async function* begin(
  plan: Plan,
  known: Known,
): Events<Target | undefined> {
  const { client, values, pullRequest } = plan;
  if (plan.command === "wait") {
    const { findRun } = await import("./find.ts");
    return yield* findRun(plan);
  }
  const isDry = values.dryRun;
  const jobId = values.jobId ?? (isDry ? 0 : await findJobId(plan));
  const mark = isDry ? "????????" : plan.mark;
  const options = { ...values, ...pullRequest, jobId };
  const trigger = planTrigger(client, options, values.mark ? mark : null);
  const triggering: RunEvent = {
    type: "triggering",
    jobId: jobId || values.jobName || "",
    body: trigger.body ?? {},
    isDry,
  };
  if (isDry) {
    yield triggering;
    return;
  }
  const started = yield* start(plan, trigger, known, triggering);
  if (values.wait) return started;
  if (started.twins) {
    const { run, twins } = started;
    const { awaitTwins } = await import("../api/watch.ts");
    known.run = yield* awaitTwins(client, run, twins, plan.ending.stop);
  }
}

async function findJobId(plan: Plan): Promise<number> {
  const { findJob } = await import("./find.ts");
  return await findJob(plan);
}

/** Starts the run of a plan, and says so. */
async function* start(
  { client, ending }: Plan,
  trigger: StartPlan,
  known: Known,
  sent?: RunEvent,
): Events<Started> {
  const { stop: signal } = ending;
  const events = startRun(client, trigger, { signal, grace: FINDING_LIMIT });
  for (;;) {
    const { done, value } = await events.next();
    if (!done && value.type === "notice") yield value;
    else if (!done && sent) yield sent;
    if (!done) continue;
    known.run = value.run;
    known.twins = value.twins;
    yield { type: "started", run: value.run };
    signal.throwIfAborted();
    return value;
  }
}

// Wait

/** Waits for the run and its retries, and returns how the last one ended. */
async function* seeThrough(
  plan: Plan,
  first: Target,
  known: Known,
): Events<Outcome> {
  const { attend, collect } = await import("./attend.ts");
  const { retries } = plan.values;
  let started = first;
  for (let retry = 1;; retry++) {
    known.phase = "watch";
    const run = yield* attend(plan, started, known);
    known.twins = undefined; // They were looked for until there could be none.
    const report = await collect(plan, run, known.report);
    known.report = report;
    const isRetried = run.status === "error" && retry <= retries &&
      run.canRetry;
    yield { type: "attempt-ended", report, retry: isRetried };
    plan.ending.leave.throwIfAborted();
    const verdict: Outcome = {
      code: run.status === "success" ? 0 : 1,
      run,
      report,
    };
    if (!isRetried) {
      if (run.status === "error" && retry <= retries) yield noRetry(run);
      return verdict;
    }
    yield {
      type: "notice",
      text:
        `Retrying run ${run.id} from its point of failure (${retry} of ${retries})`,
    };
    try {
      started = yield* start(plan, planRetry(plan.client, run), known);
    } catch (error) {
      const isRunning = known.run?.id !== run.id;
      if (isRunning || plan.ending.leave.aborted) throw error;
      return yield* withoutRetry(verdict, error);
    }
  }
}

function noRetry({ id, retryNotSupportedReason }: Run): RunEvent {
  const reason = retryNotSupportedReason ?? "dbt Cloud gave no reason";
  return { type: "notice", text: `Run ${id} cannot be retried: ${reason}` };
}

/** A retry could not be started: the verdict of the failed run stands. */
async function* withoutRetry(
  verdict: Outcome,
  error: unknown,
): Events<Outcome> {
  const { message } = error as Error;
  yield { type: "warning", text: message };
  if (!(error instanceof UnclearTriggerError)) return verdict;
  const { mark, page } = error;
  return { ...verdict, unclear: { mark, page } };
}

// An early end

/** Says what went wrong, cancels the run if that is due, and ends. */
async function* stopEarly(
  plan: Plan,
  known: Known,
  error: unknown,
): Events<Outcome> {
  const isLate = plan.ending.stop.aborted || error instanceof RunTimeoutError;
  const shown = reasonOf(plan, error);
  yield { type: "stopping", error: shown, during: known.phase };
  let unclear: Outcome["unclear"];
  if (error instanceof UnclearTriggerError) {
    unclear = error;
    if (isLate) yield { type: "warning", text: error.message };
  } else if (isLate || known.twins) {
    unclear = yield* abandon(plan, known, isLate && plan.cancels);
  }
  return {
    code: codeOf(shown),
    run: known.run,
    report: known.report,
    error: shown,
    ...(unclear && { unclear: { mark: unclear.mark, page: unclear.page } }),
  };
}

/** Leaves a run: cancels it and any second one, or lets them go on. */
async function* abandon(
  { client, runId, ending }: Plan,
  known: Known,
  cancels: boolean,
): Events<Outcome["unclear"]> {
  const id = known.run?.id ?? runId;
  if (id === undefined) {
    yield { type: "notice", text: "No run was started" };
    return;
  }
  const { twins } = known;
  const isOver = known.run !== undefined && hasEnded(known.run);
  if (isOver && !twins) return;
  const spent = Date.now() - (ending.stoppedAt() ?? Date.now());
  const limit = Math.max(REQUESTS_LIMIT - spent, MIN_CANCEL_LIMIT);
  const signal = AbortSignal.timeout(limit);
  const { leaveTwins } = await import("../api/watch.ts");
  const leaving = twins && leaveTwins(client, id, twins, { cancels, signal });
  if (!isOver) yield* leaveRun(client, id, known, { cancels, signal });
  const second = await leaving;
  for (const text of second?.notices ?? []) yield { type: "warning", text };
  if (second?.isUnclear) return twins;
}

async function* leaveRun(
  client: Plan["client"],
  id: number,
  known: Known,
  { cancels, signal }: { cancels: boolean; signal: AbortSignal },
): Events<void> {
  const link = known.run ? `: ${known.run.href}` : "";
  if (!cancels) {
    const text = `Run ${id} goes on${link}`;
    yield { type: "notice", text, isVerdict: true };
    return;
  }
  const { cancelInSpite, cancelLine } = await import("./cancel.ts");
  try {
    known.run = await cancelInSpite(client, id, signal);
    yield { type: "notice", text: cancelLine(known.run), isVerdict: true };
  } catch (error) {
    const { message } = error as Error;
    const text = `Run ${id} may still be running${link}. ${message}`;
    yield { type: "warning", text };
  }
}
