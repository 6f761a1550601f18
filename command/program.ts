/** The program: runs the command in the process that it was started in. */
import { exitCode } from "./exit_codes.ts";
import { main } from "./main.ts";
import { denoProcess } from "./process/deno.ts";

/** Runs the command in this process, and ends it with the exit code. */
export async function startProgram(): Promise<void> {
  const process = "Deno" in globalThis
    ? denoProcess()
    : (await import("./process/node.ts")).nodeProcess();
  if (isTooOld()) {
    process.err.line("error: dbt-run needs Deno 2.4, Node 20.3 or Bun 1.2");
    await process.flush();
    return process.exit(exitCode("invalidInput"));
  }
  process.exit(await main(process));
}

/** Whether the runtime lacks what we would miss after the run was started. */
function isTooOld(): boolean {
  const { Deno: deno } = globalThis as { Deno?: typeof Deno };
  return deno !== undefined && /^(1|2\.[0-3])\./.test(deno.version.deno) ||
    !("any" in AbortSignal) || !("toWellFormed" in String.prototype);
}
