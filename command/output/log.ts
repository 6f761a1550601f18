/** Prints the log: the progress of the run, and how it ended. */
import { DbtCloudError } from "../../api/errors.ts";
import { hasEnded } from "../../api/run_status.ts";
import type { Values } from "../input/settings.ts";
import type { Listener, RunEvent } from "../events.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import type { Report } from "../../report/report_model.ts";
import { formatCounts } from "../../report/report_words.ts";
import { hasSucceeded, runMessage } from "../../report/run_verdict.ts";
import { ENDED_RUN_WORDS } from "../../report/status_words.ts";
import { formatLogs, formatReport } from "../../report/report_lines.ts";
import { formatDuration } from "../../report/format_text.ts";
import {
  formatRough,
  isUnusual,
  type UsualDuration,
} from "../../report/usual_duration.ts";
import { describeError } from "./advice.ts";
import { printError } from "./annotations.ts";
import type { Output } from "./output.ts";
import type { Printer } from "./printer.ts";
import { createProgressLog } from "./progress_log.ts";
import { formatConfiguration } from "./script.ts";

/** The maximum number of lines of a log where nothing folds. */
const UNFOLDED_LINES = 200;

/** Makes the listener that prints the log. */
export function createLog(input: ParsedInput, output: Output): Listener {
  const { printer } = output;
  const progress = createProgressLog(printer, input);
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
      // The report may be that of an earlier attempt.
      const isReported = run && hasEnded(run) && report?.run.id === run.id;
      if (isReported) printVerdict(printer, report, progress.usual());
    },
  };
}

/** Prints the script's lines about a trigger. */
function printConfiguration(
  printer: Printer,
  { values, given }: ParsedInput,
  { job, body, isDry }: RunEvent & { type: "triggering" },
): void {
  const { url, accountId = 0, projectId } = values;
  const { cause, gitBranch, schemaOverride } = given;
  const jobId = "id" in job ? job.id : job.name;
  printer.print(formatConfiguration({
    ...{ url, accountId, projectId, jobId, body },
    ...{ cause, gitBranch, schemaOverride },
  }));
  if (isDry) printer.print("Dry run: nothing was sent");
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

/** Formats how the run ended, how long it took, and how many nodes did what. */
function formatVerdict(
  report: Report,
  usual: UsualDuration | undefined,
): string {
  const { status, durationMs } = report.run;
  const end = report.retryRanNothing ? "error" : status;
  const { title, preposition } = ENDED_RUN_WORDS[end] ??
    { title: status, preposition: "after" };
  const duration = durationMs === null
    ? ""
    : ` ${preposition} ${formatDuration(durationMs)}`;
  // A run that failed is always shorter than usual.
  const isNotable = usual && status === "success" && durationMs !== null &&
    isUnusual(durationMs, usual);
  const comparison = isNotable ? ` (usually ${formatRough(usual.median)})` : "";
  return [title + duration + comparison, formatCounts(report)]
    .filter(Boolean).join(": ");
}
