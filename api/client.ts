/** What every request needs: options that were checked, and what follows from them. */
import { DEFAULT_URL, requireOptions } from "./checks.ts";
import { isSeenByProxy } from "./connection.ts";
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
