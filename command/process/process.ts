/** The process that the command runs in: what it takes from Deno, Node or Bun. */
import type { CiCommand } from "../../ci/ci_command.ts";
import type { FileSystem } from "./file_system.ts";

/** A signal that asks the process to end. */
export type SignalName = "SIGHUP" | "SIGINT" | "SIGTERM";

/** A stream that people or other programs read. Printing never waits. */
export interface OutputStream {
  /** Prints a line. No CI system obeys it, unless it is a command. */
  line: (line: string | CiCommand) => void;
  isTerminal: boolean;
  /** Draws over the last line of a terminal. */
  draw: (text: string) => void;
}

/** The process; tests put their own in its place. */
export interface Process {
  args: string[];
  /** When the process started, by our clock: 0 but in tests. */
  startedAt: number;
  /**
   * Looks up an environment variable; throws where that is not permitted, and on
   * Deno at a value that is no text. `ci_environment.ts` reads by it.
   */
  env: (name: string) => string | undefined;
  /** The names of all variables, if they may be listed without a prompt. */
  envNames: () => string[];
  fetch: typeof fetch;
  fileSystem: FileSystem;
  out: OutputStream;
  err: OutputStream;
  /** The number of characters that wait for a reader. */
  waiting: () => number;
  /** Resolves when all is printed, or nothing was taken for `limit` ms. */
  flush: (limit?: number) => Promise<void>;
  /** Lets the runtime send the requests that it was given. */
  flushRequests: () => Promise<void>;
  /** The width of the terminal. */
  columns: () => number;
  /** Calls back on each signal. */
  onSignal: (listener: (name: SignalName) => void) => void;
  /** Ends the process at once, whatever timer, socket or stream is left. */
  exit: (code: number) => void;
}
