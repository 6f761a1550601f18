/** What people read: the printer, the log while the run goes on, and the live line. */
import type { Redact } from "../../api/client.ts";
import { clock } from "../../api/clock.ts";
import { DbtCloudError } from "../../api/errors.ts";
import { hasEnded, type Run, type RunStatus } from "../../api/run.ts";
import type { CiSystem } from "../../ci/ci_system.ts";
import { disarm } from "../../ci/registry.ts";
import type { Values } from "../input/settings.ts";
import { faultOf, sayFault } from "./annotations.ts";
import type { Output } from "./files.ts";
import type { Consumer, Outcome, Plan, RunEvent, StepStart } from "../plan.ts";
import { ciEnv, isInteractive, type Process } from "../process/process.ts";
import type { Report } from "../../report/model.ts";
import { formatCounts, runMessage } from "../../report/report.ts";
import { formatLogs, formatReport } from "../../report/report_lines.ts";
import { extractCommand } from "../../report/step_command.ts";
import {
  formatDuration,
  safeLine,
  type SafeOptions,
} from "../../report/text.ts";

/** The longest silence: then the status is printed again, in milliseconds. */
const HEARTBEAT = 60_000;
/** Maximum lines of a log where nothing folds. */
const UNFOLDED_LINES = 200;

/** Makes the consumer that prints the log. */
export function createLog(plan: Plan, output: Output): Consumer {
  const { values } = plan;
  const { ci, printer } = output;
  const shown = { status: "", at: -HEARTBEAT };
  let isErrorSaid = false;
  let isTriggered = false;
  let step: StepStart | undefined;

  function on(event: RunEvent): void {
    switch (event.type) {
      case "triggering":
        isTriggered = true;
        return printer.say(triggerLines(plan, event));
      case "started":
        step = undefined;
        shown.status = "";
        return printer.say(`Job running! See job status at ${event.run.href}`);
      case "polled":
        return status(event.run);
      case "step":
        step = event.step;
        return printer.say(stepLine(step));
      case "log":
        return printer.say(event.lines.map((line) => `  | ${line}`), "log");
      case "notice":
        return printer.say(
          event.text,
          event.showWhenQuiet ? "verdict" : "info",
        );
      case "warning":
        return printer.say(`warning: ${event.text}`, "error");
      case "stopping":
        if (event.during === "start" && isTriggered) untriggered(event.error);
        return failed(event.error);
      case "attempt-ended":
        return ended(event.report);
    }
  }

  function status(run: Run): void {
    const now = clock.now();
    const isNew = run.status !== shown.status;
    const isBeat = now - shown.at >= HEARTBEAT && !printer.canDraw;
    if (!isNew && !isBeat) return;
    Object.assign(shown, { status: run.status, at: now });
    const word = run.status.replace(/^./, (letter) => letter.toUpperCase());
    printer.say(`Run status -> ${word}`);
    const [blocker] = run.blockedBy;
    if (isNew && blocker) printer.say(`Waiting for run ${blocker} to end`);
    if (isNew || !step) return;
    printer.say(`${stepLine(step)} (${formatDuration(now - step.startedAt)})`);
  }

  function ended(report: Report): void {
    const { href, status } = report.run;
    const says = runMessage(report);
    if (says) printer.say(`dbt Cloud says: ${says}`, "verdict");
    for (const { title, lines } of formatLogs(report, values.logs)) {
      const [start, end] = ci.group?.(printer.safe(title), Date.now()) ?? [];
      if (start) printer.command([start]);
      else printer.say(title);
      printer.say(start ? lines : lastOf(lines, href));
      if (end) printer.command([end]);
    }
    printer.say(
      formatReport(report),
      status === "success" ? "info" : "verdict",
    );
  }

  /** What the Python script prints if it cannot trigger the job. */
  function untriggered(error: Error): void {
    if (!(error instanceof DbtCloudError)) return;
    printer.say("ERROR! - Could not trigger job:");
    // An annotation tells the reason.
    if (ci.annotate) return;
    printer.say(` ${error.message.replace(/^Cannot [^:]*: /, "")}`);
  }

  function failed(error: Error): void {
    if (isErrorSaid) return;
    isErrorSaid = true;
    sayFault(output, faultOf(error, plan));
  }

  function done({ run, report, error }: Outcome): void {
    if (error) failed(error);
    if (!run || !hasEnded(run) || report?.run.id !== run.id) return;
    printer.say(verdictLine(report), "verdict");
    const isGood = run.status === "success";
    const text = isGood
      ? `Job completed successfully! See details at ${run.href}`
      : `Run failed or canceled. See why at ${run.href}`;
    printer.say(text, isGood ? "verdict" : "error");
  }

  return { on, done };
}

/** The last lines of a log, and where the others are. */
function lastOf(lines: string[], href: string): string[] {
  const cut = lines.length - UNFOLDED_LINES;
  if (cut <= 0) return lines;
  // Of a log without its beginning, the first line says so.
  const count = lines[0]!.startsWith("  | ") ? cut : `more than ${cut - 1}`;
  return [`  … ${count} lines before are at ${href}`, ...lines.slice(cut)];
}

/** What is printed before the job is triggered. */
function triggerLines(
  { values, given, client: { url, accountId } }: Plan,
  { jobId, body, isDry }: RunEvent & { type: "triggering" },
): string[] {
  return [
    "",
    "Configuration:",
    `api_base: ${url}`,
    `job_cause: ${given.cause ?? "API-triggered job"}`,
    `git_branch: ${given.gitBranch ?? "None"}`,
    `schema_override: ${given.schemaOverride ?? "None"}`,
    `account_id: ${accountId}`,
    `project_id: ${values.projectId ?? "None"}`,
    `job_id: ${jobId}`,
    "",
    "Beginning request for job run...",
    "Triggering job:",
    `\turl: ${url}/api/v2/accounts/${accountId}/jobs/${jobId}/run/`,
    `\tpayload: ${pythonRepr(body)}`,
    ...(isDry ? ["Dry run: nothing was sent"] : []),
  ];
}

/** A step as it is announced: "Step 4 of 5: dbt build". */
function stepLine({ index, total, name }: StepStart): string {
  const of = total === undefined ? "" : ` of ${total}`;
  return `Step ${index}${of}: ${extractCommand(name)}`;
}

const HOW: { [S in RunStatus]?: [how: string, word: string] } = {
  success: ["Succeeded", "in"],
  error: ["Failed", "after"],
  cancelled: ["Cancelled", "after"],
};

/** How the run ended, how long it took, and what came of it. */
function verdictLine(report: Report): string {
  const { status, durationMs } = report.run;
  const [how, word] = HOW[status] ?? [status, ""];
  const took = durationMs === null
    ? ""
    : ` ${word} ${formatDuration(durationMs)}`;
  return [how + took, formatCounts(report)].filter(Boolean).join(": ");
}

// The lines of the Python script, word for word

/** A JSON value as Python's `repr` shows it. */
export function pythonRepr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (value && typeof value === "object") {
    const items = Object.entries(value)
      .map((entry) => entry.map(pythonRepr).join(": "));
    return `{${items.join(", ")}}`;
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "string") return String(value ?? "None");
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const text = value.replace(quote === "'" ? /[\\']/g : /\\/g, "\\$&")
    .replace(/[\n\r\t]/g, (found) => `\\${"nrt"["\n\r\t".indexOf(found)]}`)
    .replace(/(?! )[\p{C}\p{Z}]/gu, (found) => {
      const code = found.codePointAt(0)!.toString(16);
      if (code.length < 3) return `\\x${code.padStart(2, "0")}`;
      if (code.length < 5) return `\\u${code.padStart(4, "0")}`;
      return `\\U${code.padStart(8, "0")}`;
    });
  return `${quote}${text}${quote}`;
}

// The line that is redrawn on a terminal while the run goes on

const FRAME = 100;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];

/** Makes the consumer that draws the live line. */
export function createLiveLine(printer: Printer): Consumer {
  let timer: ReturnType<typeof setInterval> | undefined;
  let status: RunStatus = "queued";
  let step: StepStart | undefined;
  let began = clock.now();

  function draw(): void {
    const now = clock.now();
    const doing = step && `step ${step.index}: ${extractCommand(step.name)}`;
    const words = [status, doing, formatDuration(now - began)].filter(Boolean);
    const frame = SPINNER[Math.floor(now / FRAME) % SPINNER.length];
    printer.draw(`${frame} ${words.join(", ")}`);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    printer.draw("");
  }

  return {
    on(event) {
      if ("run" in event) status = event.run.status;
      if (event.type === "step") step = event.step;
      if (event.type === "started") {
        step = undefined;
        began = clock.now();
        timer ??= setInterval(draw, FRAME);
      }
      const isOver = event.type === "polled" && hasEnded(event.run);
      if (isOver || event.type === "stopping") stop();
    },
    done: stop,
  };
}

/** Characters that may wait for a slow reader before live logs are dropped. */
const MAX_WAITING = 2 ** 24;
/** Clears the line of the cursor. */
const CLEAR = "\r\x1b[2K";

/** Prints lines, and draws the live line below them. */
export type Printer = ReturnType<typeof createPrinter>;

/**
 * Where a line is printed, and whether `--quiet` drops it: what goes on; a line
 * of a live log, which a reader that is too slow does not get; how it ended; and
 * what is wrong, on stderr.
 */
type LineKind = "info" | "log" | "verdict" | "error";

/** Makes a printer, as the streams, the settings and the CI system want it. */
export function createPrinter(
  process: Process,
  { json, quiet }: Pick<Values, "json" | "quiet">,
  redact: Redact,
  ci: CiSystem,
) {
  const env = ciEnv(process.env);
  const isAttended = isInteractive(process, quiet);
  const wantsColour = ci.colour || isAttended || !!env("FORCE_COLOR");
  const colour = wantsColour && !env("NO_COLOR");
  const { err } = process;
  const out = json ? err : process.out;
  const screen = isAttended && [out, err].find(({ isTerminal }) => isTerminal);
  let drawn = "";
  let dropped = 0;
  let isDocumented = !json;
  // Redact before and after: cutting may leave half a key, stripping may join
  // two halves.
  const clean = (text: string, options?: SafeOptions) =>
    redact(safeLine(redact(text), options));
  function print(stream: Process["out"], lines: string[]): void {
    if (screen && drawn) screen.draw(CLEAR);
    lines.forEach(stream.line);
    if (screen && drawn) screen.draw(drawn);
  }
  return {
    /** Whether a person reads the output, and a line can be drawn. */
    canDraw: !!screen,
    /** Prints lines of any text. */
    say(text: string | string[], kind: LineKind = "info"): void {
      if (quiet && (kind === "info" || kind === "log")) return;
      const lines = [text].flat();
      if (kind === "log" && process.waiting() > MAX_WAITING) {
        dropped += lines.length;
        return;
      }
      if (dropped > 0) {
        lines.unshift(`  … ${dropped} lines left out: the output was not read`);
      }
      dropped = 0;
      const safe = lines.map((line) => disarm(clean(line, { colour })));
      print(kind === "error" ? err : out, safe);
    },
    /** Prints lines that the CI system shall obey; their text was made safe. */
    command: (lines: string[]): void => print(out, lines.map(redact)),
    /** One harmless line of a text, for commands. */
    safe: (text: string): string => disarm(clean(text)),
    /** Prints the document of `--json`, once; what is not known is `null`. */
    document(document: object): void {
      if (isDocumented) return;
      isDocumented = true;
      const orNull = (_: string, value: unknown) => value ?? null;
      process.out.line(JSON.stringify(redact(document), orNull));
    },
    /** Draws the live line; an empty one ends it. */
    draw(text: string): void {
      // A frame that waits would be old when it is drawn.
      if (!screen || (text && process.waiting() > 0)) return;
      const width = Math.max(20, process.columns() - 1);
      drawn = text && clean(text, { length: width - 1 });
      screen.draw(CLEAR + drawn);
    },
  };
}
