/** Reads the results of each step of a run. */
import type { RunStep } from "../api/model.ts";
import type { NodeResult, ReportSource, ResultsState } from "./report_model.ts";
import { readResults, ResultsBudget, type StepResults } from "./results.ts";
import { findVerb, resultsFile } from "./step_command.ts";

/** The outcome of reading the results of a step. */
export type ResultsReading =
  | { kind: "read"; results: StepResults }
  /** The step is none that writes results. */
  | { kind: "none" }
  /** dbt Cloud has no such artifact, or has not saved it yet. */
  | { kind: "absent" }
  | { kind: "unreadable" };

/** The maximum size of a step's results. Only a small part of them is kept. */
const MAX_RESULTS = 256 * 1_024 * 1_024;

/**
 * Reads the results of the steps.
 *
 * @param onError Receives the errors of those that cannot be read.
 */
export async function readStepResults(
  steps: RunStep[],
  source: ReportSource,
  onError: (error: Error) => void,
): Promise<ResultsReading[]> {
  const budget = new ResultsBudget();
  return await Promise.all(steps.map(async (step) => {
    try {
      return await readOneStep(step, source, budget);
    } catch (error) {
      onError(error as Error);
      return { kind: "unreadable" } as const;
    }
  }));
}

async function readOneStep(
  step: RunStep,
  source: ReportSource,
  budget: ResultsBudget,
): Promise<ResultsReading> {
  const file = resultsFile(step.name);
  const isFinished = step.status === "success" || step.status === "error";
  if (!file || !isFinished) return { kind: "none" };
  const pieces = await source.openArtifact(file, step.index);
  if (!pieces) return { kind: "absent" };
  const { redact } = source;
  const options = { redact, budget, maxBytes: MAX_RESULTS };
  return { kind: "read", results: await readResults(pieces, step, options) };
}

/** Joins the nodes of all steps. */
export function joinNodes(readings: ResultsReading[]): NodeResult[] {
  const all = listResults(readings);
  return all.filter(({ invocationId: id }, i) =>
    // A step may show the file that an earlier one has written.
    !id || all.findIndex(({ invocationId }) => invocationId === id) === i
  ).flatMap(({ nodes }) => nodes);
}

function listResults(readings: ResultsReading[]): StepResults[] {
  return readings.flatMap((it) => it.kind === "read" ? [it.results] : []);
}

/** Classifies the results of a step; all but those that were read may be missing. */
export function classifyResults(
  reading: ResultsReading,
  areArtifactsSaved = false,
): ResultsState["state"] {
  if (reading.kind === "read") {
    return reading.results.isEmpty ? "empty" : "some";
  }
  return reading.kind === "absent" && areArtifactsSaved ? "absent" : "unknown";
}

/** Whether the steps that select nodes found none. An operation selects none. */
export function hasSelectedNothing(
  steps: RunStep[],
  readings: ResultsReading[],
): boolean {
  const results = listResults(
    readings.filter((_, i) => findVerb(steps[i]!.name) !== "run-operation"),
  );
  return results.length > 0 && results.every(({ isEmpty }) => isEmpty);
}
