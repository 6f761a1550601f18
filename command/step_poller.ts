/** Polls the steps of a run while it is waited for, and announces what is new. */
import { clock, SECOND } from "../api/clock.ts";
import { DbtCloudError } from "../api/errors.ts";
import { MIB } from "../api/http.ts";
import type { Redactor } from "../api/redact.ts";
import { isObject, type Json } from "../api/json.ts";
import { readStatus } from "../api/run_status.ts";
import { fetchSteps, type StepsAnswer } from "../api/steps.ts";
import type { Context } from "./context.ts";
import type { RunEvent } from "./events.ts";
import { isInteractive } from "./process/ci_environment.ts";

const KIB = 1_024;
/** The time from the start of the wait to the first request. */
const FIRST_DELAY = 3 * SECOND;
/** The longest pause after faults. */
const MAX_POLL_PAUSE = 300 * SECOND;
/** The longest answer to one request, when logs are read. */
const MAX_LIVE_SIZE = 32 * MIB;
/** A running step is looked for in the whole answer, if that is no longer. */
const SMALL_ANSWER = 64 * KIB;

/** The pace at which the steps are requested, and the budget for all requests. */
interface Pace {
  /** The bytes that all requests together may read. */
  budget: number;
  /** The pause after an answer, in milliseconds. */
  pause: (bytes: number, waited: number) => number;
}

/** A person watches: the step should be right within seconds. */
const INTERACTIVE: Pace = {
  budget: 16 * MIB,
  pause: (_, waited) => Math.max(3 * SECOND, 0.05 * waited),
};
/** A log that is read later: the steps are in the way of nobody. */
const BACKGROUND: Pace = {
  budget: MIB / 2,
  pause: (_, waited) => Math.max(5 * SECOND, 0.3 * waited),
};
/** With `--logs live`: the pause is longer where there is more to read. */
const LIVE: Pace = {
  budget: 256 * MIB,
  pause: (bytes) => Math.min(5 * SECOND + bytes / KIB, 15 * SECOND),
};

/** Polls the steps of one run. A failed request skips one update. */
export interface StepPoller {
  /** Sends the next request if it is time, and does not wait for it. */
  pollIfDue: () => void;
  /** Reads the rest of the live log, once the run has ended. */
  finish: () => Promise<void>;
  /** Ends a request that is under way. */
  stop: () => void;
}

/** Makes the poller of one run's steps. */
export function createStepPoller(
  { client, values, process, signal, emit }: Context,
  runId: number,
): StepPoller {
  const isLive = values.logs === "live";
  const isWatched = isInteractive(process, values.quiet);
  const pace = isLive ? LIVE : isWatched ? INTERACTIVE : BACKGROUND;
  const fields = ["index", "name", "status", ...(isLive ? ["logs"] : [])];
  const findNews = createNewsFinder(client.redact);
  const controller = new AbortController();
  const startedAt = clock.now();
  let isBusy = false;
  let budget = pace.budget;
  let pause = FIRST_DELAY;
  let nextAt = startedAt + pause;

  async function poll(signal: AbortSignal, isLast: boolean): Promise<void> {
    isBusy = true;
    try {
      const answer = await fetchSteps(client, runId, {
        signal,
        fields,
        maxBytes: Math.min(budget, MAX_LIVE_SIZE),
        maxLog: MAX_LIVE_SIZE,
        ...(!isLive && { isEnough: hasRunningStep }),
      });
      findNews(answer, isLast).forEach(emit);
      budget -= Math.max(1, answer.bytes);
      pause = pace.pause(answer.bytes, clock.now() - startedAt);
    } catch (error) {
      if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
      // An unreadable answer counts against the budget, too.
      const isUnreadable = (error as DbtCloudError).status === 200;
      if (isUnreadable) budget -= isLive ? MAX_LIVE_SIZE : SMALL_ANSWER;
      pause = Math.min(pause * 2, MAX_POLL_PAUSE);
    } finally {
      isBusy = false;
      nextAt = clock.now() + pause;
    }
  }

  /** A fault of our own ends the steps, and not the wait. */
  function giveUp({ message }: Error): void {
    budget = 0;
    emit({ type: "warning", text: `Cannot show the steps: ${message}` });
  }
  return {
    pollIfDue() {
      if (isBusy || budget <= 0 || clock.now() < nextAt) return;
      poll(controller.signal, false).catch(giveUp);
    },
    async finish() {
      controller.abort();
      if (!isLive || budget <= 0) return;
      await poll(signal, true).catch(() => {});
    },
    stop: () => controller.abort(),
  };
}

/** Announces the step that a run has come to, by one request. */
export async function announceStep(
  { client, signal, emit }: Context,
  runId: number,
): Promise<void> {
  try {
    const answer = await fetchSteps(client, runId, {
      signal,
      fields: ["index", "name", "status"],
      maxBytes: INTERACTIVE.budget,
      isEnough: hasRunningStep,
    });
    createNewsFinder(client.redact)(answer, false).slice(-1).forEach(emit);
  } catch (error) {
    if (signal.aborted || !(error instanceof DbtCloudError)) throw error;
  }
}

/** Whether a running step was read, in an answer that is long. */
function hasRunningStep({ run_steps: steps }: Json, bytes: number): boolean {
  return bytes > SMALL_ANSWER && Array.isArray(steps) &&
    steps.some((step) =>
      isObject(step) && step.name && readStatus(step) === "running"
    );
}

/** Makes a function that finds in each answer what is new since the last one. */
function createNewsFinder({ findOpenEnd }: Redactor) {
  /** The part of each step's log that was printed. */
  const printed = new Map<number, string>();
  /** The index of the step that was announced last. */
  let announced = 0;
  /** The number of steps, once that is known. */
  let total: number | undefined;

  return function findNews(
    { steps, isWhole }: StepsAnswer,
    isLast: boolean,
  ): RunEvent[] {
    const begun = steps.filter(({ status }) => status !== "queued");
    // Only a list with steps that have not begun is known to be all of them.
    if (isWhole && steps.length > begun.length) total = steps.length;
    const news: RunEvent[] = [];
    for (const { index, name, logs } of begun) {
      if (index > announced) {
        announced = index;
        const step = { index, name, total, startedAt: clock.now() };
        news.push({ type: "step", step });
      }
      const hasEnded = isLast || index < begun.at(-1)!.index;
      const log = logs ?? "";
      const end = hasEnded ? log.length : findWholeLines(log, findOpenEnd(log));
      const start = commonStart(log, printed.get(index) ?? "");
      if (end <= start) continue;
      printed.set(index, log.slice(0, end));
      const text = log.slice(start, end).replace(/\r?\n$/, "");
      news.push({ type: "log", step: index, lines: text.split(/\r?\n/) });
    }
    return news;
  };
}

/** The length of a log's whole lines, up to the line that `limit` is in. */
function findWholeLines(log: string, limit: number): number {
  // A line that ends at the limit is whole: -1 would be the end of the text.
  return limit > 0 ? log.lastIndexOf("\n", limit - 1) + 1 : 0;
}

/**
 * The length of the part of a log that was printed. A log that was written anew
 * differs from a line on.
 */
function commonStart(log: string, printed: string): number {
  if (log.startsWith(printed)) return printed.length;
  let i = 0;
  while (i < log.length && log[i] === printed[i]) i++;
  return log.lastIndexOf("\n", i) + 1;
}
