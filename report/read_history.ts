/** Reads the results of earlier runs, to compare them with the nodes that failed. */
import { addHistory, type EarlierResults } from "./node_history.ts";
import type { HistoryReader } from "../api/earlier_runs.ts";
import type { NodeResult, Report } from "./report_model.ts";
import { selectNodes } from "./select_nodes.ts";
import { readResults } from "./results.ts";
import { resultsFile } from "./step_command.ts";

/** The maximum number of earlier runs that are read. */
const MAX_EARLIER_RUNS = 5;
/** The maximum size of all their results together. */
const MAX_BYTES = 32 * 2 ** 20;

/** Whether earlier runs can say anything of a report. */
export function hasComparableNodes(report: Report): boolean {
  return selectNodes(report, "failed").some(({ type }) => type !== "step");
}

/**
 * Adds to the report since when each node fails. Where earlier runs cannot be
 * read, the report stays as it is.
 */
export async function readHistory(
  report: Report,
  source: HistoryReader,
): Promise<Report> {
  if (!hasComparableNodes(report)) return report;
  const reader = new EarlierReader(report, source);
  const earlier = await source.listEarlier().catch(() => []);
  const results: EarlierResults[] = [];
  for (const { run, retryingRunId } of earlier.slice(0, MAX_EARLIER_RUNS)) {
    const nodes = await reader.read(run.id);
    if (!nodes) break;
    results.push({ run, retryingRunId, nodes });
  }
  return addHistory(report, results, { isCut: reader.isCut });
}

/** Reads the results of earlier runs, within one budget for all of them. */
class EarlierReader {
  /** Whether a run could not be read. */
  isCut = false;
  readonly #steps: { index: number; name: string }[];
  readonly #source: HistoryReader;
  #budget = MAX_BYTES;

  constructor({ steps, nodes }: Report, source: HistoryReader) {
    const failed = nodes.filter(({ outcome }) => outcome === "failed");
    const indexes = new Set(failed.map(({ step }) => step));
    // A node of the attempt before a retry may be of any step.
    const isAnyStep = indexes.has(0);
    this.#steps = steps.filter(({ index, name }) =>
      (isAnyStep || indexes.has(index)) && resultsFile(name)
    );
    this.#source = source;
  }

  /** Reads the nodes of a run at these steps, if it can be read. */
  async read(runId: number): Promise<NodeResult[] | undefined> {
    try {
      const reading = this.#steps.map((step) => this.#readStep(runId, step));
      return (await Promise.all(reading)).flat();
    } catch {
      this.isCut = true;
    }
  }

  async #readStep(
    runId: number,
    step: { index: number; name: string },
  ): Promise<NodeResult[]> {
    const { openArtifact, redact } = this.#source;
    const name = resultsFile(step.name)!;
    const pieces = await openArtifact(runId, name, step.index);
    // A run without results says nothing of any node.
    if (!pieces) return [];
    const { nodes } = await readResults(this.#limit(pieces), step, { redact });
    return nodes;
  }

  /** Passes on the pieces until the budget is used up, then throws. */
  async *#limit(
    pieces: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#budget -= piece.length;
      if (this.#budget < 0) {
        throw new Error("The earlier results are too large");
      }
      yield piece;
    }
  }
}
