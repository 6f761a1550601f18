/** Prints the part of the log about the progress of the run. */
import { clock } from "../../api/clock.ts";
import type { Run } from "../../api/model.ts";
import { hasEnded } from "../../api/run_status.ts";
import type { RunEvent, StepStart } from "../events.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import { extractCommand } from "../../report/step_command.ts";
import { formatDuration } from "../../report/format_text.ts";
import {
  formatRemaining,
  formatUsualDuration,
  type UsualDuration,
} from "../../report/usual_duration.ts";
import type { Printer } from "./printer.ts";
import { createRunClock } from "./run_clock.ts";

/** The time after which the status is printed again, in milliseconds. */
const HEARTBEAT = 60_000;

/** The part of the log about the progress of the run. */
export interface ProgressLog {
  on(event: RunEvent): void;
  /** Returns how long the job usually takes, once that is known. */
  usual(): UsualDuration | undefined;
}

/** Makes the part of the log about the progress of the run. */
export function createProgressLog(
  printer: Printer,
  { command }: ParsedInput,
): ProgressLog {
  let printed = { status: "", at: -HEARTBEAT };
  const runClock = createRunClock();
  let step: StepStart | undefined;
  let usual: UsualDuration | undefined;

  function printStarted({ run, reused }: { run: Run; reused?: boolean }) {
    const isFound = reused || command === "wait";
    printer.print(isFound ? formatFound(run) : formatStarted(run));
  }

  function printStatus(run: Run): void {
    const now = clock.now();
    const isNew = run.status !== printed.status;
    const isHeartbeat = now - printed.at >= HEARTBEAT && !printer.canDraw;
    if (!isNew && !isHeartbeat) return;
    printed = { status: run.status, at: now };
    const word = run.status.replace(/^./, (letter) => letter.toUpperCase());
    printer.print(`Run status -> ${word}`);
    const [blocker] = run.blockedBy;
    if (isNew && blocker) printer.print(`Waiting for run ${blocker} to end`);
    if (isNew) return;
    const position = formatPosition(step, runClock.elapsed(), usual);
    if (position) printer.print(position);
  }

  return {
    on(event) {
      if ("run" in event) runClock.update(event.run);
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
          printed = { status: "", at: -HEARTBEAT };
          return printStarted(event);
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

/** Formats which step is running, for how long, and the time that remains. */
function formatPosition(
  step: StepStart | undefined,
  elapsed: number | undefined,
  usual: UsualDuration | undefined,
): string {
  const now = clock.now();
  const text = [
    step && `${formatStep(step)} (${formatDuration(now - step.startedAt)})`,
    usual && elapsed !== undefined && formatRemaining(elapsed, usual),
  ].filter(Boolean).join("; ");
  return text.replace(/^./, (letter) => letter.toUpperCase());
}

/** Formats the Python script's line about a run that was triggered. */
function formatStarted({ href }: Run): string {
  return `Job running! See job status at ${href}`;
}

/** Formats the link to a run that was found, and may have ended. */
function formatFound(run: Run): string {
  return hasEnded(run)
    ? `Run ${run.id} had ended already (${run.status}): ${run.href}`
    : formatStarted(run);
}

/** Formats a step as it is announced: "Step 4 of 5: dbt build". */
function formatStep({ index, total, name }: StepStart): string {
  const count = total === undefined ? "" : ` of ${total}`;
  return `Step ${index}${count}: ${extractCommand(name)}`;
}
