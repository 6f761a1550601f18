/** Polls the steps of a run while it is waited for, and announces what is new. */
import { clock, SECOND } from "../api/clock.ts";
import { DbtCloudError } from "../api/errors.ts";
import { MIB } from "../api/http.ts";
import { isObject, type Json } from "../api/json.ts";
import { readStatus } from "../api/run_status.ts";
import { fetchSteps } from "../api/steps.ts";
import type { Context } from "./context.ts";
import { isInteractive } from "./process/ci_environment.ts";
import { createNewsFinder, type NewsFinder } from "./step_news.ts";

const KIB = 1_024;
/** The time from the start of the wait to the first request. */
const FIRST_DELAY = 3 * SECOND;
/** The longest pause after faults. */
const MAX_POLL_PAUSE = 300 * SECOND;
/** The longest answer to one request, when logs are read. */
const MAX_LIVE_SIZE = 32 * MIB;
/** A running step is looked for in the whole answer, if that is no longer. */
const SMALL_ANSWER = 64 * KIB;

/** The fields of a step that are always read. */
const LISTED_FIELDS = ["index", "name", "status"];

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
export class StepPoller {
  readonly #context: Context;
  readonly #runId: number;
  readonly #pace: Pace;
  readonly #isLive: boolean;
  readonly #findNews: NewsFinder;
  readonly #controller = new AbortController();
  readonly #startedAt = clock.now();
  #isBusy = false;
  #budget: number;
  #pause = FIRST_DELAY;
  #nextAt = this.#startedAt + FIRST_DELAY;

  constructor(context: Context, runId: number) {
    const { client, values, process } = context;
    this.#context = context;
    this.#runId = runId;
    this.#isLive = values.logs === "live";
    const isWatched = isInteractive(process, values.quiet);
    this.#pace = this.#isLive ? LIVE : isWatched ? INTERACTIVE : BACKGROUND;
    this.#budget = this.#pace.budget;
    this.#findNews = createNewsFinder(client.redact);
  }

  /** Sends the next request if it is time, and does not wait for it. */
  pollIfDue(): void {
    const isDue = clock.now() >= this.#nextAt;
    if (this.#isBusy || this.#budget <= 0 || !isDue) return;
    const { signal } = this.#controller;
    this.#poll(signal, { isLast: false }).catch((error) => this.#giveUp(error));
  }

  /** Reads the rest of the live log, once the run has ended. */
  async finish(): Promise<void> {
    this.stop();
    if (!this.#isLive || this.#budget <= 0) return;
    await this.#poll(this.#context.signal, { isLast: true }).catch(() => {});
  }

  /** Ends a request that is under way. */
  stop(): void {
    this.#controller.abort();
  }

  async #poll(
    signal: AbortSignal,
    { isLast }: { isLast: boolean },
  ): Promise<void> {
    const { client, emit } = this.#context;
    this.#isBusy = true;
    try {
      const answer = await fetchSteps(client, this.#runId, {
        signal,
        fields: [...LISTED_FIELDS, ...(this.#isLive ? ["logs"] : [])],
        maxBytes: Math.min(this.#budget, MAX_LIVE_SIZE),
        maxLog: MAX_LIVE_SIZE,
        ...(!this.#isLive && { isEnough: hasRunningStep }),
      });
      this.#findNews(answer, { isLast }).forEach(emit);
      this.#budget -= Math.max(1, answer.bytes);
      const waited = clock.now() - this.#startedAt;
      this.#pause = this.#pace.pause(answer.bytes, waited);
    } catch (error) {
      if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
      // An unreadable answer counts against the budget, too.
      const isUnreadable = (error as DbtCloudError).status === 200;
      const size = this.#isLive ? MAX_LIVE_SIZE : SMALL_ANSWER;
      if (isUnreadable) this.#budget -= size;
      this.#pause = Math.min(this.#pause * 2, MAX_POLL_PAUSE);
    } finally {
      this.#isBusy = false;
      this.#nextAt = clock.now() + this.#pause;
    }
  }

  /** Ends the polls after a fault of our own; the wait goes on. */
  #giveUp({ message }: Error): void {
    this.#budget = 0;
    const text = `Cannot show the steps: ${message}`;
    this.#context.emit({ type: "warning", text });
  }
}

/** Announces the step that a run has come to, by one request. */
export async function announceStep(
  { client, signal, emit }: Context,
  runId: number,
): Promise<void> {
  try {
    const answer = await fetchSteps(client, runId, {
      signal,
      fields: LISTED_FIELDS,
      maxBytes: INTERACTIVE.budget,
      isEnough: hasRunningStep,
    });
    createNewsFinder(client.redact)(answer, { isLast: false }).slice(-1)
      .forEach(emit);
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
