/** Reads the results of a step from its `run_results.json` or `sources.json`. */
import { isObject, type Json, textOrNull } from "../api/json.ts";
import { type JsonPath, JsonScanner } from "../api/json_stream.ts";
import { putCauseFirst } from "./message.ts";
import type { NodeOutcome, NodeResult } from "./report_model.ts";
import { findVerb } from "./step_command.ts";
import { formatDuration } from "./format_text.ts";

/** The fields that are empty for most nodes. */
export const EMPTY_NODE = {
  file: null,
  tests: null,
  compiledCode: null,
  step: 0,
};

/** dbt's words for each outcome. */
const OUTCOME_WORDS: { [O in NodeOutcome]: string[] } = {
  passed: ["success", "pass", "no-op", "reused"],
  warned: ["warn"],
  failed: ["error", "fail", "runtime error", "partial success"],
  skipped: ["skipped"],
  unknown: [],
};
const OUTCOMES = Object.keys(OUTCOME_WORDS) as NodeOutcome[];

/** Reads dbt's message of a node, or formats one from its result. */
function readMessage(result: Json): string {
  const { message, failures, relation_name: rows, status } = result;
  const count = Number(failures) > 0 ? `Got ${failures} results` : "";
  const text = textOrNull(message) ?? textOrNull(failures) ?? count;
  const isStored = status === "fail" && typeof rows === "string" && rows;
  const more = isStored ? `\nThe failing rows are in ${rows}` : "";
  return `${putCauseFirst(text)}${more}`.trim();
}

/** Whether a value can be seconds; 1e999, which JSON allows, is infinite. */
function isDuration(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 1e12;
}

/** Reads the node of a result, if it has one. */
function readNode(
  result: Json,
  message: string,
  step: number,
): NodeResult | undefined {
  const { status, execution_time: seconds, compiled_code: code } = result;
  // Before v4 of Core, the node itself stood in the place of its id.
  const { unique_id: uniqueId } = isObject(result.node) ? result.node : result;
  if (typeof uniqueId !== "string") return;
  const [type = "", inPackage = "", ...names] = uniqueId.split(".");
  const word = String(status ?? "").toLowerCase();
  const outcome = OUTCOMES.find((it) => OUTCOME_WORDS[it].includes(word)) ??
    "unknown";
  const showsCode = type === "test" && outcome === "failed";
  return {
    ...EMPTY_NODE,
    uniqueId,
    // A generic test's id ends in a hash.
    name: names.join(".").replace(/\.[0-9a-f]{10}$/, "") || uniqueId,
    // dbt's types are words. Other text might be a key, which is not recognised
    // where the type is shown with spaces in place of underscores.
    type: /^[a-z_]{1,40}$/.test(type) ? type : "node",
    package: inPackage,
    status: word,
    outcome,
    message,
    seconds: isDuration(seconds) ? seconds : 0,
    compiledCode: showsCode ? textOrNull(code) : null,
    step,
  };
}

/** Formats the age of a source's data, and its limits. */
function readFreshness(result: Json): string {
  const { max_loaded_at_time_ago_in_s: age, criteria, error } = result;
  if (!isDuration(age)) return putCauseFirst(textOrNull(error) ?? "");
  const limits = isObject(criteria) ? criteria : {};
  const verbs = { warns: limits.warn_after, fails: limits.error_after };
  const words = Object.entries(verbs).flatMap(([verb, limit]) => {
    if (!isObject(limit) || !limit.count) return [];
    const unit = `${limit.period}${limit.count === 1 ? "" : "s"}`;
    return [`${verb} after ${limit.count} ${unit}`];
  });
  return [`Loaded ${formatDuration(age * 1_000)} ago`, ...words].join(", ");
}

/** The results of a step. */
export interface StepResults {
  nodes: NodeResult[];
  /** The id of the call of dbt that wrote them. */
  invocationId: string | null;
  /** Whether dbt had nothing to do. */
  isEmpty: boolean;
}

/** Limits the memory for all results of a run. */
export class ResultsBudget {
  #nodes = 200_000;
  #characters = 32 * 2 ** 20;

  /** Whether one more node may be kept. */
  takeNode(): boolean {
    return this.#nodes-- > 0;
  }

  /** Keeps a text, or only its beginning and its end if it is too long. */
  keep(text: string): string {
    const limit = this.#characters > 0 ? MAX_TEXT : MIN_TEXT;
    const kept = text.length <= limit
      ? text
      : `${text.slice(0, limit / 2)}\n…\n${text.slice(-limit / 2)}`;
    this.#characters -= kept.length;
    return kept;
  }
}

/** The maximum length of a text. */
const MAX_TEXT = 2 ** 18;
/** The maximum length of a text after the budget is used up. */
const MIN_TEXT = 1_000;

/** The fields of a result that are read, and those in an object of it. */
const RESULT_FIELDS = new Set([
  "compiled_code",
  "error",
  "execution_time",
  "failures",
  "max_loaded_at_time_ago_in_s",
  "message",
  "node",
  "relation_name",
  "status",
  "unique_id",
]);
const INNER_FIELDS = new Set(["unique_id", "warn_after", "error_after"]);

/** Options for {@linkcode readResults}. */
export interface ReadResultsOptions {
  /** Hides the API key in a text; what identifies a node is left as it is. */
  redact?: (text: string) => string;
  budget?: ResultsBudget;
  /** The maximum number of bytes. */
  maxBytes?: number;
}

/**
 * Reads the results of a step: `sources.json`, which `dbt source freshness`
 * writes, or `run_results.json` of dbt Core v1 to v6 and of Fusion. Rejects
 * if there are none, or if they are too large.
 */
export async function readResults(
  pieces: AsyncIterable<Uint8Array>,
  step: { index: number; name: string },
  options: ReadResultsOptions = {},
): Promise<StepResults> {
  const { maxBytes = Infinity } = options;
  const reader = new ResultsReader(step, options);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > maxBytes || reader.isFull) {
      throw new Error(`The results of step ${step.index} are too large`);
    }
    reader.push(piece);
  }
  return reader.end();
}

/** Reads results one by one, and keeps the parts that a report needs. */
class ResultsReader {
  /** Whether there are more nodes than the budget allows. */
  isFull = false;
  readonly #step: { index: number; name: string };
  readonly #redact: (text: string) => string;
  readonly #budget: ResultsBudget;
  readonly #verb: string;
  readonly #nodes: NodeResult[] = [];
  readonly #scanner = new JsonScanner({
    depth: 5,
    wants: (path) => this.#wants(path),
    onOpen: (path, isList) => this.#open(path, isList),
    onValue: (path, value) => this.#set(path, value),
  });
  #invocationId: string | null = null;
  #hasResults = false;
  #isEmpty = true;
  /** The result that is being read. */
  #result: Json | undefined;

  constructor(
    step: { index: number; name: string },
    { redact = (text) => text, budget = new ResultsBudget() }:
      ReadResultsOptions,
  ) {
    this.#step = step;
    this.#redact = redact;
    this.#budget = budget;
    this.#verb = findVerb(step.name);
  }

  push(piece: Uint8Array): void {
    this.#scanner.push(piece);
  }

  end(): StepResults {
    if (!this.#hasResults || !this.#scanner.isWhole) {
      throw new Error(`The results of step ${this.#step.index} cannot be read`);
    }
    this.#finish();
    return {
      nodes: this.#nodes,
      invocationId: this.#invocationId,
      isEmpty: this.#isEmpty,
    };
  }

  #wants([list, i, field, inner]: JsonPath): boolean {
    if (list === "metadata") return i === "invocation_id";
    if (list !== "results" || typeof i !== "number") return false;
    return field === "criteria"
      ? INNER_FIELDS.has(String(inner))
      : RESULT_FIELDS.has(String(field)) &&
        (inner === undefined || INNER_FIELDS.has(String(inner)));
  }

  #open(path: JsonPath, isList: boolean): void {
    const [list, i] = path;
    if (list !== "results" || path.length > 2) return;
    if (i === undefined) this.#hasResults ||= isList;
    else {
      this.#finish();
      this.#isEmpty = false;
      if (!isList) this.#result = {};
    }
  }

  #set([list, i, ...path]: JsonPath, value: unknown): void {
    if (list === "metadata") this.#invocationId = textOrNull(value);
    else if (path.length === 0) {
      // A list may hold what is no result.
      if (typeof i === "number") this.#isEmpty = false;
    } else if (this.#result) putField(this.#result, path.map(String), value);
  }

  /** Makes a node of the result that was read. */
  #finish(): void {
    const result = this.#result;
    this.#result = undefined;
    if (!result) return;
    const read = this.#verb === "source" ? readFreshness : readMessage;
    const node = readNode(result, read(result), this.#step.index);
    // It builds nothing, so only its failures count.
    const isCounted = this.#verb !== "compile" || node?.outcome === "failed";
    if (!node || !isCounted) return;
    if (!this.#budget.takeNode()) this.isFull = true;
    else this.#nodes.push(this.#trim(node));
  }

  /** Removes the key from the texts of a node, and shortens them. */
  #trim(node: NodeResult): NodeResult {
    const keep = (text: string) => this.#budget.keep(this.#redact(text));
    const { message, compiledCode } = node;
    return {
      ...node,
      message: message && keep(message),
      compiledCode: compiledCode && keep(compiledCode),
    };
  }
}

/** Puts a value into an object, below the objects that a path names. */
function putField(
  object: Json,
  [key = "", ...rest]: string[],
  value: unknown,
): void {
  if (key === "__proto__") return;
  if (rest.length === 0) object[key] = value;
  else {
    const inner = isObject(object[key]) ? object[key] : {};
    object[key] = inner;
    putField(inner, rest, value);
  }
}
