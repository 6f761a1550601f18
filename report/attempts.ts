/** Joins the report of a retry with that of the attempt before it. */
import { readLog } from "./log_reader.ts";
import type { NodeResult, Report } from "./report_model.ts";
import { RETRY_RAN_NOTHING } from "./run_verdict.ts";
import { selectNodes } from "./select_nodes.ts";
import { extractCommand, runsNodes } from "./step_command.ts";

/** Identifies a node in all attempts: a step by its command, for its index may differ. */
function toKey({ type, name, uniqueId }: NodeResult): string {
  return type === "step" ? name : uniqueId;
}

/** Adds to the report of a retry the failures of the attempt before it. */
export function mergeAttempts(report: Report, before: Report): Report {
  const { run, steps, nodes } = report;
  const retryRanNothing = hasRunNothing(report, before);
  const failedKeys = new Set(selectNodes(report, "failed").map(toKey));
  const failedBefore = [...before.flaky, ...selectNodes(before, "failed")]
    .filter((node) => !failedKeys.has(toKey(node)));
  const finishedKeys = new Set([
    ...before.flaky.map(toKey),
    ...selectNodes(report, "passed", "warned", "unknown").map(toKey),
    ...steps.map(({ status, name }) =>
      status === "success" && extractCommand(name)
    ),
  ]);
  // A retry that broke off says nothing of the nodes that it did not reach.
  const isRepaired = (node: NodeResult) =>
    !retryRanNothing &&
    (run.status === "success" || finishedKeys.has(toKey(node)));
  const remaining = failedBefore.filter((node) => !isRepaired(node))
    .map((node) => ({
      ...node,
      step: 0,
      ...(retryRanNothing && {
        message: `${node.message}\n${RETRY_RAN_NOTHING}`,
      }),
    }));
  return {
    ...report,
    nodes: [...remaining, ...nodes],
    flaky: failedBefore.filter(isRepaired),
    ...(retryRanNothing && { ranNothing: false, retryRanNothing }),
  };
}

/**
 * Whether a retry succeeded and ran no node, after an attempt that had failed
 * before any node. dbt Cloud's retry of a build that could not connect is such a
 * success. Results that cannot be read do not prove it.
 */
function hasRunNothing(report: Report, before: Report): boolean {
  const { run, steps, results = [] } = report;
  const hadNodes = before.nodes.some(({ type, step }) =>
    type !== "step" && step > 0
  );
  if (run.status !== "success" || hadNodes) return false;
  const runners = steps.filter(({ name }) => runsNodes(name));
  const isEmpty = ({ index }: { index: number }) => {
    const state = results.find(({ step }) => step === index)?.state;
    return state === "empty" || state === "absent";
  };
  return runners.length > 0 && runners.every(isEmpty) &&
    !steps.some(({ logs }) => readLog(logs ?? "").namesNode);
}
