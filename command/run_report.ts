/** Collects the report of a run that has ended, in the time that it gets. */
import { abortable } from "../api/abortable.ts";
import { createRunReader } from "../api/artifacts.ts";
import { MINUTE, SECOND } from "../api/clock.ts";
import { DbtCloudError } from "../api/errors.ts";
import type { Run } from "../api/model.ts";
import { readRetriedId } from "../api/retried_runs.ts";
import { fetchRawRun, fetchRun } from "../api/runs.ts";
import { isSavedArtifact } from "./save_artifacts.ts";
import type { Context } from "./context.ts";
import type { ArtifactDownloads } from "./downloads.ts";
import type { RunHistory } from "./run_history.ts";
import { createWorkLimit } from "./work_limit.ts";
import { mergeAttempts } from "../report/attempts.ts";
import { collectReport } from "../report/collect.ts";
import type { Report, ReportSource } from "../report/report_model.ts";

/** The time for all requests of a report; `--timeout` may leave less. */
const REPORT_LIMIT = 2 * MINUTE;
/** The least time of a report, also after `--timeout`: it says why the run failed. */
const MIN_REPORT_LIMIT = 10 * SECOND;

/** The readers of a run that has ended, beside that of the report. */
export interface RunReaders {
  downloads: ArtifactDownloads;
  /** Absent if the run is retried: then it is not the last word. */
  history?: RunHistory | undefined;
}

/** Collects the report of a run, with what the attempt before it leaves to say. */
export async function collectRunReport(
  context: Context,
  run: Run,
  { downloads, history }: RunReaders,
): Promise<Report> {
  const { deadline, shutdown, state, values } = context;
  const remaining = Math.max(deadline.remaining(), MIN_REPORT_LIMIT);
  const ms = Math.min(remaining, REPORT_LIMIT);
  const timeoutError = new Error(
    `The report is not complete: ${ms / SECOND} s are over`,
  );
  const limit = createWorkLimit(shutdown.interrupted, ms, timeoutError);
  try {
    const source = createSource(context, run, downloads, limit.signal);
    const report = await collectReport(run, source, {
      projectDir: values.projectDir,
      allFiles: values.junit !== undefined,
    });
    if (limit.signal.aborted) removeUnread(report);
    const before = state.current.report ??
      await fetchRetriedReport(context, report, limit.signal);
    const merged = before ? mergeAttempts(report, before) : report;
    // A signal may come while the earlier runs are read: the report is known.
    state.update({ report: merged });
    const compared = await history?.addTo(merged, limit.signal) ?? merged;
    state.update({ report: compared });
    return compared;
  } finally {
    limit.clear();
  }
}

/**
 * Reads the report of the run that this one retries, if this one seems to have run
 * nothing: only with it is that known to be no success.
 */
async function fetchRetriedReport(
  { client }: Context,
  { run, nodes }: Report,
  signal: AbortSignal,
): Promise<Report | undefined> {
  const hasNodes = nodes.some(({ type }) => type !== "step");
  if (hasNodes || run.status !== "success") return;
  try {
    const raw = await fetchRawRun(client, run.id, { signal });
    const retriedId = readRetriedId(raw);
    if (retriedId === null) return;
    const retriedRun = await fetchRun(client, retriedId, { signal });
    const reader = createRunReader(client, retriedRun, signal);
    return await collectReport(retriedRun, reader, {});
  } catch (error) {
    // A run that could not be read proves nothing.
    if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
  }
}

/** Makes the source of a report: a file that is downloaded anyway comes once. */
function createSource(
  context: Context,
  run: Run,
  downloads: ArtifactDownloads,
  signal: AbortSignal,
): ReportSource {
  const reader = createRunReader(context.client, run, signal);
  return {
    ...reader,
    async openArtifact(name, step) {
      if (!isSavedArtifact(context, name)) {
        return await reader.openArtifact(name, step);
      }
      const waits = !reader.areArtifactsSaved();
      const opening = downloads.open({ step, name }, { waits });
      const opened = await abortable(opening, signal);
      return opened ? opened.pieces : await reader.openArtifact(name, step);
    },
  };
}

/** Removes what only means that reading the report was interrupted. */
function removeUnread(report: Report): void {
  report.nodes = report.nodes.filter(({ type }) => type !== "step");
  report.gaps = [...new Set(report.gaps)];
}
