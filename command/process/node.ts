/** The process on Node and Bun. */
import { turn } from "./turn.ts";
import type nodeProcess from "node:process";
import type {
  FileKind,
  FileSystem,
  Process,
  SignalName,
  TextStream,
} from "./process.ts";

type Stdio = (typeof nodeProcess)["stdout" | "stderr"];

const { process } = globalThis as unknown as { process: typeof nodeProcess };
// Not imported above: one file has to run as a module and as a script.
const fs = () => import("node:fs/promises");

function streamOf(stream: Stdio): TextStream {
  stream.on("error", () => {}); // Whoever read it has gone away.
  return {
    line: (text) => stream.write(`${text}\n`),
    isTerminal: stream.isTTY === true,
    draw: (text) => stream.write(text),
    columns: () => stream.columns ?? 80,
  };
}

const fileSystem: FileSystem = {
  readText: async (path) => await (await fs()).readFile(path, "utf8"),
  async kindOf(path): Promise<FileKind | undefined> {
    try {
      const info = await (await fs()).lstat(path);
      if (info.isSymbolicLink()) return "link";
      return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return undefined;
      throw error;
    }
  },
  async makeFolder(path) {
    await (await fs()).mkdir(path, { recursive: true });
  },
  async open(path, how) {
    const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
    return {
      write: async (bytes) => await file.writeFile(bytes),
      close: () => file.close(),
    };
  },
  rename: async (from, to) => await (await fs()).rename(from, to),
  remove: async (path) => await (await fs()).rm(path),
};

/** The process that Node or Bun runs us in. */
export function thisProcess(): Process {
  const { argv, env, platform, stdout, stderr } = process;
  const names: { [signal: string]: SignalName } = {
    SIGHUP: "SIGHUP",
    SIGINT: "SIGINT",
    [platform === "win32" ? "SIGBREAK" : "SIGTERM"]: "SIGTERM",
  };
  return {
    args: argv.slice(2),
    startedAt: 0,
    env: (name) => env[name],
    fetch: (input, init) => fetch(input, init),
    out: streamOf(stdout),
    err: streamOf(stderr),
    fileSystem,
    turn,
    onSignal(listener) {
      const stops = Object.entries(names).map(([signal, name]) => {
        const call = () => listener(name);
        process.on(signal, call);
        return () => process.off(signal, call);
      });
      return () => stops.forEach((stop) => stop());
    },
    exit: (code) => process.exit(code),
    setExitCode: (code) => process.exitCode = code,
  };
}
