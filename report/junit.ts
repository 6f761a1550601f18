/** JUnit XML in the dialect that GitLab, Azure, Bitbucket and Jenkins read. */
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

/** Text without what XML cannot hold, for elements and attributes alike. */
function xml(text: string): string {
  return safeLines(text, { length: 10_000 }).join("\n")
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&apos;")
    .replaceAll("\t", "&#9;");
}

function attributes(values: { [name: string]: string | null }): string {
  return Object.entries(values).map(([name, value]) =>
    value === null ? "" : ` ${name}="${xml(value).replaceAll("\n", "&#10;")}"`
  ).join("");
}

/** The element for an outcome, if it has one, and its type. */
function toElementName({ outcome, status }: NodeResult): string | undefined {
  if (outcome === "failed") return status === "fail" ? "failure" : "error";
  return outcome === "skipped" ? "skipped" : undefined;
}

/** The case of a node, with an element for how it ended. */
function testCase(
  node: NodeResult,
  name: string,
  element: string | undefined = toElementName(node),
): string {
  const { package: group, type, status, seconds, file } = node;
  const classname = `${group}.${type}`;
  const time = seconds.toFixed(3);
  const start = `    <testcase${attributes({ classname, name, time, file })}`;
  if (!element && node.outcome === "passed") return `${start}/>`;
  const text = xml(formatDetails(node).join("\n"));
  const kind = element === "skipped" ? null : status;
  const about = { message: firstLine(node), type: kind };
  const content = element
    ? `<${element}${attributes(about)}>${text}</${element}>`
    : `<system-out>${text}</system-out>`;
  return `${start}>\n      ${content}\n    </testcase>`;
}

function counts(nodes: NodeResult[]) {
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

/** The run's nodes as one suite for each of its steps. */
export function formatJunit(report: Report): string {
  const { run, flaky } = report;
  const flakyIds = new Map(flaky.map((node) => [node.uniqueId, node]));
  const suites = createSuites(report);
  const all = counts(suites.flatMap(({ nodes }) => nodes));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // Jenkins knows no count of the skipped of the root.
    `<testsuites${attributes({ name: "dbt", ...all, skipped: null })}>`,
    ...suites.flatMap(({ name, nodes, startedAt }) => {
      const toName = createNaming(nodes);
      const timestamp = (startedAt ?? run.startedAt)?.slice(0, 19) ?? null;
      return [
        `  <testsuite${attributes({ name, timestamp, ...counts(nodes) })}>`,
        ...nodes.map((node) => {
          const before = flakyIds.get(node.uniqueId);
          const isFlaky = before !== undefined && node.outcome !== "failed";
          return isFlaky
            ? testCase(before, toName(node), "flakyFailure")
            : testCase(node, toName(node));
        }),
        "  </testsuite>",
      ];
    }),
    "</testsuites>",
    "",
  ].join("\n");
}

function createSuites(report: Report) {
  const { steps, nodes, ranNothing } = report;
  const before = { index: 0, name: "Before the retry", startedAt: null };
  const suites = [before, ...steps].map(({ index, name, startedAt }) => ({
    name: `${index}. ${extractCommand(name)}`,
    nodes: uniqueNodes(nodes.filter(({ step }) => step === index)),
    startedAt,
  }));
  // Without a failure, readers would show a green check.
  const isSilent = !hasSucceeded(report) &&
    !nodes.some(({ outcome }) => outcome === "failed");
  if (isSilent || ranNothing) {
    const nodes = [runItself(report)];
    suites.push({ name: "dbt Cloud", nodes, startedAt: null });
  }
  return suites.filter(({ nodes }) => nodes.length > 0);
}

/** The run itself, for want of a node that tells how it ended. */
function runItself(report: Report): NodeResult {
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

/** The name of each node; its whole id if another one is called the same. */
function createNaming(suite: NodeResult[]): (node: NodeResult) => string {
  const toKey = (node: NodeResult) =>
    `${node.package}\n${node.type}\n${node.name}`;
  const seen = new Set<string>();
  const twins = new Set<string>();
  for (const key of suite.map(toKey)) (seen.has(key) ? twins : seen).add(key);
  return (node) => twins.has(toKey(node)) ? node.uniqueId : node.name;
}
