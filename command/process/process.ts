/** The process that the command runs in: all that it takes from Deno or Node. */

import type { Consumer } from "../events.ts";
import type { SettingName } from "../input/settings.ts";

/** A signal that asks the process to end. */
export type SignalName = "SIGHUP" | "SIGINT" | "SIGTERM";

/** A stream that people or other programs read. */
export interface TextStream {
  /** Prints a line. */
  line: (text: string) => void;
  isTerminal: boolean;
  /** Draws over the last line of a terminal. */
  draw: (text: string) => void;
  /** The width of the terminal. */
  columns: () => number;
}

/** What a path leads to; a link is not followed. */
export type FileKind = "file" | "folder" | "link" | "device";

/** A file that is written. */
export interface OpenFile {
  write: (bytes: Uint8Array) => Promise<void>;
  close: () => void | Promise<void>;
}

/** What is needed of the file system. */
export interface FileSystem {
  readText: (path: string) => Promise<string>;
  /** The kind of a file, or `undefined` if there is none. */
  kindOf: (path: string) => Promise<FileKind | undefined>;
  makeFolder: (path: string) => Promise<void>;
  /** Opens a file: a new one exclusively, or at its end. */
  open: (path: string, how: "create" | "append") => Promise<OpenFile>;
  rename: (from: string, to: string) => Promise<void>;
  remove: (path: string) => Promise<void>;
}

/** An input of a GitHub Action. */
export interface ActionInput {
  name: string;
  /** What it is set to; empty if it is not. */
  text: string;
}

/** The process; tests put their own in its place. */
export interface Process {
  args: string[];
  /** The input for a setting, if the process is a GitHub Action. */
  input?: (name: SettingName) => ActionInput;
  /** Is told what happens, beside the other consumers. */
  observer?: Consumer;
  /** The mark of the run, if it has to be known before. */
  mark?: string;
  /** When the process started, by our clock: 0 but in tests. */
  startedAt: number;
  /** Reads an environment variable; throws where that is not permitted. */
  env: (name: string) => string | undefined;
  fetch: typeof fetch;
  out: TextStream;
  err: TextStream;
  /** How many characters of the output wait for a reader. */
  waiting: () => number;
  /** Resolves when all is printed, or nothing was taken for `limit` ms. */
  flush: (limit?: number) => Promise<void>;
  fileSystem: FileSystem;
  /** Lets the runtime send what it was given: a few milliseconds. */
  flushRequests?: () => Promise<void>;
  /** Calls back on each signal; what it returns ends that. */
  onSignal: (listener: (name: SignalName) => void) => () => void;
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
