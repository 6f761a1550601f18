/** Starts the command in the process that we are in: Deno, Node or Bun. */
import { main } from "./main.ts";

/** Runs the command, and ends the process with its exit code. */
export async function startProgram(): Promise<void> {
  const { thisProcess } =
    await ("Deno" in globalThis
      ? import("./process/deno.ts")
      : import("./process/node.ts"));
  const process = thisProcess();
  if (isTooOld()) {
    process.err.line("error: dbt-run needs Deno 2.4, Node 20.3 or Bun 1.2");
    await process.flush();
    return process.exit(2);
  }
  process.exit(await main(process));
}

/** Whether the runtime lacks what we would miss after the run was started. */
function isTooOld(): boolean {
  const { Deno: deno } = globalThis as { Deno?: typeof Deno };
  return deno !== undefined && /^(1|2\.[0-3])\./.test(deno.version.deno) ||
    !("any" in AbortSignal) || !("toWellFormed" in String.prototype);
}
