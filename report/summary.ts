/** The run on one page, in the Markdown of GitHub and Azure. */
import type { RunStep } from "../api/run.ts";
import {
  MAX_NODES,
  messageOf,
  nodesOf,
  type Report,
  titleOf,
} from "./report.ts";
import { commandOf, countsLine, type NodeResult } from "./results.ts";
import { safeLine, safeLines } from "./text.ts";
import { durationOf, secondsBetween } from "./time.ts";

const LIMIT = 900 * 1_024;
const VERDICTS: Record<string, string> = {
  success: "✅ succeeded",
  error: "❌ failed",
  cancelled: "⛔ was cancelled",
};

/** Text from outside, as text: no tag, no link, no table cell begins in it. */
export function markdown(text: string): string {
  return safeLine(text).replace(
    /[&<>]/g,
    (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[found]!,
  )
    .replace(
      /[\\`*_{}[\]()#+.!|~@:-]/g,
      (found) => `&#${found.charCodeAt(0)};`,
    );
}

/** A block of text as it is, whatever it holds. */
function block(text: string): string {
  const lines = safeLines(text);
  const longest = Math.max(
    2,
    ...(lines.join("\n").match(/`+/g) ?? []).map(({ length }) => length),
  );
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${lines.join("\n")}\n${fence}`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function gantt(steps: RunStep[]): string {
  const first = steps[0]!.startedAt;
  const rows = steps.map(({ index, name, status, startedAt, finishedAt }) => {
    const title = safeLine(commandOf(name), { length: 40 })
      .replace(/[^\w ./+-]/g, " ").trim();
    const from = Math.round(secondsBetween(first, startedAt)) * 1_000;
    const to = Math.round(secondsBetween(first, finishedAt)) * 1_000;
    const tag = status === "error" ? "crit, " : "";
    return `  ${index} ${title} :${tag}${from}, ${Math.max(from + 1_000, to)}`;
  });
  return [
    "```mermaid",
    "gantt",
    "  dateFormat x", // Milliseconds: of seconds, Mermaid misreads the start.
    "  axisFormat %M:%S",
    ...rows,
    "```",
  ].join("\n");
}

function failedNode(node: NodeResult): string {
  return `#### ${markdown(titleOf(node))}\n\n${block(messageOf(node))}`;
}

/** The page, at most 900 KiB of it. */
export function summary(report: Report): string {
  const { run, steps, nodes, gaps } = report;
  const failed = nodesOf(report, "failed");
  const warned = nodesOf(report, "warned", "unknown");
  const took = durationOf(secondsBetween(run.startedAt, run.finishedAt));
  const slowest = nodes.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);
  const started = steps.filter(({ startedAt }) => startedAt);
  const facts = [
    ...(run.gitBranch ? [`branch **${markdown(run.gitBranch)}**`] : []),
    ...(run.gitSha ? [`commit ${markdown(run.gitSha.slice(0, 10))}`] : []),
    `took ${took}`,
    ...(nodes.length > 0 ? [countsLine(nodes)] : []),
  ];
  const sections = [
    `## dbt Cloud run [${run.id}](<${run.href}>) ${VERDICTS[run.status]}`,
    facts.join(" · "),
    ...(run.statusMessage ? [`> ${markdown(run.statusMessage)}`] : []),
    ...(failed.length > 0
      ? [
        `### Failed: ${failed.length}`,
        ...failed.slice(0, MAX_NODES).map(failedNode),
        ...(failed.length > MAX_NODES
          ? [`and ${failed.length - MAX_NODES} more`]
          : []),
      ]
      : []),
    ...(warned.length > 0
      ? [
        `### Warned: ${warned.length}`,
        warned.slice(0, MAX_NODES).map((node) =>
          `- ${markdown(titleOf(node))}: ${markdown(messageOf(node))}`
        ).join("\n"),
      ]
      : []),
    ...gaps.map((gap) => `> ${markdown(gap)}`),
    ...(steps.length > 0
      ? [
        "### Steps",
        table(
          ["", "Step", "Status", "Duration"],
          steps.map((step) => [
            `${step.index}`,
            markdown(step.name),
            step.status,
            durationOf(secondsBetween(step.startedAt, step.finishedAt)),
          ]),
        ),
      ]
      : []),
    ...(started.length > 0 ? [gantt(started)] : []),
    ...(slowest.length > 0
      ? [
        "### Slowest",
        table(
          ["Node", "Seconds"],
          slowest.map((
            node,
          ) => [markdown(titleOf(node)), node.seconds.toFixed(1)]),
        ),
      ]
      : []),
  ];
  return cut(sections);
}

/** Whole sections only, for half a fence would swallow the rest of the page. */
function cut(sections: string[]): string {
  const encoder = new TextEncoder();
  let size = 0;
  const kept = sections.filter((section) =>
    (size += encoder.encode(section).length + 2) <= LIMIT
  );
  if (kept.length < sections.length) kept.push("The rest is left out.");
  return `${kept.join("\n\n")}\n`;
}
