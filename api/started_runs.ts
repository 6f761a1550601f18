/** Finds the runs that a request has started, though its answer was lost. */
import type { Client } from "./client.ts";
import { clock, HOUR, pause, SECOND } from "./clock.ts";
import type { Run } from "./model.ts";
import { toRun } from "./read_run.ts";
import { retry } from "./retry.ts";
import { type CallOptions, PAGE_SIZE, type RunPage } from "./runs.ts";
import { listRunsWithTrigger, type TriggerCache } from "./search.ts";
import type { PendingRun, StartRequest } from "./start_request.ts";

/** The times of the look-ups, counted from an unclear answer. */
const LOOK_UPS = [0, 1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND);
/** The maximum number of runs that are looked through. */
const MAX_RUNS = 10 * PAGE_SIZE;
/** The pause between two look-ups where time is short. */
const SHORT_PAUSE = SECOND / 2;

/** The limits of one look-up. */
type LookUpLimits = Omit<CallOptions, "query">;

/** A run that was started. */
export interface StartedRun {
  run: Run;
  /** Set if an earlier POST may still start a second run. */
  duplicates?: DuplicateSearch | undefined;
}

/** The search for other runs of the same trigger. */
export interface DuplicateSearch extends PendingRun {
  /** The time when the last POST was answered or given up, by our clock. */
  lastPostEndedAt: number;
  /** Finds all runs of the trigger, the oldest first. */
  findAll(limits: LookUpLimits): Promise<Run[]>;
}

/** Finds the runs of one request. */
export class StartedRunSearch {
  readonly #client: Client;
  readonly #request: StartRequest;
  readonly #cache: TriggerCache = new Map();
  readonly #candidates = new Map<number, Run>();
  #oddRows = 0;

  constructor(client: Client, request: StartRequest) {
    this.#client = client;
    this.#request = request;
  }

  /** Lists the runs that may be the one: it is not known what triggered them. */
  get candidates(): Run[] {
    return [...this.#candidates.values()];
  }

  /** Whether the last look could read all rows: else no run may be missing. */
  get isConclusive(): boolean {
    return this.#oddRows === 0;
  }

  /** Looks the runs up until they must have appeared; empty if there are none. */
  async lookUp(signal: AbortSignal | undefined): Promise<Run[]> {
    const startedAt = clock.now();
    const find = () => this.findAll({ signal });
    for (const after of LOOK_UPS) {
      await pause(startedAt + after - clock.now(), signal);
      const found = await retry(this.#client, "look up", find, { signal });
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Looks the runs up until one is found, whatever the lists answer. */
  async lookUpUntilFound(signal: AbortSignal): Promise<Run[]> {
    for (;;) {
      const found = await this.#findFirst({ signal }).catch(() => []);
      if (found.length > 0) return found;
      await pause(SHORT_PAUSE, signal);
    }
  }

  /**
   * Finds all runs of the request, the oldest first. Throws if a page cannot be
   * read: the run might be on it.
   */
  async findAll(limits: LookUpLimits): Promise<Run[]> {
    const found: Run[] = [];
    for await (const matching of this.#readPages(limits)) {
      found.push(...matching);
    }
    return sortById(found);
  }

  /** Finds the runs on the first page that has one. */
  async #findFirst(limits: LookUpLimits): Promise<Run[]> {
    for await (const matching of this.#readPages(limits)) {
      if (matching.length > 0) return sortById(matching);
    }
    return [];
  }

  /** Yields the runs of the request on each page, the newest page first. */
  async *#readPages(limits: LookUpLimits): AsyncGenerator<Run[]> {
    let newest = NaN;
    this.#oddRows = 0;
    for (let offset = 0; offset < MAX_RUNS; offset += PAGE_SIZE) {
      const { runs: raws, rowCount, oddCount } = await this.#listPage(
        limits,
        offset,
      );
      this.#oddRows += oddCount;
      const runs = raws.map((raw) => toRun(this.#client, raw));
      runs.forEach((run) => this.#updateCandidate(run));
      yield runs.filter((_, i) => this.#request.matches?.(raws[i]!));
      const times = runs.map(({ createdAt }) => Date.parse(createdAt ?? ""));
      // A run may have no time, which is no number.
      newest ||= times.find(Boolean) ?? NaN;
      const isOneHourOlder = times.at(-1)! < newest - HOUR;
      if (rowCount < PAGE_SIZE || isOneHourOlder) return;
    }
  }

  #listPage(limits: LookUpLimits, offset: number): Promise<RunPage> {
    const query = { ...this.#request.listQuery, ...(offset > 0 && { offset }) };
    const options = { ...limits, query };
    const maxRetrieved = this.#needsTrigger ? Infinity : 0;
    return listRunsWithTrigger(
      this.#client,
      options,
      this.#cache,
      maxRetrieved,
    );
  }

  /** Whether only the trigger tells a run apart: some lists leave it out. */
  get #needsTrigger(): boolean {
    return this.#request.mark !== null;
  }

  #updateCandidate(run: Run): void {
    const isKnown = !this.#needsTrigger || run.cause !== null;
    if (isKnown) this.#candidates.delete(run.id);
    else this.#candidates.set(run.id, run);
  }
}

function sortById(runs: Run[]): Run[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return [...byId.values()].toSorted((a, b) => a.id - b.id);
}
