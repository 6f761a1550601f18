/** Runs the command as a process of its own. */
import { assert } from "@std/assert";
import { delay } from "@std/async/delay";
import { offlineFlags } from "../offline/flag.ts";
import { KEY } from "./harness.ts";

const FLAGS = await offlineFlags();
const ROOT = new URL("..", import.meta.url);
/** The variables that every process needs; no others get into a test. */
const PASSED_ON = [
  "PATH",
  "HOME",
  "DENO_DIR",
  "JSR_URL",
  // Windows has no sockets without these.
  "SystemRoot",
  "USERPROFILE",
  "LOCALAPPDATA",
  "TEMP",
  "TMP",
];

/** The environment of a process that a test starts. */
export function bareEnvironment(): Record<string, string> {
  const set = PASSED_ON.flatMap((name) => {
    const value = Deno.env.get(name);
    return value ? [[name, value]] : [];
  });
  return { ...Object.fromEntries(set), NO_COLOR: "1" };
}

/** Starts a program with nothing in its environment but `env`. */
export function start(
  program: string,
  args: string[],
  env: Record<string, string | undefined> = {},
  cwd: string | URL = ROOT,
): Deno.ChildProcess {
  const set = Object.entries(env)
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Deno.Command(program, {
    args,
    cwd,
    clearEnv: true,
    env: { ...bareEnvironment(), ...Object.fromEntries(set) },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Starts the command on Deno. */
export function startCommand(
  args: string[],
  env: Record<string, string | undefined>,
): Deno.ChildProcess {
  const command = ["run", "-A", "--quiet", ...FLAGS, "main.ts", ...args];
  return start(Deno.execPath(), command, env);
}

/** Bundles a module into one file, as an author of a script does. */
export async function bundle(
  entry: string,
  to: string,
  ...flags: string[]
): Promise<void> {
  const args = ["bundle", "--quiet", ...FLAGS, ...flags, "-o", to, entry];
  // With all of the environment: the bundler comes from npm.
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}

/** Bundles the command as `deno task bundle` does. */
export async function bundleProgram(to: string): Promise<void> {
  const file = await Deno.readTextFile(new URL("deno.json", ROOT));
  const { tasks } = JSON.parse(file);
  const flags = /--minify .*?(?= \$\()/.exec(tasks.bundle)![0].split(" ");
  await bundle("offline/bundle.ts", to, ...flags);
}

/** Waits for a process to end; fails if it has printed the key. */
export async function finish(
  child: Deno.ChildProcess,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, ...streams } = await child.output();
  const stdout = new TextDecoder().decode(streams.stdout);
  const stderr = new TextDecoder().decode(streams.stderr);
  assert(!(stdout + stderr).includes(KEY.slice(5, 15)), "the key was printed");
  return { code, stdout, stderr };
}

/** Waits until something is so, as long as the process goes on. */
export async function until(
  child: Deno.ChildProcess,
  isSo: () => boolean,
): Promise<void> {
  let isOver = false;
  child.status.then(() => isOver = true);
  while (!isSo()) {
    assert(!isOver, "the process ended before");
    await delay(5);
  }
}

/** Whether a program is there. */
export async function has(program: string): Promise<boolean> {
  try {
    const child = start(program, ["--version"]);
    return (await child.output()).success;
  } catch {
    return false;
  }
}

/** Watches the memory of a process; returns the most it held, in MiB. */
export function watchMemory(child: Deno.ChildProcess): () => number {
  let peak = 0;
  const read = () => {
    try {
      const text = Deno.readTextFileSync(`/proc/${child.pid}/status`);
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0));
    } catch {
      // It has ended, or this is no Linux.
    }
  };
  const timer = setInterval(read, 20);
  child.status.finally(() => clearInterval(timer));
  return () => peak / 1_024;
}

/** Sends a signal to a process that may have just ended. */
export function sendSignal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch {
    // It has ended.
  }
}
