/** JUnit XML in the dialect that GitLab, Azure, Bitbucket and Jenkins read. */
import { messageOf, type Report } from "./report.ts";
import { countOutcomes, type NodeResult } from "./results.ts";
import { safeLines } from "./text.ts";
import { readTime } from "./time.ts";

const ESCAPES: Record<string, string> = {
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

function attribute(name: string, value: string): string {
  return ` ${name}="${xml(value).replaceAll("\n", "&#10;")}"`;
}

function testCase(node: NodeResult): string {
  const { outcome, status, uniqueId, seconds, file } = node;
  const start = "    <testcase" +
    attribute("classname", uniqueId.split(".").slice(0, 2).join(".")) +
    attribute("name", uniqueId) +
    attribute("time", seconds.toFixed(3)) +
    (file ? attribute("file", file) : "");
  const text = messageOf(node);
  const [first = ""] = safeLines(text);
  const element = (name: string, type: string) =>
    `${start}>\n      <${name}${attribute("message", first)}${type}>${
      xml(text)
    }</${name}>\n    </testcase>`;
  if (outcome === "failed") {
    return status === "fail"
      ? element("failure", attribute("type", status))
      : element("error", attribute("type", status));
  }
  if (outcome === "skipped") return element("skipped", "");
  if (outcome === "passed") return `${start}/>`;
  return `${start}>\n      <system-out>${
    xml(text)
  }</system-out>\n    </testcase>`;
}

/** The run's nodes as one suite for each of its steps. */
export function junit({ nodes, run, steps }: Report): string {
  const time = (of: NodeResult[]) =>
    of.reduce((sum, { seconds }) => sum + seconds, 0);
  const counts = (of: NodeResult[]) => {
    const { failed, skipped } = countOutcomes(of);
    const failures = of.filter(({ status }) => status === "fail").length;
    return ` tests="${of.length}" failures="${failures}"` +
      ` errors="${failed - failures}" skipped="${skipped}"` +
      ` time="${time(of).toFixed(3)}"`;
  };
  // A name that comes twice in a suite counts once: the last try stands.
  const unique = [
    ...new Map(nodes.map((node) => [`${node.step} ${node.uniqueId}`, node]))
      .values(),
  ];
  const startedAt = readTime(run.startedAt);
  const timestamp = Number.isNaN(startedAt)
    ? ""
    : attribute("timestamp", new Date(startedAt).toISOString().slice(0, 19));
  const suites = steps.flatMap((step) => {
    const of = unique.filter((node) => node.step === step.index);
    if (of.length === 0) return [];
    return [
      `  <testsuite${attribute("name", step.name)}${counts(of)}${timestamp}>`,
      ...of.map(testCase),
      "  </testsuite>",
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dbt"${counts(unique)}>`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}
