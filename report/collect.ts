/** Collects what a run left behind: steps, logs and results. */
import type { Run, RunStep } from "../api/run.ts";
import { readText } from "../api/json.ts";
import { JsonScanner } from "../api/json_scan.ts";
import { type LogFinding, readLog } from "./log_reader.ts";
import { explains, type Report } from "./report.ts";
import {
  BLANK,
  commandOf,
  type NodeResult,
  readResults,
  type Results,
  resultsFile,
} from "./results.ts";

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
  const read = await Promise.all(
    steps.map((step) => orGap(resultsOf(step, source), undefined)),
  );
  const nodes = once(read);
  const { allFiles = false, projectDir: folder = projectDir ?? "" } = options;
  await orGap(addFacts(nodes, source, { allFiles, folder }), undefined);
  for (const step of steps.filter(({ status }) => status === "error")) {
    addFindings(nodes, step, folder);
  }
  addRunMessage(nodes, steps, run);
  const isGreen = run.status === "success";
  // What is only a step's fault does not fail a run that succeeded.
  for (const node of isGreen ? nodes : []) {
    if (node.outcome === "failed") node.outcome = "warned";
  }
  const files = read.filter((results) => results !== undefined);
  const ranNothing = isGreen && files.length > 0 &&
    files.every(({ isEmpty }) => isEmpty);
  return { run, steps, nodes, flaky: [], gaps, ranNothing };
}

/** The nodes of all steps; a file of an earlier step is not a later one's. */
function once(read: (Results | undefined)[]): NodeResult[] {
  const seen = new Set<string>();
  return read.flatMap((results) => {
    const { nodes = [], invocationId } = results ?? {};
    if (invocationId && seen.has(invocationId)) return [];
    if (invocationId) seen.add(invocationId);
    return nodes;
  });
}

const UNTOLD = "The log does not say why";
/** What a finding names that is of no node. */
const OF_STEP = { type: "step", name: "" };

/** Adds what the log of a failed step says, and its results do not. */
function addFindings(nodes: NodeResult[], step: RunStep, folder: string): void {
  const own = nodes.filter((node) => node.step === step.index);
  const failed = own.filter(({ outcome }) => outcome === "failed");
  const isTold = (message: string) =>
    failed.some((node) => node.message.includes(message.split("\n")[0]!));
  const { findings, end } = readLog(step.logs ?? "");
  for (const finding of findings) {
    const { type, name, message, line } = finding;
    const file = finding.file && inFolder(folder, finding.file);
    const node = own.find((node) =>
      node.type === type && `.${node.name}`.endsWith(`.${name}`)
    );
    if (node) {
      if (node.outcome === "failed") fillIn(node, { message, file, line });
    } else if (!(failed.length > 0 && (!message || isTold(message)))) {
      const made = nodeOf(step, { ...finding, file }, message || UNTOLD);
      const isTwin = nodes.some(({ uniqueId }) => uniqueId === made.uniqueId);
      const more = isTwin ? `.${message.split("\n")[0]}` : "";
      nodes.push({ ...made, uniqueId: made.uniqueId + more });
    }
  }
  if (failed.length > 0 || findings.length > 0) return;
  const text = [UNTOLD, ...end].join("\n");
  nodes.push(nodeOf(step, OF_STEP, text));
}

/** Adds to a node what its results do not say. */
function fillIn(
  node: NodeResult,
  { message, file, line }: Pick<LogFinding, "message" | "file" | "line">,
): void {
  if (!node.message || /^\d+$/.test(node.message)) node.message = message;
  node.file ??= file ?? null;
  if (line && node.file === file) node.line ??= line;
}

/** Adds why dbt Cloud ended the run to the step at which it did. */
function addRunMessage(nodes: NodeResult[], steps: RunStep[], run: Run): void {
  const step = steps.findLast(({ status }) =>
    status === "error" || status === "cancelled"
  );
  const message = run.statusMessage ?? "";
  if (!step || !explains(message)) return;
  const isOfStep = (node: NodeResult) =>
    node.step === step.index && node.type === "step";
  const node = nodes.find(isOfStep) ??
    nodeOf(step, OF_STEP, "");
  const rest = node.message.split("\n").filter((line) => line !== UNTOLD);
  const others = nodes.filter((other) => other !== node);
  const whole = [message, ...rest].join("\n").trim();
  nodes.splice(0, nodes.length, { ...node, message: whole }, ...others);
}

/** A finding of a log as a node that failed. */
function nodeOf(
  { index, name: stepName, durationMs }: RunStep,
  { type, name, project, file, line }: Omit<LogFinding, "message">,
  message: string,
): NodeResult {
  const isStep = type === "step";
  return {
    ...BLANK,
    uniqueId: isStep ? `step.${index}` : `${type}.${project ?? "dbt"}.${name}`,
    name: isStep ? commandOf(stepName) : name,
    type,
    package: isStep ? "dbt Cloud" : project ?? "dbt",
    status: type.endsWith("test") ? "fail" : "error",
    outcome: "failed",
    message,
    seconds: isStep ? (durationMs ?? 0) / 1_000 : 0,
    file: file ?? null,
    ...(line && { line }),
    step: index,
  };
}

async function resultsOf(
  step: RunStep,
  source: ReportSource,
): Promise<Results | undefined> {
  const { index, name, status } = step;
  const file = resultsFile(name);
  if (!file || (status !== "success" && status !== "error")) return;
  const pieces = await source.openArtifact(file, index);
  if (!pieces) return;
  const tooLong = `${file} of step ${index} is too large`;
  const text = await readText(pieces, RESULTS_LIMIT, tooLong);
  return readResults(text, step, source.redact);
}

// What `manifest.json` says

/** What is read of each node. */
const FIELDS = ["original_file_path", "attached_node", "column_name"] as const;

/** What a manifest says of a node. */
export type NodeFacts = { [field in (typeof FIELDS)[number]]?: string };

/** What a manifest says. */
export interface Manifest {
  /** The name of the dbt project; all else are packages. */
  project: string | undefined;
  nodes: Map<string, NodeFacts>;
}

/** Reads a manifest of any size, and keeps only the nodes that are wanted. */
export async function readManifest(
  pieces: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
): Promise<Manifest> {
  const manifest: Manifest = { project: undefined, nodes: new Map() };
  const { nodes } = manifest;
  const scanner = new JsonScanner({
    depth: 3,
    // Such as nodes, model.shop.orders, original_file_path.
    wants: ([map, id, field]) =>
      map === "metadata"
        ? id === "project_name"
        : FIELDS.some((name) => name === field) && wanted.has(String(id)),
    onValue([map, id, field], value) {
      if (typeof value !== "string") return;
      if (map === "metadata") manifest.project = value;
      else nodes.set(String(id), { ...nodes.get(String(id)), [field!]: value });
    },
  });
  for await (const piece of pieces) scanner.push(piece);
  return manifest;
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
