/** Joins the report of a retry with that of the attempt before it. */
import type { NodeResult, Report } from "./model.ts";
import { selectNodes } from "./report.ts";
import { extractCommand } from "./step_command.ts";

/** A step's place may differ from attempt to attempt; its command does not. */
function keyOf({ type, name, uniqueId }: NodeResult): string {
  return type === "step" ? name : uniqueId;
}

/** The report of a retry, with what the attempt before it leaves to say. */
export function mergeAttempts(report: Report, before: Report): Report {
  const { run, steps, nodes } = report;
  const failed = new Set(selectNodes(report, "failed").map(keyOf));
  const once = [...before.flaky, ...selectNodes(before, "failed")]
    .filter((node) => !failed.has(keyOf(node)));
  const done = new Set([
    ...before.flaky.map(keyOf),
    ...selectNodes(report, "passed", "warned", "unknown").map(keyOf),
    ...steps.map(({ status, name }) =>
      status === "success" && extractCommand(name)
    ),
  ]);
  // A retry that broke off says nothing of the nodes that it did not come to.
  const isDone = (node: NodeResult) =>
    run.status === "success" || done.has(keyOf(node));
  const left = once.filter((node) => !isDone(node))
    .map((node) => ({ ...node, step: 0 }));
  return { ...report, nodes: [...left, ...nodes], flaky: once.filter(isDone) };
}
