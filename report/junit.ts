/** Writes JUnit XML in the dialect that GitLab, Azure, Bitbucket and Jenkins read. */
import type { NodeResult, Report } from "./report_model.ts";
import {
  firstLine,
  formatCounts,
  formatDetails,
  formatInterruption,
} from "./report_words.ts";
import { hasSucceeded, runMessage } from "./run_verdict.ts";
import { uniqueNodes } from "./select_nodes.ts";
import { EMPTY_NODE } from "./results.ts";
import { extractCommand } from "./step_command.ts";
import { safeLines } from "./safe_text.ts";

/** Escapes a text for elements and attributes, without characters that XML cannot hold. */
function escapeXml(text: string): string {
  return safeLines(text, { length: 10_000 }).join("\n")
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&apos;")
    .replaceAll("\t", "&#9;");
}

function formatAttributes(values: { [name: string]: string | null }): string {
  return Object.entries(values).map(([name, value]) =>
    value === null
      ? ""
      : ` ${name}="${escapeXml(value).replaceAll("\n", "&#10;")}"`
  ).join("");
}

/** Names the element for the outcome of a node, if it has one. */
function toElementName({ outcome, status }: NodeResult): string | undefined {
  if (outcome === "failed") return status === "fail" ? "failure" : "error";
  return outcome === "skipped" ? "skipped" : undefined;
}

/** Formats the case of a node, with an element for its outcome. */
function formatCase(
  node: NodeResult,
  name: string,
  element: string | undefined,
): string {
  const { package: group, type, status, seconds, file } = node;
  const classname = `${group}.${type}`;
  const time = seconds.toFixed(3);
  const start = `    <testcase${
    formatAttributes({ classname, name, time, file })
  }`;
  if (!element && node.outcome === "passed") return `${start}/>`;
  const text = escapeXml(formatDetails(node).join("\n"));
  const kind = element === "skipped" ? null : status;
  const attributes = { message: firstLine(node), type: kind };
  const content = element
    ? `<${element}${formatAttributes(attributes)}>${text}</${element}>`
    : `<system-out>${text}</system-out>`;
  return `${start}>\n      ${content}\n    </testcase>`;
}

/** Counts the elements of the nodes, and sums up their time. */
function countElements(nodes: NodeResult[]): { [name: string]: string } {
  const elements = nodes.map(toElementName);
  const count = (name: string) =>
    `${elements.filter((element) => element === name).length}`;
  const seconds = nodes.reduce((sum, node) => sum + node.seconds, 0);
  return {
    tests: `${nodes.length}`,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    time: seconds.toFixed(3),
  };
}

/** Formats the nodes of a run, with a suite for each of its steps. */
export function formatJunit(report: Report): string {
  const { run, flaky } = report;
  const flakyIds = new Map(flaky.map((node) => [node.uniqueId, node]));
  const suites = createSuites(report);
  const total = countElements(suites.flatMap(({ nodes }) => nodes));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // Jenkins does not allow a count of skipped cases at the root.
    `<testsuites${formatAttributes({ name: "dbt", ...total, skipped: null })}>`,
    ...suites.flatMap(({ name, nodes, startedAt }) => {
      const toName = createNaming(nodes);
      const timestamp = (startedAt ?? run.startedAt)?.slice(0, 19) ?? null;
      return [
        `  <testsuite${
          formatAttributes({ name, timestamp, ...countElements(nodes) })
        }>`,
        ...nodes.map((node) => {
          const before = flakyIds.get(node.uniqueId);
          const isFlaky = before !== undefined && node.outcome !== "failed";
          return isFlaky
            ? formatCase(before, toName(node), "flakyFailure")
            : formatCase(node, toName(node), toElementName(node));
        }),
        "  </testsuite>",
      ];
    }),
    "</testsuites>",
    "",
  ].join("\n");
}

/** The nodes of a step. */
interface Suite {
  name: string;
  nodes: NodeResult[];
  startedAt: string | null;
}

/** Creates a suite for each step that has nodes, and for a run without any failure. */
function createSuites(report: Report): Suite[] {
  const { steps, nodes, ranNothing } = report;
  const before = { index: 0, name: "Before the retry", startedAt: null };
  const suites = [before, ...steps].map(({ index, name, startedAt }) => ({
    name: `${index}. ${extractCommand(name)}`,
    nodes: uniqueNodes(nodes.filter(({ step }) => step === index)),
    startedAt,
  }));
  // Without a failure, a CI system would show a green check.
  const lacksFailure = !hasSucceeded(report) &&
    !nodes.some(({ outcome }) => outcome === "failed");
  if (lacksFailure || ranNothing) {
    const nodes = [createRunNode(report)];
    suites.push({ name: "dbt Cloud", nodes, startedAt: null });
  }
  return suites.filter(({ nodes }) => nodes.length > 0);
}

/** Creates a node for the run itself, where no other node shows how it ended. */
function createRunNode(report: Report): NodeResult {
  const { id, status, durationMs } = report.run;
  const text = [runMessage(report), ...formatInterruption(report)];
  return {
    ...EMPTY_NODE,
    uniqueId: `run.${id}`,
    name: `run ${id}`,
    type: "run",
    package: "dbt Cloud",
    status,
    outcome: report.ranNothing ? "skipped" : "failed",
    message: report.ranNothing ? formatCounts(report) : text.join("\n").trim(),
    seconds: (durationMs ?? 0) / 1_000,
  };
}

/** Creates a function that names a node: by its id if another one has its name. */
function createNaming(suite: NodeResult[]): (node: NodeResult) => string {
  const toKey = (node: NodeResult) =>
    `${node.package}\n${node.type}\n${node.name}`;
  const seen = new Set<string>();
  const twins = new Set<string>();
  for (const key of suite.map(toKey)) {
    if (seen.has(key)) twins.add(key);
    seen.add(key);
  }
  return (node) => twins.has(toKey(node)) ? node.uniqueId : node.name;
}
