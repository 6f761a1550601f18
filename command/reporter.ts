/** Says what happens, and how the command ends: log, files, outputs, document. */
import { createRedactor, type Redact } from "../api/redact.ts";
import type { ActionHooks } from "./action_hooks.ts";
import type { Listener, RunEvent } from "./events.ts";
import type { EndName } from "./exit_codes.ts";
import type { ParsedInput } from "./input/parsed_input.ts";
import { describeError } from "./output/advice.ts";
import { createAnnotations } from "./output/annotations.ts";
import { createDocument } from "./output/json_document.ts";
import { createLiveLine } from "./output/live_line.ts";
import { createLog } from "./output/log.ts";
import { openOutput } from "./output/output.ts";
import { createOutputs } from "./output/outputs.ts";
import { writeReports } from "./output/report_files.ts";
import { listSecrets } from "./process/ci_environment.ts";
import type { Process } from "./process/process.ts";
import type { Shutdown } from "./process/shutdown.ts";
import type { Result } from "./run_state.ts";
import { afterSignal } from "./verdict.ts";

/** Says what happens. Whoever ends the command calls one of the ends, once. */
export interface Reporter {
  on: (event: RunEvent) => void;
  /**
   * Says how the command ends, and returns the end that counts: a signal may have
   * come since.
   */
  end: (result: Result) => Promise<EndName>;
  /**
   * Says it in the moment that is left when the process is forced to end: only
   * what a person has to look after is written.
   */
  endAtOnce: (result: Result) => Promise<void>;
}

/** The reporter needs a context, or the little that invalid input leaves of one. */
export interface ReporterContext extends ParsedInput {
  process: Process;
  hooks: ActionHooks;
  shutdown: Shutdown;
  client?: { redact: Redact };
}

/** Makes the reporter, and prints what was found before the first event. */
export function createReporter(context: ReporterContext): Reporter {
  const { process, hooks, shutdown, client, warnings, notices } = context;
  const redact = client?.redact ?? createRedactor(listSecrets(context));
  const output = openOutput(context, process, redact);
  const { printer } = output;
  const writeDocument = (result: Result) => {
    printer.printDocument(createDocument(result, context));
  };
  // They hear each event in this order.
  const listeners: Listener[] = [
    // The live line is removed before the others print.
    ...(printer.canDraw ? [createLiveLine(printer)] : []),
    // Later steps need the outputs, even if we are killed during the rest.
    createOutputs(output),
    createAnnotations(context, output),
    { end: (result) => writeReports(context, output, result) },
    ...(hooks.observer ? [hooks.observer] : []),
    // The verdict is the last thing that people read.
    createLog(context, output),
    { end: writeDocument },
  ];
  warnings.forEach((text) => printer.print(`warning: ${text}`, "error"));
  printer.print(notices);

  /** Runs a part of a listener. If it fails, a warning is printed, and no more. */
  async function runGuarded(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      printer.print(`warning: ${describeError(error, context)}`, "error");
    }
  }
  return {
    on(event) {
      for (const { on } of listeners) runGuarded(() => on?.(event));
    },
    async end(result) {
      const current = () => afterSignal(shutdown, result);
      for (const { end } of listeners) await runGuarded(() => end?.(current()));
      return current().end;
    },
    async endAtOnce(result) {
      if (result.hint) printer.print(`warning: ${result.hint}`, "error");
      writeDocument(result);
      if (result.hint) await writeReports(context, output, result);
    },
  };
}
