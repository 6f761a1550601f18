/** What a run has to say once it has ended. */
import type { Run, RunStep } from "../api/run.ts";
import {
  commandOf,
  countsLine,
  type NodeOutcome,
  type NodeResult,
} from "./results.ts";
import { dedent, fewOf, LINE_BREAK, safeLine, safeLines } from "./text.ts";

/** A run that has ended, with all that could be learned of it. */
export interface Report {
  /** The run. */
  run: Run;
  /** The steps with their logs. */
  steps: RunStep[];
  /**
   * The models, tests and so on that were run, step by step; and steps that
   * failed before they had results. Before them, what failed in an earlier
   * attempt and was not run again by a retry that did not succeed.
   */
  nodes: NodeResult[];
  /** Nodes that failed before a retry in which they passed. */
  flaky: NodeResult[];
  /** What could not be learned, a line each. */
  gaps: string[];
  /** Whether a run that succeeded had selected nothing to run. */
  ranNothing?: boolean;
}

/** dbt Cloud's message, if that says more than the list of what failed. */
export function statusOf({ run, nodes }: Report): string {
  const isListed = nodes.some(({ outcome }) => outcome === "failed");
  const says = run.status !== "success" &&
    (!isListed || explains(run.statusMessage));
  return says ? run.statusMessage ?? "" : "";
}

/** What came of the nodes, in words. */
export function resultOf({ ranNothing, nodes }: Report): string {
  return ranNothing ? "Nothing was selected" : countsLine(nodes);
}

/** Whether dbt Cloud's message says more than that the run ended so. */
export function explains(message: string | null): boolean {
  return !!message?.trim() &&
    !/^(dbt command failed|cancelled by user)\.?$/i.test(message.trim());
}

const LOG_LIMIT = 1_000_000;
/** The most nodes of an outcome that are shown; the rest is counted. */
const MAX_NODES = 50;
/** The most of them that are shown whole, and skipped ones that are named. */
export const MAX_WHOLE = 10;
/** The most lines of a message that are shown, and of a test's SQL. */
const MAX_LINES = 40;
/** How many of them are from its end. */
const TAIL_LINES = 12;
/** The longest line that is shown, in characters. */
const MAX_LENGTH = 500;

/** A node as people call it: type and name. */
export function labelOf({ type, name }: NodeResult): string {
  return `${type.replaceAll("_", " ")} ${name}`;
}

/** A node with its file. */
export function titleOf(node: NodeResult): string {
  return `${labelOf(node)}${node.file ? ` (${node.file})` : ""}`;
}

/** The cause in a line; "SQL compilation error:" alone is none. */
export function causeOf({ message, status }: NodeResult): string {
  const [first = status, second = ""] = message.split(LINE_BREAK)
    .map((line) => line.trim()).filter(Boolean);
  const cause = first.endsWith(":") ? `${first} ${second}` : first;
  return safeLine(cause, { length: MAX_LENGTH }).trim();
}

/** What there is to say of a node, line by line, of no more than a screen. */
export function detailsOf(node: NodeResult): string[] {
  const { message, status, tests, compiledCode } = node;
  const sql = compiledCode?.split(LINE_BREAK).filter((line) => line.trim());
  const code = sql?.length ? cut(dedent(sql).join("\n")) : [];
  return [
    ...cut(message.trim() ? message : status),
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
export function unique(nodes: NodeResult[]): NodeResult[] {
  return [...new Map(nodes.map((node) => [node.uniqueId, node])).values()];
}

/** The nodes that came to an outcome, each once. */
export function nodesOf(
  { nodes }: Report,
  ...outcomes: NodeOutcome[]
): NodeResult[] {
  return unique(nodes.filter(({ outcome }) => outcomes.includes(outcome)));
}

/** The names of what was skipped, in a line. */
export function skippedOf(report: Report): string {
  return fewOf(nodesOf(report, "skipped").map(labelOf), MAX_WHOLE);
}

/** A step's place may differ from attempt to attempt; its command does not. */
function keyOf({ type, name, uniqueId }: NodeResult): string {
  return type === "step" ? name : uniqueId;
}

/** The report of a retry, with what the attempt before it leaves to say. */
export function afterAttempt(report: Report, before: Report): Report {
  const { run, steps, nodes } = report;
  const failed = new Set(nodesOf(report, "failed").map(keyOf));
  const once = [...before.flaky, ...nodesOf(before, "failed")]
    .filter((node) => !failed.has(keyOf(node)));
  const done = new Set([
    ...before.flaky.map(keyOf),
    ...nodesOf(report, "passed", "warned", "unknown").map(keyOf),
    ...steps.map(({ status, name }) => status === "success" && commandOf(name)),
  ]);
  // A retry that broke off says nothing of the nodes that it did not come to.
  const isDone = (node: NodeResult) =>
    run.status === "success" || done.has(keyOf(node));
  const left = once.filter((node) => !isDone(node))
    .map((node) => ({ ...node, step: 0 }));
  return { ...report, nodes: [...left, ...nodes], flaky: once.filter(isDone) };
}

const RED = "\x1b[31m";
const YELLOW = "\x1b[33m";

/** The report for the log, in colours, without the logs of the steps. */
export function reportLines(report: Report): string[] {
  const { steps, flaky, gaps } = report;
  const paint = (colour: string, word: string) => `  ${colour}${word}\x1b[0m`;
  const inLine = (word: string) => (node: NodeResult) =>
    `${paint(YELLOW, word)} ${titleOf(node)}: ${causeOf(node)}`;
  const skipped = skippedOf(report);
  return [
    ...steps.filter(({ status }) => status === "error")
      .map(({ index, name }) =>
        `Step ${index} of ${steps.length} failed: ${commandOf(name)}`
      ),
    ...shown(nodesOf(report, "warned"), inLine("WARNED")),
    ...shown(nodesOf(report, "unknown"), inLine("UNKNOWN")),
    ...shown(flaky, inLine("FLAKY")),
    ...gaps,
    ...(skipped ? [`${paint(YELLOW, "SKIPPED")} ${skipped}`] : []),
    ...shown(nodesOf(report, "failed"), (node, i) => [
      `${paint(RED, "FAILED")} ${titleOf(node)}`,
      ...(i < MAX_WHOLE ? detailsOf(node) : [causeOf(node)])
        .map((line) => `    | ${line}`),
    ]),
  ];
}

function shown(
  nodes: NodeResult[],
  show: (node: NodeResult, i: number) => string | string[],
): string[] {
  const more = nodes.length - MAX_NODES;
  const lines = nodes.slice(0, MAX_NODES).flatMap(show);
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

/**
 * The steps whose logs are wanted, each with its title and lines; with "live",
 * they were shown before.
 */
export function logBlocks(
  { steps, run }: Report,
  which: "failed" | "all" | "none" | "live",
): { title: string; lines: string[] }[] {
  return steps.filter(({ status }) =>
    which === "all" || (which === "failed" && status === "error")
  ).map(({ index, name, logs }) => {
    const text = logs?.trimEnd() || "It printed nothing";
    const lines = text.slice(-LOG_LIMIT).split(LINE_BREAK)
      .map((line) => `  | ${line}`);
    if (text.length > LOG_LIMIT) {
      lines.unshift(`  … the beginning is left out, see ${run.href}`);
    }
    return { title: `Log of step ${index}: ${name}`, lines };
  });
}
