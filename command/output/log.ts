/** The log: what people read while the run is in progress, and how it ended. */
import { clock } from "../../api/clock.ts";
import { DbtCloudError } from "../../api/errors.ts";
import type { Run, RunStatus } from "../../api/model.ts";
import { hasEnded } from "../../api/run_status.ts";
import type { Values } from "../input/settings.ts";
import type { Listener, RunEvent, StepStart } from "../events.ts";
import type { ParsedInput } from "../input/input.ts";
import type { Report } from "../../report/model.ts";
import { formatCounts, hasSucceeded, runMessage } from "../../report/report.ts";
import { formatLogs, formatReport } from "../../report/report_lines.ts";
import { extractCommand } from "../../report/step_command.ts";
import { formatDuration } from "../../report/text.ts";
import {
  formatRemaining,
  formatRough,
  formatUsualDuration,
  isUnusual,
  type UsualDuration,
} from "../../report/usual_duration.ts";
import { describeError } from "./advice.ts";
import { printError } from "./annotations.ts";
import type { Output } from "./output.ts";
import type { Printer } from "./printer.ts";
import { createRunClock } from "./run_clock.ts";
import { formatConfiguration } from "./script.ts";

/** The longest silence: then the status is printed again, in milliseconds. */
const HEARTBEAT = 60_000;
/** The maximum number of lines of a log where nothing folds. */
const UNFOLDED_LINES = 200;

/** Makes the listener that prints the log. */
export function createLog(input: ParsedInput, output: Output): Listener {
  const { printer } = output;
  const progress = createProgress(printer, input);
  let isErrorPrinted = false;
  let isTriggered = false;

  function printErrorOnce(error: Error): void {
    if (!isErrorPrinted) printError(output, describeError(error, input));
    isErrorPrinted = true;
  }
  return {
    on(event) {
      progress.on(event);
      switch (event.type) {
        case "triggering":
          isTriggered = true;
          return printConfiguration(printer, input, event);
        case "log":
          return printer.print(event.lines.map((line) => `  | ${line}`), "log");
        case "notice":
          return printer.print(
            event.text,
            event.showWhenQuiet ? "verdict" : "info",
          );
        case "warning":
          return printer.print(`warning: ${event.text}`, "error");
        case "stopping":
          if (event.during === "start" && isTriggered) {
            printTriggerError(output, event.error);
          }
          return printErrorOnce(event.error);
        case "attempt-ended":
          return printReport(output, event.report, input.values.logs);
      }
    },
    end({ run, report, error, hint }) {
      if (error) printErrorOnce(error);
      if (hint) printer.print(hint, "error");
      const isKnown = run && hasEnded(run) && report?.run.id === run.id;
      if (isKnown) printVerdict(printer, report, progress.usual());
    },
  };
}

// While the run is in progress

/** The part of the log that says where the run is. */
interface Progress {
  on(event: RunEvent): void;
  /** Returns how long the job usually takes, once that is known. */
  usual(): UsualDuration | undefined;
}

/** Makes the part of the log that says where the run is. */
function createProgress(
  printer: Printer,
  { command }: ParsedInput,
): Progress {
  const printed = { status: "", at: -HEARTBEAT };
  const runClock = createRunClock();
  let step: StepStart | undefined;
  let usual: UsualDuration | undefined;

  function printStatus(run: Run): void {
    const now = clock.now();
    const isNew = run.status !== printed.status;
    const isBeat = now - printed.at >= HEARTBEAT && !printer.canDraw;
    if (!isNew && !isBeat) return;
    Object.assign(printed, { status: run.status, at: now });
    const word = run.status.replace(/^./, (letter) => letter.toUpperCase());
    printer.print(`Run status -> ${word}`);
    const [blocker] = run.blockedBy;
    if (isNew && blocker) printer.print(`Waiting for run ${blocker} to end`);
    if (!isNew) printPosition(now);
  }

  /** Prints what is running, for how long, and how much is left. */
  function printPosition(now: number): void {
    const elapsed = runClock.elapsed();
    const texts = [
      step && `${formatStep(step)} (${formatDuration(now - step.startedAt)})`,
      usual && elapsed !== undefined && formatRemaining(elapsed, usual),
    ].filter(Boolean);
    const text = texts.join("; ");
    if (text) printer.print(text.replace(/^./, (it) => it.toUpperCase()));
  }
  return {
    on(event) {
      if ("run" in event) runClock.see(event.run);
      switch (event.type) {
        case "usual-duration":
          usual = event.usual;
          return printer.print(formatUsualDuration(usual));
        case "attempt-ended":
          // A retry does only part of the job.
          if (event.retry) usual = undefined;
          return;
        case "started":
          step = undefined;
          printed.status = "";
          return printer.print(
            event.reused || command === "wait"
              ? formatFound(event.run)
              : formatStarted(event.run),
          );
        case "polled":
          return printStatus(event.run);
        case "step":
          step = event.step;
          return printer.print(formatStep(step));
      }
    },
    usual: () => usual,
  };
}

/** Says what the Python script says of a run that was triggered. */
function formatStarted({ href }: Run): string {
  return `Job running! See job status at ${href}`;
}

/** Says where a run is that was found, and may have ended. */
function formatFound(run: Run): string {
  return hasEnded(run)
    ? `Run ${run.id} had ended already (${run.status}): ${run.href}`
    : formatStarted(run);
}

/** Prints the script's lines about a trigger. */
function printConfiguration(
  printer: Printer,
  { values, given }: ParsedInput,
  { jobId, body, isDry }: RunEvent & { type: "triggering" },
): void {
  const { url, accountId = 0, projectId } = values;
  const { cause, gitBranch, schemaOverride } = given;
  printer.print(formatConfiguration({
    ...{ url, accountId, projectId, jobId, body },
    ...{ cause, gitBranch, schemaOverride },
  }));
  if (isDry) printer.print("Dry run: nothing was sent");
}

/** Formats a step as it is announced: "Step 4 of 5: dbt build". */
function formatStep({ index, total, name }: StepStart): string {
  const count = total === undefined ? "" : ` of ${total}`;
  return `Step ${index}${count}: ${extractCommand(name)}`;
}

/** Prints what the Python script prints if it cannot trigger the job. */
function printTriggerError({ ci, printer }: Output, error: Error): void {
  if (!(error instanceof DbtCloudError)) return;
  printer.print("ERROR! - Could not trigger job:");
  // Where there are annotations, one of them has the reason.
  if (!ci.annotate) printer.print(` ${error.reason}`);
}

// How the run ended

/** Prints the logs and the findings of a run that has ended. */
function printReport(
  { ci, printer }: Output,
  report: Report,
  logs: Values["logs"],
): void {
  const message = runMessage(report);
  const source = report.retryRanNothing ? "" : "dbt Cloud says: ";
  if (message) printer.print(`${source}${message}`, "verdict");
  const maxLines = ci.group ? undefined : UNFOLDED_LINES;
  for (const { title, lines } of formatLogs(report, logs, maxLines)) {
    const group = ci.group?.(printer.clean(title), Date.now());
    if (group) printer.printCommands(group.start);
    else printer.print(title);
    printer.print(lines);
    if (group) printer.printCommands(group.end);
  }
  const kind = hasSucceeded(report) ? "info" : "verdict";
  printer.print(formatReport(report), kind);
}

/** Prints the verdict and the link, which people read last. */
function printVerdict(
  printer: Printer,
  report: Report,
  usual: UsualDuration | undefined,
): void {
  const { href } = report.run;
  printer.print(formatVerdict(report, usual), "verdict");
  if (hasSucceeded(report)) {
    const text = `Job completed successfully! See details at ${href}`;
    printer.print(text, "verdict");
  } else {
    printer.print(`Run failed or canceled. See why at ${href}`, "error");
  }
}

/** The word for the end of a run, and what stands before its duration. */
const VERDICT_WORDS: {
  [S in RunStatus]?: { word: string; preposition: string };
} = {
  success: { word: "Succeeded", preposition: "in" },
  error: { word: "Failed", preposition: "after" },
  cancelled: { word: "Cancelled", preposition: "after" },
};

/** Says how the run ended, how long it took, and what came of it. */
function formatVerdict(
  report: Report,
  usual: UsualDuration | undefined,
): string {
  const { status, durationMs } = report.run;
  const end = report.retryRanNothing ? "error" : status;
  const { word, preposition } = VERDICT_WORDS[end] ??
    { word: status, preposition: "after" };
  const duration = durationMs === null
    ? ""
    : ` ${preposition} ${formatDuration(durationMs)}`;
  // A run that failed is always shorter than usual.
  const isOdd = usual && status === "success" && durationMs !== null &&
    isUnusual(durationMs, usual);
  const usually = isOdd ? ` (usually ${formatRough(usual.median)})` : "";
  return [word + duration + usually, formatCounts(report)]
    .filter(Boolean).join(": ");
}
