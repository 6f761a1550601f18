/** Files and commands for the CI system: one after the other, in their order. */
import type { Redact } from "../../api/redact.ts";
import type { CiOutput, Env } from "../../ci/ci_system.ts";
import { appendFile, writeFile } from "../process/files.ts";
import type { Printer } from "./printer.ts";
import type { FileSystem } from "../process/process.ts";

/** Writes files without the key, and says what could not be written. */
export interface Output {
  env: Env;
  safe: Printer["safe"];
  /** Tells the CI system something; what cannot be written costs a warning. */
  tell: (output: CiOutput) => void;
  /** Writes a file; what cannot be written costs a warning. */
  write: (path: string, text: string) => Promise<void>;
  /** Resolves when all is written. */
  finished: () => Promise<void>;
}

/** Options for {@linkcode createOutput}. */
export interface OutputOptions {
  env: Env;
  printer: Printer;
  redact: Redact;
  fileSystem: FileSystem;
  /** Nothing is written before. */
  after?: Promise<void>;
}

/** Makes an output. */
export function createOutput(options: OutputOptions): Output {
  const { env, printer, redact, fileSystem } = options;
  let queue = options.after ?? Promise.resolve();
  // A path that cannot be written is complained of once.
  const unwritable = new Set<string>();
  const trying = async (path: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (unwritable.has(path)) return;
      unwritable.add(path);
      const { message } = error as Error;
      printer.say(`warning: Cannot write ${path}: ${message}`, "error");
    }
  };
  return {
    env,
    safe: printer.safe,
    tell({ lines = [], files = [] }) {
      for (const { path, text, append = false } of files) {
        const write = append ? appendFile : writeFile;
        const safe = redact(text);
        queue = queue.then(() =>
          trying(path, () => write(fileSystem, path, safe))
        );
      }
      // After the files: some lines name them.
      if (files.length === 0) printer.command(lines);
      else queue = queue.then(() => printer.command(lines));
    },
    write: (path, text) =>
      trying(path, () => writeFile(fileSystem, path, redact(text))),
    finished: () => queue,
  };
}
