/** Collects what a run left behind: steps, logs and results. */
import type { Run } from "../api/run.ts";
import { readManifest } from "./manifest.ts";
import type { Report } from "./report.ts";
import { hasResults, readResults } from "./results.ts";

const RESULTS_LIMIT = 64 * 1_024 * 1_024;

/** Where a report comes from: the API, or a test. */
export interface ReportSource {
  /** The run with its steps and their logs. */
  getSteps: () => Promise<Run>;
  /** An artifact that a step wrote; `undefined` if there is none. */
  openArtifact: (
    path: string,
    step: number,
  ) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Hides the API key in all text of a value. */
  redact: <T>(value: T) => T;
}

/** Options for {@linkcode collectReport}. */
export interface CollectOptions {
  /** Whether nodes that passed get their files, too. */
  allFiles?: boolean;
}

/** Collects the report of a run. What is missing is a gap, and no error. */
export async function collectReport(
  run: Run,
  source: ReportSource,
  { allFiles = false }: CollectOptions = {},
): Promise<Report> {
  const report: Report = { run, steps: [], nodes: [], gaps: [] };
  const orGap = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      report.gaps.push((error as Error).message);
    }
  };
  await orGap(async () => {
    report.steps = (await source.getSteps()).steps;
  });
  for (const { index, name, status } of report.steps) {
    const hasEnded = status === "success" || status === "error";
    if (!hasEnded || !hasResults(name)) continue;
    await orGap(async () => {
      const pieces = await source.openArtifact("run_results.json", index);
      // A step that succeeded may have had no results to write.
      if (!pieces && status === "success") return;
      if (!pieces) throw new Error(`Step ${index} left no run_results.json`);
      const text = await readText(pieces, `run_results.json of step ${index}`);
      report.nodes.push(...readResults(text, index, source.redact));
    });
  }
  await orGap(() => addFiles(report, source, allFiles));
  return report;
}

/** Adds to each node what the manifest says of it. */
async function addFiles(
  { nodes }: Report,
  source: ReportSource,
  allFiles: boolean,
): Promise<void> {
  const wanted = nodes.filter(({ outcome }) =>
    allFiles || !["passed", "skipped"].includes(outcome)
  );
  const step = wanted[0]?.step;
  if (step === undefined) return;
  const pieces = await source.openArtifact("manifest.json", step);
  if (!pieces) throw new Error(`Step ${step} left no manifest.json`);
  const ids = new Set(wanted.map(({ uniqueId }) => uniqueId));
  const facts = await readManifest(pieces, ids);
  for (const node of nodes) {
    const file = facts.get(node.uniqueId)?.original_file_path;
    if (file) node.file = source.redact(file);
  }
}

async function readText(
  pieces: AsyncIterable<Uint8Array>,
  what: string,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > RESULTS_LIMIT) throw new Error(`${what} is too large`);
  }
  return text + decoder.decode();
}
