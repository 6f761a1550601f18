/** What the command has of the process it runs in. */

/** What the command has of the process; tests put their own in its place. */
export interface System {
  /** Reads an environment variable. */
  env: (name: string) => string | undefined;
  /** Sends the requests. */
  fetch: typeof fetch;
  /** Prints a line to stdout. */
  out: (line: string) => void;
  /** Prints a line to stderr. */
  err: (line: string) => void;
  /** Calls back for each signal to end; what it returns ends that. */
  onSignal: (listener: (name: "SIGINT" | "SIGTERM") => void) => () => void;
  /** Ends the process at once. */
  exit: (code: number) => void;
  /** Draws a line over the last one drawn; on a terminal only. */
  redraw?: (line: string) => void;
  /** Reads a file. */
  readFile: (path: string) => Promise<string>;
  /** Writes a file, whole or not at all, or appends to it. */
  writeFile: (
    path: string,
    data: string | ReadableStream<Uint8Array>,
    append?: boolean,
  ) => Promise<void>;
}
