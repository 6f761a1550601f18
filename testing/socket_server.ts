/**
 * The stand-in behind a real port, by hand-made HTTP: connections are kept alive
 * and used again, and break in the ways that the faults ask for.
 */
import { delay } from "@std/async/delay";
import { type BreakableCloud, breakableCloud } from "./fake/cloud.ts";
import type { FakeDbtCloud, FakeDbtCloudOptions } from "./fake_dbt_cloud.ts";
import { KEY } from "./harness.ts";

/** How a connection fails that has read a request. */
export type Break =
  /** It is closed before the answer; the request was done. */
  | "closed"
  /** It is reset before the answer; the request was done. */
  | "reset"
  /** It gives no answer, and stays open. */
  | "hang"
  /** It is closed in the middle of the answer. */
  | "cut"
  /** The answer comes in small pieces. */
  | "drip"
  /** HTTP/2 says that it did not look at the request; it was done. */
  | "refused"
  /** HTTP/2 ends the connection and says that it did no request of it. */
  | "goaway";

/** Options for {@linkcode serveSockets}. */
export interface SocketOptions extends FakeDbtCloudOptions {
  /** The requests that fail, by their first line. */
  matches?: RegExp;
  /** How the first of them fail, one after the other. */
  breaks?: (Break | undefined)[];
  /** The same for several kinds of requests. */
  breaksOf?: [matches: RegExp, breaks: (Break | undefined)[]][];
  /** Serves HTTPS, for `localhost`. */
  tls?: boolean;
  /** Closes each connection after its answer. */
  closes?: boolean;
}

/** A request as it came over a connection. */
export interface SocketRequest {
  line: string;
  /** How many requests this connection carried before. */
  used: number;
}

/** A server of the stand-in. */
export interface SocketServer extends AsyncDisposable {
  cloud: FakeDbtCloud;
  url: string;
  requests: SocketRequest[];
  /** The requests that begin so. */
  count: (start: string) => number;
}

/** Reads a file of the server's certificate. */
export const readTls = (name: string) =>
  Deno.readTextFileSync(new URL(`./tls/${name}`, import.meta.url));

/** The file of the CA that signed the server's certificate. */
export const CA_FILE = `${import.meta.dirname}/tls/ca.pem`;

/** The stand-in, and how the answers to its requests break. */
export function prepare(options: SocketOptions) {
  const { matches = /./, breaks = [] } = options;
  const pending = [[matches, breaks] as const, ...options.breaksOf ?? []]
    .map(([matches, breaks]) => ({ matches, breaks: [...breaks] }));
  const requests: SocketRequest[] = [];
  return {
    cloud: breakableCloud({ accountId: 1, apiKey: KEY, ...options }),
    requests,
    count: (start: string) =>
      requests.filter(({ line }) => line.startsWith(start)).length,
    breakOf: (line: string) =>
      pending.find(({ matches, breaks }) => breaks.length && matches.test(line))
        ?.breaks.shift(),
    // Before a request is read, it is not known which one it is.
    mayReset: () => pending.some(({ breaks }) => breaks[0] === "reset"),
  };
}

/** Serves the stand-in on a free port. */
export function serveSockets(options: SocketOptions = {}): SocketServer {
  const { tls = false, closes } = options;
  const { cloud, requests, count, breakOf, mayReset } = prepare(options);
  const where = { port: 0, hostname: "127.0.0.1" };
  const listener: Deno.Listener<Deno.Conn> = tls
    ? Deno.listenTls({
      ...where,
      cert: readTls("server.pem"),
      key: readTls("server.key"),
    })
    : Deno.listen(where);
  const { port } = listener.addr as Deno.NetAddr;
  const url = tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  const connections = new Set<Deno.Conn>();
  const serving = new Set<Promise<void>>();
  const closing = Promise.withResolvers<void>();

  async function serve(connection: Deno.Conn): Promise<void> {
    for (let used = 0;; used++) {
      const request = await readRequest(connection, mayReset());
      if (!request) return;
      requests.push({ line: request.line, used });
      const way = breakOf(request.line);
      if (way === "reset") return resetLate(cloud, request);
      const answer = await answerTo(cloud, url, request);
      if (answer === undefined || way === "closed") return;
      if (way === "hang") return await closing.promise;
      await write(connection, answer, way);
      if (way === "cut" || closes) return;
    }
  }

  const accepting = (async () => {
    for await (const connection of listener) {
      connections.add(connection);
      const served = serve(connection).catch(() => {}).finally(() => {
        if (connections.delete(connection)) connection.close();
        serving.delete(served);
      });
      serving.add(served);
    }
  })().catch(() => {});
  return {
    cloud,
    url,
    requests,
    count,
    async [Symbol.asyncDispose]() {
      listener.close();
      closing.resolve();
      connections.forEach((connection) => connection.close());
      connections.clear();
      await Promise.all([accepting, ...serving]);
    },
  };
}

interface RawRequest {
  line: string;
  headers: [name: string, value: string][];
  body: string;
}

/** Reads a request; with `isPartial`, only its beginning. */
async function readRequest(
  connection: Deno.Conn,
  isPartial: boolean,
): Promise<RawRequest | undefined> {
  let text = "";
  // Closing a connection with unread bytes resets it.
  const buffer = new Uint8Array(isPartial ? 64 : 65_536);
  for (;;) {
    const size = await connection.read(buffer);
    if (size === null) return;
    text += new TextDecoder().decode(buffer.subarray(0, size));
    const [head = "", body] = text.split(/\r\n\r\n(.*)/s);
    if (body === undefined) continue;
    const [line = "", ...rest] = head.split("\r\n");
    const headers = rest.map((header) =>
      header.split(/: ?(.*)/s).slice(0, 2) as [string, string]
    );
    const all = new Headers(headers);
    const length = Number(all.get("content-length") ?? 0);
    const isWhole = all.get("transfer-encoding") === "chunked"
      ? body.endsWith("0\r\n\r\n")
      : new TextEncoder().encode(body).length >= length;
    const hasCause = /"cause":"[^"]*"/.test(body);
    if (isWhole || (isPartial && hasCause)) return { line, headers, body };
  }
}

/** Starts the run of a trigger that was read in part. */
function resetLate(cloud: FakeDbtCloud, { line, body }: RawRequest): void {
  const jobId = Number(/\/jobs\/(\d+)\/run\//.exec(line)?.[1]);
  const cause = /"cause":"([^"]*)"/.exec(body)?.[1];
  if (jobId && cause) cloud.trigger(jobId, { cause });
}

async function answerTo(
  cloud: BreakableCloud,
  url: string,
  { line, headers, body }: RawRequest,
): Promise<Uint8Array | undefined> {
  const [method = "", target = ""] = line.split(" ");
  const request = new Request(new URL(target, url), {
    method,
    headers,
    ...(method === "POST" && { body }),
  });
  const response = await cloud.answer(request);
  if (!(response instanceof Response)) return;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const head = [
    `HTTP/1.1 ${response.status} X`,
    `content-length: ${bytes.length}`,
    ...["date", "location", "retry-after"].flatMap((name) => {
      const value = response.headers.get(name);
      return value ? [`${name}: ${value}`] : [];
    }),
  ];
  const start = new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`);
  const whole = new Uint8Array(start.length + bytes.length);
  whole.set(start);
  whole.set(bytes, start.length);
  return whole;
}

async function write(
  connection: Deno.Conn,
  bytes: Uint8Array,
  way: Break | undefined,
): Promise<void> {
  const end = way === "cut" ? bytes.length - 100 : bytes.length;
  const size = way === "drip" ? 100 : end;
  for (let from = 0; from < end;) {
    const piece = bytes.subarray(from, Math.min(from + size, end));
    from += await connection.write(piece);
    if (way === "drip") await delay(1);
  }
}
