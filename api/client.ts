/** What every request needs: options that were checked, the redactor, a connection. */
import { DEFAULT_URL, requireOptions } from "./checks.ts";
import type { ClientOptions } from "./options.ts";
import { type Redact, redactor } from "./redact.ts";
import type { Links } from "./run.ts";

/** An account of dbt Cloud, ready to send requests to. */
export interface Client extends Links {
  apiKey: string;
  fetch?: typeof fetch | undefined;
  /** Hides the API key in a text, or in all text of a value. */
  redact: Redact;
}

/** Checks all options and makes a client of them. Sends nothing. */
export function createClient(
  options: ClientOptions,
  more: { [option: string]: unknown } = {},
): Client {
  const required = ["accountId", "apiKey", ...Object.keys(more)];
  requireOptions({ ...options, ...more }, ...required);
  const { accountId, apiKey, projectId, fetch, url = DEFAULT_URL } = options;
  const fault = proxyFault(url);
  if (fault) throw new RangeError(`Cannot use 'url': ${fault}`);
  return {
    url: normalizeUrl(url),
    accountId,
    projectId,
    apiKey,
    fetch,
    redact: redactor([apiKey]),
  };
}

/** Why an address of this machine cannot be used, if so. */
export function proxyFault(url: string): string | undefined {
  const { hostname } = new URL(url);
  return isSeenByProxy(new URL(url))
    ? `HTTP_PROXY is set, and the proxy would see the key: set NO_PROXY=${hostname}`
    : undefined;
}

/** An access URL without the path of the API, as people paste it. */
export function normalizeUrl(url: string): string {
  return new URL(url).href.replace(/\/+(api(\/v2)?\/*)?$/, "");
}

// The connection of a request

/** The variables that name a proxy for plain HTTP, and who goes without. */
const PROXIES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const EXCEPTIONS = ["NO_PROXY", "no_proxy"];

/**
 * The runtime, as far as it is needed here. `process` is only looked at where
 * there is no `Deno`: there, a look at it takes 25 ms.
 */
interface Runtime {
  Deno?: typeof Deno;
  Bun?: unknown;
  process?: {
    env: { [name: string]: string | undefined };
    execArgv: string[];
  };
}

/** The clients of requests that are under way, and how many there are. */
const clients = new Map<string, { client: Deno.HttpClient; users: number }>();

/** What a request goes out by. */
interface Connection {
  client: Deno.HttpClient;
  close: () => void;
}

/**
 * A connection of its own for one request, on Deno: it repeats a request by
 * itself when a connection that it used before breaks, and a POST must go out
 * once. Plain HTTP, which only goes to this machine, is kept from any proxy.
 */
export function openConnection(
  url: URL,
  method: string,
): Connection | undefined {
  const { Deno: deno } = globalThis as Runtime;
  if (!deno?.createHttpClient) return;
  const isPlain = url.protocol === "http:" && hasDirectTransport(deno) &&
    PROXIES.some(isSet);
  if (method === "GET" && !isPlain) return;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || 80);
  const transport = "tcp";
  // A client that keeps no connection may serve many requests at once: each
  // holds 80 KiB.
  const key = isPlain ? url.host : "";
  const shared = clients.get(key) ?? {
    client: deno.createHttpClient({
      poolMaxIdlePerHost: 0,
      http2: false, // A stream that is refused is repeated, too.
      ...(isPlain && { proxy: { transport, hostname, port } }),
    }),
    users: 0,
  };
  clients.set(key, shared);
  shared.users++;
  return {
    client: shared.client,
    close() {
      if (--shared.users > 0) return;
      clients.delete(key);
      shared.client.close();
    },
  };
}

/** Whether a proxy would see the key, which goes to this machine in plain text. */
function isSeenByProxy({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && usesProxies() && PROXIES.some(isSet) &&
    !EXCEPTIONS.some((name) =>
      readEnv(name)?.split(/[\s,]+/).includes(hostname)
    );
}

/** Whether the runtime sends plain HTTP to a proxy, whatever we ask for. */
function usesProxies(): boolean {
  const { Deno: deno, Bun: bun } = globalThis as Runtime;
  if (deno) return !hasDirectTransport(deno);
  const { env, execArgv } = (globalThis as Runtime).process ?? {};
  return bun !== undefined || env?.NODE_USE_ENV_PROXY === "1" ||
    `${env?.NODE_OPTIONS} ${execArgv}`.includes("--use-env-proxy");
}

/** Deno 2.6 and later can be told to use no proxy. */
function hasDirectTransport({ version }: typeof Deno): boolean {
  return !/^2\.[0-5]\./.test(version.deno);
}

/** Whether a variable is set; one that may not be read may be. */
function isSet(name: string): boolean {
  return readEnv(name) !== "";
}

/** A variable, empty if it is not set; nothing if it may not be read. */
function readEnv(variable: string): string | undefined {
  const { Deno: deno } = globalThis as Runtime;
  if (!deno) return (globalThis as Runtime).process?.env[variable] ?? "";
  const { state } = deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? deno.env.get(variable) ?? "" : undefined;
}
