/** Runs the command as a process of its own. */
import { assert } from "@std/assert";
import { offlineFlags } from "../offline/flag.ts";
import { KEY } from "./command.ts";

const FLAGS = await offlineFlags();

/** Nobody's own variables may get into a test; these have to. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "", DENO_DIR = "" } = Deno.env.toObject();
  return { PATH, HOME, NO_COLOR: "1", ...(DENO_DIR && { DENO_DIR }) };
}

/** Starts the command with nothing in its environment but `env`. */
export function startCommand(
  args: string[],
  env: Record<string, string | undefined>,
): Deno.ChildProcess {
  const set = Object.entries(env)
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", ...FLAGS, "main.ts", ...args],
    cwd: new URL("..", import.meta.url),
    clearEnv: true,
    env: { ...bareEnvironment(), ...Object.fromEntries(set) },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** What a process came to, which never holds the key. */
export async function finish(
  child: Deno.ChildProcess,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, ...streams } = await child.output();
  const stdout = new TextDecoder().decode(streams.stdout);
  const stderr = new TextDecoder().decode(streams.stderr);
  assert(!(stdout + stderr).includes(KEY.slice(5, 15)), "the key was printed");
  return { code, stdout, stderr };
}
