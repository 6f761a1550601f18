/** Starts the command in the process that we are in: Deno, Node or Bun. */
import { main } from "./main.ts";

/** Runs the command, and leaves its exit code to the process. */
export async function startProgram(): Promise<void> {
  const { thisProcess } =
    await ("Deno" in globalThis ? import("./deno.ts") : import("./node.ts"));
  const process = thisProcess();
  process.setExitCode(await main(process));
}
