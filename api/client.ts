/** The client that every request needs: checked options, and a redactor of the API key. */
import { DEFAULT_URL, requireOptions } from "./option_checks.ts";
import type { ClientOptions } from "./options.ts";
import { findProxyFault } from "./proxies.ts";
import { createRedactor, type Redactor } from "./redact.ts";

/** An account of dbt Cloud, ready to send requests to. */
export interface Client extends ClientOptions {
  /** The access URL, without a slash at its end. */
  url: string;
  /** Hides the API key in a text, or in all text of a value. */
  redact: Redactor;
  /** Passes a sentence to `onNotice`, if there is one. Never throws. */
  notify: (text: string) => void;
  /** Throws what `onNotice` threw: called where no run can be lost by it. */
  throwCallbackError: () => void;
  /** Whether dbt Cloud has ever answered: a page of a good status is no answer. */
  readonly hasAnswered: boolean;
  /** Notes that dbt Cloud has answered. */
  markAnswered: () => void;
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
  let hasAnswered = false;
  return {
    ...options,
    url: normalizeUrl(url),
    redact: createRedactor([apiKey]),
    ...guardCallback(options.onNotice),
    get hasAnswered() {
      return hasAnswered;
    },
    markAnswered() {
      hasAnswered = true;
    },
  };
}

/**
 * Keeps what a callback throws: it may be called while it is unknown whether a
 * run was started, and an error there would lose the run.
 */
function guardCallback(
  onNotice: ClientOptions["onNotice"],
): Pick<Client, "notify" | "throwCallbackError"> {
  let thrown: { error: unknown } | undefined;
  const keep = (error: unknown) => void (thrown ??= { error });
  return {
    notify(text) {
      try {
        // It may be async all the same; nobody else hears of its rejection.
        Promise.resolve(onNotice?.(text)).catch(keep);
      } catch (error) {
        keep(error);
      }
    },
    throwCallbackError() {
      if (thrown) throw thrown.error;
    },
  };
}

/** Removes the path of the API from an access URL: people paste it with that. */
export function normalizeUrl(url: string): string {
  const address = trimSlashes(new URL(url).href);
  const path = ["/api/v2", "/api"].find((path) => address.endsWith(path));
  return path ? trimSlashes(address.slice(0, -path.length)) : address;
}

/** Removes the slashes at the end of a text; `/\/+$/` is not linear. */
function trimSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === "/") end--;
  return text.slice(0, end);
}
