/** Who is told what happens to the run. */
import { redactor } from "../../api/redact.ts";
import { noCi } from "../../ci/no_ci.ts";
import { detectCi } from "../../ci/registry.ts";
import { annotateFault, createAnnotations } from "./annotations.ts";
import type { Consumer, Outcome, RunEvent } from "../events.ts";
import type { Input } from "../input/input.ts";
import { createJson } from "./json.ts";
import { createLastWords } from "./last_words.ts";
import { createLiveLine } from "./live_line.ts";
import { createLog } from "./log.ts";
import { createOutput } from "./output.ts";
import { createOutputs } from "./outputs.ts";
import type { Plan } from "../plan.ts";
import { ciEnv, secretsOf } from "../process/env.ts";
import { afterSignal, type ExitCode, InputError } from "../process/exit.ts";
import { createPrinter } from "./printer.ts";
import { removeLeftovers } from "./leftovers.ts";
import type { Process } from "../process/process.ts";
import { createReportFiles } from "./report_files.ts";
import { faultOf } from "./advice.ts";

/** All consumers together. */
export interface Consumers {
  tell: (event: RunEvent) => void;
  /** Lets them end, one after the other, and returns the exit code. */
  finish: (outcome: Outcome) => Promise<ExitCode>;
  /** Says what a person has to know if the process ends at once. */
  hurry: () => void;
}

/** Makes the consumers, and prints what was found before the first event. */
export function createConsumers(
  plan: Plan,
  process: Process,
): Consumers {
  const { values, notices, warnings, client: { redact }, ending } = plan;
  const env = ciEnv(process.env);
  const { fileSystem } = process;
  const ci = values.ci === "none" ? noCi : detectCi(env);
  const printer = createPrinter(process, values, redact, ci);
  const after = removeLeftovers(plan, ci, fileSystem);
  const output = createOutput({ env, printer, redact, fileSystem, after });
  const lastWords = createLastWords();
  const consumers: Consumer[] = [
    lastWords,
    ...(printer.canDraw ? [createLiveLine(plan, printer)] : []),
    createOutputs(ci, output),
    createAnnotations(ci, printer, output, plan.urlSetting),
    createReportFiles(values, ci, output),
    ...(process.observer ? [process.observer] : []),
    // The verdict is the last thing that people read.
    createLog(plan, printer, ci),
    ...(values.json ? [createJson(printer, redact)] : []),
  ];
  warnings.forEach((text) => printer.say(`warning: ${text}`, "error"));
  printer.say(notices);

  /** A consumer that fails costs a warning, and nothing else. */
  const failed = (error: unknown) =>
    printer.say(`warning: ${faultOf(error, plan)}`, "error");
  return {
    tell(event) {
      for (const consumer of consumers) {
        try {
          consumer.on?.(event);
        } catch (error) {
          failed(error);
        }
      }
    },
    async finish(outcome) {
      for (const consumer of consumers) {
        try {
          await consumer.done?.(afterSignal(ending.leave, outcome));
        } catch (error) {
          failed(error);
        }
      }
      return afterSignal(ending.leave, outcome).code;
    },
    hurry() {
      const words = lastWords.say();
      if (words) printer.say(`warning: ${words}`, "error");
    },
  };
}

/** Says what is wrong with the input; nothing was sent. */
export async function refuse(
  input: Input,
  process: Process,
): Promise<void> {
  const { values, faults, warnings } = input;
  const redact = redactor(secretsOf(input));
  const ci = values.ci === "none" ? noCi : detectCi(ciEnv(process.env));
  await removeLeftovers(input, ci, process.fileSystem);
  const printer = createPrinter(process, values, redact, noCi);
  for (const fault of faults) {
    printer.say(`error: ${fault}`, "error");
    annotateFault(ci, printer, fault);
  }
  warnings.forEach((text) => printer.say(`warning: ${text}`, "error"));
  if (!values.json) return;
  const error = new InputError(faults.join("; "));
  createJson(printer, redact).done?.({ code: 2, error });
}
