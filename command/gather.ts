/** Learns what a run that has ended left behind: steps, logs and results. */
import { delay } from "@std/async/delay";
import {
  type ClientOptions,
  DbtCloudError,
  getArtifact,
  getRun,
  listArtifacts,
  type Run,
} from "../mod.ts";
import { findFiles } from "../report/manifest.ts";
import type { Report } from "../report/report.ts";
import { hasResults, readResults } from "../report/results.ts";

/** What a run leaves behind may come some seconds late. */
const TRIES = 3;
const LATE_PAUSE = 2_000;
const RESULTS_LIMIT = 64 * 1_024 * 1_024;
const ARTIFACTS = [
  "manifest.json",
  "run_results.json",
  "catalog.json",
  "sources.json",
];

/**
 * Gathers the report of a run. What is missing is a gap in the report, a line,
 * and no error. With `allFiles`, the nodes that passed get their files, too.
 */
export async function gather(
  run: Run,
  options: ClientOptions,
  allFiles: boolean,
): Promise<Report> {
  const report: Report = { run, steps: [], nodes: [], gaps: [] };
  const { nodes, gaps } = report;
  const gap = (error: unknown) => gaps.push((error as Error).message);
  try {
    const ask = () => getRun(run.id, { ...options, steps: true });
    const isWhole = ({ steps }: Run) =>
      run.status !== "error" || steps.some(({ status }) => status === "error");
    report.steps = (await again(ask, options, isWhole)).steps;
  } catch (error) {
    gap(error);
  }
  for (const { index, name, status } of report.steps) {
    const hasEnded = status === "success" || status === "error";
    if (!hasEnded || !hasResults(name)) continue;
    try {
      const read = () => readText(run.id, "run_results.json", index, options);
      nodes.push(...readResults(await again(read, options), index));
    } catch (error) {
      // A step that succeeded may have had no results to write.
      const isNone = error instanceof DbtCloudError && error.status === 404;
      if (!isNone || status === "error") gap(error);
    }
  }
  const wanted = nodes.filter(({ outcome }) =>
    allFiles || !["passed", "skipped"].includes(outcome)
  );
  const step = wanted[0]?.step;
  if (step === undefined) return report;
  try {
    const name = "manifest.json";
    const { body } = await getArtifact(run.id, name, { ...options, step });
    const ids = new Set(wanted.map(({ uniqueId }) => uniqueId));
    const files = await findFiles(body!, ids);
    for (const node of nodes) {
      const file = files.get(node.uniqueId);
      if (file) node.file = file;
    }
  } catch (error) {
    gap(error);
  }
  return report;
}

/** Opens those of the well-known artifacts that there are, one by one. */
export async function* openArtifacts(
  { run, nodes }: Report,
  options: ClientOptions,
): AsyncGenerator<[name: string, body: ReadableStream<Uint8Array>]> {
  const names = await listArtifacts(run.id, options);
  // The last step's results may be those of dbt docs.
  const step = nodes.at(-1)?.step;
  for (const name of ARTIFACTS) {
    const isOwn = name === "run_results.json" && step !== undefined;
    if (!isOwn && !names.includes(name)) continue;
    const more = isOwn ? { ...options, step } : options;
    const { body } = await getArtifact(run.id, name, more);
    yield [name, body!];
  }
}

async function again<T>(
  call: () => Promise<T>,
  { signal }: ClientOptions,
  isWhole: (result: T) => boolean = () => true,
): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      const result = await call();
      if (isWhole(result) || tries === TRIES) return result;
    } catch (error) {
      if (tries === TRIES || !(error instanceof DbtCloudError)) throw error;
    }
    await delay(LATE_PAUSE, { ...(signal && { signal }) });
  }
}

async function readText(
  runId: number,
  path: string,
  step: number,
  options: ClientOptions,
): Promise<string> {
  const { body } = await getArtifact(runId, path, { ...options, step });
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of body!) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > RESULTS_LIMIT) {
      throw new Error(`Cannot read ${path} of step ${step}: it is too large`);
    }
  }
  return text;
}
