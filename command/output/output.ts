/** The gate of all output: the printer, and the files. */
import type { EnvReader } from "../../api/environment.ts";
import { createRedactor, type Redact } from "../../api/redact.ts";
import type { CiFile, CiOutput, CiSystem } from "../../ci/ci_system.ts";
import { detectCi } from "../../ci/registry.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import { appendFile, writeFile } from "../process/files.ts";
import { ciEnv, listSecrets } from "../process/ci_environment.ts";
import type { Process } from "../process/process.ts";
import { createPrinter, type Printer } from "./printer.ts";
import { removeStaleFiles } from "./stale_files.ts";

/** The printer, and the files that are written in the background. */
export interface Output {
  ci: CiSystem;
  /** Reads a variable of the CI system. */
  env: EnvReader;
  printer: Printer;
  /**
   * Writes files and prints commands for the CI system, in order and in the
   * background. Prints a warning for a file that cannot be written.
   */
  send(output?: CiOutput): void;
  /** Resolves when everything that was sent is written. */
  flush(): Promise<void>;
}

/**
 * Whether the command is about a run of this pipeline. A run that is only looked
 * at, or taken as the newest one, is another pipeline's.
 */
function isOwnRun(
  { command, runId, values: { latest } }: ParsedInput,
): boolean {
  if (command === "status") return false;
  const isFound = runId === undefined &&
    (latest === "any" || latest === "success");
  return command !== "wait" || !isFound;
}

/** Returns a CI system without what it shows of a run, and without outputs. */
function withoutReports(ci: CiSystem): CiSystem {
  const { annotate: _1, findings: _2, outputs: _3, summary: _4, ...rest } = ci;
  return { ...rest, staleFiles: [] };
}

/** Opens the output, and removes the files of an earlier pipeline. */
export function openOutput(
  input: ParsedInput,
  process: Process,
  redact: Redact = createRedactor(listSecrets(input)),
): Output {
  const { fileSystem } = process;
  const env = ciEnv(process.env);
  const detected = detectCi(env);
  const ci = isOwnRun(input) ? detected : withoutReports(detected);
  const printer = createPrinter(process, input.values, redact, ci);
  let queue = removeStaleFiles(input, ci, fileSystem);
  /** Files that could not be written: one warning for each is enough. */
  const failedPaths = new Set<string>();

  async function writeOrWarn(
    path: string,
    write: () => Promise<void>,
  ): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (failedPaths.has(path)) return;
      failedPaths.add(path);
      const { message } = error as Error;
      printer.print(`warning: Cannot write ${path}: ${message}`, "error");
    }
  }
  function write({ path, text, append }: CiFile): Promise<void> {
    const content = redact(text);
    return writeOrWarn(
      path,
      () =>
        append
          ? appendFile(fileSystem, path, content)
          : writeFile(fileSystem, path, content),
    );
  }
  return {
    ci,
    env,
    printer,
    send({ commands = [], files = [] } = {}) {
      for (const file of files) queue = queue.then(() => write(file));
      // The commands come after the files, for some commands name them.
      if (files.length === 0) printer.printCommands(...commands);
      else queue = queue.then(() => printer.printCommands(...commands));
    },
    flush: () => queue,
  };
}
