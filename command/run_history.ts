/** Compares a run with earlier ones: since when its nodes fail, and how long it takes. */
import { abortable } from "../api/abortable.ts";
import { MINUTE, SECOND } from "../api/clock.ts";
import {
  type BuildHistory,
  createHistoryReader,
  listEarlierBuilds,
} from "../api/earlier_runs.ts";
import type { Run } from "../api/model.ts";
import type { Context } from "./context.ts";
import { createWorkLimit } from "./work_limit.ts";
import type { Report } from "../report/report_model.ts";
import { hasComparableNodes, readHistory } from "../report/read_history.ts";
import { measureUsualDuration } from "../report/usual_duration.ts";

/** The time that earlier runs get after the verdict. */
const READ_LIMIT = 20 * SECOND;
/** The time for the list beside the polls, where it is in nobody's way. */
const DURATION_LIMIT = MINUTE;

/** The history of one run. Where it cannot be read, its sentence is left out. */
export class RunHistory {
  readonly #context: Context;
  #builds: Promise<BuildHistory> | undefined;
  /** Whether the list was requested beside the polls. */
  #isAnnounced = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Says how long the job usually takes, once that is known. It is called after
   * each poll, and looks once, as soon as the run is running. It never rejects.
   */
  async announceDuration(run: Run): Promise<void> {
    const { values, shutdown } = this.#context;
    const isRunning = run.status === "starting" || run.status === "running";
    if (this.#isAnnounced || !isRunning || !values.history) return;
    this.#isAnnounced = true;
    const timeoutError = new Error("The list of runs took too long");
    const limit = createWorkLimit(
      shutdown.interrupted,
      DURATION_LIMIT,
      timeoutError,
    );
    try {
      this.#emitDuration(run, await this.#listBuilds(run, limit.signal));
    } catch {
      // There is no sentence without the list.
    } finally {
      limit.clear();
    }
  }

  #emitDuration({ id }: Run, { isRetry, earlier }: BuildHistory): void {
    const { emit, state } = this.#context;
    const { run: latest } = state.current;
    const isOver = latest?.id !== id || latest.finishedAt !== null;
    // A retry does only part of the job, and takes less.
    if (isRetry || isOver) return;
    const whole = earlier.filter(({ retryingRunId }) => retryingRunId === null);
    const usual = measureUsualDuration(whole.map(({ run }) => run));
    if (usual) emit({ type: "usual-duration", usual });
  }

  /** Adds to each failed node since when it fails, in the time that is left. */
  async addTo(report: Report, parent: AbortSignal): Promise<Report> {
    const { client, values } = this.#context;
    if (!values.history || !hasComparableNodes(report)) return report;
    const timeoutError = new Error("The earlier runs took too long");
    const limit = createWorkLimit(parent, READ_LIMIT, timeoutError);
    try {
      return await readHistory(report, {
        ...createHistoryReader(client, report.run, () => limit.signal),
        listEarlier: async () =>
          (await this.#listBuilds(report.run, limit.signal)).earlier,
      });
    } finally {
      limit.clear();
    }
  }

  /**
   * Lists the builds before a run, once; after a failure again. Each caller waits
   * only as long as its own signal allows.
   */
  #listBuilds(run: Run, signal: AbortSignal): Promise<BuildHistory> {
    this.#builds ??= listEarlierBuilds(this.#context.client, run, signal)
      .catch((error) => {
        this.#builds = undefined;
        throw error;
      });
    return abortable(this.#builds, signal);
  }
}
