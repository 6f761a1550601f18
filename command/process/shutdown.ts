/** Signals, the time limit, and the grace period that both begin. */
import {
  clock,
  createDeadline,
  type Deadline,
  GRACE_PERIOD,
} from "../../api/clock.ts";
import { CommandError, exitCode } from "../exit_codes.ts";
import type { Process, SignalName } from "./process.ts";

/**
 * The grace period, which the library has, too, and who gets how much of it. The
 * process ends with it, whatever happens. All durations are milliseconds.
 */
export const SHUTDOWN = {
  ...GRACE_PERIOD,
  /** The part of it that requests leave, to say how the command ended. */
  forMessage: 300,
  /** The limit of the last message when the process ends at once. */
  forcedMessage: 250,
  /** The part of that in which output may stand still. */
  forcedFlush: 100,
};
/** Process groups and `deno task` send a signal twice: that is one. */
const SAME_SIGNAL = 500;

/** A signal asked the process to end. */
export class Interrupted extends CommandError {
  constructor(name: SignalName) {
    super(`Interrupted (${name})`, name);
  }
}

/** The time limit of the command is over. */
export class TimedOut extends CommandError {
  constructor(timeout: number, { name = "--timeout", hint = "" } = {}) {
    super(`Timed out after ${timeout / 1_000} s (${name})${hint}`, "timedOut");
  }
}

/** Signals and deadlines that end the command before its time. */
export interface Shutdown {
  /** Aborted by a signal, with an {@linkcode Interrupted}. */
  interrupted: AbortSignal;
  /** Aborted by a signal, or at the end of the time limit. */
  aborted: AbortSignal;
  /** Begins the grace period, if that has not begun, and returns its end. */
  startGracePeriod: () => Deadline;
}

/** Adds a listener for a signal of the runtime. */
type AddListener = (
  signal: SignalName | "SIGBREAK",
  listener: () => void,
) => unknown;

/** Options for {@linkcode signalListener}. */
export interface SignalOptions {
  isWindows: boolean;
  /** Whether the process was started so that it ignores SIGHUP, as by `nohup`. */
  ignoresHangup?: () => boolean;
}

/** Makes a process' `onSignal` of what a runtime offers. */
export function signalListener(
  { isWindows, ignoresHangup = () => false }: SignalOptions,
  add: AddListener,
): Process["onSignal"] {
  // Windows has no SIGTERM: there, SIGBREAK is the second way to ask.
  const termination = isWindows ? "SIGBREAK" : "SIGTERM";
  return (listener) => {
    // Deno takes over SIGHUP with the first listener: ours has to ignore it.
    const isIgnored = ignoresHangup();
    add("SIGHUP", () => isIgnored || listener("SIGHUP"));
    add("SIGINT", () => listener("SIGINT"));
    add(termination, () => listener("SIGTERM"));
  };
}

/**
 * Listens for signals and for the end of the time limit. After the first signal
 * there is the grace period; then, or on another signal, the process ends at
 * once, and `onForcedExit` has the last word. Listeners and timers are not
 * removed: `exit()` ends the process.
 */
export function listenForShutdown(
  process: Process,
  timeout: number,
  onForcedExit: (error: Interrupted) => Promise<void> | undefined,
): Shutdown {
  const interrupted = new AbortController();
  const aborted = new AbortController();
  let firstSignalAt: number | undefined;
  let deadline: Deadline | undefined;
  const startGracePeriod = () => deadline ??= createDeadline(SHUTDOWN.total);
  const forceExit = (name: SignalName) => {
    const exit = () => process.exit(exitCode(name));
    setTimeout(exit, SHUTDOWN.forcedMessage);
    Promise.resolve(onForcedExit(new Interrupted(name))).catch(() => {})
      .then(() => process.flush(SHUTDOWN.forcedFlush)).then(exit);
  };
  aborted.signal.addEventListener("abort", startGracePeriod);
  process.onSignal((name) => {
    if (firstSignalAt === undefined) {
      firstSignalAt = clock.now();
      setTimeout(() => forceExit(name), SHUTDOWN.total);
      interrupted.abort(new Interrupted(name));
      aborted.abort(interrupted.signal.reason);
    } else if (clock.now() - firstSignalAt >= SAME_SIGNAL) forceExit(name);
  });
  if (timeout > 0) {
    const timeLeft = Math.floor(process.startedAt + timeout - clock.now());
    AbortSignal.timeout(Math.max(0, timeLeft))
      .addEventListener("abort", () => aborted.abort(new TimedOut(timeout)));
  }
  return {
    interrupted: interrupted.signal,
    aborted: aborted.signal,
    startGracePeriod,
  };
}
