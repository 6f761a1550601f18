/** What people read: the printer, the log while the run goes on, and the live line. */
import type { Redact } from "../../api/client.ts";
import { clock } from "../../api/clock.ts";
import { DbtCloudError } from "../../api/errors.ts";
import { hasEnded, type Run, type RunStatus } from "../../api/run.ts";
import type { CiSystem } from "../../ci/ci_system.ts";
import { disarm } from "../../ci/registry.ts";
import type { Values } from "../input/settings.ts";
import { faultOf, sayFault } from "./annotations.ts";
import type { Consumer, Outcome, Plan, RunEvent, StepStart } from "../plan.ts";
import { ciEnv, isInteractive, type Process } from "../process/process.ts";
import {
  logBlocks,
  type Report,
  reportLines,
  resultOf,
  statusOf,
} from "../../report/report.ts";
import { commandOf } from "../../report/results.ts";
import { durationOf, safeLine, type SafeOptions } from "../../report/text.ts";

/** The longest silence: then the status is printed again, in milliseconds. */
const HEARTBEAT = 60_000;
/** Maximum lines of a log where nothing folds. */
const UNFOLDED_LINES = 200;

/** Makes the consumer that prints the log. */
export function createLog(
  plan: Plan,
  printer: Printer,
  ci: CiSystem,
): Consumer {
  const { values } = plan;
  const shown = { status: "", at: -HEARTBEAT };
  let isErrorSaid = false;
  let isTriggered = false;
  let step: StepStart | undefined;

  function status(run: Run): void {
    const now = clock.now();
    const isBeat = now - shown.at >= HEARTBEAT && !printer.canDraw;
    if (run.status === shown.status && !isBeat) return;
    const isNew = run.status !== shown.status;
    const [blocker] = run.blockedBy;
    Object.assign(shown, { status: run.status, at: now });
    const [first = "", ...rest] = run.status;
    printer.say(`Run status -> ${first.toUpperCase()}${rest.join("")}`);
    if (blocker && isNew) printer.say(`Waiting for run ${blocker} to end`);
    if (isNew || !step) return;
    printer.say(`${stepLine(step)} (${durationOf(now - step.startedAt)})`);
  }

  function logs(report: Report): void {
    const which = values.logs === "live" ? "none" : values.logs;
    for (const { title, lines } of logBlocks(report, which)) {
      const [start, end] = ci.group?.(printer.safe(title), Date.now()) ?? [];
      const cut = start ? 0 : Math.max(0, lines.length - UNFOLDED_LINES);
      if (start) printer.command([start]);
      else printer.say(title);
      if (cut > 0) {
        // Of a log without its beginning, the first line says so.
        const isWhole = lines[0]!.startsWith("  | ");
        const count = isWhole ? `${cut}` : `more than ${cut - 1}`;
        printer.say(`  … ${count} lines before are at ${report.run.href}`);
      }
      printer.say(lines.slice(cut));
      if (end) printer.command([end]);
    }
  }

  const react: {
    [T in RunEvent["type"]]: (event: RunEvent & { type: T }) => void;
  } = {
    triggering(event) {
      isTriggered = true;
      printer.say(triggerLines(plan, event));
    },
    started({ run }) {
      step = undefined;
      shown.status = "";
      printer.say(`Job running! See job status at ${run.href}`);
    },
    polled: ({ run }) => status(run),
    step(event) {
      step = event.step;
      printer.say(stepLine(step));
    },
    log: ({ lines }) => printer.say(lines.map((line) => `  | ${line}`), "log"),
    notice: ({ text, showWhenQuiet }) =>
      printer.say(text, showWhenQuiet ? "verdict" : "info"),
    warning: ({ text }) => printer.say(`warning: ${text}`, "error"),
    stopping({ error, during }) {
      if (during === "start" && isTriggered) {
        // An annotation tells the reason.
        const lines = scriptError(error);
        printer.say(ci.annotate ? lines.slice(0, 1) : lines);
      }
      failed(error);
    },
    "attempt-ended": ({ report }) => ended(report),
  };

  function ended(report: Report): void {
    const { run } = report;
    const says = statusOf(report);
    if (says) printer.say(`dbt Cloud says: ${says}`, "verdict");
    logs(report);
    const kind = run.status === "success" ? "info" : "verdict";
    printer.say(reportLines(report, printer.hasColour), kind);
  }

  function failed(error: Error): void {
    if (isErrorSaid) return;
    isErrorSaid = true;
    sayFault(ci, printer, faultOf(error, plan));
  }

  function done({ run, report, error }: Outcome): void {
    if (error) failed(error);
    if (!run || !hasEnded(run) || report?.run.id !== run.id) return;
    printer.say(verdictLine(report), "verdict");
    if (run.status === "success") {
      const text = `Job completed successfully! See details at ${run.href}`;
      printer.say(text, "verdict");
    } else {
      printer.say(`Run failed or canceled. See why at ${run.href}`, "error");
    }
  }

  const on = (event: RunEvent) =>
    (react[event.type] as (event: RunEvent) => void)(event);
  return { on, done };
}

/** What is printed before the job is triggered. */
function triggerLines(
  { values, given, client, pullRequest }: Plan,
  event: RunEvent & { type: "triggering" },
): string[] {
  const { jobId, body, isDry } = event;
  const { url, accountId } = client;
  const configuration = {
    api_base: url,
    job_cause: given.cause ?? "API-triggered job",
    git_branch: given.gitBranch ?? pullRequest.gitBranch ?? "None",
    schema_override: given.schemaOverride ?? "None",
    account_id: String(accountId),
    project_id: String(values.projectId ?? "None"),
    job_id: String(jobId),
  };
  const address = `${url}/api/v2/accounts/${accountId}/jobs/${jobId}/run/`;
  return [
    "",
    "Configuration:",
    ...Object.entries(configuration).map(([name, value]) =>
      `${name}: ${value}`
    ),
    "",
    "Beginning request for job run...",
    "Triggering job:",
    `\turl: ${address}`,
    `\tpayload: ${pythonRepr(body)}`,
    ...(isDry ? ["Dry run: nothing was sent"] : []),
  ];
}

/** What the Python script prints if it cannot trigger the job. */
function scriptError(error: Error): string[] {
  if (!(error instanceof DbtCloudError)) return [];
  const reason = error.message.replace(/^Cannot [^:]*: /, "");
  return ["ERROR! - Could not trigger job:", ` ${reason}`];
}

/** A step as it is announced: "Step 4 of 5: dbt build". */
export function stepLine({ index, total, name }: StepStart): string {
  const of = total === undefined ? "" : ` of ${total}`;
  return `Step ${index}${of}: ${commandOf(name)}`;
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
  const took = durationMs === null ? "" : ` ${word} ${durationOf(durationMs)}`;
  return [how + took, resultOf(report)].filter(Boolean).join(": ");
}

// The lines of the Python script, word for word

/** A JSON value as Python's `repr` shows it. */
export function pythonRepr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (value && typeof value === "object") {
    const items = Object.entries(value).map(([key, item]) =>
      `${pythonRepr(key)}: ${pythonRepr(item)}`
    );
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

/** Characters that may wait for a slow reader before live logs are dropped. */
const MAX_WAITING = 2 ** 24;
/** Clears the line of the cursor. */
const CLEAR = "\r\x1b[2K";

/** Where a line is printed, and whether `--quiet` drops it. */
export type LineKind =
  /** What goes on. */
  | "info"
  /** A line of a live log, which a reader that is too slow does not get. */
  | "log"
  /** How it ended. */
  | "verdict"
  /** What is wrong, on stderr. */
  | "error";

/** Prints lines, and draws the live line below them. */
export interface Printer {
  /** Whether colours are seen as such. */
  readonly hasColour: boolean;
  /** Whether a person reads the output, and a line can be drawn. */
  readonly canDraw: boolean;
  /** Prints lines of any text. */
  say: (text: string | string[], kind?: LineKind) => void;
  /** Prints lines that the CI system shall obey; their text was made safe. */
  command: (lines: string[]) => void;
  /** One harmless line of a text, for commands. */
  safe: (text: string) => string;
  /** Prints a text as it is, on stdout: the document of `--json`. */
  raw: (text: string) => void;
  /** Draws the live line; an empty one ends it. */
  draw: (text: string) => void;
}

/** Makes a printer, as the streams, the settings and the CI system want it. */
export function createPrinter(
  process: Process,
  { json, quiet }: Pick<Values, "json" | "quiet">,
  redact: Redact,
  ci: CiSystem,
): Printer {
  const env = ciEnv(process.env);
  const isAttended = isInteractive(process, quiet);
  const wantsColour = ci.colour || isAttended || !!env("FORCE_COLOR");
  const hasColour = wantsColour && !env("NO_COLOR");
  const { err } = process;
  const out = json ? err : process.out;
  const screen = [out, err].find(({ isTerminal }) => isTerminal);
  const canDraw = screen !== undefined && isAttended;
  let drawn = "";
  let dropped = 0;
  // Redact before and after: cutting may leave half a key, stripping may join
  // two halves.
  const clean = (text: string, more: SafeOptions) =>
    redact(safeLine(redact(text), more));
  const below = (print: () => void) => {
    if (drawn) screen?.draw(CLEAR);
    print();
    if (drawn) screen?.draw(drawn);
  };
  return {
    hasColour,
    canDraw,
    say(text, kind = "info") {
      if (quiet && (kind === "info" || kind === "log")) return;
      const stream = kind === "error" ? err : out;
      const texts = [text].flat();
      if (kind === "log" && process.waiting() > MAX_WAITING) {
        dropped += texts.length;
        return;
      }
      if (dropped > 0) {
        texts.unshift(`  … ${dropped} lines left out: the output was not read`);
      }
      dropped = 0;
      const lines = texts
        .map((line) => disarm(clean(line, { colour: hasColour })));
      below(() => lines.forEach(stream.line));
    },
    command(lines) {
      below(() => lines.forEach((line) => out.line(redact(line))));
    },
    safe: (text) => disarm(clean(text, {})),
    raw: (text) => process.out.line(text),
    draw(text) {
      // A frame that waits would be old when it is drawn.
      if (!canDraw || (text && process.waiting() > 0)) return;
      const width = Math.max(20, screen.columns() - 1);
      drawn = text && clean(text, { length: width - 1 });
      screen.draw(CLEAR + drawn);
    },
  };
}
