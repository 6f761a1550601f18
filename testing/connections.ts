/** Connections that fail before a request is sent, on a runtime of its own. */
import { assertEquals } from "@std/assert";
import { ENVIRONMENT, KEY } from "./harness.ts";
import { finish, start } from "./process.ts";
import { CA_FILE, readTls, serveSockets } from "./socket_server.ts";

const TRUSTED = { DENO_CERT: CA_FILE, NODE_EXTRA_CA_CERTS: CA_FILE };
/** The user in the proxy's variable; the password must not be printed. */
const USER = "me:secret@";

/** How a runtime is started, up to the file that it runs. */
export interface Runtime {
  name: string;
  command: string[];
  /** The program and the library: TypeScript on Deno, bundles elsewhere. */
  program: string;
  library: string;
}

/** A way to fail, and how the library tells of it. */
interface Case {
  what: string;
  expected: [kind: string, obstacle: string | null];
  /** Serves it; returns the address to ask. */
  serve: (servers: Servers) => string;
  env?: (servers: Servers) => Record<string, string>;
}

/** Serves what connections fail at. */
function serveFailures() {
  const listeners: Deno.Listener[] = [];
  const serve = (listener: Deno.Listener<Deno.Conn>, answer: string) => {
    listeners.push(listener);
    (async () => {
      for (;;) {
        using connection = await listener.accept();
        try {
          await connection.read(new Uint8Array(65_536));
          await connection.write(new TextEncoder().encode(answer));
        } catch {
          // The other end did not like our certificate.
        }
      }
    })().catch((error) => {
      // A handshake that failed ends `accept()`, and no server.
      if (error instanceof Deno.errors.BadResource) return;
      if (error instanceof Deno.errors.Interrupted) return;
      serve(listener, answer);
    });
    return (listener.addr as Deno.NetAddr).port;
  };
  const tls = (cert: string, hostname = "127.0.0.1") =>
    serve(
      Deno.listenTls({ port: 0, hostname, cert, key: readTls("server.key") }),
      "",
    );
  const plain = (answer: string) =>
    serve(Deno.listen({ port: 0, hostname: "127.0.0.1" }), answer);
  return {
    tls,
    plain,
    unused() {
      using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
      return (listener.addr as Deno.NetAddr).port;
    },
    [Symbol.dispose]: () =>
      new Set(listeners).forEach((listener) => listener.close()),
  };
}
type Servers = ReturnType<typeof serveFailures>;

const proxied = (status: string) => ({
  serve: () => "https://localhost:8443",
  env: ({ plain }: Servers) => ({
    HTTPS_PROXY: `http://${USER}127.0.0.1:${
      plain(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`)
    }`,
    NODE_USE_ENV_PROXY: "1",
  }),
});

const CASES: Case[] = [
  {
    what: "a port that nobody listens on",
    expected: ["unsent", "network"],
    serve: ({ unused }) => `https://localhost:${unused()}`,
  },
  {
    what: "a host that does not exist",
    expected: ["unsent", "network"],
    serve: () => "https://nobody.invalid",
  },
  {
    what: "an unknown CA, without its root",
    expected: ["unsent", "issuer"],
    serve: ({ tls }) => `https://localhost:${tls(readTls("server.pem"))}`,
  },
  {
    what: "an unknown CA, with its root",
    expected: ["unsent", "issuer"],
    serve: ({ tls }) =>
      `https://localhost:${tls(readTls("server.pem") + readTls("ca.pem"))}`,
  },
  {
    what: "a certificate for another host",
    expected: ["unsent", "host"],
    serve: ({ tls }) => `https://[::1]:${tls(readTls("server.pem"), "::1")}`,
    env: () => TRUSTED,
  },
  {
    what: "a plain port behind https:",
    expected: ["unsent", "tls"],
    serve: ({ plain }) =>
      `https://localhost:${plain("HTTP/1.1 400 Bad Request\r\n\r\n")}`,
  },
  {
    what: "a proxy that wants a password",
    expected: ["unsent", "proxy"],
    ...proxied("407 Proxy Authentication Required"),
  },
  {
    what: "a proxy that cannot reach the host",
    expected: ["unsent", "proxy"],
    ...proxied("503 Service Unavailable"),
  },
  {
    what: "a proxy that nobody listens on",
    expected: ["unsent", "proxy"],
    serve: () => "https://localhost:8443",
    env: ({ unused }) => ({
      HTTPS_PROXY: `http://${USER}127.0.0.1:${unused()}`,
      NODE_USE_ENV_PROXY: "1",
    }),
  },
  {
    what: "a server that closes after the request",
    expected: ["lost", null],
    serve: ({ tls }) => `https://localhost:${tls(readTls("server.pem"))}`,
    env: () => TRUSTED,
  },
];

/** Asks over each of these connections, by the library in a bundle. */
export async function checkConnections(
  { name, command: [program = "", ...args], library }: Runtime,
): Promise<void> {
  const canProxy = await hasProxy(program, args);
  const path = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await Deno.writeTextFile(
      path,
      `import { getRun } from ${JSON.stringify(library)};
const account = { url: globalThis.process?.env.URL, accountId: 1, apiKey: "${KEY}" };
try {
  await getRun(7, account);
} catch (error) {
  const { kind, obstacle = null, message } = error;
  console.log(JSON.stringify({ kind, obstacle, message }));
}`,
    );
    for (const { what, expected, serve, env } of CASES) {
      const isProxied = expected[1] === "proxy";
      if (isProxied && !canProxy) continue;
      using servers = serveFailures();
      const URL = serve(servers);
      const set = { URL, ...env?.(servers) };
      const { stdout, stderr } = await finish(
        start(program, [...args, path], set),
      );
      const { kind, obstacle, message } = JSON.parse(stdout || stderr);
      // Bun says the same of a connection that breaks after the request.
      const isVague = /^Bun/.test(name) && /plain port/.test(what);
      assertEquals(
        [what, kind, obstacle],
        [what, ...isVague ? ["lost", null] : expected],
        `${name}: ${message}`,
      );
      const names = message.includes("through the proxy http://127.0.0.1:");
      assertEquals([names, message.includes("secret")], [isProxied, false]);
    }
  } finally {
    await Deno.remove(path);
  }
}

/** A proxy that tunnels to where it is told, and counts. */
export function serveProxy() {
  let tunnels = 0;
  let plain = 0;
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const connections = new Set<Deno.Conn>();
  async function serve(client: Deno.Conn) {
    const buffer = new Uint8Array(65_536);
    const size = await client.read(buffer);
    const head = new TextDecoder().decode(buffer.subarray(0, size ?? 0));
    const [, port] = /^CONNECT [^:]+:(\d+)/.exec(head) ?? [];
    if (!port) {
      plain++;
      return client.close();
    }
    tunnels++;
    const server = await Deno.connect({ port: Number(port) });
    connections.add(server);
    await client.write(new TextEncoder().encode("HTTP/1.1 200 OK\r\n\r\n"));
    await Promise.all([
      client.readable.pipeTo(server.writable),
      server.readable.pipeTo(client.writable),
    ]);
  }
  const accepting = (async () => {
    for await (const connection of listener) {
      connections.add(connection);
      serve(connection).catch(() => {});
    }
  })().catch(() => {});
  return {
    url: `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    counts: () => ({ tunnels, plain }),
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of connections) {
        try {
          connection.close();
        } catch {
          // It was closed by its other end.
        }
      }
      await accepting;
    },
  };
}

/** The command behind a proxy: it goes through, or says why it does not. */
export async function checkProxy(
  { name, command: [program = "", ...args], program: file }: Runtime,
): Promise<void> {
  await using it = serveSockets({ tls: true });
  await using proxy = serveProxy();
  const child = start(program, [...args, file, "--initial-delay=0"], {
    ...ENVIRONMENT,
    ...TRUSTED,
    DBT_URL: it.url,
    HTTPS_PROXY: proxy.url.replace("//", `//${USER}`),
  });
  const { code, stderr } = await finish(child);
  const isSaid = stderr.includes(
    "HTTPS_PROXY is set, but this Node sends nothing through a proxy: set NODE_USE_ENV_PROXY=1",
  );
  assertEquals([code, proxy.counts().tunnels > 0], [0, !isSaid], name);
}

/** Deno and Bun use proxies; Node from 22.21 on, when it is told to. */
async function hasProxy(program: string, args: string[]): Promise<boolean> {
  if (!/node$/.test(program)) return true;
  const script =
    "process.exit(process.allowedNodeEnvironmentFlags.has('--use-env-proxy') ? 0 : 1)";
  const { code } = await finish(start(program, [...args, "-e", script]));
  return code === 0;
}
