/** One request to dbt Cloud: bounded in time and size, with the key in no error. */
import { abortable } from "./abortable.ts";
import { readPieces } from "./body.ts";
import type { Client } from "./client.ts";
import { SECOND } from "./clock.ts";
import { type Connection, openConnection } from "./connection.ts";
import { createConnectionError } from "./connection_errors.ts";
import { isPermissionError } from "./environment.ts";
import { DbtCloudError } from "./errors.ts";
import { isObject, parseJson } from "./json.ts";
import {
  createPageError,
  isPage,
  readRefusal,
  unreadableError,
} from "./refusals.ts";
import type { ApiRequest } from "./request.ts";
import { readText } from "./text.ts";

/** A mebibyte, in bytes. */
export const MIB = 2 ** 20;
/** The maximum wait for an answer, and for the next piece of an artifact. */
export const REQUEST_LIMIT = 30 * SECOND;
/** The maximum size of an answer that is read as a whole, in MiB. */
const MAX_MIB = 8;

/**
 * An answer of a good status. Reading the pieces to their end, leaving their
 * loop, and `close` free the connection: one of them has to happen.
 */
export interface Answer {
  response: Response;
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>;
  close: () => Promise<void>;
}

/** Retrieves the `data` of the API's envelope, without the key. */
export async function requestJson<T>(
  client: Client,
  request: ApiRequest,
  isData: (data: unknown) => data is T,
): Promise<T> {
  const { response: { status }, pieces } = await requestStream(client, request);
  const reason = `its body is longer than ${MAX_MIB} MiB`;
  const tooLong = unreadableError(request, status, reason);
  const text = await readText(pieces, MAX_MIB * MIB, tooLong);
  if (isPage(text)) throw createPageError(client, request, status, text);
  client.markAnswered();
  const envelope = parseJson(text);
  const data = isObject(envelope) ? envelope.data : undefined;
  if (isData(data)) return client.redact(data);
  throw unreadableError(request, status);
}

/** Requests JSON that is read piece by piece; the limit is of the whole answer. */
export async function requestStream(
  client: Client,
  request: ApiRequest,
): Promise<Answer> {
  const limit = limitWhole(request.timeLimit ?? REQUEST_LIMIT);
  return await send(client, request, limit, "application/json");
}

/** Downloads a file; the limit is of each piece, while somebody waits for it. */
export async function download(
  client: Client,
  request: ApiRequest,
): Promise<Answer> {
  return await send(client, request, limitPieces(REQUEST_LIMIT), "*/*");
}

/** The limit of the time that a request takes. */
interface TimeLimit {
  signal: AbortSignal;
  /** Begins to count: somebody waits for the answer or its next piece. */
  start?: () => void;
  /** Stops to count. A limit without it counts until the end of the answer. */
  stop?: () => void;
}

/** Limits the whole answer. */
function limitWhole(ms: number): TimeLimit {
  return { signal: AbortSignal.timeout(Math.ceil(ms)) }; // Node wants it whole.
}

/** Limits the wait for each piece. */
function limitPieces(ms: number): TimeLimit {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const start = () => {
    stop();
    timer = setTimeout(() => controller.abort(), ms);
  };
  return { signal: controller.signal, start, stop };
}

/** The resources of one request until it is over. */
interface Exchange {
  url: URL;
  connection: Connection | undefined;
  /** Aborted by the caller's signal, by the time limit, and at the end. */
  signal: AbortSignal;
  /** Ends the request, and frees its connection. */
  end(): void;
  /** Makes the error of what was thrown; the answer may have had a `status`. */
  toError(thrown: unknown, status?: number): unknown;
}

function openExchange(
  client: Client,
  request: ApiRequest,
  limit: TimeLimit,
): Exchange {
  const { signal: callerSignal = client.signal } = request;
  callerSignal?.throwIfAborted();
  const url = createUrl(client, request);
  const connection = openConnection(url, request.method ?? "GET");
  const ended = new AbortController();
  const signals = [limit.signal, ended.signal];
  if (callerSignal) signals.push(callerSignal);
  if (connection?.signal) signals.push(connection.signal);
  const signal = AbortSignal.any(signals);
  const isAbortedBy = (source: AbortSignal | undefined) =>
    source?.aborted && signal.reason === source.reason;
  return {
    url,
    connection,
    signal,
    end() {
      limit.stop?.();
      connection?.close();
      ended.abort(null); // No reason would be an error with a stack.
    },
    toError(thrown, status) {
      if (thrown instanceof DbtCloudError || isPermissionError(thrown)) {
        return thrown;
      }
      if (isAbortedBy(callerSignal)) return callerSignal?.reason;
      const seconds = (request.timeLimit ?? REQUEST_LIMIT) / SECOND;
      const cause = isAbortedBy(limit.signal)
        ? new Error(`no answer within ${seconds} s`)
        : thrown;
      const hasNeverLeft = connection?.hasNeverLeft();
      const answer = { url, status, hasNeverLeft };
      return createConnectionError(client, request, cause, answer);
    },
  };
}

async function send(
  client: Client,
  request: ApiRequest,
  limit: TimeLimit,
  accept: string,
): Promise<Answer> {
  const exchange = openExchange(client, request, limit);
  try {
    limit.start?.();
    const pending = callFetch(client, request, exchange, accept);
    // Also for a `fetch` of the caller that ignores its signal.
    const response = await abortable(pending, exchange.signal);
    const pieces = readBody(response, exchange, limit);
    if (!response.ok) {
      client.markAnswered();
      throw await readRefusal(client, request, response, pieces);
    }
    limit.stop?.();
    const close = async () => {
      exchange.end();
      // Pieces that are read let go of the body by themselves.
      await response.body?.cancel().catch(() => {});
    };
    return { response, pieces, close };
  } catch (error) {
    exchange.end();
    throw exchange.toError(error);
  }
}

async function callFetch(
  client: Client,
  { method = "GET", body }: ApiRequest,
  { url, connection, signal }: Exchange,
  accept: string,
): Promise<Response> {
  return await (client.fetch ?? fetch)(url.href, {
    method,
    headers: {
      authorization: `Token ${client.apiKey}`,
      accept,
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(connection?.client && { client: connection.client }),
    redirect: "manual",
    signal,
  });
}

async function* readBody(
  { body, status }: Response,
  { signal, end, toError }: Exchange,
  limit: TimeLimit,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  try {
    limit.start?.();
    for await (const piece of body ? readPieces(body, signal) : []) {
      limit.stop?.();
      yield piece;
      limit.start?.();
    }
  } catch (error) {
    throw toError(error, status);
  } finally {
    end();
  }
}

function createUrl(client: Client, { path, query = {} }: ApiRequest): URL {
  const account = `${client.url}/api/v2/accounts/${client.accountId}`;
  const url = new URL(`${account}/${path}`);
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, String(value));
  }
  return url;
}
