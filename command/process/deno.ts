/** The process on Deno. */
import { fileSystem } from "./files.ts";
import {
  createProcessOutput,
  flushRequests,
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
    startedAt: 0,
    env: (name) => Deno.env.get(name),
    fetch: (input, init) => fetch(input, init),
    ...createProcessOutput(rawStream(Deno.stdout), rawStream(Deno.stderr)),
    fileSystem,
    flushRequests,
    onSignal: signalsBy(
      Deno.build.os === "windows",
      (signal, call) => Deno.addSignalListener(signal as Deno.Signal, call),
    ),
    exit: (code) => Deno.exit(code),
  };
}
