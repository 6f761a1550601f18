/** What the nodes of a step came to, from its `run_results.json` or `sources.json`. */
import { isObject, type Json, parseJson, textOrNull } from "../api/json.ts";
import { durationOf, explain } from "./text.ts";

/** What a node's status means. */
export type NodeOutcome =
  | "failed"
  | "warned"
  | "skipped"
  | "passed"
  | "unknown";

/**
 * One node of a run: a model, a test, a source and so on; or a step of the run
 * that failed before it had results.
 */
export interface NodeResult {
  /** The id in dbt's artifacts, such as `model.jaffle_shop.orders`. */
  uniqueId: string;
  /** The node's own name, such as `orders`, `orders.v2` or `not_null_orders_id`. */
  name: string;
  /** Its resource type, such as `model` or `test`; `step` for a step. */
  type: string;
  /** The dbt package that it belongs to. */
  package: string;
  /** dbt's own word, in lower case. */
  status: string;
  /** What that word means. */
  outcome: NodeOutcome;
  /** What dbt says of it, the cause first; empty if it says nothing. */
  message: string;
  /** How long it took, in seconds. */
  seconds: number;
  /**
   * The file that defines it, as a path in the repository, or `null`. The files
   * of packages are below `dbt_packages/`.
   */
  file: string | null;
  /** The line of that file that is wrong, if that is known. */
  line?: number;
  /** What a test tests, such as `orders.customer_id`, or `null`. */
  tests: string | null;
  /** The SQL of a test that failed, or `null`. */
  compiledCode: string | null;
  /** The index of the step it was part of; 0 if that is of an earlier attempt. */
  step: number;
}

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
  return [`Loaded ${durationOf(age * 1_000)} ago`, ...words].join(", ");
}

/** The dbt command in a step's name, or the name. */
export function commandOf(stepName: string): string {
  return /`(.+)`/s.exec(stepName)?.[1] ?? stepName;
}

/** The words of a command; a quoted one is whole, and keeps its quotes. */
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\S)+/gs;
const VERB =
  /^(build|clean|clone|compile|debug|deps|docs|init|list|ls|parse|retry|run|run-operation|seed|show|snapshot|source|test)$/;
/** The flags of dbt whose value is the next word. */
const TAKES_VALUE =
  /^(-t|--(log-(level|format)(-file)?|log-path|profiles-dir|project-dir|profile|target|target-path|vars|state|threads|printer-width|warn-error-options|event-time-(start|end)))$/;
const NO_ARTIFACTS = /^(deps|debug|clean|init)$/;
/** Their results are none, or repeat those of other commands. */
const NO_RESULTS = /^(docs|parse|ls|list|show)$/;

/** The step of the checkbox "Run source freshness". */
const SOURCE_FRESHNESS = /^(?:run )?source freshness$/i;

/** What dbt is told to do: the first of its commands that is no flag's value. */
function verbOf(stepName: string): string {
  if (SOURCE_FRESHNESS.test(stepName.trim())) return "source";
  return commandOf(stepName).match(WORD)?.find((word, i, words) =>
    VERB.test(word) && !TAKES_VALUE.test(words[i - 1] ?? "")
  ) ?? "";
}

/** Whether a step is a dbt command that may write artifacts. */
export function isDbtCommand(stepName: string): boolean {
  const name = stepName.trim();
  return SOURCE_FRESHNESS.test(name) ||
    (/^Invoke dbt/i.test(name) && !NO_ARTIFACTS.test(verbOf(name)));
}

/** The artifact that holds the results of a step, if it may have any. */
export function resultsFile(stepName: string): string | undefined {
  const verb = verbOf(stepName);
  if (!isDbtCommand(stepName) || NO_RESULTS.test(verb)) return;
  return verb === "source" ? "sources.json" : "run_results.json";
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
  const verb = verbOf(step.name);
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
export function countsLine(nodes: NodeResult[]): string {
  const outcomes = nodes.filter(({ type }) => type !== "step")
    .map(({ outcome }) => outcome);
  const count = (word: string) => outcomes.filter((it) => it === word).length;
  return OUTCOMES.filter(count).map((word) => `${count(word)} ${word}`)
    .join(", ").replace("unknown", "of unknown status");
}
