/** Formats the parts of a report that log, page and JUnit have in common. */
import { dedent, joinSome } from "./format_text.ts";
import type { NodeOutcome, NodeResult, Report } from "./report_model.ts";
import { LINE_BREAK, safeLine, safeLines } from "./safe_text.ts";
import { selectNodes } from "./select_nodes.ts";
import { extractCommand } from "./step_command.ts";

/** The labels of the counts, in their order. */
const COUNT_LABELS: { [O in NodeOutcome | "reused" | "no-op"]: string } = {
  passed: "passed",
  // dbt's own words for nodes that passed and were not built.
  reused: "reused",
  "no-op": "no-op",
  warned: "warned",
  failed: "failed",
  skipped: "skipped",
  unknown: "of unknown status",
};

/** Formats the counts of nodes, such as "30 passed, 1 warned". */
export function formatNodeCounts(nodes: NodeResult[]): string {
  const outcomes = nodes
    // A step that failed is no node of dbt.
    .filter(({ type }) => type !== "step")
    .map(({ outcome, status }) =>
      outcome === "passed" && /^(?:reused|no-op)$/.test(status)
        ? status
        : outcome
    );
  return Object.entries(COUNT_LABELS).flatMap(([outcome, label]) => {
    const count = outcomes.filter((it) => it === outcome).length;
    return count > 0 ? [`${count} ${label}`] : [];
  }).join(", ");
}

/** Formats the counts of a report's nodes. */
export function formatCounts({ ranNothing, nodes }: Report): string {
  return ranNothing ? "Nothing was selected" : formatNodeCounts(nodes);
}

/** The maximum number of nodes that are shown in full, and of skipped ones that are named. */
export const MAX_WHOLE = 10;
/** The maximum number of lines of a message, and of a test's SQL. */
const MAX_LINES = 40;
/** The number of these lines that are taken from its end. */
const TAIL_LINES = 12;
/** The maximum length of a line, in characters. */
const MAX_LENGTH = 500;

/** Formats the type and the name of a node: "unit test orders". */
export function formatLabel({ type, name }: NodeResult): string {
  return `${type.replaceAll("_", " ")} ${name}`;
}

/** Formats the type, the name and the file of a node. */
export function formatTitle(node: NodeResult): string {
  return `${formatLabel(node)}${node.file ? ` (${node.file})` : ""}`;
}

/** Formats the cause in one line; "SQL compilation error:" alone is none. */
export function firstLine({ message, status }: NodeResult): string {
  const [first = status, second = ""] = message.split(LINE_BREAK)
    .map((line) => line.trim()).filter(Boolean);
  const cause = first.endsWith(":") ? `${first} ${second}` : first;
  return safeLine(cause, { length: MAX_LENGTH }).trim();
}

/** Formats the message of a node, and its test's SQL, in lines that fit on a screen. */
export function formatDetails(node: NodeResult): string[] {
  const { message, status, tests, compiledCode, history } = node;
  const sql = compiledCode?.split(LINE_BREAK).filter((line) => line.trim());
  const code = sql?.length ? cutMiddle(dedent(sql).join("\n")) : [];
  return [
    ...cutMiddle(message.trim() ? message : status),
    ...(history ? [history] : []),
    ...(tests ? [safeLine(`Tests ${tests}`)] : []),
    ...(code.length > 0 ? ["Compiled SQL:"] : []),
    ...code.map((line) => `  ${line}`),
  ];
}

/** Cuts the middle of a long text: a traceback says at its end why. */
function cutMiddle(text: string): string[] {
  const lines = safeLines(text, { length: MAX_LENGTH });
  const more = lines.length - MAX_LINES;
  if (more > 0) {
    lines.splice(-TAIL_LINES - more, more, `… and ${more} more lines`);
  }
  return lines;
}

/** Formats how many nodes failed, and how many of them are new: "3 (1 new)". */
export function formatFailedCount(report: Report): string {
  const failed = selectNodes(report, "failed");
  const count = failed.filter(({ isNew }) => isNew).length;
  return count > 0 ? `${failed.length} (${count} new)` : `${failed.length}`;
}

/** The maximum number of log lines of an interrupted step. */
const MAX_INTERRUPTED_LINES = 10;

/**
 * Says where a run was when dbt Cloud cancelled it: that it never began, or the
 * last lines of the step that was running.
 */
export function formatInterruption({ run, steps }: Report): string[] {
  if (run.status !== "cancelled") return [];
  const step = steps.findLast(({ status }) =>
    status !== "queued" && status !== "success"
  );
  const hasBegun = steps.some(({ status }) => status !== "queued");
  if (!step) {
    return hasBegun || run.startedAt ? [] : ["The run never began"];
  }
  const lines = safeLines(step.logs ?? "", { length: MAX_LENGTH })
    .filter((line) => line.trim()).slice(-MAX_INTERRUPTED_LINES);
  const place = `Step ${step.index} of ${steps.length}`;
  const title = `${place} was running: ${extractCommand(step.name)}`;
  return [title, ...lines.map((line) => `  | ${line}`)];
}

/** Formats the names of the skipped nodes in one line. */
export function formatSkipped(report: Report): string {
  return joinSome(selectNodes(report, "skipped").map(formatLabel), MAX_WHOLE);
}
