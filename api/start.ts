/**
 * Starts one run and never two, also when the answer to the POST is lost.
 *
 * ```
 * posting ── good answer ─────────────────────▶ started
 *    │ ├──── refused ─────────────────────────▶ error
 *    │ ├──── nothing was started ─ pause ─────▶ posting   (never left, or 429)
 *    │ └──── ambiguous ─▶ search ─ found ─────▶ started, others cancelled
 *    │                      ├─ none in 30 s ──▶ posting   (with the same mark)
 *    │                      └─ cannot tell, or 3 POSTs ─▶ error: unclear
 *    └──── interrupted ─ nothing was sent ────▶ error: the signal's reason
 *               └─▶ search until the deadline ─ found ──▶ started
 *                      ├─ the POST was refused ─▶ error: the signal's reason
 *                      └─ not found ────────────▶ error: unclear
 * ```
 *
 * After an ambiguous answer, every other error is an unclear one, too.
 */
import { abortable } from "./abortable.ts";
import { exponentialPause, isUnconnected, untilConnected } from "./backoff.ts";
import type { Client } from "./client.ts";
import {
  clock,
  createDeadline,
  type Deadline,
  GRACE_PERIOD,
  MINUTE,
  pause,
} from "./clock.ts";
import { DbtCloudError, type UnclearTriggerError } from "./errors.ts";
import type { Run } from "./model.ts";
import { toRun } from "./read_run.ts";
import { formatRetry } from "./retry.ts";
import { decide } from "./retry_rules.ts";
import { requestRun } from "./runs.ts";
import type { StartRequest } from "./start_request.ts";
import type { StartedRun, StartedRunSearch } from "./started_runs.ts";
import { joinSentences } from "./text.ts";

/** The maximum number of POSTs that may each have started a run. */
const MAX_POSTS = 3;
/** The maximum time for which a POST is repeated that the rate limit refuses. */
const RATE_LIMITED_TIME = 10 * MINUTE;

/** Options for {@linkcode startRun}. */
export interface StartOptions {
  signal?: AbortSignal | undefined;
  /**
   * Begins the time in which the run is searched for after an abort, and returns
   * its end. Without it, nobody searches.
   */
  startGracePeriod?: (() => Deadline) | undefined;
}

/** A POST whose answer has not come yet. */
interface PendingAnswer {
  /** Resolves to the run, or to the error of the request. */
  result: Promise<Run | Error>;
  abort: () => void;
}

/** The result of a POST. */
type PostResult =
  | { kind: "started"; run: Run }
  | { kind: "failed"; error: Error }
  /** Nothing was started: the same POST is sent again. */
  | { kind: "retry"; delay: number }
  /** A run may have been started. */
  | { kind: "ambiguous"; error: DbtCloudError }
  /** The signal was aborted; without a pending answer, before the POST. */
  | { kind: "interrupted"; pendingAnswer?: PendingAnswer };

/** The result of a search for the run of an ambiguous answer. */
type SearchResult =
  | { kind: "found"; runs: Run[] }
  /** There is no run: the same POST is sent again. */
  | { kind: "none" }
  | { kind: "interrupted" };

/** The result of the search after an abort. */
type LastSearchResult =
  | { kind: "found"; runs: Run[] }
  /** dbt Cloud refused the POST: there is no run. */
  | { kind: "refused" }
  | { kind: "not found" };

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
      case "failed":
        throw result.error;
      case "retry":
        await starter.wait(result.delay);
        continue;
      case "ambiguous": {
        const search = await starter.search(result.error);
        if (search.kind === "found") return await starter.adopt(search.runs);
        continue; // The next POST notices an abort.
      }
      case "interrupted": {
        const runs = await starter.searchUntilDeadline(result.pendingAnswer);
        return await starter.adopt(runs);
      }
    }
  }
}

/** Starts one run, by as many POSTs as it takes. */
class RunStarter {
  readonly #client: Client;
  readonly #request: StartRequest;
  readonly #options: StartOptions;
  readonly #rateLimitDeadline = createDeadline(RATE_LIMITED_TIME);
  readonly #connecting = untilConnected();
  /** The warning of the request, until the user has it. */
  #warning: string | undefined;
  /** The number of POSTs that may have started a run. */
  #posts = 0;
  /** The time when the last POST was answered or given up. */
  #lastPostEndedAt = 0;
  /** The last ambiguous answer; `undefined` while no run can have been started. */
  #ambiguity: DbtCloudError | undefined;
  /** The search for the run, once one was needed. */
  #search: StartedRunSearch | undefined;

  constructor(client: Client, request: StartRequest, options: StartOptions) {
    this.#client = client;
    this.#request = request;
    this.#options = options;
    this.#warning = request.warning;
  }

  /** Sends the POST once. */
  async post(): Promise<PostResult> {
    const { signal } = this.#options;
    if (signal?.aborted) return { kind: "interrupted" };
    const sentAt = clock.now();
    const pendingAnswer = this.#send();
    // The POST leaves first.
    if (this.#warning) this.#client.notify(this.#warning);
    this.#warning = undefined;
    const answer = await abortable(pendingAnswer.result, signal)
      .catch(() => undefined);
    this.#lastPostEndedAt = clock.now();
    if (!hasStartedNothing(answer)) this.#posts++;
    if (answer && !(answer instanceof Error)) {
      return { kind: "started", run: answer };
    }
    if (!answer || signal?.aborted) {
      return { kind: "interrupted", pendingAnswer };
    }
    return await this.#classify(answer, this.#lastPostEndedAt - sentAt);
  }

  /** Sends the POST. It outlives the signal's abort: an answer may still come. */
  #send(): PendingAnswer {
    const controller = new AbortController();
    const request = { ...this.#request, signal: controller.signal };
    const result = requestRun(this.#client, request, this.#request.expected)
      .then((raw) => toRun(this.#client, raw))
      .catch((error: Error) => error);
    return { result, abort: () => controller.abort() };
  }

  /** Decides after the error of a POST, which took `elapsed` milliseconds. */
  async #classify(error: Error, elapsed: number): Promise<PostResult> {
    if (!(error instanceof DbtCloudError)) return { kind: "failed", error };
    const decision = decide("start", error);
    if (decision === "look up") {
      this.#ambiguity = error;
      return { kind: "ambiguous", error };
    }
    const delay = decision === "final"
      ? undefined
      : this.#nextPause(error, elapsed);
    if (delay === undefined) {
      return { kind: "failed", error: await this.#toFinalError(error) };
    }
    this.#client.notify(formatRetry(error, delay));
    return { kind: "retry", delay };
  }

  /** Returns the pause before the POST is repeated; `undefined` to give up. */
  #nextPause(error: DbtCloudError, elapsed: number): number | undefined {
    if (isUnconnected(error)) {
      return this.#connecting.nextPause(error, elapsed);
    }
    if (error.status === 429) {
      const ms = exponentialPause(this.#posts + 1, error);
      return ms > this.#rateLimitDeadline.remaining() ? undefined : ms;
    }
    if (this.#posts >= MAX_POSTS) return undefined;
    return exponentialPause(this.#posts, error);
  }

  /** Waits before the next POST, which notices an abort. */
  async wait(ms: number): Promise<void> {
    await pause(ms, this.#options.signal).catch(() => {});
  }

  /** Searches for the run that a POST may have started. */
  async search(error: DbtCloudError): Promise<SearchResult> {
    const { signal } = this.#options;
    if (!this.#request.matches) throw await this.#createUnclearError(error);
    const hint = "Looking for the run before another try";
    this.#client.notify(joinSentences(error.message, hint));
    const search = await this.#loadSearch();
    try {
      const runs = await search.lookUp(signal);
      if (runs.length > 0) return { kind: "found", runs };
    } catch (lookUpError) {
      if (signal?.aborted) return { kind: "interrupted" };
      throw await this.#toFinalError(lookUpError);
    }
    // It may be a run that does not say what triggered it, or an odd row.
    const mayBeListed = search.candidates.length > 0 || !search.isConclusive;
    if (mayBeListed || this.#posts >= MAX_POSTS) {
      throw await this.#createUnclearError(error);
    }
    this.#client.notify("No run was found. Trying again");
    return { kind: "none" };
  }

  /** Loads the search, which a POST does not need whose answer is not lost. */
  async #loadSearch(): Promise<StartedRunSearch> {
    const { StartedRunSearch } = await import("./started_runs.ts");
    return this.#search ??= new StartedRunSearch(this.#client, this.#request);
  }

  /**
   * After an abort: waits for the answer of the POST and searches for the run
   * until the grace period ends. Throws if there is none, or it is not found.
   */
  async searchUntilDeadline(pendingAnswer?: PendingAnswer): Promise<Run[]> {
    const { signal, startGracePeriod } = this.#options;
    try {
      if (!pendingAnswer && !this.#ambiguity) throw signal?.reason;
      if (!startGracePeriod) {
        throw await this.#createUnclearError(signal?.reason);
      }
      const timeLeft = startGracePeriod().remaining() - GRACE_PERIOD.forCancel;
      const result = await this.#searchFor(timeLeft, pendingAnswer);
      if (result.kind === "found") return result.runs;
      if (result.kind === "refused") throw signal?.reason;
      throw await this.#createUnclearError(signal?.reason);
    } finally {
      pendingAnswer?.abort();
    }
  }

  async #searchFor(
    timeLeft: number,
    pendingAnswer: PendingAnswer | undefined,
  ): Promise<LastSearchResult> {
    const stop = new AbortController();
    const sources: Promise<LastSearchResult>[] = [];
    if (pendingAnswer) sources.push(this.#waitForAnswer(pendingAnswer));
    if (this.#request.matches) {
      sources.push(this.#lookUpUntilFound(stop.signal));
    }
    const notFound = { kind: "not found" } as const;
    // Without a source, or if the only one fails, there is nothing to wait for.
    const found = Promise.any(sources).catch(() => notFound);
    const timeout = pause(timeLeft, stop.signal).then(() => notFound);
    try {
      return await Promise.race([found, timeout]);
    } finally {
      stop.abort();
    }
  }

  /** Waits for the answer of the POST. Rejects if it does not tell of a run. */
  async #waitForAnswer({ result }: PendingAnswer): Promise<LastSearchResult> {
    const answer = await result;
    if (!(answer instanceof Error)) return { kind: "found", runs: [answer] };
    const isRefused = answer instanceof DbtCloudError &&
      decide("start", answer) !== "look up";
    if (isRefused && !this.#ambiguity) return { kind: "refused" };
    throw answer;
  }

  async #lookUpUntilFound(signal: AbortSignal): Promise<LastSearchResult> {
    const search = await this.#loadSearch();
    return { kind: "found", runs: await search.lookUpUntilFound(signal) };
  }

  /** Takes one of the runs that were found, and cancels the others. */
  async adopt(runs: Run[]): Promise<StartedRun> {
    // dbt Cloud cancels an older run of a pull request by itself.
    const run = runs.find(({ status }) => status !== "cancelled") ?? runs[0]!;
    const notice = `Found run ${run.id}, which was started all the same`;
    this.#client.notify(notice);
    const { cancelDuplicates } = await import("./duplicates.ts");
    await cancelDuplicates(this.#client, run.id, runs);
    return this.finish(run);
  }

  /** Returns the run, with the search for a second one if there may be one. */
  finish(run: Run): StartedRun {
    const search = this.#search;
    if (!search || !this.#ambiguity || this.#posts < 2) return { run };
    const duplicates = {
      mark: this.#request.mark,
      page: this.#request.page,
      lastPostEndedAt: this.#lastPostEndedAt,
      findAll: search.findAll.bind(search),
    };
    return { run, duplicates };
  }

  /** Makes an error an unclear one if a run may have been started. */
  async #toFinalError(error: unknown): Promise<Error> {
    const isUnclear = this.#ambiguity && error instanceof DbtCloudError;
    return isUnclear ? await this.#createUnclearError(error) : error as Error;
  }

  async #createUnclearError(lastError: unknown): Promise<UnclearTriggerError> {
    const { createUnclearError } = await import("./unclear_error.ts");
    return createUnclearError(this.#client, this.#request, {
      ambiguity: this.#ambiguity,
      lastError,
      candidates: this.#search?.candidates ?? [],
    });
  }
}

/** Whether a POST can have started nothing: it never left, or met the rate limit. */
function hasStartedNothing(answer: Run | Error | undefined): boolean {
  return answer instanceof DbtCloudError &&
    (isUnconnected(answer) || answer.status === 429);
}
