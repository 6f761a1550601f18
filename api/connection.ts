/**
 * The connection of a request: one of its own for what must not be repeated,
 * and what the environment says of proxies.
 */
import { readRuntimeVariable } from "./environment.ts";

/**
 * The runtime, as far as it is needed here. `process` is only looked at where
 * there is no `Deno`: there, a look at it takes 25 ms.
 */
interface ConnectionRuntime {
  Deno?: typeof Deno;
  Bun?: unknown;
  process?: { env: Record<string, string | undefined>; execArgv: string[] };
}

/** The connections of one request. */
export interface Connection {
  client: Deno.HttpClient;
  close: () => void;
}

/** The clients of requests that are under way, and how many there are. */
const clients = new Map<string, { client: Deno.HttpClient; users: number }>();

/**
 * Opens a connection for one request alone, on Deno: Deno repeats a request by
 * itself when a connection that it used before breaks, and a POST must go out
 * once. Plain HTTP, which only goes to this machine, is kept from any proxy.
 */
export function openConnection(
  url: URL,
  method: string,
): Connection | undefined {
  const { Deno: deno } = globalThis as ConnectionRuntime;
  if (!deno?.createHttpClient) return;
  const isPlain = url.protocol === "http:" && hasDirectTransport(deno) &&
    findProxyVariable(url) !== undefined;
  if (method === "GET" && !isPlain) return;
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
  return { client: shared.client, close };
}

// Proxies

/** All variables that name a proxy for an address of dbt Cloud. */
const PROXY_VARIABLES = [
  "HTTPS_PROXY",
  "https_proxy",
  "ALL_PROXY",
  "all_proxy",
];

/** The proxy variables whose values are no text: requests go through none of them. */
export function listUnusableProxies(): string[] {
  return PROXY_VARIABLES.filter((name) =>
    readRuntimeVariable(name).fault === "not text"
  );
}

/** The variable that names the proxy for an address, if one may be set. */
function findProxyVariable({ protocol }: URL): string | undefined {
  const name = `${protocol.slice(0, -1)}_proxy`;
  return [name.toUpperCase(), name, "ALL_PROXY", "all_proxy"]
    .find((variable) => readEnv(variable) !== "");
}

/** Whether the environment exempts a host from the proxy. */
function isExempt({ hostname }: URL): boolean {
  const hosts = `${readEnv("NO_PROXY") ?? ""} ${readEnv("no_proxy") ?? ""}`;
  return (hosts.match(/[^\s,]+/g) ?? []).some((host) =>
    host === "*" || hostname === host ||
    hostname.endsWith(host.replace(/^\.?/, "."))
  );
}

/** The variable that names the proxy which requests to an address go through. */
function findUsedVariable(url: URL): string | undefined {
  return usesProxies(url) && !isExempt(url)
    ? findProxyVariable(url)
    : undefined;
}

/** The proxy that requests to an address go through, without its password. */
export function describeProxy(url: URL): string | undefined {
  const name = findUsedVariable(url);
  const value = name && readEnv(name);
  return value && `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
}

/** Why an address of this machine cannot be used, if so. */
export function findProxyFault(text: string): string | undefined {
  const url = new URL(text);
  if (url.protocol !== "http:" || !findUsedVariable(url)) return;
  return `HTTP_PROXY is set, and the proxy would see the key: set NO_PROXY=${url.hostname}`;
}

/** Whether the runtime uses proxies for an address if the environment names one. */
export function usesProxies({ protocol }: URL): boolean {
  const { Deno: deno, Bun: bun } = globalThis as ConnectionRuntime;
  if (deno) return protocol === "https:" || !hasDirectTransport(deno);
  const { env = {}, execArgv } = (globalThis as ConnectionRuntime).process ??
    {};
  return bun !== undefined || env.NODE_USE_ENV_PROXY === "1" ||
    `${env.NODE_OPTIONS} ${execArgv}`.includes("--use-env-proxy");
}

/** Deno 2.6 and later can be told to use no proxy. */
function hasDirectTransport({ version }: typeof Deno): boolean {
  return !/^2\.[0-5]\./.test(version.deno);
}

/** A variable, empty if it is not set; `undefined` if it may not be read. */
function readEnv(variable: string): string | undefined {
  const { text, fault } = readRuntimeVariable(variable);
  return fault === "denied" ? undefined : text ?? "";
}
