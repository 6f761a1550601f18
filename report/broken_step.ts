/** A step that failed before it had results: its log says why. */
import type { RunStep } from "../api/run.ts";
import { commandOf, type NodeResult, peel } from "./results.ts";
import { safeLines } from "./text.ts";

/** So many lines of a log explain a failure. */
const MAX_LINES = 20;
/** What dbt and git print where the explanation begins. */
const BEGINNING = /^(Encountered an error|fatal:|error:|\[?error\]?\b)/i;
const FILE = /\(([\w./\\-]+\.(?:sql|py|ya?ml|csv|md))\)/;

/** The step as a node that failed, with the end of its log as its message. */
export function toFailedNode(
  { index, name, logs, durationMs }: RunStep,
): NodeResult {
  const command = commandOf(name);
  const message = explain(logs ?? "");
  return {
    uniqueId: `step.${index}`,
    name: command,
    type: "step",
    package: "dbt Cloud",
    status: "error",
    outcome: "failed",
    message: message.join("\n"),
    seconds: (durationMs ?? 0) / 1_000,
    file: FILE.exec(message.join("\n"))?.[1] ?? null,
    tests: null,
    compiledCode: null,
    step: index,
  };
}

/** The lines of a log that say why it broke off. */
function explain(logs: string): string[] {
  const lines = safeLines(logs)
    .map((line) => line.replace(/^\d\d:\d\d:\d\d(\.\d+)?\s+/, "").trimEnd())
    .filter((line) => line && line !== "dbt command failed");
  const from = lines.findLastIndex((line) => BEGINNING.test(line));
  if (from < 0) return lines.slice(-MAX_LINES);
  const isHeading = /^Encountered an error:?$/.test(lines[from] ?? "");
  const rest = lines.slice(isHeading ? from + 1 : from);
  const [first = ""] = rest;
  const cause = peel(rest.join("\n")).split("\n");
  // "Compilation Error in model orders (models/orders.sql)" is no cause, but
  // tells the file.
  const isPeeled = cause[0] !== first.trim() && FILE.test(first);
  return [...cause, ...(isPeeled ? [first.trim()] : [])].slice(0, MAX_LINES);
}
