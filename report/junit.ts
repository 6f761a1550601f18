/** JUnit XML in the dialect that GitLab, Azure, Bitbucket and Jenkins read. */
import type { RunStep } from "../api/run.ts";
import { causeOf, detailsOf, type Report } from "./report.ts";
import { commandOf, countOutcomes, type NodeResult } from "./results.ts";
import { safeLines } from "./text.ts";

const ESCAPES: { [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
};

/** Text without what XML cannot hold, for elements and attributes alike. */
function xml(text: string): string {
  return safeLines(text, { length: 10_000 }).join("\n")
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"'\t]/g, (found) => ESCAPES[found]!);
}

function attributes(values: { [name: string]: string | null }): string {
  return Object.entries(values).filter(([, value]) => value !== null)
    .map(([name, value]) =>
      ` ${name}="${xml(value!).replaceAll("\n", "&#10;")}"`
    ).join("");
}

/** The element for an outcome, if it has one, and its type. */
function elementOf({ outcome, status }: NodeResult): string | undefined {
  if (outcome === "failed") return status === "fail" ? "failure" : "error";
  return outcome === "skipped" ? "skipped" : undefined;
}

function testCase(node: NodeResult, name: string, isFlaky: boolean): string {
  const { status, seconds, file, type } = node;
  const start = `    <testcase${
    attributes({
      classname: `${node.package}.${type}`,
      name,
      time: seconds.toFixed(3),
      file,
    })
  }`;
  const element = isFlaky ? "flakyFailure" : elementOf(node);
  const text = xml(detailsOf(node).join("\n"));
  if (!element && node.outcome === "passed") return `${start}/>`;
  const about = element === "skipped"
    ? { message: causeOf(node) }
    : { message: causeOf(node), type: status };
  const content = element
    ? `<${element}${attributes(about)}>${text}</${element}>`
    : `<system-out>${text}</system-out>`;
  return `${start}>\n      ${content}\n    </testcase>`;
}

function counts(nodes: NodeResult[], isRoot = false): string {
  const elements = nodes.map(elementOf);
  const count = (name: string) => elements.filter((e) => e === name).length;
  const seconds = nodes.reduce((sum, node) => sum + node.seconds, 0);
  return attributes({
    tests: `${nodes.length}`,
    failures: `${count("failure")}`,
    errors: `${count("error")}`,
    // Jenkins knows no such attribute of the root.
    skipped: isRoot ? null : `${countOutcomes(nodes).skipped}`,
    time: seconds.toFixed(3),
  });
}

/** The run's nodes as one suite for each of its steps. */
export function junit({ nodes, run, steps, flaky }: Report): string {
  const flakyIds = new Map(flaky.map((node) => [node.uniqueId, node]));
  const suites = steps.map((step) => ({
    step,
    // A node that comes twice in a step counts once: the last try stands.
    own: [
      ...new Map(
        nodes.filter((node) => node.step === step.index)
          .map((node) => [node.uniqueId, node]),
      ).values(),
    ],
  })).filter(({ own }) => own.length > 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dbt"${counts(suites.flatMap(({ own }) => own), true)}>`,
    ...suites.flatMap(({ step, own }) => {
      const nameOf = namesIn(own);
      return [
        `  <testsuite${suiteAttributes(step, run.startedAt)}${counts(own)}>`,
        ...own.map((node) => {
          const before = flakyIds.get(node.uniqueId);
          const isFlaky = before !== undefined && node.outcome !== "failed";
          return testCase(isFlaky ? before : node, nameOf(node), isFlaky);
        }),
        "  </testsuite>",
      ];
    }),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteAttributes(
  { index, name, startedAt }: RunStep,
  otherwise: string | null,
): string {
  return attributes({
    name: `${index}. ${commandOf(name)}`,
    timestamp: (startedAt ?? otherwise)?.slice(0, 19) ?? null,
  });
}

/** The name of each node; its whole id if another one is called the same. */
function namesIn(suite: NodeResult[]): (node: NodeResult) => string {
  const keyOf = (node: NodeResult) =>
    [node.package, node.type, node.name].join("\n");
  const groups = Map.groupBy(suite, keyOf);
  return (node) =>
    groups.get(keyOf(node))?.length === 1 ? node.name : node.uniqueId;
}
