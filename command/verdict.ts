/** The verdict of a run that has ended, once its files are saved. */
import { saveArtifacts } from "./save_artifacts.ts";
import type { Context } from "./context.ts";
import type { ArtifactDownloads } from "./downloads.ts";
import type { Report } from "../report/report_model.ts";
import { hasSucceeded } from "../report/run_verdict.ts";
import type { Result } from "./run_state.ts";

/** Saves the artifacts of a run that is not retried, and judges it. */
export async function concludeRun(
  context: Context,
  report: Report,
  downloads: ArtifactDownloads,
): Promise<Result> {
  await saveArtifacts(context, report, downloads);
  const end = hasSucceeded(report) ? "succeeded" : "failed";
  const { pendingPost } = context.state.current;
  return { end, run: report.run, report, pendingPost };
}
