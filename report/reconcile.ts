/**
 * Brings the results of a step and its log together. They are compared by what
 * identifies a node, and never by their messages.
 */
import type { RunStep } from "../api/model.ts";
import { isProgress } from "./line_kinds.ts";
import type { LogFinding } from "./log_finding.ts";
import { createLogNode, createStepNode, getFailedStatus } from "./log_nodes.ts";
import type { LogReading } from "./log_reader.ts";
import { type NodeIdentity, NodeIndex, readNodeType } from "./node_identity.ts";
import type { NodeResult } from "./report_model.ts";

/** The message of a failure without a cause, if all of the log is progress. */
const NO_REASON = "The log does not say why";
/** The message if the log has lines that no row knows. */
const NOT_RECOGNISED = "No cause was recognised in the log";

/** Words the message of a failure without a cause. */
function describeNoCause({ isComplete }: LogReading): string {
  return isComplete ? NO_REASON : NOT_RECOGNISED;
}

/** A result, with the identity by which a log may name its node. */
type IndexedNode = NodeIdentity & { result: NodeResult };

/** The failures of a step that are not in its results. */
export interface LogFailures {
  /** The nodes that failed, and the step itself where no node says why. */
  nodes: NodeResult[];
  /** Those in whose message the first line says that there is no cause. */
  unexplained: NodeResult[];
}

/**
 * Adds to the results of a failed step what its log says, and finds the failures
 * that only the log names.
 *
 * @param results The results of the step, which are changed.
 */
export function reconcile(
  step: RunStep,
  results: NodeResult[],
  reading: LogReading,
): LogFailures {
  const { findings, failedCount } = reading;
  const noCause = describeNoCause(reading);
  const failedResults = results.filter(({ outcome }) => outcome === "failed");
  // Where the log counts as many failures, it cannot name another one.
  const isCountEqual = failedResults.length > 0 &&
    failedResults.length === failedCount;
  const index = new NodeIndex(results.flatMap(toIndexed));
  const nodes: NodeResult[] = [];
  const matched = new Set<NodeResult>();
  for (const finding of findings) {
    if (!finding.node) continue;
    const result = findResult(index, finding, matched);
    if (result) matched.add(result);
    const explained = { ...finding, message: finding.message || noCause };
    if (result) addToResult(result, explained, { isCountEqual });
    else if (!isCountEqual) nodes.push(createLogNode(step, explained));
  }
  const failedNodes = [...results, ...nodes]
    .filter(({ outcome }) => outcome === "failed");
  const stepFailures = createStepFailures(step, reading, failedNodes);
  return { ...stepFailures, nodes: [...nodes, ...stepFailures.nodes] };
}

/** Creates the failures of the step itself: errors that are in no node's message. */
function createStepFailures(
  step: RunStep,
  reading: LogReading,
  failedNodes: NodeResult[],
): LogFailures {
  const messages = failedNodes.map(({ message }) => message).join("\n");
  const nodes: NodeResult[] = [];
  const unexplained: NodeResult[] = [];
  const stepFindings = reading.findings.filter(({ node }) => !node);
  for (const [i, finding] of stepFindings.entries()) {
    if (isMentioned(finding, messages)) continue;
    const message = finding.message || describeNoCause(reading);
    const node = createLogNode(step, { ...finding, message });
    if (i > 0) node.uniqueId += `.${i + 1}`;
    if (!finding.message) unexplained.push(node);
    nodes.push(node);
  }
  if (failedNodes.length > 0 || nodes.length > 0) return { nodes, unexplained };
  const node = createUnexplainedStep(step, reading);
  return { nodes: [node], unexplained: [node] };
}

/** Adds the identity to a result, if it is one of a node. */
function toIndexed(result: NodeResult): IndexedNode[] {
  const type = readNodeType(result.type);
  if (!type) return [];
  return [{ type, name: result.name, project: result.package, result }];
}

/**
 * Finds the result of a finding's node. Of several, it prefers those that failed:
 * the one of the same file, then one without a message.
 *
 * @param matched The results of the findings before; a twin is none of these.
 */
function findResult(
  index: NodeIndex<IndexedNode>,
  { node, file, isTwin }: LogFinding,
  matched: ReadonlySet<NodeResult>,
): NodeResult | undefined {
  if (!node) return;
  const found = index.findAll(node).map(({ result }) => result)
    .filter((result) => !isTwin || !matched.has(result));
  const failed = found.filter(({ outcome }) => outcome === "failed");
  return failed.find((result) => file && result.file === file) ??
    failed.find(({ message }) => !message) ?? failed[0] ?? found[0];
}

/** Adds to a result what it lacks of a finding of the same node. */
function addToResult(
  result: NodeResult,
  { message, file, line, node }: LogFinding,
  { isCountEqual }: { isCountEqual: boolean },
): void {
  // dbt's own error counts for more than a result that knows nothing of it.
  // Fusion calls a source stale whether that is an error or a warning.
  const mayWarn = result.outcome === "warned" && node!.type === "source";
  if (result.outcome !== "failed" && !mayWarn && !isCountEqual) {
    result.outcome = "failed";
    result.status = getFailedStatus(node!);
    result.message = message;
  }
  if (result.outcome !== "failed") return;
  // A number is the count of failing rows.
  const hasCause = result.message && !/^\d+$/.test(result.message);
  if (!hasCause) result.message = message;
  result.file ??= file ?? null;
  if (line && result.file === file) result.line ??= line;
}

/** Whether the messages of nodes contain the first line of a step's error. */
function isMentioned({ message }: LogFinding, messages: string): boolean {
  const [first = ""] = message.split("\n");
  return !!first.trim() && messages.includes(first);
}

/** Creates the node of a step whose log has no cause: it shows the last lines. */
function createUnexplainedStep(
  step: RunStep,
  { lastLines, isComplete }: LogReading,
): NodeResult {
  if (isComplete) {
    return createStepNode(step, [NO_REASON, ...lastLines].join("\n"));
  }
  const title = `${NOT_RECOGNISED}. Its end:`;
  // The lines of progress before the first unknown line say nothing.
  const start = lastLines.findIndex((line) => !isProgress(line));
  const shown = start < 0 ? lastLines.slice(-1) : lastLines.slice(start);
  return createStepNode(step, [title, ...shown].join("\n"));
}
