/** The errors for requests that no whole answer came to. */
import type { Client } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { textOrNull } from "./json.ts";
import { describeProxy } from "./proxies.ts";
import { unreadableError } from "./refusals.ts";
import type { ApiRequest } from "./request.ts";
import { oneLine } from "./text.ts";

/** The beginning of Deno's message if it could not connect. */
const DENO_CONNECT =
  /^error sending request for url \(\S+\): client error \(Connect\): /;
/**
 * The codes and first words of the runtimes for a request that was never sent.
 * Bun's EPROTO is none of them: it may come after the request was sent.
 */
const UNSENT: { [O in NonNullable<DbtCloudError["obstacle"]>]: RegExp } = {
  issuer:
    /^(UNABLE_TO_(GET_ISSUER|VERIFY)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|Connect invalid peer certificate: UnknownIssuer)/,
  host:
    /^(ERR_TLS_CERT_ALTNAME_INVALID|Connect invalid peer certificate: (certificate not valid for name|NotValidForName))/,
  tls:
    /^(CERT_|ERR_SSL_WRONG_VERSION_NUMBER|Connect (invalid peer certificate|received corrupt message))/,
  port: /^(bad port$|Fetch failed: Requests to port \d+ are blocked)/,
  proxy:
    /^(ERR_PROXY_TUNNEL|UND_ERR_ABORTED Proxy response \(\d+\) !== 200|Connect (proxy authentication|unsuccessful tunnel|unexpected eof while tunneling))/,
  network:
    /^(ECONNREFUSED|(E\w+) (connect|getaddrinfo) \2|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|ECONNRESET Client network socket disconnected before secure TLS|Connect )/,
};

/** The words of OpenSSL, rustls and Bun for a host that does not speak TLS. */
const NO_TLS =
  /SSL routines:\w*:wrong version number|of type InvalidContentType|ERR_SSL_WRONG_VERSION_NUMBER/;

/** The progress of a request until its fault. */
interface Progress {
  url: URL;
  /** The status of the answer whose body broke off. */
  status: number | undefined;
  /** Whether the runtime knows that the request was never sent. */
  hasNeverLeft: boolean | undefined;
}

/** Makes the error of a request from the one that `fetch` or the body threw. */
export function createConnectionError(
  { redact }: Client,
  request: ApiRequest,
  error: unknown,
  { url, status, hasNeverLeft }: Progress,
): DbtCloudError {
  const { message, code } = readRootCause(error);
  const reason = NO_TLS.test(message)
    ? "it does not speak TLS at this port"
    : oneLine(redact(message)).replace(/^.*client error \(\w+\): /, "");
  // Not the error itself, which may hold the key in its own text.
  const cause = new Error(reason);
  if (status) return unreadableError(request, status, reason, { cause });
  const text = `${code} ${message.replace(DENO_CONNECT, "Connect ")}`.trim();
  const obstacles = Object.keys(UNSENT) as (keyof typeof UNSENT)[];
  const found = obstacles.find((obstacle) => UNSENT[obstacle].test(text)) ??
    (hasNeverLeft ? "network" : undefined);
  const proxy = describeProxy(url);
  const through = proxy ? ` through the proxy ${redact(proxy)}` : "";
  const fault = `${url.origin} gave no answer${through}: ${reason}`;
  return new DbtCloudError(`Cannot ${request.to}: ${fault}`, {
    reason: fault,
    runId: request.runId,
    cause,
    kind: found ? "unsent" : "lost",
    obstacle: proxy && found === "network" ? "proxy" : found,
  });
}

/** Finds the innermost cause, which names the fault of the network. */
function readRootCause(error: unknown): { message: string; code: string } {
  let root = error;
  let code = "";
  // A chain of causes may be a circle.
  for (let depth = 0; depth < 10 && root instanceof Error; depth++) {
    code = textOrNull((root as { code?: unknown }).code) ?? code;
    const cause = root instanceof AggregateError ? root.errors[0] : root.cause;
    if (!(cause instanceof Error)) break;
    root = cause;
  }
  // Not everything that can be thrown has a text.
  const text = root instanceof Error ? root.message : root;
  return {
    message: typeof text === "string" ? text : "an unknown fault",
    code,
  };
}
