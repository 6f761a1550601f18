/** Who is told what happens to the run. */
import type { InputFault, ParsedInput } from "../input/input.ts";
import { createAnnotations, faultOf, sayFault } from "./annotations.ts";
import { createOutputs, openOutput, writeReports } from "./files.ts";
import { createLiveLine, createLog } from "./log.ts";
import type { Consumer, Known, Outcome, Plan, RunEvent } from "../plan.ts";
import {
  afterSignal,
  codeOf,
  CommandError,
  type ExitCode,
  type Process,
} from "../process/process.ts";
import { selectNodes } from "../../report/report.ts";

/** All consumers together. */
export type Consumers = ReturnType<typeof createConsumers>;

/** Makes the consumers, and prints what was found before the first event. */
export function createConsumers(plan: Plan) {
  const { notices, warnings, client, ending, process } = plan;
  const output = openOutput(plan, process, client.redact);
  const { printer } = output;
  const consumers: Consumer[] = [
    ...(printer.canDraw ? [createLiveLine(printer)] : []),
    createOutputs(output),
    createAnnotations(output),
    { done: (outcome) => writeReports(plan, output, outcome) },
    ...(process.observer ? [process.observer] : []),
    // The verdict is the last thing that people read.
    createLog(plan, output),
    { done: (outcome) => printer.document(toDocument(outcome)) },
  ];
  warnings.forEach((text) => printer.say(`warning: ${text}`, "error"));
  printer.say(notices);

  /** A consumer that fails costs a warning, and nothing else. */
  async function attempt(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      printer.say(`warning: ${faultOf(error, plan)}`, "error");
    }
  }
  return {
    tell(event: RunEvent): void {
      for (const { on } of consumers) attempt(() => on?.(event));
    },
    /** Lets them end, one after the other, and returns the exit code. */
    async finish(outcome: Outcome): Promise<ExitCode> {
      const now = () => afterSignal(ending.leave, outcome);
      for (const { done } of consumers) await attempt(() => done?.(now()));
      return now().code;
    },
    /** Tells what a person has to know if the process ends at once. */
    async onForcedExit(error: Error, known: Known, words?: string) {
      const code = codeOf(error);
      const text = [error.message, words].filter(Boolean).join(". ");
      const outcome = { ...known, code, error: new CommandError(text, code) };
      if (words) printer.say(`warning: ${words}`, "error");
      printer.document(toDocument(outcome));
      if (words) await writeReports(plan, output, outcome);
    },
  };
}

/**
 * Tells how the command ended where no consumer does: wrong input, or a fault of
 * our own. The first lines are annotated.
 */
export async function tellEnd(
  input: ParsedInput,
  process: Process,
  outcome: Outcome,
  faults: InputFault[],
  hint?: string,
): Promise<void> {
  const output = openOutput(input, process);
  const { printer } = output;
  for (const { text } of faults) sayFault(output, text);
  if (hint) printer.say(hint, "error");
  for (const text of input.warnings) printer.say(`warning: ${text}`, "error");
  // That it cannot be written was said.
  const isSaid = faults.some(({ setting }) => setting === "summary");
  const values = { ...input.values, ...(isSaid && { summary: undefined }) };
  const sentences = [...faults.map(({ text }) => text), hint];
  const text = sentences.filter(Boolean).join("; ");
  // Not a fault of our own: the text says already what to do.
  const end = { ...outcome, error: new CommandError(text, 2) };
  await writeReports({ ...input, values }, output, end);
  printer.document(toDocument(end));
}

// --json

/** What the document shows; what is not known is `null`. */
function toDocument({ code, run, report, error, unclear }: Outcome) {
  const failed = report ? selectNodes(report, "failed") : [];
  return {
    run_id: run?.id,
    run_url: run?.href,
    run_status: run?.status,
    status_message: run?.statusMessage,
    git_branch: run?.gitBranch,
    git_sha: run?.gitSha,
    created_at: run?.createdAt,
    started_at: run?.startedAt,
    finished_at: run?.finishedAt,
    failed_nodes: failed.map((node) => ({
      unique_id: node.uniqueId,
      resource_type: node.type,
      name: node.name,
      file: node.file,
      status: node.status,
      message: node.message,
    })),
    unclear,
    exit_code: code,
    error: error?.message,
  };
}
