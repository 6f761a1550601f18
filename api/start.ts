/**
 * Starts one run and never two, also when the answer to the POST is lost.
 *
 * ```
 * posting ── good answer ───────────────▶ started
 *    │ ├──── refused ───────────────────▶ error
 *    │ ├──── never left, or 429 ─ pause ▶ posting   (nothing can have started)
 *    │ └──── ambiguous ─▶ search ── ours ──────────▶ started, others cancelled
 *    │                      └─ not in 30 s, < 3 posts ▶ posting (the same mark)
 *    └──── interrupted ─▶ search until the deadline ─ found ──▶ started
 *                               └─ not found ───────▶ error: unclear
 * ```
 */
import { abortable } from "./abortable.ts";
import type { Client } from "./client.ts";
import {
  clock,
  createDeadline,
  type Deadline,
  MINUTE,
  pause,
  SECOND,
} from "./clock.ts";
import { cancelOtherRuns, type StartedRun } from "./duplicates.ts";
import { DbtCloudError, UnclearTriggerError } from "./errors.ts";
import type { Run } from "./model.ts";
import { toRun } from "./read_run.ts";
import { exponentialPause, isUnconnected, untilConnected } from "./backoff.ts";
import { formatRetry } from "./retry.ts";
import { decide } from "./retry_rules.ts";
import { requestRun } from "./runs.ts";
import { formatWhereToLook, type StartRequest } from "./start_request.ts";
import {
  createStartedRunSearch,
  lookUpRuns,
  lookUpUntilFound,
  type StartedRunSearch,
} from "./started_runs.ts";
import { joinSentences } from "./text.ts";

const MAX_POSTS = 3;
/** How long a POST is repeated that is refused by the rate limit. */
const RATE_LIMITED_TIME = 10 * MINUTE;
/** The time that is reserved to cancel the run once it is found. */
const CANCEL_RESERVE = SECOND;

/** Options for {@linkcode startRun}. */
export interface StartOptions {
  signal?: AbortSignal | undefined;
  /**
   * After an abort: the deadline until which the run is searched for; without
   * it there is no search.
   */
  startGracePeriod?: (() => Deadline) | undefined;
}

/** A POST whose answer has not come yet. */
interface PendingAnswer {
  /** Resolves to the run, or to what went wrong. */
  result: Promise<Run | Error>;
  abort: () => void;
}

/** The result of a POST. */
type PostResult =
  | { kind: "started"; run: Run }
  | { kind: "refused"; error: Error }
  /** Nothing can have been started. */
  | { kind: "retry"; delay: number }
  | { kind: "ambiguous" }
  | { kind: "interrupted"; pendingAnswer?: PendingAnswer };

/**
 * Starts a run. After an abort it throws the signal's reason if no run can have
 * been started, returns the run if it is found in the grace period, and throws
 * an {@linkcode UnclearTriggerError} otherwise.
 */
export async function startRun(
  client: Client,
  request: StartRequest,
  options: StartOptions,
): Promise<StartedRun> {
  const starter = new RunStarter(client, request, options);
  for (;;) {
    const result = await starter.post();
    switch (result.kind) {
      case "started":
        return starter.finish(result.run);
      case "refused":
        throw result.error;
      case "retry":
        await starter.pause(result.delay);
        continue;
      case "ambiguous": {
        const runs = await starter.search();
        if (runs.length > 0) return await starter.adopt(runs);
        continue;
      }
      case "interrupted": {
        const { pendingAnswer } = result;
        const runs = await starter.searchUntilDeadline(pendingAnswer);
        return await starter.adopt(runs);
      }
    }
  }
}

/** The attempt to start one run, by as many POSTs as it takes. */
class RunStarter {
  readonly #client: Client;
  readonly #request: StartRequest;
  readonly #options: StartOptions;
  readonly #search: StartedRunSearch;
  readonly #rateLimitDeadline = createDeadline(RATE_LIMITED_TIME);
  readonly #connecting = untilConnected();
  #warning: string | undefined;
  #posts = 0;
  #sentAt = 0;
  #lastPostAt = 0;
  /** Why it is unknown whether there is a run; `undefined` if it is known. */
  #ambiguity: DbtCloudError | undefined;

  constructor(client: Client, request: StartRequest, options: StartOptions) {
    this.#client = client;
    this.#request = request;
    this.#options = options;
    this.#warning = request.warning;
    this.#search = createStartedRunSearch(client, request);
  }

  /** Sends the POST once. */
  async post(): Promise<PostResult> {
    const { signal } = this.#options;
    if (signal?.aborted) return { kind: "interrupted" };
    const pendingAnswer = this.#send();
    this.#sentAt = clock.now();
    this.#posts++;
    // The POST leaves first.
    if (this.#warning) this.#client.notify(this.#warning);
    this.#warning = undefined;
    const result = await abortable(pendingAnswer.result, signal)
      .catch(() => undefined);
    this.#lastPostAt = clock.now();
    if (result && !(result instanceof Error)) {
      return { kind: "started", run: result };
    }
    if (!result || signal?.aborted) {
      return { kind: "interrupted", pendingAnswer };
    }
    return this.#classify(result);
  }

  /** Sends the POST; its abort is not the signal's: an answer may still come. */
  #send(): PendingAnswer {
    const controller = new AbortController();
    const request = { ...this.#request, signal: controller.signal };
    const result = requestRun(this.#client, request, this.#request.expected)
      .then((raw) => toRun(this.#client, raw))
      .catch((error: Error) => error);
    return { result, abort: () => controller.abort() };
  }

  #classify(error: Error): PostResult {
    const decision = decide("start", error);
    if (!(error instanceof DbtCloudError)) return { kind: "refused", error };
    if (decision === "look up") {
      this.#ambiguity = error;
      return { kind: "ambiguous" };
    }
    const next = decision === "final" ? undefined : this.#nextPause(error);
    if (next === undefined) {
      return { kind: "refused", error: this.#toFinalError(error) };
    }
    this.#client.notify(formatRetry(error, next));
    return { kind: "retry", delay: next };
  }

  /** The pause before a POST is repeated that has started nothing. */
  #nextPause(error: DbtCloudError): number | undefined {
    if (isUnconnected(error)) {
      this.#posts--; // It never left: it does not count.
      return this.#connecting.nextPause(error, clock.now() - this.#sentAt);
    }
    if (error.status === 429) {
      this.#posts--; // It was refused: it does not count.
      const pause = exponentialPause(this.#posts + 1, error);
      return pause > this.#rateLimitDeadline.remaining() ? undefined : pause;
    }
    if (this.#posts >= MAX_POSTS) return undefined;
    return exponentialPause(this.#posts, error);
  }

  /** Pauses; the next POST notices an abort. */
  async pause(ms: number): Promise<void> {
    const { signal } = this.#options;
    await pause(ms, signal).catch(() => {});
  }

  /** Searches for the run; `[]` if it may be started again. */
  async search(): Promise<Run[]> {
    const { signal } = this.#options;
    const error = this.#ambiguity!;
    if (!this.#request.matches) throw this.#createUnclearError(error);
    const hint = "Looking for the run before another try";
    this.#client.notify(joinSentences(error.message, hint));
    try {
      const found = await lookUpRuns(this.#client, this.#search, signal);
      if (found.length > 0) return found;
    } catch (lookUpError) {
      if (signal?.aborted) return []; // The next POST notices it.
      throw this.#toFinalError(lookUpError);
    }
    // It may be a run that does not say what triggered it, or an odd row.
    const mayBeListed = this.#search.candidates().length > 0 ||
      !this.#search.isConclusive();
    if (mayBeListed || this.#posts >= MAX_POSTS) {
      throw this.#createUnclearError(error);
    }
    this.#client.notify("No run was found. Trying again");
    return [];
  }

  /**
   * After an abort: waits for the answer of the POST and searches for the run
   * until the grace period ends. Throws the signal's reason if there is none.
   */
  async searchUntilDeadline(pendingAnswer?: PendingAnswer): Promise<Run[]> {
    const { signal, startGracePeriod } = this.#options;
    const stop = new AbortController();
    try {
      if (!pendingAnswer && !this.#ambiguity) throw signal?.reason;
      if (!startGracePeriod) throw this.#createUnclearError(signal?.reason);
      const sources: Promise<Run[]>[] = [];
      if (pendingAnswer) sources.push(this.#waitForAnswer(pendingAnswer));
      if (this.#request.matches) {
        sources.push(lookUpUntilFound(this.#search, stop.signal));
      }
      const timeLeft = startGracePeriod().remaining() - CANCEL_RESERVE;
      const found = await Promise.race([
        Promise.any(sources),
        pause(timeLeft, stop.signal),
      ]).catch(() => {});
      if (!found) throw this.#createUnclearError(signal?.reason);
      if (found.length === 0) throw signal?.reason;
      return found;
    } finally {
      pendingAnswer?.abort();
      stop.abort();
    }
  }

  /** The run that the POST has started; `[]` if it is clear that there is none. */
  async #waitForAnswer({ result }: PendingAnswer): Promise<Run[]> {
    const answer = await result;
    if (!(answer instanceof Error)) return [answer];
    const isRefused = answer instanceof DbtCloudError &&
      decide("start", answer) !== "look up";
    if (isRefused && !this.#ambiguity) return [];
    throw answer;
  }

  /** Takes one of the runs that were found, and cancels the others. */
  async adopt(runs: Run[]): Promise<StartedRun> {
    // dbt Cloud cancels an older run of a pull request by itself.
    const run = runs.find(({ status }) => status !== "cancelled") ?? runs[0]!;
    const { notify } = this.#client;
    notify(`Found run ${run.id}, which was started all the same`);
    const notices = await cancelOtherRuns(this.#client, run.id, runs);
    notices.forEach(notify);
    return this.finish(run);
  }

  /** The run, and what is needed to look for a second one. */
  finish(run: Run): StartedRun {
    if (!this.#ambiguity || this.#posts < 2) return { run };
    const { mark, page } = this.#request;
    const { findAll } = this.#search;
    const lastPostAt = this.#lastPostAt;
    return { run, duplicates: { mark, page, lastPostAt, findAll } };
  }

  #toFinalError(error: unknown): Error {
    const isUnclear = this.#ambiguity && error instanceof DbtCloudError;
    return isUnclear ? this.#createUnclearError(error) : error as Error;
  }

  /** The error that says what may have been started, and what was in the way. */
  #createUnclearError(error: unknown): UnclearTriggerError {
    // Not for how long it could not be looked up, but why.
    const { cause } = Object(error);
    const last = cause instanceof DbtCloudError ? cause : error;
    const reasons = [...new Set([this.#ambiguity, last])]
      .filter((reason) => reason instanceof DbtCloudError);
    const where = formatWhereToLook(this.#request);
    const [first, ...others] = reasons;
    const sentences = [
      ...others.map(({ message }) => message),
      `A run may have been started: ${where}`,
    ];
    const { status, kind } = first ?? {};
    const join = (text?: string) =>
      this.#client.redact([text, ...sentences].filter(Boolean).join(". "));
    return new UnclearTriggerError(
      join(first?.message),
      {
        reason: join(first?.reason),
        mark: this.#request.mark,
        page: this.#request.page,
        runId: this.#request.runId,
        cause: this.#ambiguity ?? error,
        status,
        kind,
        candidates: this.#search.candidates(),
      },
    );
  }
}
