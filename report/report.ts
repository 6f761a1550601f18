/** What a run has to say once it has ended. */
import type { Run, RunStep } from "../api/run.ts";
import { commandOf, countsLine, type NodeResult } from "./results.ts";
import { LINE_BREAK, safeLine, safeLines } from "./text.ts";

/** A run that has ended, with all that could be learned of it. */
export interface Report {
  /** The run. */
  run: Run;
  /** The steps with their logs. */
  steps: RunStep[];
  /** The models, tests and so on that were run, step by step. */
  nodes: NodeResult[];
  /** What could not be learned, a line each. */
  gaps: string[];
}

/** Which steps' logs are printed. */
export type Logs = "failed" | "all" | "none";

const LOG_LIMIT = 1_000_000;
/** So many nodes of an outcome are shown, and the rest counted. */
export const MAX_NODES = 50;

/** A node as people call it: type, name and file. */
export function titleOf({ type, name, file }: NodeResult): string {
  return `${type.replaceAll("_", " ")} ${name}${file ? ` (${file})` : ""}`;
}

/** What dbt said of a node, or its status where it said nothing. */
export function messageOf({ message, status }: NodeResult): string {
  return message || status;
}

/** The nodes that came to an outcome, in their order. */
export function nodesOf(
  { nodes }: Report,
  ...outcomes: NodeResult["outcome"][]
): NodeResult[] {
  return nodes.filter(({ outcome }) => outcomes.includes(outcome));
}

const RED = "\x1b[31m";
const YELLOW = "\x1b[33m";

/** The report for the log, without the logs of the steps. */
export function reportLines(report: Report, colour: boolean): string[] {
  const paint = (code: string, word: string) =>
    colour ? `${code}${word}\x1b[0m` : word;
  const { steps, nodes, gaps } = report;
  const failed = nodesOf(report, "failed");
  const warned = nodesOf(report, "warned", "unknown");
  const shown = <T>(list: T[], show: (item: T) => string[]) => [
    ...list.slice(0, MAX_NODES).flatMap(show),
    ...(list.length > MAX_NODES
      ? [`  and ${list.length - MAX_NODES} more`]
      : []),
  ];
  return [
    ...steps.filter(({ status }) => status === "error")
      .map(({ index, name }) =>
        `Step ${index} of ${steps.length} failed: ${commandOf(name)}`
      ),
    ...shown(failed, (node) => [
      `  ${paint(RED, "FAILED")} ${safeLine(titleOf(node))}`,
      ...safeLines(messageOf(node)).map((line) => `    | ${line}`),
    ]),
    ...shown(warned, (node) => {
      const [first = ""] = safeLines(messageOf(node));
      const title = safeLine(titleOf(node));
      return [`  ${paint(YELLOW, "WARNED")} ${title}: ${first}`];
    }),
    ...(nodes.length > 0 ? [`  ${countsLine(nodes)}`] : []),
    ...gaps,
  ];
}

/** The steps whose logs are wanted, each with its title and lines. */
export function logBlocks(
  { steps, run }: Report,
  logs: Logs,
): { title: string; lines: string[] }[] {
  const wanted = steps.filter(({ status }) =>
    logs === "all" || (logs === "failed" && status === "error")
  );
  return wanted.map(({ index, name, logs }) => {
    const text = logs ?? "";
    const lines = text.slice(-LOG_LIMIT).trimEnd().split(LINE_BREAK)
      .map((line) => `  | ${line}`);
    return {
      title: `Log of step ${index}: ${name}`,
      lines: [
        ...(text.length > LOG_LIMIT
          ? [`  … the beginning is left out, see ${run.href}`]
          : []),
        ...(text ? lines : ["  | It printed nothing"]),
      ],
    };
  });
}
