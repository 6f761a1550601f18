/** Whether the process was started so that it survives the end of its terminal. */

/** The file in which Linux says which signals a process ignores. */
const STATUS_FILE = "/proc/self/status";
/** The bit of SIGHUP, which is signal 1. */
const SIGHUP_BIT = 1;

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
export function readDenoStatus(): string {
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
