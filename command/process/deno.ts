/** The process on Deno. */
import { fileSystem } from "./files.ts";
import {
  createProcessOutput,
  flushRequests,
  type Process,
  type RawStream,
  type SignalName,
} from "./process.ts";

/** Windows has no SIGTERM: there, SIGBREAK is the second way to ask. */
const SIGNALS: { [name in Deno.Signal]?: SignalName } =
  Deno.build.os === "windows"
    ? { SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGBREAK: "SIGTERM" }
    : { SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGTERM: "SIGTERM" };

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
    onSignal(listener) {
      const stops = Object.entries(SIGNALS).map(([signal, name]) => {
        const call = () => listener(name);
        Deno.addSignalListener(signal as Deno.Signal, call);
        return () => Deno.removeSignalListener(signal as Deno.Signal, call);
      });
      return () => stops.forEach((stop) => stop());
    },
    exit: (code) => Deno.exit(code),
  };
}
