/** A run that has ended: its report, its files, and its verdict. */
import type { Run } from "../api/model.ts";
import type { Report } from "../report/report_model.ts";
import type { Context } from "./context.ts";
import { ArtifactDownloads } from "./downloads.ts";
import type { RunHistory } from "./run_history.ts";
import { collectRunReport } from "./run_report.ts";
import type { Result } from "./run_state.ts";
import { saveArtifacts } from "./save_artifacts.ts";
import { judgeRun } from "./verdict.ts";

/** A run that has ended. It is reported first, then concluded or retried. */
export class FinishedRun {
  readonly #context: Context;
  readonly #run: Run;
  readonly #downloads: ArtifactDownloads;
  #reported: Report | undefined;

  constructor(context: Context, run: Run) {
    this.#context = context;
    this.#run = run;
    this.#downloads = new ArtifactDownloads(context, run);
  }

  /** Reports the run, compared with earlier ones. */
  async report(history: RunHistory): Promise<void> {
    await this.#report({ history, retry: false });
  }

  /** Reports a run that is retried: it is compared with no earlier one. */
  async reportBeforeRetry(): Promise<void> {
    await this.#report({ retry: true });
  }

  async #report(
    { history, retry }: { history?: RunHistory; retry: boolean },
  ): Promise<void> {
    const { emit, shutdown } = this.#context;
    const report = await collectRunReport(this.#context, this.#run, {
      downloads: this.#downloads,
      history,
    });
    this.#reported = report;
    emit({ type: "attempt-ended", report, retry });
    shutdown.interrupted.throwIfAborted();
  }

  /** Saves the artifacts of a run that was reported, and judges it. */
  async conclude(): Promise<Result> {
    const report = this.#reported!;
    await saveArtifacts(this.#context, report, this.#downloads);
    const { pendingPost } = this.#context.state.current;
    return { end: judgeRun(report), run: report.run, report, pendingPost };
  }

  /** Removes what was downloaded, and not saved. */
  async discard(): Promise<void> {
    await this.#downloads.discard();
  }
}
