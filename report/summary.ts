/** The run on one page, in Markdown: the verdict, the cause, what to open. */
import type { RunStatus, RunStep } from "../api/run.ts";
import {
  causeOf,
  detailsOf,
  labelOf,
  nodesOf,
  type Report,
  resultOf,
  titleOf,
} from "./report.ts";
import { commandOf, type NodeResult } from "./results.ts";
import { cutTo, durationOf, safeLine } from "./text.ts";

/** GitHub takes 1 MiB; a character is up to three bytes. */
const LIMIT = 900 * 1_024;
/** So many characters of what a node that failed has to say. */
const MAX_TEXT = 12_000;
/** So many characters of all other text. */
const MAX_LENGTH = 1_000;
/** So many bytes for what folds of each list. */
const LIST_LIMIT = 120 * 1_024;
/** So many nodes are shown at once; the rest folds. */
const MAX_SHOWN = 10;
const BAR_WIDTH = 24;

const VERDICTS: { [S in RunStatus]?: string } = {
  success: "✅ succeeded",
  error: "❌ failed",
  cancelled: "⛔ was cancelled",
};

/** Options for {@linkcode summary}. */
export interface SummaryOptions {
  /** The address of a file at the commit that was built, if there is one. */
  linkTo?: (file: string) => string | undefined;
}

/** Text from outside, as text: no tag, no link, no table cell begins in it. */
export function markdown(text: string): string {
  return safeLine(text, { length: MAX_LENGTH })
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replace(
      /[\\`*_{}[\]()#+.!|~@:-]/g,
      (found) => `&#${found.charCodeAt(0)};`,
    );
}

/** Lines as they are, whatever they hold. */
function block(lines: string[]): string {
  const text = cutTo(MAX_TEXT, lines.join("\n"));
  const longest = Math.max(
    2,
    ...(text.match(/`+/g) ?? []).map((s) => s.length),
  );
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Lines that are hidden until a reader opens them; all of it, or nothing. */
function details(title: string, lines: string[]): string {
  const text = lines.join("\n");
  return text &&
    `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

/** Those of the texts that fit into so many bytes; one too large hides none. */
function within(limit: number, texts: string[]): string[] {
  let left = limit;
  return texts.filter((text) => {
    const size = new TextEncoder().encode(text).length + 2;
    if (size > left) return false;
    left -= size;
    return true;
  });
}

/** As many of the lines as fit, and how many there are beside them. */
function fit(lines: string[], limit: number): string[] {
  const kept = within(limit, lines);
  const more = lines.length - kept.length;
  return more > 0 ? [...kept, `- and ${more} more`] : kept;
}

/** The page. */
export function summary(
  report: Report,
  { linkTo = () => undefined }: SummaryOptions = {},
): string {
  const { run, steps, nodes, flaky, gaps } = report;

  function fileOf({ file }: NodeResult): string {
    if (!file) return "";
    const url = file.length > MAX_LENGTH ? undefined : linkTo(file);
    return url ? ` in [${markdown(file)}](<${url}>)` : ` in ${markdown(file)}`;
  }
  const inLine = (node: NodeResult) =>
    `- **${markdown(labelOf(node))}**${fileOf(node)}: ${
      markdown(causeOf(node))
    }`;
  /** A list of which only the beginning is open. */
  function list(title: string, of: NodeResult[], show = inLine): string[] {
    if (of.length === 0) return [];
    const items = of.slice(0, MAX_SHOWN).map(show).join("\n");
    return [
      `### ${title}\n\n${items.trimEnd()}`,
      details(
        `and ${of.length - MAX_SHOWN} more`,
        fit(of.slice(MAX_SHOWN).map(inLine), LIST_LIMIT),
      ),
    ];
  }
  const failed = nodesOf(report, "failed");
  const slowest = nodes.filter(({ type, seconds }) =>
    type !== "step" && seconds >= 1
  ).toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_SHOWN);
  const facts = [
    ...(run.gitBranch ? [`branch **${markdown(run.gitBranch)}**`] : []),
    ...(run.gitSha ? [`commit ${markdown(run.gitSha.slice(0, 10))}`] : []),
    ...(run.durationMs === null ? [] : [`took ${durationOf(run.durationMs)}`]),
    resultOf(report),
  ];
  const sections = [
    `## dbt Cloud run [${run.id}](<${run.href}>) ${VERDICTS[run.status]}`,
    facts.filter(Boolean).join(" · "),
    ...(run.statusMessage ? [`> ${markdown(run.statusMessage)}`] : []),
    ...list(
      `Failed: ${failed.length}`,
      failed,
      (node) =>
        `#### ${markdown(labelOf(node))}${fileOf(node)}\n\n${
          block(detailsOf(node))
        }\n`,
    ),
    ...list(`Flaky: failed before a retry`, flaky),
    ...list("Warned", nodesOf(report, "warned")),
    ...list("Of unknown status", nodesOf(report, "unknown")),
    ...gaps.map((gap) => `> ${markdown(gap)}`),
    ...(steps.length > 0 ? [`### Steps\n\n${stepTable(steps)}`] : []),
    details(
      "Slowest nodes",
      slowest.map((node) =>
        `- ${durationOf(node.seconds * 1_000)}: ${markdown(titleOf(node))}`
      ),
    ),
  ];
  return cutSections(sections.filter(Boolean));
}

/** The steps, each with a bar for when it began and how long it took. */
function stepTable(steps: RunStep[]): string {
  const times = steps.flatMap(({ startedAt, finishedAt }) =>
    [startedAt, finishedAt].flatMap((at) => at ? [Date.parse(at)] : [])
  );
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const place = (at: string) =>
    (Date.parse(at) - first) / Math.max(1, last - first) * BAR_WIDTH;
  return table(
    ["", "Step", "Status", "Duration", "When"],
    steps.map(({ index, name, status, durationMs, startedAt, finishedAt }) => {
      const from = startedAt && Math.min(place(startedAt), BAR_WIDTH - 1);
      const to = finishedAt && place(finishedAt);
      const [start, end] = [Math.floor(from || 0), Math.ceil(to || 0)];
      const bar = "░".repeat(start) + "█".repeat(Math.max(1, end - start));
      return [
        `${index}`,
        markdown(safeLine(commandOf(name), { length: 200 })),
        status === "error" ? `**${status}**` : status,
        durationMs === null ? "" : durationOf(durationMs),
        from === null || to === null ? "" : `\`${bar.padEnd(BAR_WIDTH, "░")}\``,
      ];
    }),
  );
}

/** Whole sections only: half a fence would swallow the rest of the page. */
function cutSections(sections: string[]): string {
  const kept = within(LIMIT, sections);
  if (kept.length < sections.length) kept.push("What is too long is left out.");
  return `${kept.join("\n\n")}\n`;
}
