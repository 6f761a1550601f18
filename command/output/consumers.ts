/** Who is told what happens to the run. */
import { type Redact, redactor } from "../../api/client.ts";
import { detectCi } from "../../ci/registry.ts";
import type { Asked } from "../input/input.ts";
import { createAnnotations, faultOf, sayFault } from "./annotations.ts";
import {
  createOutput,
  createOutputs,
  createReportFiles,
  removeLeftovers,
} from "./files.ts";
import {
  createLiveLine,
  createLog,
  createPrinter,
  type Printer,
} from "./log.ts";
import type { Consumer, Known, Outcome, Plan, RunEvent } from "../plan.ts";
import {
  afterSignal,
  ciEnv,
  codeOf,
  CommandError,
  type ExitCode,
  type Process,
  secretsOf,
} from "../process/process.ts";
import { nodesOf } from "../../report/report.ts";

/** All consumers together. */
export type Consumers = ReturnType<typeof createConsumers>;

/** Makes the consumers, and prints what was found before the first event. */
export function createConsumers(
  plan: Plan,
) {
  const { notices, warnings, client: { redact }, ending, process } = plan;
  const { ci, printer, output } = open(plan, process, redact);
  const reportFiles = createReportFiles(
    plan,
    ci,
    output,
    (error) => faultOf(error, plan),
  );
  const json = createJson(plan, printer, redact);
  const consumers: Consumer[] = [
    ...(printer.canDraw ? [createLiveLine(printer)] : []),
    createOutputs(ci, output),
    createAnnotations(ci, printer, output),
    reportFiles,
    ...(process.observer ? [process.observer] : []),
    // The verdict is the last thing that people read.
    createLog(plan, printer, ci),
    json,
  ];
  warnings.forEach((text) => printer.say(`warning: ${text}`, "error"));
  printer.say(notices);

  /** A consumer that fails costs a warning, and nothing else. */
  const failed = (error: unknown) =>
    printer.say(`warning: ${faultOf(error, plan)}`, "error");
  return {
    tell(event: RunEvent): void {
      for (const consumer of consumers) {
        try {
          consumer.on?.(event);
        } catch (error) {
          failed(error);
        }
      }
    },
    /** Lets them end, one after the other, and returns the exit code. */
    async finish(outcome: Outcome): Promise<ExitCode> {
      for (const consumer of consumers) {
        try {
          await consumer.done?.(afterSignal(ending.leave, outcome));
        } catch (error) {
          failed(error);
        }
      }
      return afterSignal(ending.leave, outcome).code;
    },
    /** Tells what a person has to know if the process ends at once. */
    async onForcedExit(error: Error, known: Known, words?: string) {
      const code = codeOf(error);
      const text = [error.message, words].filter(Boolean).join(". ");
      const outcome = { ...known, code, error: new CommandError(text, code) };
      if (words) printer.say(`warning: ${words}`, "error");
      await json.done?.(outcome);
      if (words) await reportFiles.done?.(outcome);
    },
  };
}

/**
 * Tells how the command ended where no consumer does: wrong input, or a fault of
 * our own. The first lines are annotated.
 */
export async function tellEnd(
  input: Pick<Asked, "values" | "command" | "given" | "warnings">,
  process: Process,
  outcome: Outcome,
  faults: string[],
  hint?: string,
): Promise<void> {
  const redact = redactor(secretsOf(input));
  const { ci, printer, output } = open(input, process, redact);
  for (const fault of faults) sayFault(ci, printer, fault);
  if (hint) printer.say(hint, "error");
  for (const text of input.warnings) printer.say(`warning: ${text}`, "error");
  const error = new Error([...faults, ...hint ? [hint] : []].join("; "));
  const { summary } = input.values;
  const isSaid = faults.some((fault) =>
    fault.startsWith(`Cannot write ${summary} (`)
  );
  const values = { ...input.values, ...(isSaid && { summary: undefined }) };
  const files = createReportFiles(
    { ...input, values },
    ci,
    output,
    ({ message }) => message,
  );
  await files.done?.({ ...outcome, error });
  await createJson(input, printer, redact).done?.({ ...outcome, error });
}

/** What all output goes through; files of an earlier pipeline are removed. */
function open(
  input: Pick<Asked, "values" | "command">,
  process: Process,
  redact: Redact,
) {
  const { values } = input;
  const { fileSystem } = process;
  const env = ciEnv(process.env);
  const ci = detectCi(env);
  const printer = createPrinter(process, values, redact, ci);
  const after = removeLeftovers(input, ci, fileSystem);
  const output = createOutput(env, printer, redact, fileSystem, after);
  return { ci, printer, output };
}

// --json

/** Makes the consumer that prints the document. */
function createJson(
  { values }: Pick<Asked, "values">,
  printer: Printer,
  redact: Redact,
): Consumer {
  let isPrinted = !values.json;
  return {
    done(outcome) {
      if (isPrinted) return;
      isPrinted = true;
      printer.raw(JSON.stringify(redact(toDocument(outcome))));
    },
  };
}

/** The fields of the document, and what they show of the run. */
const RUN_FIELDS = {
  run_id: "id",
  run_url: "href",
  run_status: "status",
  status_message: "statusMessage",
  git_branch: "gitBranch",
  git_sha: "gitSha",
  created_at: "createdAt",
  started_at: "startedAt",
  finished_at: "finishedAt",
} as const;

/** The fields of a node that failed. */
const NODE_FIELDS = {
  unique_id: "uniqueId",
  resource_type: "type",
  name: "name",
  file: "file",
  status: "status",
  message: "message",
} as const;

/** What a document shows of an object; what is not known is `null`. */
function pick<T>(fields: { [field: string]: keyof T }, of?: T) {
  const entries = Object.entries(fields)
    .map(([field, name]) => [field, of?.[name] ?? null]);
  return Object.fromEntries(entries);
}

function toDocument({ code, run, report, error, unclear }: Outcome) {
  const failed = report ? nodesOf(report, "failed") : [];
  return {
    ...pick(RUN_FIELDS, run),
    failed_nodes: failed.map((node) => pick(NODE_FIELDS, node)),
    unclear: unclear ?? null,
    exit_code: code,
    error: error?.message ?? null,
  };
}
