/** The line that is redrawn on a terminal while the run goes on. */
import { hasEnded, listRaw, type Run, toRun } from "../../api/run.ts";
import { commandOf } from "../../report/results.ts";
import { durationOf } from "../../report/text.ts";
import type { Consumer, StepStart } from "../events.ts";
import type { Plan } from "../plan.ts";
import type { Printer } from "./printer.ts";

const FRAME = 100;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
/** The usual duration is the median of so many runs. */
const USUAL_RUNS = 5;
const SUCCESS = 10;

/** Makes the consumer that draws the live line. */
export function createLiveLine(plan: Plan, printer: Printer): Consumer {
  const over = new AbortController();
  let timer: ReturnType<typeof setInterval> | undefined;
  let run: Run | undefined;
  let step: StepStart | undefined;
  let began = Date.now();
  let usual = "";

  function draw(): void {
    const now = Date.now();
    const words = [
      run?.status ?? "queued",
      ...(step ? [`step ${step.index}: ${commandOf(step.name)}`] : []),
      durationOf(now - began) + usual,
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
        began = Date.now();
        timer ??= setInterval(draw, FRAME);
        medianDuration(plan, event.run, over.signal)
          .then((text) => usual = text, () => {}); // It is only nice to know.
      } else if (event.type === "polled") {
        run = event.run;
        if (hasEnded(run)) stop();
      } else if (event.type === "step") step = event.step;
      else if (event.type === "stopping") stop();
    },
    done() {
      over.abort();
      stop();
    },
  };
}

/** How long the job's runs usually take, in words. */
async function medianDuration(
  { client }: Plan,
  { jobId }: Run,
  signal: AbortSignal,
): Promise<string> {
  if (jobId === null) return "";
  const query = {
    job_definition_id: jobId,
    status: SUCCESS,
    limit: USUAL_RUNS,
  };
  const runs = await listRaw(client, query, { signal });
  const durations = runs.map((raw) => toRun(client, raw, "success").durationMs)
    .filter((ms) => ms !== null).toSorted((a, b) => a - b);
  const median = durations[Math.floor(durations.length / 2)];
  return median ? ` (usually ${durationOf(median)})` : "";
}
