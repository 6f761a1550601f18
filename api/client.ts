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

/** An access URL without the path of the API, as people paste it. */
export function normalizeUrl(url: string): string {
  return new URL(url).href.replace(/\/+(api(\/v2)?\/*)?$/, "");
}

// The connection of a request

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

/**
 * A connection of its own for one request, on Deno: it repeats a request by
 * itself when a connection that it used before breaks, and a POST must go out
 * once. Plain HTTP, which only goes to this machine, is kept from any proxy.
 */
export function openConnection(url: URL, method: string) {
  const { Deno: deno } = globalThis as Runtime;
  if (!deno?.createHttpClient) return;
  const isPlain = url.protocol === "http:" && hasDirectTransport(deno) &&
    variableOf(url) !== undefined;
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

// Proxies

/** The variable that names the proxy for an address, if one may be set. */
function variableOf({ protocol }: URL): string | undefined {
  const name = `${protocol.slice(0, -1)}_proxy`;
  return [name.toUpperCase(), name, "ALL_PROXY", "all_proxy"]
    .find((variable) => readEnv(variable) !== "");
}

/** Whether the environment exempts a host from the proxy. */
function isExempt({ hostname }: URL): boolean {
  return ["NO_PROXY", "no_proxy"].flatMap((name) =>
    readEnv(name)?.split(/[\s,]+/).filter(Boolean) ?? []
  ).some((host) =>
    host === "*" || hostname === host ||
    hostname.endsWith(host.replace(/^\.?/, "."))
  );
}

/** The proxy that an address is asked for through, without its password. */
export function proxyOf(url: URL): string | undefined {
  const name = variableOf(url);
  const value = name && readEnv(name);
  if (!value || !usesProxies(url) || isExempt(url)) return;
  return `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
}

/** Why an address of this machine cannot be used, if so. */
export function proxyFault(text: string): string | undefined {
  const url = new URL(text);
  const isSeen = url.protocol === "http:" && usesProxies(url) &&
    variableOf(url) !== undefined && !isExempt(url);
  return isSeen
    ? `HTTP_PROXY is set, and the proxy would see the key: set NO_PROXY=${url.hostname}`
    : undefined;
}

/** Whether the runtime asks for an address through a proxy, whatever we want. */
export function usesProxies({ protocol }: URL): boolean {
  const { Deno: deno, Bun: bun, process } = globalThis as Runtime;
  if (deno) return protocol === "https:" || !hasDirectTransport(deno);
  const { env = {}, execArgv } = process ?? {};
  return bun !== undefined || env.NODE_USE_ENV_PROXY === "1" ||
    `${env.NODE_OPTIONS} ${execArgv}`.includes("--use-env-proxy");
}

/** Deno 2.6 and later can be told to use no proxy. */
function hasDirectTransport({ version }: typeof Deno): boolean {
  return !/^2\.[0-5]\./.test(version.deno);
}

/** A variable, empty if it is not set; `undefined` if it may not be read. */
function readEnv(variable: string): string | undefined {
  const { Deno: deno } = globalThis as Runtime;
  if (!deno) return (globalThis as Runtime).process?.env[variable] ?? "";
  const { state } = deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? deno.env.get(variable) ?? "" : undefined;
}
