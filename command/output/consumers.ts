/** Who is told what happens to the run. */
import type { InputFault, ParsedInput } from "../input/input.ts";
import { describeError } from "./advice.ts";
import { createAnnotations, printError } from "./annotations.ts";
import { createDocument } from "./json_document.ts";
import { createLiveLine } from "./live_line.ts";
import { createLog } from "./log.ts";
import { openOutput } from "./output.ts";
import { createOutputs } from "./outputs.ts";
import { writeReports } from "./report_files.ts";
import type { Consumer, Known, Outcome, Plan, RunEvent } from "../plan.ts";
import {
  afterSignal,
  codeOf,
  CommandError,
  type ExitCode,
  type Process,
} from "../process/process.ts";

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
    { done: (outcome) => printer.printDocument(createDocument(outcome)) },
  ];
  warnings.forEach((text) => printer.print(`warning: ${text}`, "error"));
  printer.print(notices);

  /** A consumer that fails costs a warning, and nothing else. */
  async function attempt(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      printer.print(`warning: ${describeError(error, plan)}`, "error");
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
      if (words) printer.print(`warning: ${words}`, "error");
      printer.printDocument(createDocument(outcome));
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
  for (const { text } of faults) printError(output, text);
  if (hint) printer.print(hint, "error");
  for (const text of input.warnings) printer.print(`warning: ${text}`, "error");
  // That it cannot be written was said.
  const isSaid = faults.some(({ setting }) => setting === "summary");
  const values = { ...input.values, ...(isSaid && { summary: undefined }) };
  const sentences = [...faults.map(({ text }) => text), hint];
  const text = sentences.filter(Boolean).join("; ");
  // Not a fault of our own: the text says already what to do.
  const end = { ...outcome, error: new CommandError(text, 2) };
  await writeReports({ ...input, values }, output, end);
  printer.printDocument(createDocument(end));
}
