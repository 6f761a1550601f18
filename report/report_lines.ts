/** Formats the report as lines of the log. */
import type { NodeResult, Report } from "./report_model.ts";
import {
  firstLine,
  formatDetails,
  formatInterruption,
  formatSkipped,
  formatTitle,
  MAX_WHOLE,
} from "./report_words.ts";
import { selectNodes } from "./select_nodes.ts";
import { extractCommand } from "./step_command.ts";
import { LINE_BREAK } from "./safe_text.ts";

/** The maximum length of the log of a step, in characters. */
const LOG_LIMIT = 1_000_000;
/** The maximum number of nodes of each outcome. The rest is counted. */
const MAX_NODES = 50;

const RED = "\x1b[31m";
const YELLOW = "\x1b[33m";

/** Formats the report in colours, without the logs of the steps. */
export function formatReport(report: Report): string[] {
  const { steps, flaky, gaps } = report;
  const paint = (colour: string, word: string) => `  ${colour}${word}\x1b[0m`;
  const formatItem = (word: string) => (node: NodeResult) =>
    `${paint(YELLOW, word)} ${formatTitle(node)}: ${firstLine(node)}`;
  const skipped = formatSkipped(report);
  return [
    ...steps.filter(({ status }) => status === "error")
      .map(({ index, name }) =>
        `Step ${index} of ${steps.length} failed: ${extractCommand(name)}`
      ),
    ...formatInterruption(report),
    ...formatNodes(selectNodes(report, "warned"), formatItem("WARNED")),
    ...formatNodes(selectNodes(report, "unknown"), formatItem("UNKNOWN")),
    ...formatNodes(flaky, formatItem("FLAKY")),
    ...gaps,
    ...(skipped ? [`${paint(YELLOW, "SKIPPED")} ${skipped}`] : []),
    ...formatNodes(selectNodes(report, "failed"), (node, i) => [
      `${paint(RED, "FAILED")} ${formatTitle(node)}`,
      ...(i < MAX_WHOLE ? formatDetails(node) : [firstLine(node)])
        .map((line) => `    | ${line}`),
    ]),
  ];
}

/** Formats the first nodes, and says how many more there are. */
function formatNodes(
  nodes: NodeResult[],
  formatNode: (node: NodeResult, i: number) => string | string[],
): string[] {
  const more = nodes.length - MAX_NODES;
  const lines = nodes.slice(0, MAX_NODES).flatMap(formatNode);
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

/** The log of a step: its title and its lines. */
export interface StepLog {
  title: string;
  lines: string[];
}

/**
 * Formats the logs of some steps, with the last `maxLines` of each. With "live",
 * there are none: they were shown while the run went on.
 */
export function formatLogs(
  { steps, run }: Report,
  which: "failed" | "all" | "none" | "live",
  maxLines = Infinity,
): StepLog[] {
  return steps.filter(({ status }) =>
    which === "all" || (which === "failed" && status === "error")
  ).map(({ index, name, logs }) => ({
    title: `Log of step ${index}: ${name}`,
    lines: formatLog(logs ?? "", run.href, maxLines),
  }));
}

/** Formats the end of a log, and says where the beginning is. */
function formatLog(log: string, href: string, maxLines: number): string[] {
  const text = log.trimEnd() || "It printed nothing";
  const all = text.slice(-LOG_LIMIT).split(LINE_BREAK);
  const lines = all.slice(-maxLines).map((line) => `  | ${line}`);
  const isCut = text.length > LOG_LIMIT;
  const omitted = all.length - lines.length;
  if (omitted > 0) {
    const count = isCut ? `more than ${omitted}` : omitted;
    lines.unshift(`  … ${count} lines before are at ${href}`);
  } else if (isCut) {
    lines.unshift(`  … the beginning is left out, see ${href}`);
  }
  return lines;
}
