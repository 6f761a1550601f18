/** The stand-in over HTTP/2 and TLS, and over HTTP/1.1 for whoever asks for that. */
import http2 from "node:http2";
import {
  prepare,
  readTls,
  type SocketOptions,
  type SocketServer,
} from "./socket_server.ts";

const { NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM, NGHTTP2_CANCEL } =
  http2.constants;
/** The ends of a stream, by the codes of RFC 9113. */
const CODES: { [way: string]: number } = {
  refused: NGHTTP2_REFUSED_STREAM,
  reset: NGHTTP2_CANCEL,
};

/** Serves the stand-in by HTTP/2 on a free port. */
export async function serveHttp2(
  options: SocketOptions = {},
): Promise<SocketServer> {
  const stand = prepare(options);
  const { cloud, requests, count } = stand;
  const server = http2.createSecureServer({
    key: readTls("server.key"),
    cert: readTls("server.pem"),
    allowHTTP1: true,
  });
  const connections: Connections = new Map();
  server.on("request", (request, response) => {
    answerTo(stand, connections, request, response).catch(() => {});
  });
  for (const event of ["session", "secureConnection"]) {
    server.on(event, (connection) => {
      connections.set(connection, 0);
      connection.on("error", () => {});
    });
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as { port: number };
  return {
    cloud,
    url: `https://localhost:${port}`,
    requests,
    count,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const connection of connections.keys()) connection.destroy();
      await closed;
    },
  };
}

/** The connections, each with how many requests it has carried. */
type Connections = Map<{ destroy: () => unknown }, number>;

/** Answers a request, or breaks in the way that is its turn. */
async function answerTo(
  { cloud, requests, breakOf }: ReturnType<typeof prepare>,
  connections: Connections,
  request: http2.Http2ServerRequest,
  response: http2.Http2ServerResponse,
): Promise<void> {
  const { method, url, httpVersion, stream, socket } = request;
  // Over HTTP/1.1 there is neither a stream nor a session.
  const session = httpVersion === "2.0" ? stream.session! : undefined;
  const connection = session ?? socket;
  const used = connections.get(connection) ?? 0;
  connections.set(connection, used + 1);
  const received = await toRequest(request);
  const line = `${method} ${url} HTTP/${httpVersion}`;
  requests.push({ line, used });
  const way = breakOf(line);
  const answer = await cloud.answer(received);
  if (way === "hang") return;
  if (session && way && way in CODES) return stream.close(CODES[way]);
  if (way === "goaway") {
    // The stream before this one was the last that was looked at.
    session?.goaway(NGHTTP2_NO_ERROR, Math.max(0, stream.id! - 2));
  }
  const isAnswered = [undefined, "cut", "drip"].includes(way);
  if (!isAnswered || !(answer instanceof Response)) {
    connection.destroy();
    return;
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (way !== "cut") return void response.end(bytes);
  response.write(bytes.subarray(0, -100), () => connection.destroy());
}

async function toRequest(
  request: http2.Http2ServerRequest,
): Promise<Request> {
  const { method, url, headers } = request;
  let body = "";
  for await (const piece of request) body += piece;
  return new Request(new URL(url, "https://localhost"), {
    method,
    headers: Object.entries(headers)
      .filter(([name]) => !name.startsWith(":"))
      .map(([name, value]): [string, string] => [name, `${value}`]),
    ...(method === "POST" && { body }),
  });
}
