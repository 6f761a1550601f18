/** Collects what a run left behind: steps, logs and results. */
import type { Run, RunStep } from "../api/run.ts";
import { readText } from "../api/json.ts";
import { toFailedNode } from "./broken_step.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import type { Report } from "./report.ts";
import { type NodeResult, readResults, resultsFile } from "./results.ts";

/** The maximum size of results, which may inflate: memory for 64 MiB is all there is. */
const RESULTS_LIMIT = 24 * 1_024 * 1_024;

/** Where a report comes from: the API, or a test. */
export interface ReportSource {
  /** The steps with their logs, and the folder of the dbt project. */
  getSteps: () => Promise<{ steps: RunStep[]; projectDir: string | null }>;
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
  /** The folder of the dbt project; by default what the environment says. */
  projectDir?: string | undefined;
  /** Whether nodes that passed get their files, too. */
  allFiles?: boolean;
}

/** Collects the report of a run. What is missing is a gap, and no error. */
export async function collectReport(
  run: Run,
  source: ReportSource,
  options: CollectOptions = {},
): Promise<Report> {
  const gaps: string[] = [];
  const orGap = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      gaps.push((error as Error).message);
      return otherwise;
    }
  };
  const { steps, projectDir } = await orGap(source.getSteps(), {
    steps: [],
    projectDir: null,
  });
  const results = await Promise.all(
    steps.map((step) => orGap(nodesOf(step, source), [])),
  );
  const nodes = results.flat();
  const { allFiles = false, projectDir: folder = projectDir ?? "" } = options;
  await orGap(addFacts(nodes, source, { allFiles, folder }), undefined);
  const broken = steps.filter(({ status, index }) =>
    status === "error" &&
    !nodes.some(({ step, outcome }) => step === index && outcome === "failed")
  );
  for (const step of broken) {
    const node = toFailedNode(step);
    nodes.push({ ...node, file: node.file && inFolder(folder, node.file) });
  }
  return { run, steps, nodes, flaky: [], gaps };
}

async function nodesOf(
  step: RunStep,
  source: ReportSource,
): Promise<NodeResult[]> {
  const { index, name, status } = step;
  const file = resultsFile(name);
  if (!file || (status !== "success" && status !== "error")) return [];
  const pieces = await source.openArtifact(file, index);
  if (!pieces) return [];
  const tooLong = `${file} of step ${index} is too large`;
  const text = await readText(pieces, RESULTS_LIMIT, tooLong);
  return readResults(text, step, source.redact);
}

/** Adds to each node what the manifest says of it. */
async function addFacts(
  nodes: NodeResult[],
  source: ReportSource,
  { allFiles, folder }: { allFiles: boolean; folder: string },
): Promise<void> {
  const wanted = nodes.filter(({ outcome }) =>
    allFiles || !["passed", "skipped"].includes(outcome)
  );
  const step = wanted[0]?.step;
  if (step === undefined) return;
  const pieces = await source.openArtifact("manifest.json", step);
  if (!pieces) return;
  const ids = new Set(wanted.map(({ uniqueId }) => uniqueId));
  const manifest = await readManifest(pieces, ids);
  for (const node of wanted) {
    node.file = source.redact(fileOf(node, manifest, folder));
    node.tests = source.redact(testedBy(node, manifest));
  }
}

function fileOf(
  { uniqueId, package: name }: NodeResult,
  { nodes, project = name }: Manifest,
  folder: string,
): string | null {
  const path = nodes.get(uniqueId)?.original_file_path?.replaceAll("\\", "/");
  if (!path) return null;
  return name === project
    ? inFolder(folder, path)
    : `dbt_packages/${name}/${path}`;
}

function testedBy(
  { uniqueId, type }: NodeResult,
  { nodes }: Manifest,
): string | null {
  const { attached_node: id, column_name: column } = nodes.get(uniqueId) ?? {};
  const node = id?.split(".").slice(2).join(".");
  const tested = [node, column].filter(Boolean).join(".");
  return type === "test" && tested ? tested : null;
}

/** A path of the dbt project as one of its repository. */
function inFolder(folder: string, path: string): string {
  return [folder, path].join("/").split(/[\\/]+/)
    .filter((name) => name && name !== ".").join("/");
}
