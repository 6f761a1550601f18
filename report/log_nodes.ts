/** Creates the nodes that only the log of a step names, and the node of a step. */
import type { RunStep } from "../api/model.ts";
import type { LogFinding } from "./log_finding.ts";
import type { NodeIdentity } from "./node_identity.ts";
import type { NodeResult } from "./report_model.ts";
import { EMPTY_NODE } from "./results.ts";
import { extractCommand } from "./step_command.ts";

/** The project of a node, where the log names none. */
const UNKNOWN_PROJECT = "dbt";

/**
 * Whether only the log names a node. Then its id may differ from dbt's own: it
 * has no hash, and maybe another project.
 */
export function isNamedByLog(
  { uniqueId, type, package: project }: NodeResult,
): boolean {
  const hasHash = /\.[0-9a-f]{10}$/.test(uniqueId);
  return project === UNKNOWN_PROJECT || (type === "test" && !hasHash);
}

/** Creates the node of a step that failed. */
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

/** Creates the node that a finding names, or else that of the step. */
export function createLogNode(
  step: RunStep,
  { node, file, line, message }: LogFinding,
): NodeResult {
  const place = { file: file ?? null, ...(line && { line }) };
  if (!node) return { ...createStepNode(step, message), ...place };
  const { type, name, project = UNKNOWN_PROJECT } = node;
  return {
    ...EMPTY_NODE,
    ...place,
    uniqueId: `${type}.${project}.${name}`,
    name,
    type,
    package: project,
    status: getFailedStatus(node),
    outcome: "failed",
    message,
    seconds: 0,
    step: step.index,
  };
}

/** Gets dbt's word for the failure of a node: a test fails, others have an error. */
export function getFailedStatus({ type }: NodeIdentity): string {
  return type.endsWith("test") ? "fail" : "error";
}
