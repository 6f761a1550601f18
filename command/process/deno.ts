/** The process on Deno. */
import {
  commonOf,
  type Process,
  type RawStream,
  signalsBy,
} from "./process.ts";

function rawStream(stream: typeof Deno.stdout): RawStream {
  return {
    write: (bytes) => stream.write(bytes),
    isTerminal: stream.isTerminal(),
    columns() {
      try {
        return Deno.consoleSize().columns;
      } catch {
        return 80;
      }
    },
  };
}

/** The process that Deno runs us in. */
export function thisProcess(): Process {
  return {
    args: Deno.args,
    env: (name) => Deno.env.get(name),
    fetch: (input, init) => fetch(input, init),
    ...commonOf(rawStream(Deno.stdout), rawStream(Deno.stderr)),
    onSignal: signalsBy(Deno.build.os === "windows", Deno.addSignalListener),
    exit: (code) => Deno.exit(code),
  };
}
