/** What the nodes of a step came to, from its `run_results.json` or `sources.json`. */
import { isObject, type Json, parseJson, textOrNull } from "../api/json.ts";
import { explain } from "./message.ts";
import type { NodeOutcome, NodeResult } from "./model.ts";
import { findVerb } from "./step_command.ts";
import { formatDuration } from "./text.ts";

/** What most nodes have nothing to say of. */
export const BLANK = { file: null, tests: null, compiledCode: null, step: 0 };

/** dbt's words for each outcome. */
const WORDS: { [O in NodeOutcome]: string[] } = {
  passed: ["success", "pass", "no-op", "reused"],
  warned: ["warn"],
  failed: ["error", "fail", "runtime error", "partial success"],
  skipped: ["skipped"],
  unknown: [],
};
const OUTCOMES = Object.keys(WORDS) as NodeOutcome[];

/** What a result says, or what follows from it. */
function saidOf({ message, failures, relation_name: rows, status }: Json) {
  const count = Number(failures) > 0 ? `Got ${failures} results` : "";
  const text = textOrNull(message) ?? textOrNull(failures) ?? count;
  const isStored = status === "fail" && typeof rows === "string" && rows;
  const more = isStored ? `\nThe failing rows are in ${rows}` : "";
  return `${explain(text)}${more}`.trim();
}

/** Whether a value can be seconds; 1e999, which JSON allows, is infinite. */
function isDuration(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 1e12;
}

/** A result as a node; an empty list of what is none of ours. */
function toNode(result: Json, message: string, step: number): NodeResult[] {
  const { status, execution_time: seconds, compiled_code: code } = result;
  // Before v4 of Core, the node itself stood in the place of its id.
  const { unique_id: uniqueId } = isObject(result.node) ? result.node : result;
  if (typeof uniqueId !== "string") return [];
  const [type = "", inPackage = "", ...names] = uniqueId.split(".");
  const word = String(status ?? "").toLowerCase();
  const outcome = OUTCOMES.find((it) => WORDS[it].includes(word)) ?? "unknown";
  const showsCode = type === "test" && outcome === "failed";
  return [{
    ...BLANK,
    uniqueId,
    // A generic test's id ends in a hash.
    name: names.join(".").replace(/\.[0-9a-f]{10}$/, "") || uniqueId,
    type: type || "node",
    package: inPackage,
    status: word,
    outcome,
    message,
    seconds: isDuration(seconds) ? seconds : 0,
    compiledCode: showsCode ? textOrNull(code) : null,
    step,
  }];
}

/** How old a source's data is, and how old it may be. */
function freshness(result: Json): string {
  const { max_loaded_at_time_ago_in_s: age, criteria, error } = result;
  if (!isDuration(age)) return explain(textOrNull(error) ?? "");
  const limits = isObject(criteria) ? criteria : {};
  const verbs = { warns: limits.warn_after, fails: limits.error_after };
  const words = Object.entries(verbs).flatMap(([verb, limit]) => {
    if (!isObject(limit) || !limit.count) return [];
    const unit = `${limit.period}${limit.count === 1 ? "" : "s"}`;
    return [`${verb} after ${limit.count} ${unit}`];
  });
  return [`Loaded ${formatDuration(age * 1_000)} ago`, ...words].join(", ");
}

/** A bare `NaN` or `Infinity`, which Python writes and JSON does not know. */
const NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads the results of a step: `sources.json`, which `dbt source freshness`
 * writes, or `run_results.json` of dbt Core v1 to v6 and of Fusion. Says which
 * call of dbt wrote them, and whether it had nothing to do. Throws where there
 * are none.
 */
export function readResults(
  text: string,
  step: { index: number; name: string },
  redact: <T>(value: T) => T = (value) => value,
) {
  const verb = findVerb(step.name);
  const nulled = () =>
    text.replace(NO_NUMBER, (it) => it.startsWith('"') ? it : "null");
  const document = redact(parseJson(text) ?? parseJson(nulled()));
  const { results, metadata }: Json = isObject(document) ? document : {};
  if (!Array.isArray(results)) {
    throw new Error(`The results of step ${step.index} cannot be read`);
  }
  const messageOf = verb === "source" ? freshness : saidOf;
  const nodes = results.filter(isObject)
    .flatMap((result) => toNode(result, messageOf(result), step.index))
    // It builds nothing, so only its failures count.
    .filter(({ outcome }) => verb !== "compile" || outcome === "failed");
  const id = isObject(metadata) ? textOrNull(metadata.invocation_id) : null;
  return { nodes, invocationId: id, isEmpty: results.length === 0 };
}

/** The counts in words, such as "30 passed, 1 warned"; steps are no nodes of dbt. */
export function formatNodeCounts(nodes: NodeResult[]): string {
  const outcomes = nodes.filter(({ type }) => type !== "step")
    .map(({ outcome }) => outcome);
  const count = (word: string) => outcomes.filter((it) => it === word).length;
  return OUTCOMES.filter(count).map((word) => `${count(word)} ${word}`)
    .join(", ").replace("unknown", "of unknown status");
}
