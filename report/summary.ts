/** The run on one page, in Markdown: the verdict, the cause, what to open. */
import type { RunStep } from "../api/model.ts";
import { truncate } from "../api/text.ts";
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

/** In bytes: two runs in a step share the 1 MiB that GitHub takes. */
const LIMIT = 500 * 1_024;
/** The maximum of what a node that failed has to say, in characters. */
const MAX_MESSAGE = 6_000;
/** The maximum of all other text, in characters. */
const MAX_LINE_LENGTH = 1_000;
/** The maximum of what folds of each list, in bytes. */
const MAX_LIST_SIZE = 60 * 1_024;

/** Text from outside, as text: no tag, no link, no table cell begins in it. */
export function escapeMarkdown(text: string): string {
  return safeLine(text, { length: MAX_LINE_LENGTH })
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+.!|~@:-]/g, (it) => `&#${it.charCodeAt(0)};`);
}

/** Lines as they are, whatever they hold. */
function block(lines: string[]): string {
  const text = truncate(lines.join("\n"), MAX_MESSAGE);
  const ticks = text.match(/`+/g) ?? [];
  const longest = Math.max(2, ...ticks.map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Lines that are hidden until a reader opens them; all of it, or nothing. */
function details(title: string, lines: string[]): string {
  const text = lines.join("\n");
  return text &&
    `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

/**
 * Those of the texts that fit into a limit in bytes, and a note of how many more
 * there are; one too large hides none.
 */
function within(
  limit: number,
  texts: string[],
  formatNote: (more: number) => string,
): string[] {
  let remaining = limit;
  const kept = texts.filter((text) => {
    const size = new TextEncoder().encode(text).length + 2;
    const fits = size <= remaining;
    if (fits) remaining -= size;
    return fits;
  });
  const more = texts.length - kept.length;
  return more > 0 ? [...kept, formatNote(more)] : kept;
}

/**
 * The page.
 *
 * @param options.linkTo The address of a file at the commit that was built, if
 * there is one.
 */
export function formatSummary(
  report: Report,
  options: { linkTo?: (file: string) => string | undefined } = {},
): string {
  const { steps, flaky, gaps } = report;

  function formatFile({ file }: NodeResult): string {
    if (!file) return "";
    const url = file.length > MAX_LINE_LENGTH
      ? undefined
      : options.linkTo?.(file);
    return url
      ? ` in [${escapeMarkdown(file)}](<${url}>)`
      : ` in ${escapeMarkdown(file)}`;
  }
  const label = (node: NodeResult) => escapeMarkdown(formatLabel(node));
  const inLine = (node: NodeResult) =>
    `- **${label(node)}**${formatFile(node)}: ${
      escapeMarkdown(firstLine(node))
    }`;
  const whole = (node: NodeResult) =>
    `#### ${label(node)}${formatFile(node)}\n\n${block(formatDetails(node))}\n`;
  /** A list of which only the beginning is open. */
  function list(title: string, of: NodeResult[], show = inLine): string[] {
    if (of.length === 0) return [];
    const items = of.slice(0, MAX_WHOLE).map(show).join("\n").trimEnd();
    const rest = of.slice(MAX_WHOLE).map(inLine);
    const formatNote = (more: number) => `- and ${more} more`;
    return [
      `### ${title}\n\n${items}`,
      details(
        `and ${rest.length} more`,
        within(MAX_LIST_SIZE, rest, formatNote),
      ),
    ];
  }
  const interruption = formatInterruption(report);
  const [message, skipped] = [runMessage(report), formatSkipped(report)];
  const failed = selectNodes(report, "failed");
  const sections = [
    formatHeading(report),
    formatFacts(report),
    message && `> ${escapeMarkdown(message)}`,
    ...list(`Failed: ${formatFailedCount(report)}`, failed, whole),
    interruption.length > 0 ? block(interruption) : "",
    ...list(`Flaky: failed before a retry`, flaky),
    ...list("Warned", selectNodes(report, "warned")),
    ...list("Of unknown status", selectNodes(report, "unknown")),
    skipped && `Skipped: ${escapeMarkdown(skipped)}`,
    ...gaps.map((gap) => `> ${escapeMarkdown(gap)}`),
    steps.length > 0 ? `### Steps\n\n${stepTable(steps)}` : "",
    details("Slowest nodes", listSlowest(report)),
  ];
  // Whole sections only: half a fence would swallow the rest of the page.
  const note = () => "What is too long is left out.";
  return `${within(LIMIT, sections.filter(Boolean), note).join("\n\n")}\n`;
}

/** The run, its job, and how it ended. */
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

/** The slowest nodes of a run that succeeded. */
function listSlowest({ run, nodes }: Report): string[] {
  if (run.status !== "success") return [];
  return nodes.filter(({ type, seconds }) => type !== "step" && seconds >= 1)
    .toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_WHOLE)
    .map((node) => {
      const duration = formatDuration(node.seconds * 1_000);
      return `- ${duration}: ${escapeMarkdown(formatTitle(node))}`;
    });
}

function stepTable(steps: RunStep[]): string {
  const rows = steps.map(({ index, name, status, durationMs }) => [
    `${index}`,
    escapeMarkdown(safeLine(extractCommand(name), { length: 200 })),
    status === "error" ? `**${status}**` : status,
    durationMs === null ? "" : formatDuration(durationMs),
  ]);
  return [["", "Step", "Status", "Duration"], Array(4).fill("---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
