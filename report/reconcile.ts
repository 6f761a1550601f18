/**
 * Makes one truth of the results of a step and of its log: by what identifies a
 * node, and never by what is said of it.
 */
import type { RunStep } from "../api/model.ts";
import type { LogFinding } from "./log_finding.ts";
import type { LogReading } from "./log_reader.ts";
import { isProgress } from "./line_kinds.ts";
import type { NodeResult } from "./report_model.ts";
import { type NodeIdentity, NodeIndex, readNodeType } from "./node_identity.ts";
import { EMPTY_NODE } from "./results.ts";
import { extractCommand } from "./step_command.ts";

/** The message of a failure without a cause, if the log is all progress. */
const NO_REASON = "The log does not say why";
/** The message if the log has lines that no row knows. */
const NOT_RECOGNISED = "No cause was recognised in the log";

/** The lines of a message without the one that says that there is no cause. */
export function withoutExcuse(message: string): string[] {
  return message.split("\n").filter((line) =>
    line !== NO_REASON && !line.startsWith(NOT_RECOGNISED)
  );
}

/** A result as what the log may name. */
type IndexedNode = NodeIdentity & { result: NodeResult };

/**
 * Adds to the results of a failed step what its log says. The log's own count
 * decides whether it may name nodes that the results do not call failed.
 *
 * @param results The results of the step; what the log says of one is added to it.
 * @returns The nodes that failed and are not in the results, and the step
 * itself where no node says why it failed.
 */
export function reconcile(
  step: RunStep,
  results: NodeResult[],
  { findings, failedCount, lastLines, isComplete }: LogReading,
): NodeResult[] {
  const failed = results.filter(({ outcome }) => outcome === "failed");
  const isWhole = failed.length > 0 && failed.length === failedCount;
  const unknown = isComplete ? NO_REASON : NOT_RECOGNISED;
  const index = new NodeIndex(results.flatMap(toIndexed));
  const added: NodeResult[] = [];
  const loose: LogFinding[] = [];
  const named = new Set<NodeResult>();
  for (const finding of findings) {
    const result = findResult(index, finding, named);
    if (result) named.add(result);
    if (!finding.node) loose.push(finding);
    else if (result) applyFinding(result, finding, isWhole, unknown);
    else if (!isWhole) added.push(findingToNode(step, finding, unknown));
  }
  const known = [...results, ...added]
    .filter(({ outcome }) => outcome === "failed");
  const texts = known.map(({ message }) => message).join("\n");
  for (const [i, finding] of loose.entries()) {
    if (isSaid(finding, texts)) continue;
    const node = findingToNode(step, finding, unknown);
    if (i > 0) node.uniqueId += `.${i + 1}`;
    added.push(node);
  }
  if (known.length > 0 || added.length > 0) return added;
  if (isComplete) {
    return [createStepNode(step, [unknown, ...lastLines].join("\n"))];
  }
  const title = `${unknown}. Its end:`;
  // It begins with a line that no row knows.
  const rest = lastLines.slice(
    lastLines.findIndex((line) => !isProgress(line)),
  );
  return [createStepNode(step, [title, ...rest].join("\n"))];
}

function toIndexed(result: NodeResult): IndexedNode[] {
  const type = readNodeType(result.type);
  if (!type) return [];
  return [{ type, name: result.name, project: result.package, result }];
}

/**
 * The result of a node; of several, the one that failed without a message. A node
 * whose name another one has is none of those that were `named` before.
 */
function findResult(
  index: NodeIndex<IndexedNode>,
  { node, file, isTwin }: LogFinding,
  named: ReadonlySet<NodeResult>,
): NodeResult | undefined {
  if (!node) return;
  const found = index.findAll(node).map(({ result }) => result)
    .filter((result) => !isTwin || !named.has(result));
  const failed = found.filter(({ outcome }) => outcome === "failed");
  return failed.find((result) => file && result.file === file) ??
    failed.find(({ message }) => !message) ?? failed[0] ?? found[0];
}

/** Adds to a result what the log says, and the result does not. */
function applyFinding(
  result: NodeResult,
  { message, file, line, node }: LogFinding,
  isWhole: boolean,
  unknown: string,
): void {
  // dbt's own error counts for more than a result that knows nothing of it.
  // Fusion calls a source stale whether that is an error or a warning.
  const mayWarn = result.outcome === "warned" && node!.type === "source";
  if (result.outcome !== "failed" && !mayWarn && !isWhole) {
    result.outcome = "failed";
    result.status = toStatus(node!);
    result.message = message || unknown;
  }
  if (result.outcome !== "failed") return;
  if (!result.message || /^\d+$/.test(result.message)) {
    result.message = message || unknown;
  }
  result.file ??= file ?? null;
  if (line && result.file === file) result.line ??= line;
}

/** Whether the whole first line of a finding of no node is in a node's message. */
function isSaid({ message }: LogFinding, texts: string): boolean {
  const [first = ""] = message.split("\n");
  return !!first.trim() && texts.includes(first);
}

/** The project of a node of which the log names none. */
const UNKNOWN_PROJECT = "dbt";

/** Whether only the log names a node: then its id is not the one of dbt. */
export function isNamedByLog({ uniqueId, type, package: project }: NodeResult) {
  const hasHash = /\.[0-9a-f]{10}$/.test(uniqueId);
  return project === UNKNOWN_PROJECT || (type === "test" && !hasHash);
}

/** A step as a node that failed. */
export function createStepNode(
  { index, name, durationMs }: RunStep,
  message: string,
): NodeResult {
  return {
    ...EMPTY_NODE,
    uniqueId: `step.${index}`,
    name: extractCommand(name),
    type: "step",
    package: "dbt Cloud",
    status: "error",
    outcome: "failed",
    message,
    seconds: (durationMs ?? 0) / 1_000,
    step: index,
  };
}

/** A finding as a node that failed. */
function findingToNode(
  step: RunStep,
  { node, file, line, message }: LogFinding,
  unknown: string,
): NodeResult {
  const place = { file: file ?? null, ...(line && { line }) };
  if (!node) return { ...createStepNode(step, message || unknown), ...place };
  const { type, name, project = UNKNOWN_PROJECT } = node;
  return {
    ...EMPTY_NODE,
    ...place,
    uniqueId: `${type}.${project}.${name}`,
    name,
    type,
    package: project,
    status: toStatus(node),
    outcome: "failed",
    message: message || unknown,
    seconds: 0,
    step: step.index,
  };
}

function toStatus({ type }: NodeIdentity): string {
  return type.endsWith("test") ? "fail" : "error";
}
