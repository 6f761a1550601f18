/** The line that is redrawn on a terminal while the run goes on. */
import { clock } from "../../api/clock.ts";
import { hasEnded, type Run } from "../../api/run.ts";
import { commandOf } from "../../report/results.ts";
import { durationOf } from "../../report/text.ts";
import type { Consumer, StepStart } from "../events.ts";
import type { Printer } from "./printer.ts";

const FRAME = 100;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];

/** Makes the consumer that draws the live line. */
export function createLiveLine(printer: Printer): Consumer {
  let timer: ReturnType<typeof setInterval> | undefined;
  let run: Run | undefined;
  let step: StepStart | undefined;
  let began = clock.now();

  function draw(): void {
    const now = clock.now();
    const words = [
      run?.status ?? "queued",
      ...(step ? [`step ${step.index}: ${commandOf(step.name)}`] : []),
      durationOf(now - began),
    ];
    const frame = SPINNER[Math.floor(now / FRAME) % SPINNER.length];
    printer.draw(`${frame} ${words.join(", ")}`);
  }

  function stop(): void {
    if (timer !== undefined) clearInterval(timer);
    timer = undefined;
    printer.draw("");
  }

  return {
    on(event) {
      if (event.type === "started") {
        run = event.run;
        step = undefined;
        began = clock.now();
        timer ??= setInterval(draw, FRAME);
      } else if (event.type === "polled") {
        run = event.run;
        if (hasEnded(run)) stop();
      } else if (event.type === "step") step = event.step;
      else if (event.type === "stopping") stop();
    },
    done: stop,
  };
}
