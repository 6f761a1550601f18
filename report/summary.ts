/** Writes the run on one page of Markdown: the verdict, the causes, the files to open. */
import type { RunStep } from "../api/model.ts";
import {
  escapeMarkdown,
  formatBlock,
  formatFolded,
  limitBytes,
  MAX_LINE_LENGTH,
} from "./markdown.ts";
import type { NodeResult, Report } from "./report_model.ts";
import {
  firstLine,
  formatCounts,
  formatDetails,
  formatFailedCount,
  formatInterruption,
  formatLabel,
  formatSkipped,
  formatTitle,
  MAX_WHOLE,
} from "./report_words.ts";
import { runMessage } from "./run_verdict.ts";
import { selectNodes } from "./select_nodes.ts";
import { extractCommand } from "./step_command.ts";
import { formatDuration } from "./format_text.ts";
import { ENDED_RUN_WORDS } from "./status_words.ts";
import { safeLine } from "./safe_text.ts";

/** The maximum size in bytes: two runs in a step share the 1 MiB that GitHub takes. */
const MAX_PAGE_SIZE = 500 * 1_024;
/** The maximum size of the folded part of each list, in bytes. */
const MAX_LIST_SIZE = 60 * 1_024;

/** Options for {@linkcode formatSummary}. */
export interface SummaryOptions {
  /** Returns the address of a file at the commit that was built, if it has one. */
  linkTo?: LinkTo;
}

type LinkTo = (file: string) => string | undefined;

/** Formats the page. */
export function formatSummary(
  report: Report,
  { linkTo = () => undefined }: SummaryOptions = {},
): string {
  const { steps, flaky, gaps } = report;
  const formatItem = (node: NodeResult) =>
    `- **${formatName(node)}**${formatFile(node, linkTo)}: ${
      escapeMarkdown(firstLine(node))
    }`;
  const formatSection = (node: NodeResult) =>
    `#### ${formatName(node)}${formatFile(node, linkTo)}\n\n${
      formatBlock(formatDetails(node))
    }\n`;
  const interruption = formatInterruption(report);
  const [message, skipped] = [runMessage(report), formatSkipped(report)];
  const failed = selectNodes(report, "failed");
  const sections = [
    formatHeading(report),
    formatFacts(report),
    message && `> ${escapeMarkdown(message)}`,
    ...formatList(`Failed: ${formatFailedCount(report)}`, failed, {
      formatFirst: formatSection,
      formatItem,
    }),
    interruption.length > 0 ? formatBlock(interruption) : "",
    ...formatList("Flaky: failed before a retry", flaky, { formatItem }),
    ...formatList("Warned", selectNodes(report, "warned"), { formatItem }),
    ...formatList("Of unknown status", selectNodes(report, "unknown"), {
      formatItem,
    }),
    skipped && `Skipped: ${escapeMarkdown(skipped)}`,
    ...gaps.map((gap) => `> ${escapeMarkdown(gap)}`),
    steps.length > 0 ? `### Steps\n\n${formatStepTable(steps)}` : "",
    formatFolded("Slowest nodes", listSlowest(report)),
  ];
  // Whole sections only: half a fence would swallow the rest of the page.
  const formatNote = () => "What is too long is left out.";
  const kept = limitBytes(sections.filter(Boolean), MAX_PAGE_SIZE, formatNote);
  return `${kept.join("\n\n")}\n`;
}

function formatName(node: NodeResult): string {
  return escapeMarkdown(formatLabel(node));
}

function formatFile({ file }: NodeResult, linkTo: LinkTo): string {
  if (!file) return "";
  const url = file.length > MAX_LINE_LENGTH ? undefined : linkTo(file);
  const name = escapeMarkdown(file);
  return url ? ` in [${name}](<${url}>)` : ` in ${name}`;
}

/** Formats a list of nodes. All but the first ones are folded, in a line each. */
function formatList(
  title: string,
  nodes: NodeResult[],
  { formatItem, formatFirst = formatItem }: {
    formatItem: (node: NodeResult) => string;
    formatFirst?: (node: NodeResult) => string;
  },
): string[] {
  if (nodes.length === 0) return [];
  const first = nodes.slice(0, MAX_WHOLE).map(formatFirst).join("\n");
  const rest = nodes.slice(MAX_WHOLE).map(formatItem);
  const formatNote = (more: number) => `- and ${more} more`;
  return [
    `### ${title}\n\n${first.trimEnd()}`,
    formatFolded(
      `and ${rest.length} more`,
      limitBytes(rest, MAX_LIST_SIZE, formatNote),
    ),
  ];
}

/** Formats the run, its job and its verdict. */
function formatHeading({ run, retryRanNothing }: Report): string {
  const job = run.jobName ? ` of ${escapeMarkdown(run.jobName)}` : "";
  const words = ENDED_RUN_WORDS[run.status];
  const ending = words ? `${words.symbol} ${words.verb}` : `is ${run.status}`;
  const verdict = retryRanNothing ? "❌ ran nothing" : ending;
  return `## dbt Cloud run [${run.id}](<${run.href}>)${job} ${verdict}`;
}

/** Formats the branch, the commit, the duration and the counts. */
function formatFacts(report: Report): string {
  const { gitBranch, gitSha, durationMs } = report.run;
  return [
    gitBranch && `branch **${escapeMarkdown(gitBranch)}**`,
    gitSha && `commit ${escapeMarkdown(gitSha.slice(0, 10))}`,
    durationMs !== null && `took ${formatDuration(durationMs)}`,
    formatCounts(report),
  ].filter(Boolean).join(" · ");
}

/** Lists the slowest nodes of a run that succeeded. */
function listSlowest({ run, nodes }: Report): string[] {
  if (run.status !== "success") return [];
  return nodes.filter(({ type, seconds }) => type !== "step" && seconds >= 1)
    .toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_WHOLE)
    .map((node) => {
      const duration = formatDuration(node.seconds * 1_000);
      return `- ${duration}: ${escapeMarkdown(formatTitle(node))}`;
    });
}

function formatStepTable(steps: RunStep[]): string {
  const rows = steps.map(({ index, name, status, durationMs }) => [
    `${index}`,
    escapeMarkdown(safeLine(extractCommand(name), { length: 200 })),
    status === "error" ? `**${status}**` : status,
    durationMs === null ? "" : formatDuration(durationMs),
  ]);
  return [["", "Step", "Status", "Duration"], Array(4).fill("---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
