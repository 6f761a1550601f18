/** Selects nodes of a report, each once. */
import type { NodeOutcome, NodeResult, Report } from "./report_model.ts";

/** Keeps one result of each node: that of the last try. */
export function uniqueNodes(nodes: NodeResult[]): NodeResult[] {
  return [...new Map(nodes.map((node) => [node.uniqueId, node])).values()];
}

/** Selects the nodes with one of these outcomes, each once. */
export function selectNodes(
  { nodes }: Report,
  ...outcomes: NodeOutcome[]
): NodeResult[] {
  return uniqueNodes(nodes.filter(({ outcome }) => outcomes.includes(outcome)));
}
