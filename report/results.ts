/** What the nodes of a step came to, from its `run_results.json`. */

/** What a node's status means. */
export type Outcome = "failed" | "warned" | "skipped" | "passed" | "unknown";

/** One node of a run: a model, a test, a seed and so on. */
export interface NodeResult {
  /** The id in dbt's artifacts, such as `model.jaffle_shop.orders`. */
  uniqueId: string;
  /** The node's own name. */
  name: string;
  /** Its resource type, such as `model` or `test`. */
  type: string;
  /** dbt's own word, in lower case. */
  status: string;
  /** What that word means. */
  outcome: Outcome;
  /** What dbt says of it; empty if it says nothing. */
  message: string;
  /** How long it took, in seconds. */
  seconds: number;
  /** The file that defines it, where the manifest knows. */
  file?: string;
  /** The index of the step it was part of. */
  step: number;
}

const OUTCOMES: Record<string, Outcome> = {
  error: "failed",
  fail: "failed",
  "runtime error": "failed",
  "partial success": "failed",
  warn: "warned",
  skipped: "skipped",
  success: "passed",
  pass: "passed",
  "no-op": "passed",
  reused: "passed",
};

/**
 * Reads `run_results.json` of dbt Core v1 to v6 and of Fusion, which leaves
 * keys out. Throws where it is none; what is odd in it is passed over.
 */
export function readResults(
  text: string,
  step: number,
  redact: <T>(value: T) => T = (value) => value,
): NodeResult[] {
  const { results } = redact(JSON.parse(text));
  if (!Array.isArray(results)) throw new TypeError("it has no results");
  return results.flatMap((result) => {
    // Before v4 of Core the node itself stood in the place of its id.
    const uniqueId = result?.unique_id ?? result?.node?.unique_id;
    if (typeof uniqueId !== "string") return [];
    const [type = "node", , name = uniqueId, ...rest] = uniqueId.split(".");
    const status = String(result.status ?? "").toLowerCase();
    const { message, execution_time: seconds } = result;
    return [{
      uniqueId,
      type,
      // A unit test's id names its model first, a generic test's ends in a hash.
      name: type === "unit_test" || type === "source"
        ? [name, ...rest].join(".")
        : name,
      status,
      outcome: OUTCOMES[status] ?? "unknown",
      message: typeof message === "string" ? message : "",
      seconds: Number.isFinite(seconds) ? Math.max(0, seconds) : 0,
      step,
    }];
  });
}

/** How many nodes came to each outcome. */
export function countOutcomes(nodes: NodeResult[]): Record<Outcome, number> {
  const counts = { failed: 0, warned: 0, skipped: 0, passed: 0, unknown: 0 };
  for (const { outcome } of nodes) counts[outcome]++;
  return counts;
}

/** The counts in words. */
export function countsLine(nodes: NodeResult[]): string {
  const { passed, warned, failed, skipped, unknown } = countOutcomes(nodes);
  const more = unknown ? `, ${unknown} of unknown status` : "";
  return `${passed} passed, ${warned} warned, ${failed} failed, ${skipped} skipped${more}`;
}

/** The dbt command in a step's name, or the name. */
export function commandOf(stepName: string): string {
  return /`(.+)`/s.exec(stepName)?.[1] ?? stepName;
}

/** Whether a step may have results of its own: `dbt docs` repeats others'. */
export function hasResults(stepName: string): boolean {
  return /^Invoke dbt/i.test(stepName) &&
    !/\bdbt\s+(--\S+\s+)*(deps|debug|docs|parse|clean|ls|list|init)\b/.test(
      commandOf(stepName),
    );
}
