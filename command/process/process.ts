/** The process that the command runs in: what it takes from Deno or Node, and how it ends. */
import type { CiCommand } from "../../ci/command.ts";
import { renderLine } from "../../ci/registry.ts";
import { clock, type Deadline, deadlineIn } from "../../api/clock.ts";
import { DbtCloudError } from "../../api/errors.ts";
import { isDenied } from "../../api/http.ts";
import type { SettingName } from "../input/settings.ts";
import type { Consumer, Outcome } from "../plan.ts";
import { fileSystem } from "./files.ts";

/** A signal that asks the process to end. */
export type SignalName = keyof typeof SIGNAL_CODES;

/** An input of a GitHub Action. */
export interface ActionInput {
  name: string;
  /** What it is set to; empty if it is not. */
  text: string;
}

/** The process; tests put their own in its place. */
export interface Process extends ReturnType<typeof commonOf> {
  args: string[];
  /** The input for a setting, if the process is a GitHub Action. */
  input?: (name: SettingName) => ActionInput;
  /** Is told what happens, beside the other consumers. */
  observer?: Consumer;
  /** The mark of the run, if it has to be known before. */
  mark?: string;
  /** Reads an environment variable; throws where that is not permitted. */
  env: (name: string) => string | undefined;
  fetch: typeof fetch;
  /** The width of the terminal. */
  columns: () => number;
  /** Calls back on each signal. */
  onSignal: (listener: (name: SignalName) => void) => void;
  /** Ends the process at once, whatever timer, socket or stream is left. */
  exit: (code: number) => void;
}

// The environment, as CI systems leave it

/** `$(X)`, `${X}`, `${{ … }}` and `$X`, as a CI system leaves the unknown. */
export const UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;

/** Reads a variable of the CI system: what may not be read is not set. */
export function ciEnv(
  env: Process["env"],
  onDenied: (name: string) => void = () => {},
): Process["env"] {
  return (name) => {
    try {
      const text = env(name)?.trim();
      return !text || UNEXPANDED.test(text) ? undefined : text;
    } catch {
      onDenied(name);
    }
  };
}

/** Whether a person reads the output, at a terminal that can redraw a line. */
export function isInteractive(process: Process, quiet: boolean): boolean {
  const env = ciEnv(process.env);
  const isTerminal = process.out.isTerminal || process.err.isTerminal;
  return isTerminal && !quiet && !env("CI") && env("TERM") !== "dumb";
}

/** What must not be printed: the key, and the words of one that is malformed. */
export function secretsOf({ given }: { given: { apiKey?: string } }): string[] {
  return (given.apiKey ?? "").trim().split(/\s+/)
    .filter((word) => !UNEXPANDED.test(word));
}

// Output: a reader that stalls holds up nothing else

/** How long the end waits for output that does not move, in milliseconds. */
const STALL_LIMIT = 30_000;
/** A stream that has not moved for this long no longer holds up the other. */
const PATIENCE = 1_000;
/** The maximum of bytes of one write, so that slow readers are seen to move. */
const PIECE = 16_384;
/** How long a flush waits for a write to end, before it looks again. */
const FLUSH_PAUSE = 50;
/** How long a POST gets to leave, in milliseconds. */
const FLUSH_REQUESTS = 5;

/** What a runtime knows of one of its streams. */
export interface RawStream {
  /** Writes some of the bytes, and says how many the reader took. */
  write: (bytes: Uint8Array) => Promise<number>;
  isTerminal: () => boolean;
}

/**
 * What a process has on every runtime, made of its streams. One queue for both
 * keeps their common order.
 */
export function commonOf(out: RawStream, err: RawStream) {
  const queue: { stream: RawStream; text: string }[] = [];
  const movedAt = new Map<RawStream, number>();
  const flushes: (() => void)[] = [];
  let waiting = 0;

  function pump(): void {
    for (const stream of [out, err]) {
      const i = queue.findIndex((entry) => entry.stream === stream);
      if (i < 0 || movedAt.has(stream)) continue;
      // What was printed before on the other stream comes first, if it moves.
      const moved = movedAt.get(stream === out ? err : out);
      const isMoving = moved !== undefined && clock.now() - moved < PATIENCE;
      if (isMoving || (moved === undefined && i > 0)) continue;
      const [entry] = queue.splice(i, 1);
      write(stream, entry!.text);
    }
  }

  async function write(stream: RawStream, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    movedAt.set(stream, clock.now());
    try {
      for (let i = 0; i < bytes.length;) {
        i += await stream.write(bytes.subarray(i, i + PIECE));
        movedAt.set(stream, clock.now());
      }
    } catch {
      // A reader that has gone away, or a full disk, costs words only.
    }
    movedAt.delete(stream);
    waiting -= text.length;
    pump();
    flushes.splice(0).forEach((goOn) => goOn());
  }

  function print(stream: RawStream, text: string): void {
    const last = queue.at(-1);
    if (last?.stream === stream && last.text.length < PIECE) last.text += text;
    else queue.push({ stream, text });
    waiting += text.length;
    pump();
  }

  /** A stream that people or other programs read. */
  const streamOf = (stream: RawStream) => ({
    /** Prints a line. No CI system obeys it, unless it is a command. */
    line: (line: string | CiCommand) => print(stream, `${renderLine(line)}\n`),
    isTerminal: stream.isTerminal(),
    /** Draws over the last line of a terminal. */
    draw: (text: string) => print(stream, text),
  });
  return {
    /** When the process started, by our clock: 0 but in tests. */
    startedAt: 0,
    fileSystem,
    flushRequests,
    out: streamOf(out),
    err: streamOf(err),
    /** How many characters of the output wait for a reader. */
    waiting: () => waiting,
    /** Resolves when all is printed, or nothing was taken for `limit` ms. */
    async flush(limit = STALL_LIMIT): Promise<void> {
      const began = clock.now();
      while (waiting > 0) {
        pump(); // One stream may overtake the other, which has stalled.
        const last = Math.max(began, ...movedAt.values());
        if (clock.now() - last >= limit) return;
        await new Promise<void>((resolve) => {
          flushes.push(resolve);
          setTimeout(resolve, FLUSH_PAUSE);
        });
      }
    },
  };
}

/**
 * Lets the runtime send what it was given, and what is given to it before the
 * code that runs now has ended: the time begins after that. Not by `setTimeout`,
 * which takes Deno 8 ms to load. These timers do not keep the process alive;
 * await it only next to a pending request.
 */
async function flushRequests(): Promise<void> {
  for (const ms of [0, FLUSH_REQUESTS]) {
    const over = AbortSignal.timeout(ms);
    await new Promise((resolve) => over.addEventListener("abort", resolve));
  }
}

/** The exit codes, each with its meaning for `--help`. */
export const EXIT_CODES = {
  0: "the run succeeded",
  1: "the run ended in error or was cancelled",
  2: "wrong or missing input; no run was started",
  3: "dbt Cloud refused or could not be reached, or it is unknown whether a run was started",
  4: "gave up waiting",
  5: "no such run was found",
  70: "a fault of dbt-run itself",
  129: "SIGHUP",
  130: "SIGINT",
  143: "SIGTERM",
};

/** An exit code. */
export type ExitCode = keyof typeof EXIT_CODES;

/** The exit codes of signals. */
const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** An error that ends the command with a code of its own. */
export class CommandError extends Error {
  constructor(message: string, readonly code: ExitCode) {
    super(message);
  }
}

/** A signal asked the process to end. */
export class Interrupted extends CommandError {
  constructor(name: SignalName) {
    super(`Interrupted (${name})`, SIGNAL_CODES[name]);
  }
}

/** The time limit of the command is over. */
export class TimedOut extends CommandError {
  constructor(timeout: number, isQueued = false) {
    const where = isQueued ? ": the run never left the queue" : "";
    super(`Timed out after ${timeout / 1_000} s (--timeout)${where}`, 4);
  }
}

/** The exit code of an error; what is no known one is a fault of our own. */
export function codeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.code;
  if (error instanceof DbtCloudError) return 3;
  return isDenied(error) ? 2 : 70;
}

/** The outcome, unless a signal came since: that decides the exit code. */
export function afterSignal(leave: AbortSignal, outcome: Outcome): Outcome {
  const { reason } = leave;
  return reason instanceof Interrupted
    ? { ...outcome, code: reason.code, error: outcome.error ?? reason }
    : outcome;
}

// Signals and the time limit

/** What the signals of a runtime mean, for `onSignal` of its process. */
export function signalsBy(
  isWindows: boolean,
  add: (signal: SignalName | "SIGBREAK", call: () => void) => unknown,
): Process["onSignal"] {
  // Windows has no SIGTERM: there, SIGBREAK is the second way to ask.
  const last = isWindows ? "SIGBREAK" : "SIGTERM";
  return (listener) => {
    add("SIGHUP", () => listener("SIGHUP"));
    add("SIGINT", () => listener("SIGINT"));
    add(last, () => listener("SIGTERM"));
  };
}

/** Signals so soon after the first are the same one: process groups and
 * `deno task` send two. */
const SAME_SIGNAL = 500;
/** From the first signal to the end of the process, whatever happens. */
const LEAVING_LIMIT = 5_000;
/** How long the last words may take when the process ends at once. */
const LAST_WORDS = 250;
/** Of that, how long for output that does not move. */
const LAST_STALL = 100;

/** What ends the command before its time. */
export type Ending = ReturnType<typeof listen>;

/**
 * Listens for signals and for the end of the time limit. After the first signal
 * there are 5 s; then, or on another signal, the process ends at once, and
 * `onForcedExit` has the last word. Nothing is taken back: the process is ended
 * by `exit`, whatever listener or timer is left.
 *
 * `leave` is aborted by a signal, `stop` also when the time limit is over; then
 * the `deadline` begins, the time for leaving.
 */
export function listen(
  process: Process,
  timeout: number,
  onForcedExit: (error: Error) => Promise<void>,
) {
  const leave = new AbortController();
  const stop = new AbortController();
  let askedAt: number | undefined;
  let deadline: Deadline | undefined;
  const begin = () => deadline ??= deadlineIn(LEAVING_LIMIT);
  const exit = (name: SignalName) => {
    const end = () => process.exit(SIGNAL_CODES[name]);
    setTimeout(end, LAST_WORDS);
    onForcedExit(new Interrupted(name)).catch(() => {})
      .then(() => process.flush(LAST_STALL)).then(end);
  };
  stop.signal.addEventListener("abort", begin);
  process.onSignal((name) => {
    if (askedAt === undefined) {
      askedAt = clock.now();
      setTimeout(() => exit(name), LEAVING_LIMIT);
      leave.abort(new Interrupted(name));
      stop.abort(leave.signal.reason);
    } else if (clock.now() - askedAt >= SAME_SIGNAL) exit(name);
  });
  if (timeout > 0) {
    const left = Math.floor(process.startedAt + timeout - clock.now());
    AbortSignal.timeout(Math.max(0, left))
      .addEventListener("abort", () => stop.abort(new TimedOut(timeout)));
  }
  return { leave: leave.signal, stop: stop.signal, deadline: begin };
}
