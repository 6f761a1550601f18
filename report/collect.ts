/** Collects what a run left behind: steps, logs and results. */
import type { Run, RunStep } from "../api/run.ts";
import { readText } from "../api/json.ts";
import { type LogFinding, readLog } from "./log_reader.ts";
import { addFacts, inFolder } from "./manifest.ts";
import type { NodeResult, Report, ReportSource } from "./model.ts";
import { isInformative } from "./report.ts";
import { BLANK, readResults } from "./results.ts";
import { extractCommand, resultsFile } from "./step_command.ts";

/** The maximum size of results, which may inflate: memory for 64 MiB is all there is. */
const RESULTS_LIMIT = 24 * 1_024 * 1_024;

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
  if (!step || !isInformative(message)) return;
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
    name: isStep ? extractCommand(stepName) : name,
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
