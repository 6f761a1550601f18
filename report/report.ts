/** Words and lists of a report. */
import type { NodeOutcome, NodeResult, Report } from "./model.ts";
import { formatNodeCounts } from "./results.ts";
import { extractCommand } from "./step_command.ts";
import { dedent, joinSome, LINE_BREAK, safeLine, safeLines } from "./text.ts";

/** Whether the run succeeded, and built what it should. */
export function hasSucceeded({ run, retryRanNothing }: Report): boolean {
  return run.status === "success" && !retryRanNothing;
}

/** The reason why a retry that dbt Cloud calls a success is none. */
export const RETRY_RAN_NOTHING =
  "The retry ran nothing: no model or test had run when the attempt before it failed, and none ran in the retry";

/** The reason for the run's end, if it says more than the list of failed nodes. */
export function runMessage(report: Report): string {
  const { run, nodes, retryRanNothing } = report;
  if (retryRanNothing) return RETRY_RAN_NOTHING;
  const isListed = nodes.some(({ outcome }) => outcome === "failed");
  const isShown = run.status !== "success" &&
    (!isListed || isInformative(run.statusMessage));
  return isShown ? run.statusMessage ?? "" : "";
}

/** Formats the counts of a report's nodes. */
export function formatCounts({ ranNothing, nodes }: Report): string {
  return ranNothing ? "Nothing was selected" : formatNodeCounts(nodes);
}

/** Whether dbt Cloud's message says more than that the run ended so. */
export function isInformative(message: string | null): boolean {
  return !!message?.trim() &&
    !/^(dbt command failed|cancelled by user)\.?$/i.test(message.trim());
}

/** The maximum number of nodes that are shown whole, and of skipped ones that are named. */
export const MAX_WHOLE = 10;
/** The most lines of a message that are shown, and of a test's SQL. */
const MAX_LINES = 40;
/** The number of lines that are kept of its end. */
const TAIL_LINES = 12;
/** The longest line that is shown, in characters. */
const MAX_LENGTH = 500;

/** A node as people call it: type and name. */
export function formatLabel({ type, name }: NodeResult): string {
  return `${type.replaceAll("_", " ")} ${name}`;
}

/** A node with its file. */
export function formatTitle(node: NodeResult): string {
  return `${formatLabel(node)}${node.file ? ` (${node.file})` : ""}`;
}

/** The cause in a line; "SQL compilation error:" alone is none. */
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
  const code = sql?.length ? cut(dedent(sql).join("\n")) : [];
  return [
    ...cut(message.trim() ? message : status),
    ...(history ? [history] : []),
    ...(tests ? [safeLine(`Tests ${tests}`)] : []),
    ...(code.length > 0 ? ["Compiled SQL:"] : []),
    ...code.map((line) => `  ${line}`),
  ];
}

/** The head and the tail of a text: a traceback says at its end why. */
function cut(text: string): string[] {
  const lines = safeLines(text, { length: MAX_LENGTH });
  const more = lines.length - MAX_LINES;
  if (more > 0) {
    lines.splice(-TAIL_LINES - more, more, `… and ${more} more lines`);
  }
  return lines;
}

/** A node that comes twice counts once: the last try stands. */
export function uniqueNodes(nodes: NodeResult[]): NodeResult[] {
  return [...new Map(nodes.map((node) => [node.uniqueId, node])).values()];
}

/** The nodes that came to an outcome, each once. */
export function selectNodes(
  { nodes }: Report,
  ...outcomes: NodeOutcome[]
): NodeResult[] {
  return uniqueNodes(nodes.filter(({ outcome }) => outcomes.includes(outcome)));
}

/** Counts the nodes that failed, and those that are new: "3 (1 new)". */
export function formatFailedCount(report: Report): string {
  const failed = selectNodes(report, "failed");
  const count = failed.filter(({ isNew }) => isNew).length;
  return count > 0 ? `${failed.length} (${count} new)` : `${failed.length}`;
}

/** The most lines of the log of a step that was interrupted. */
const MAX_LAST_LINES = 10;

/**
 * Where a run was when dbt Cloud cancelled it: that it never began, or the last
 * lines of the step that was running.
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
    .filter((line) => line.trim()).slice(-MAX_LAST_LINES);
  const place = `Step ${step.index} of ${steps.length}`;
  const title = `${place} was running: ${extractCommand(step.name)}`;
  return [title, ...lines.map((line) => `  | ${line}`)];
}

/** The names of what was skipped, in a line. */
export function formatSkipped(report: Report): string {
  return joinSome(selectNodes(report, "skipped").map(formatLabel), MAX_WHOLE);
}
