/** The process on Deno. */
import { fileSystem } from "./file_system.ts";
import type { Process } from "./process.ts";
import { flushRequests } from "./requests.ts";
import { signalListener } from "./shutdown.ts";
import { createStreams } from "./streams.ts";

/** The file in which Linux says which signals a process ignores. */
const STATUS_FILE = "/proc/self/status";
/** The bit of SIGHUP, which is signal 1. */
const SIGHUP_BIT = 1;

/** Makes the process that Deno runs us in. */
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

/**
 * Whether a process ignores SIGHUP, by its status file: `nohup` starts it so.
 * It has to be read before the first signal listener, which changes that.
 */
export function ignoresHangup(status: string): boolean {
  const [, digit = "0"] = /^SigIgn:\s*[0-9a-f]*([0-9a-f])$/m.exec(status) ?? [];
  return (parseInt(digit, 16) & SIGHUP_BIT) !== 0;
}

/**
 * Reads the status of the process on Deno; it is empty where there is none, and
 * where that takes a permission that we do not have. Node cannot tell: it resets
 * all signals when it starts.
 */
function readDenoStatus(): string {
  try {
    const { state } = Deno.permissions.querySync({
      name: "read",
      path: STATUS_FILE,
    });
    return state === "granted" ? Deno.readTextFileSync(STATUS_FILE) : "";
  } catch {
    return "";
  }
}
