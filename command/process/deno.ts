/** The process on Deno. */
import { fileSystem } from "./file_system.ts";
import { ignoresHangup, readDenoStatus } from "./hangup.ts";
import type { Process } from "./process.ts";
import { flushRequests } from "./requests.ts";
import { signalListener } from "./shutdown.ts";
import { createStreams } from "./streams.ts";

/** The process that Deno runs us in. */
export function denoProcess(): Process {
  return {
    args: Deno.args,
    startedAt: 0,
    env: (name) => Deno.env.get(name),
    envNames: () => {
      const { state } = Deno.permissions.querySync({ name: "env" });
      if (state !== "granted") return [];
      try {
        return Object.keys(Deno.env.toObject());
      } catch {
        return []; // Deno may throw at a value that is no text, and shows it.
      }
    },
    fetch: (input, init) => fetch(input, init),
    fileSystem,
    ...createStreams(Deno.stdout, Deno.stderr),
    flushRequests,
    columns() {
      try {
        return Deno.consoleSize().columns;
      } catch {
        return 80; // The terminal may be gone.
      }
    },
    onSignal: signalListener({
      isWindows: Deno.build.os === "windows",
      ignoresHangup: () => ignoresHangup(readDenoStatus()),
    }, Deno.addSignalListener),
    exit: (code) => Deno.exit(code),
  };
}
