/** The proxies that the environment names, and which requests go through them. */
import { readRuntimeVariable } from "./environment.ts";

/** The globals of the runtimes. `process` is read without `Deno` only. */
interface ProxyRuntime {
  Deno?: typeof Deno;
  Bun?: unknown;
  process?: { env: Record<string, string | undefined>; execArgv: string[] };
}

/** All variables that name a proxy for an address of dbt Cloud. */
const PROXY_VARIABLES = [
  "HTTPS_PROXY",
  "https_proxy",
  "ALL_PROXY",
  "all_proxy",
];

/** Lists the proxy variables whose values are no text: no request uses them. */
export function listUnusableProxies(): string[] {
  return PROXY_VARIABLES.filter((name) =>
    readRuntimeVariable(name).fault === "not text"
  );
}

/** Finds the variable that names the proxy for an address, if one may be set. */
export function findProxyVariable({ protocol }: URL): string | undefined {
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

/** Finds the variable that names a proxy for an address, unless that is exempt. */
export function findNamedVariable(url: URL): string | undefined {
  return isExempt(url) ? undefined : findProxyVariable(url);
}

/** Finds the variable whose proxy the requests to an address go through. */
function findUsedVariable(url: URL): string | undefined {
  return usesProxies(url) ? findNamedVariable(url) : undefined;
}

/** Describes the proxy of requests to an address, without its password. */
export function describeProxy(url: URL): string | undefined {
  const name = findUsedVariable(url);
  const value = name && readEnv(name);
  return value && `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
}

/** Says why an address of this machine cannot be used, if it cannot. */
export function findProxyFault(text: string): string | undefined {
  const url = new URL(text);
  if (url.protocol !== "http:" || !findUsedVariable(url)) return;
  return `HTTP_PROXY is set, and the proxy would see the key: set NO_PROXY=${url.hostname}`;
}

/** Whether the runtime uses proxies for an address if the environment names one. */
export function usesProxies({ protocol }: URL): boolean {
  const { Deno: deno, Bun: bun } = globalThis as ProxyRuntime;
  if (deno) return protocol === "https:" || !hasDirectTransport(deno);
  const { env = {}, execArgv } = (globalThis as ProxyRuntime).process ??
    {};
  return bun !== undefined || env.NODE_USE_ENV_PROXY === "1" ||
    `${env.NODE_OPTIONS} ${execArgv}`.includes("--use-env-proxy");
}

/** Whether Deno can be made to use no proxy: from 2.6 on. */
export function hasDirectTransport({ version }: typeof Deno): boolean {
  return !/^2\.[0-5]\./.test(version.deno);
}

/** Reads a variable: empty if it is not set, `undefined` if it may not be read. */
function readEnv(variable: string): string | undefined {
  const { text, fault } = readRuntimeVariable(variable);
  return fault === "denied" ? undefined : text ?? "";
}
