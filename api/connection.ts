/**
 * The connection of a request: one of its own for what must not be repeated,
 * and what the runtime says of how far a request has come.
 */
import {
  findNamedVariable,
  findProxyVariable,
  hasDirectTransport,
} from "./proxies.ts";
import { type Sending, watchSending } from "./sending.ts";

/** The runtime, as far as it is needed here. */
interface ConnectionRuntime {
  Deno?: typeof Deno;
}

/** The connection of one request. */
export interface Connection extends Sending {
  /** The client for `fetch`, on Deno. */
  client?: Deno.HttpClient;
}

/** The clients of requests that are under way, and how many there are. */
const clients = new Map<string, { client: Deno.HttpClient; users: number }>();

/** Opens the connection of one request, where it needs one of its own. */
export function openConnection(
  url: URL,
  method: string,
): Connection | undefined {
  const { Deno: deno } = globalThis as ConnectionRuntime;
  if (deno) return openOnDeno(deno, url, method);
  // Node may be made to use proxies while the first request is on its way.
  return findNamedVariable(url) ? watchSending(url, method) : undefined;
}

/**
 * Deno repeats a request by itself when a connection that it used before breaks,
 * and a POST must go out once. Plain HTTP, which only goes to this machine, is
 * kept from any proxy.
 */
function openOnDeno(
  deno: typeof Deno,
  url: URL,
  method: string,
): Connection | undefined {
  const isPlain = url.protocol === "http:" && hasDirectTransport(deno) &&
    findProxyVariable(url) !== undefined;
  if (!("createHttpClient" in deno) || (method === "GET" && !isPlain)) return;
  const { origin } = url;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || 80);
  // A client that keeps no connection may serve many requests at once: each
  // holds 80 KiB.
  const shared = clients.get(origin) ?? {
    client: deno.createHttpClient({
      poolMaxIdlePerHost: 0,
      http2: false, // A stream that is refused is repeated, too.
      ...(isPlain && { proxy: { transport: "tcp", hostname, port } }),
    }),
    users: 0,
  };
  clients.set(origin, shared);
  shared.users++;
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    if (--shared.users > 0) return;
    clients.delete(origin);
    shared.client.close();
  };
  return { client: shared.client, hasNeverLeft: () => false, close };
}
