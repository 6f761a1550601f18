/** Collects the report of a run from its steps, logs and results. */
import { pause } from "../api/clock.ts";
import type { Run, RunStep } from "../api/model.ts";
import { createStepNode } from "./log_nodes.ts";
import { readLog } from "./log_reader.ts";
import { addManifestFacts, toRepositoryPath } from "./manifest.ts";
import { readHistory } from "./read_history.ts";
import { reconcile } from "./reconcile.ts";
import type { NodeResult, Report, ReportSource } from "./report_model.ts";
import { firstLine } from "./report_words.ts";
import { isInformative } from "./run_verdict.ts";
import { findVerb } from "./step_command.ts";
import {
  classifyResults,
  hasSelectedNothing,
  joinNodes,
  readStepResults,
} from "./step_results.ts";

/** Options for {@linkcode collectReport}. */
export interface CollectOptions {
  /** The folder of the dbt project, by default that of the environment. */
  projectDir?: string | undefined;
  /** Whether nodes that passed get their files, too. */
  allFiles?: boolean;
}

/** Collects the report of a run. A part that cannot be read is a gap, and no error. */
export async function collectReport(
  run: Run,
  source: ReportSource,
  options: CollectOptions,
): Promise<Report> {
  const gaps: string[] = [];
  const addGap = ({ message }: Error) => void gaps.push(message);
  const details = await source.getSteps().catch(addGap);
  const { steps = [], jobName } = details ?? {};
  const folder = options.projectDir ?? details?.projectDir ?? "";
  const readings = await readStepResults(steps, source, addGap);
  const nodes = joinNodes(readings);
  const described = options.allFiles ? nodes : nodes.filter(isOfInterest);
  await addManifestFacts(described, source, folder).catch(addGap);
  await addLogFailures(nodes, steps, { run, folder });
  const isGreen = run.status === "success";
  if (isGreen) downgradeFailures(nodes);
  const report: Report = {
    run: { ...run, jobName: run.jobName ?? jobName ?? null },
    steps,
    nodes,
    flaky: [],
    gaps,
    results: steps.map(({ index }, i) => ({
      step: index,
      state: classifyResults(readings[i]!, source.areArtifactsSaved?.()),
    })),
    ranNothing: isGreen && hasSelectedNothing(steps, readings),
  };
  return source.history ? await readHistory(report, source.history) : report;
}

/** Whether the report shows where a node is. */
function isOfInterest({ outcome }: NodeResult): boolean {
  return outcome !== "passed" && outcome !== "skipped";
}

/** Turns failures into warnings: a run that succeeded does not fail because a step did. */
function downgradeFailures(nodes: NodeResult[]): void {
  for (const node of nodes) {
    if (node.outcome === "failed") node.outcome = "warned";
  }
}

/** Adds the failures that only the logs of failed steps, or the run itself, name. */
async function addLogFailures(
  nodes: NodeResult[],
  steps: RunStep[],
  { run, folder }: { run: Run; folder: string },
): Promise<void> {
  const unexplained = new Set<NodeResult>();
  for (const step of steps.filter(({ status }) => status === "error")) {
    addStepFailures(nodes, step, folder).forEach((it) => unexplained.add(it));
    // A signal must not wait until all logs are read.
    await pause(0);
  }
  addRunMessage(nodes, steps, { run, unexplained });
}

/**
 * Adds the failures that only the log of a step names.
 *
 * @returns Those whose first line says that there is no cause.
 */
function addStepFailures(
  nodes: NodeResult[],
  step: RunStep,
  folder: string,
): NodeResult[] {
  const results = nodes.filter((node) => node.step === step.index);
  const isLint = findVerb(step.name) === "lint";
  const reading = readLog(step.logs ?? "", { isLint });
  for (const finding of reading.findings) {
    if (finding.file) finding.file = toRepositoryPath(folder, finding.file);
  }
  const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
  const failures = reconcile(step, results, reading);
  for (const node of failures.nodes) {
    // The error of the same node in another step is another error.
    if (ids.has(node.uniqueId)) node.uniqueId += `.${firstLine(node)}`;
    // Nodes of one name may have one cause, too.
    for (let n = 2, id = node.uniqueId; ids.has(node.uniqueId); n++) {
      node.uniqueId = `${id}.${n}`;
    }
    ids.add(node.uniqueId);
    nodes.push(node);
  }
  return failures.unexplained;
}

/** Adds dbt Cloud's reason for the run's end to the step that it ended. */
function addRunMessage(
  nodes: NodeResult[],
  steps: RunStep[],
  { run, unexplained }: { run: Run; unexplained: ReadonlySet<NodeResult> },
): void {
  const step = steps.findLast(({ status }) =>
    status === "error" || status === "cancelled"
  );
  const message = run.statusMessage ?? "";
  if (!step || !isInformative(message)) return;
  const index = nodes.findIndex((node) =>
    node.step === step.index && node.type === "step"
  );
  const [node = createStepNode(step, "")] = index < 0
    ? []
    : nodes.splice(index, 1);
  // The reason stands in the place of the line that there is none.
  const lines = node.message.split("\n").slice(unexplained.has(node) ? 1 : 0);
  nodes.unshift({ ...node, message: [message, ...lines].join("\n").trim() });
}
