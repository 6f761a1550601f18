/** Collects what a run left behind: steps, logs and results. */
import type { readerOf } from "../api/artifacts.ts";
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
  resultsFile,
} from "./results.ts";

/** The maximum size of results, which may inflate: memory for 64 MiB is all there is. */
const RESULTS_LIMIT = 24 * 1_024 * 1_024;

/** Where a report comes from. */
type ReportSource = ReturnType<typeof readerOf>;

/**
 * Collects the report of a run. What is missing is a gap, and no error.
 *
 * @param options The folder of the dbt project, by default what the environment
 * says; and whether nodes that passed get their files, too.
 */
export async function collectReport(
  run: Run,
  source: ReportSource,
  options: { projectDir?: string | undefined; allFiles?: boolean },
): Promise<Report> {
  const gaps: string[] = [];
  const orGap = <T>(work: Promise<T>): Promise<T | void> =>
    work.catch(({ message }: Error) => void gaps.push(message));
  const { steps = [], projectDir } = await orGap(source.getSteps()) ?? {};
  const read = await Promise.all(
    steps.map((step) => orGap(resultsOf(step, source))),
  );
  const files = read.filter((results) => results !== undefined);
  const nodes = files.filter(({ invocationId: id }, i) =>
    // A file of an earlier step is not a later one's.
    !id || files.findIndex(({ invocationId }) => invocationId === id) === i
  ).flatMap((results) => results.nodes);
  const { allFiles, projectDir: folder = projectDir ?? "" } = options;
  const wanted = nodes.filter(({ outcome }) =>
    allFiles || !["passed", "skipped"].includes(outcome)
  );
  await orGap(addFacts(wanted, source, folder));
  for (const step of steps.filter(({ status }) => status === "error")) {
    addFindings(nodes, step, folder);
  }
  addRunMessage(nodes, steps, run);
  const isGreen = run.status === "success";
  // What is only a step's fault does not fail a run that succeeded.
  for (const node of isGreen ? nodes : []) {
    if (node.outcome === "failed") node.outcome = "warned";
  }
  const ranNothing = isGreen && files.length > 0 &&
    files.every(({ isEmpty }) => isEmpty);
  return { run, steps, nodes, flaky: [], gaps, ranNothing };
}

const UNTOLD = "The log does not say why";

/** Adds what the log of a failed step says, and its results do not. */
function addFindings(nodes: NodeResult[], step: RunStep, folder: string): void {
  const own = nodes.filter((node) => node.step === step.index);
  const failed = own.filter(({ outcome }) => outcome === "failed");
  const { findings, end } = readLog(step.logs ?? "");
  for (const finding of findings) {
    const { type, name, message, file } = finding;
    const [first = ""] = message.split("\n");
    if (file) finding.file = inFolder(folder, file);
    const node = own.find((node) =>
      node.type === type && `.${node.name}`.endsWith(`.${name}`)
    );
    if (node?.outcome === "failed") fillIn(node, finding);
    if (node || failed.some((node) => node.message.includes(first))) continue;
    const made = nodeOf(step, finding);
    const isTwin = nodes.some(({ uniqueId }) => uniqueId === made.uniqueId);
    if (isTwin) made.uniqueId += `.${first}`;
    nodes.push(made);
  }
  if (failed.length > 0 || findings.length > 0) return;
  nodes.push(ofStep(step, [UNTOLD, ...end].join("\n")));
}

/** Adds to a node what its results do not say. */
function fillIn(node: NodeResult, { message, file, line }: LogFinding): void {
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
  const at = nodes.findIndex(({ step: index, type }) =>
    index === step.index && type === "step"
  );
  const [node = ofStep(step, "")] = nodes.splice(at, at < 0 ? 0 : 1);
  const rest = node.message.split("\n").filter((line) => line !== UNTOLD);
  nodes.unshift({ ...node, message: [message, ...rest].join("\n").trim() });
}

/** A step as a node that failed. */
function ofStep(step: RunStep, message: string): NodeResult {
  return nodeOf(step, { type: "step", name: "", message });
}

/** A finding of a log as a node that failed. */
function nodeOf(
  { index, name: stepName, durationMs }: RunStep,
  { type, name, project = "dbt", file, line, message }: LogFinding,
): NodeResult {
  const isStep = type === "step";
  return {
    ...BLANK,
    uniqueId: isStep ? `step.${index}` : `${type}.${project}.${name}`,
    name: isStep ? commandOf(stepName) : name,
    type,
    package: isStep ? "dbt Cloud" : project,
    status: type.endsWith("test") ? "fail" : "error",
    outcome: "failed",
    message: message || UNTOLD,
    seconds: isStep ? (durationMs ?? 0) / 1_000 : 0,
    file: file ?? null,
    ...(line && { line }),
    step: index,
  };
}

async function resultsOf(step: RunStep, source: ReportSource) {
  const { index, name, status } = step;
  const file = resultsFile(name);
  if (!file || (status !== "success" && status !== "error")) return;
  const pieces = await source.openArtifact(file, index);
  if (!pieces) return;
  const tooLong = new Error(`${file} of step ${index} is too large`);
  const text = await readText(pieces, RESULTS_LIMIT, tooLong);
  return readResults(text, step, source.redact);
}

// What `manifest.json` says

/** What is read of each node. */
const FIELDS = ["original_file_path", "attached_node", "column_name"];

/**
 * Reads a manifest of any size: the fields of the nodes that are wanted, and the
 * name of the dbt project; all else are packages.
 */
export async function readManifest(
  pieces: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
) {
  const nodes = new Map<string, { [field: string]: string | undefined }>();
  let project = undefined as string | undefined;
  const scanner = new JsonScanner({
    depth: 3,
    // Such as nodes, model.shop.orders, original_file_path.
    wants: ([map, id, field]) =>
      map === "metadata"
        ? id === "project_name"
        : FIELDS.includes(String(field)) && wanted.has(String(id)),
    onValue([map, id, field], value) {
      if (typeof value !== "string") return;
      if (map === "metadata") project = value;
      else nodes.set(String(id), { ...nodes.get(String(id)), [field!]: value });
    },
  });
  for await (const piece of pieces) scanner.push(piece);
  return { project, nodes };
}

/** Adds to each node what the manifest says of it. */
async function addFacts(
  nodes: NodeResult[],
  source: ReportSource,
  folder: string,
): Promise<void> {
  const [first] = nodes;
  const pieces = first &&
    await source.openArtifact("manifest.json", first.step);
  if (!pieces) return;
  const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
  const manifest = await readManifest(pieces, ids);
  for (const node of nodes) {
    const { package: group, type } = node;
    const { project = group } = manifest;
    const root = group === project ? folder : `dbt_packages/${group}`;
    const facts = manifest.nodes.get(node.uniqueId) ?? {};
    const path = facts.original_file_path;
    if (path) node.file = source.redact(inFolder(root, path));
    // Such as orders.v2, of model.shop.orders.v2, and a column of it.
    const name = facts.attached_node?.split(".").slice(2).join(".");
    const tested = [name, facts.column_name].filter(Boolean).join(".");
    if (type === "test" && tested) node.tests = source.redact(tested);
  }
}

/** A path of the dbt project as one of its repository. */
function inFolder(folder: string, path: string): string {
  return [folder, path].join("/").split(/[\\/]+/)
    .filter((name) => name && name !== ".").join("/");
}
