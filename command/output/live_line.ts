/** Draws the line that shows the progress of the run on a terminal. */
import { clock } from "../../api/clock.ts";
import type { RunStatus } from "../../api/model.ts";
import { hasEnded } from "../../api/run_status.ts";
import type { Listener, StepStart } from "../events.ts";
import { extractCommand } from "../../report/step_command.ts";
import { formatDuration } from "../../report/format_text.ts";
import {
  formatElapsed,
  type UsualDuration,
} from "../../report/usual_duration.ts";
import type { Printer } from "./printer.ts";
import { createRunClock } from "./run_clock.ts";

/** The time between two frames, in milliseconds. */
const FRAME_TIME = 100;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];

/** Makes the listener that draws the live line. */
export function createLiveLine(printer: Printer): Listener {
  let timer: ReturnType<typeof setInterval> | undefined;
  let status: RunStatus = "queued";
  let step: StepStart | undefined;
  let startedAt = clock.now();
  let usual: UsualDuration | undefined;
  const runClock = createRunClock();

  function draw(): void {
    const now = clock.now();
    const stepText = step && `step ${step.index}: ${extractCommand(step.name)}`;
    const words = [status, stepText, describeTime(now)];
    const frame = SPINNER[Math.floor(now / FRAME_TIME) % SPINNER.length];
    printer.draw(`${frame} ${words.filter(Boolean).join(", ")}`);
  }

  /** Describes how long the run takes: of the usual time, or since the wait began. */
  function describeTime(now: number): string {
    const elapsed = runClock.elapsed();
    return usual && elapsed !== undefined
      ? formatElapsed(elapsed, usual)
      : formatDuration(now - startedAt);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    printer.draw("");
  }

  return {
    on(event) {
      if ("run" in event) {
        status = event.run.status;
        runClock.update(event.run);
      }
      if (event.type === "usual-duration") usual = event.usual;
      // A retry does only part of the job.
      if (event.type === "attempt-ended" && event.retry) usual = undefined;
      if (event.type === "step") step = event.step;
      if (event.type === "started") {
        step = undefined;
        startedAt = clock.now();
        timer ??= setInterval(draw, FRAME_TIME);
      }
      const isOver = event.type === "polled" && hasEnded(event.run);
      if (isOver || event.type === "stopping") stop();
    },
    end: stop,
  };
}
