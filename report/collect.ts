/** Collects the report of a run from its steps, logs and results. */
import { pause } from "../api/clock.ts";
import type { Run, RunStep } from "../api/model.ts";
import { readLog } from "./log_reader.ts";
import { addManifestFacts, toRepositoryPath } from "./manifest.ts";
import type {
  NodeResult,
  Report,
  ReportSource,
  ResultsState,
} from "./report_model.ts";
import { readHistory } from "./read_history.ts";
import { createStepNode, reconcile, withoutExcuse } from "./reconcile.ts";
import { firstLine } from "./report_words.ts";
import { isInformative } from "./run_verdict.ts";
import { readResults, ResultsBudget, type StepResults } from "./results.ts";
import { findVerb, resultsFile } from "./step_command.ts";

/** The maximum size of a step's results; only a small part of them is kept. */
const MAX_RESULTS = 256 * 1_024 * 1_024;

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
  const { steps = [], projectDir, jobName } = await orGap(source.getSteps()) ??
    {};
  const budget = new ResultsBudget();
  const read = await Promise.all(
    steps.map((step) => orGap(readStepResults(step, source, budget))),
  );
  const files = read.filter((results) => !!results);
  const nodes = files.filter(({ invocationId: id }, i) =>
    // A file of an earlier step is not a later one's.
    !id || files.findIndex(({ invocationId }) => invocationId === id) === i
  ).flatMap((results) => results.nodes);
  const { allFiles, projectDir: folder = projectDir ?? "" } = options;
  const incomplete = nodes.filter(({ outcome }) =>
    allFiles || !["passed", "skipped"].includes(outcome)
  );
  await orGap(addManifestFacts(incomplete, source, folder));
  for (const step of steps.filter(({ status }) => status === "error")) {
    addFindings(nodes, step, folder);
    // A signal must not wait until all logs are read.
    await pause(0);
  }
  addRunMessage(nodes, steps, run);
  const isGreen = run.status === "success";
  // A run that succeeded does not fail because one of its steps did.
  for (const node of isGreen ? nodes : []) {
    if (node.outcome === "failed") node.outcome = "warned";
  }
  const results = steps.map(({ index }, i) => ({
    step: index,
    state: classifyResults(read[i], source.areArtifactsSaved?.()),
  }));
  const named = { ...run, jobName: run.jobName ?? jobName ?? null };
  const ranNothing = isGreen && hasSelectedNothing(steps, read);
  const report = { run: named, steps, nodes, flaky: [], gaps, results };
  const whole = { ...report, ranNothing };
  return source.history ? await readHistory(whole, source.history) : whole;
}

/** Tells results that were read from those that do not exist or could not be read. */
function classifyResults(
  results: StepResults | null | void,
  areArtifactsSaved = false,
): ResultsState["state"] {
  if (results) return results.isEmpty ? "empty" : "some";
  return results === null && areArtifactsSaved ? "absent" : "unknown";
}

/** Whether the steps that select nodes had none; an operation selects none. */
function hasSelectedNothing(
  steps: RunStep[],
  read: (StepResults | null | void)[],
): boolean {
  const files = read.filter((results, i) =>
    results && findVerb(steps[i]!.name) !== "run-operation"
  );
  return files.length > 0 && files.every((results) => results?.isEmpty);
}

/** Adds the failures that only the log of a failed step names. */
function addFindings(nodes: NodeResult[], step: RunStep, folder: string): void {
  const results = nodes.filter((node) => node.step === step.index);
  const isLint = findVerb(step.name) === "lint";
  const reading = readLog(step.logs ?? "", { isLint });
  for (const finding of reading.findings) {
    if (finding.file) finding.file = toRepositoryPath(folder, finding.file);
  }
  const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
  for (const node of reconcile(step, results, reading)) {
    // Another step's error of the same node is another one.
    const first = firstLine(node);
    if (ids.has(node.uniqueId)) node.uniqueId += `.${first}`;
    ids.add(node.uniqueId);
    nodes.push(node);
  }
}

/** Adds dbt Cloud's reason for ending the run to the step that it ended. */
function addRunMessage(nodes: NodeResult[], steps: RunStep[], run: Run): void {
  const step = steps.findLast(({ status }) =>
    status === "error" || status === "cancelled"
  );
  const message = run.statusMessage ?? "";
  if (!step || !isInformative(message)) return;
  const at = nodes.findIndex(({ step: index, type }) =>
    index === step.index && type === "step"
  );
  const node = nodes[at] ?? createStepNode(step, "");
  if (at >= 0) nodes.splice(at, 1);
  const rest = withoutExcuse(node.message);
  nodes.unshift({ ...node, message: [message, ...rest].join("\n").trim() });
}

/** Reads the results of a step; `null` if it can have some, and has none. */
async function readStepResults(
  step: RunStep,
  source: ReportSource,
  budget: ResultsBudget,
): Promise<StepResults | null | undefined> {
  const { index, name, status } = step;
  const file = resultsFile(name);
  if (!file || (status !== "success" && status !== "error")) return;
  const pieces = await source.openArtifact(file, index);
  if (!pieces) return null;
  const { redact } = source;
  return await readResults(pieces, step, {
    redact,
    budget,
    maxBytes: MAX_RESULTS,
  });
}
