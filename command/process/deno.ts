/** The process on Deno. */
import { commonOf, type Process, signalsBy } from "./process.ts";

/** The process that Deno runs us in. */
export function thisProcess(): Process {
  return {
    args: Deno.args,
    env: (name) => Deno.env.get(name),
    fetch: (input, init) => fetch(input, init),
    ...commonOf(Deno.stdout, Deno.stderr),
    columns() {
      try {
        return Deno.consoleSize().columns;
      } catch {
        return 80; // The terminal may be gone.
      }
    },
    onSignal: signalsBy(Deno.build.os === "windows", Deno.addSignalListener),
    exit: (code) => Deno.exit(code),
  };
}
