/** The process on Node and Bun. */
import { usesProxies } from "../../api/client.ts";
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

/**
 * Makes Node send requests through the proxy of the environment, as Deno and Bun
 * do by themselves. Says what a person has to do where it cannot.
 */
function useProxy(warn: (text: string) => void): void {
  const { env, allowedNodeEnvironmentFlags: flags } = process;
  const name = ["https_proxy", "HTTPS_PROXY"].find((name) => env[name]);
  if (!name || "Bun" in globalThis) return;
  const isAble = flags.has("--use-env-proxy");
  if (isAble && usesProxies(new URL("https://localhost"))) return;
  const http = process.getBuiltinModule?.("node:http") as
    | { setGlobalProxyFromEnv?: (env: object) => void }
    | undefined;
  if (!http?.setGlobalProxyFromEnv) {
    const version = isAble ? "" : " and use Node 22.21 or later";
    warn(
      `warning: ${name} is set, but this Node sends nothing through a proxy: set NODE_USE_ENV_PROXY=1${version}`,
    );
    return;
  }
  try {
    // Not for plain HTTP, which only goes to this machine.
    http.setGlobalProxyFromEnv({
      https_proxy: env[name],
      no_proxy: env.no_proxy ?? env.NO_PROXY,
    });
    env.NODE_USE_ENV_PROXY = "1"; // So that a fault names the proxy.
  } catch {
    warn(`warning: ${name} is not the address of a proxy`);
  }
}

/** The process that Node or Bun runs us in. */
export function thisProcess(): Process {
  const { argv, env, platform, stdout, stderr } = process;
  const names: { [signal: string]: SignalName } = {
    SIGHUP: "SIGHUP",
    SIGINT: "SIGINT",
    [platform === "win32" ? "SIGBREAK" : "SIGTERM"]: "SIGTERM",
  };
  const err = streamOf(stderr);
  let prepare = () => {
    prepare = () => {};
    useProxy(err.line);
  };
  return {
    args: argv.slice(2),
    startedAt: 0,
    env: (name) => env[name],
    async fetch(input, init) {
      prepare();
      return await fetch(input, init);
    },
    out: streamOf(stdout),
    err,
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
