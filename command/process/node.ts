/** The process on Node and Bun. */
import { usesProxies } from "../../api/proxies.ts";
import { fileSystem } from "./file_system.ts";
import type { Process } from "./process.ts";
import { flushRequests } from "./requests.ts";
import { signalListener } from "./shutdown.ts";
import { createStreams, type RawStream } from "./streams.ts";

import type nodeGlobal from "node:process";

type Stdio = (typeof nodeGlobal)["stdout" | "stderr"];

const { process } = globalThis as unknown as { process: typeof nodeGlobal };

function rawStream(stream: Stdio): RawStream {
  stream.on("error", () => {}); // The reader has gone away.
  return {
    // Also where it fails: then words are lost, and nothing else.
    write: (bytes) =>
      new Promise((resolve) =>
        stream.write(bytes, () => resolve(bytes.length))
      ),
    isTerminal: () => stream.isTTY === true,
  };
}

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
    return warn(
      `warning: ${name} is set, but this Node sends nothing through a proxy: set NODE_USE_ENV_PROXY=1${version}`,
    );
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

/** Makes the process that Node or Bun runs us in. */
export function nodeProcess(): Process {
  const { argv, env, platform, stdout, stderr } = process;
  const streams = createStreams(rawStream(stdout), rawStream(stderr));
  let isReady = false;
  return {
    args: argv.slice(2),
    startedAt: 0,
    env: (name) => env[name],
    envNames: () => Object.keys(env),
    async fetch(input, init) {
      if (!isReady) useProxy(streams.err.line);
      isReady = true;
      return await fetch(input, init);
    },
    fileSystem,
    ...streams,
    flushRequests,
    columns: () => stdout.columns ?? stderr.columns ?? 80,
    onSignal: signalListener(
      { isWindows: platform === "win32" },
      (signal, listener) => process.on(signal, listener),
    ),
    exit: (code) => process.exit(code),
  };
}
