/** What every request needs: options that were checked, a connection, and a createRedactor that hides the API key. */
import { DEFAULT_URL, requireOptions } from "./checks.ts";
import { findProxyFault } from "./connection.ts";
import type { ClientOptions } from "./options.ts";
import {
  createKeyRedactor,
  createRedactor,
  type Redact,
  type Redactor,
} from "./redact.ts";

/** An account of dbt Cloud, ready to send requests to. */
export interface Client extends ClientOptions {
  /** The access URL, without a slash at its end. */
  url: string;
  /** Hides the API key in a text, or in all text of a value. */
  redact: Redactor;
  /** Hides the API key alone: for what identifies a node and must stay apart. */
  redactKey: Redact;
  /** Passes a sentence to `onNotice`, if there is one. */
  notify: (text: string) => void;
  /** Whether dbt Cloud has ever answered. */
  hasAnswered: boolean;
}

/** Checks all options and makes a client of them. Sends nothing. */
export function createClient(
  options: ClientOptions,
  more: { [option: string]: unknown } = {},
): Client {
  const required = ["accountId", "apiKey", ...Object.keys(more)];
  requireOptions({ ...options, ...more }, required);
  const { apiKey, url = DEFAULT_URL } = options;
  const fault = findProxyFault(url);
  if (fault) throw new RangeError(`Cannot use 'url': ${fault}`);
  return {
    ...options,
    url: normalizeUrl(url),
    redact: createRedactor([apiKey]),
    redactKey: createKeyRedactor([apiKey]),
    notify: (text) => options.onNotice?.(text),
    hasAnswered: false,
  };
}

/** An access URL without the path of the API, as people paste it. */
export function normalizeUrl(url: string): string {
  return new URL(url).href.replace(/\/+(api(\/v2)?\/*)?$/, "");
}
