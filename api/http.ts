/** One request to dbt Cloud: bounded in time and size, with the key in no error. */
import { type Client, openConnection, proxyOf } from "./client.ts";
import { clock } from "./clock.ts";
import { DbtCloudError } from "./errors.ts";
import {
  isObject,
  type Json,
  oneLine,
  parseJson,
  readText,
  textOrNull,
} from "./json.ts";

const SECOND = 1_000;
const MIB = 2 ** 20;
/** The maximum wait for an answer, and for the next piece of an artifact. */
export const REQUEST_LIMIT = 30 * SECOND;
const MAX_RETRY_AFTER = 300 * SECOND;
/** The maximum size of an answer that is read as a whole, in MiB. */
const MAX_MIB = 8;
/** The size of the buffer that bodies are read into. */
const PIECE_SIZE = 64 * 1_024;
/** The maximum size of a refusal that is read for its reason. */
const MAX_REFUSAL_SIZE = 64 * 1_024;

/** What is asked of dbt Cloud. */
export interface ApiRequest {
  /** What is attempted, for the error: "trigger job 7". */
  to: string;
  method?: "GET" | "POST";
  /** The path below the account. */
  path: string;
  query?: { [name: string]: string | number } | undefined;
  body?: Json | undefined;
  /** The run that the request is about. */
  runId?: number | undefined;
  /** Aborts the request; by default the client's signal. */
  signal?: AbortSignal | undefined;
  /** The maximum wait for the whole answer, in milliseconds. */
  timeLimit?: number | undefined;
  /**
   * Whether a file is asked for, and no JSON: the limit is that of each piece,
   * while somebody waits for it.
   */
  isFile?: boolean;
}

/**
 * Aborts a request when the caller's signal does, when nothing came for `ms`, or
 * when it is over: what belongs to it listens to its signal. Not by `setTimeout`,
 * which takes Deno 6 ms to load: before the first POST that is a quarter of the
 * time from the start of the process.
 */
function limitTime(ms: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  let limit: AbortSignal | undefined;
  let startedAt = -Infinity;
  const onLimit = () =>
    controller.abort(new Error(`no answer within ${ms / SECOND} s`));
  const pause = () => limit?.removeEventListener("abort", onLimit);
  const restart = () => {
    pause();
    // Not a timer for each of many pieces.
    if (clock.now() - startedAt >= SECOND) {
      limit = AbortSignal.timeout(Math.ceil(ms)); // Node wants it whole.
      startedAt = clock.now();
    }
    limit?.addEventListener("abort", onLimit);
  };
  const stop = () => {
    pause();
    controller.abort(null); // No reason would be an error with a stack.
  };
  restart();
  const onAbort = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { signal: controller.signal });
  return { signal: controller.signal, restart, pause, stop };
}

/** An answer of a good status. */
export type Answer = Awaited<ReturnType<typeof send>>;

/**
 * Sends one request, whose answer has a good status. Who gets it reads its
 * pieces, or stops it: both free the connection.
 */
export async function send(client: Client, request: ApiRequest) {
  const { method = "GET", body, isFile, signal = client.signal } = request;
  const { timeLimit = REQUEST_LIMIT } = request;
  signal?.throwIfAborted();
  const url = urlOf(client, request);
  const limit = limitTime(timeLimit, signal);
  const own = openConnection(url, method, limit.signal);
  let status: number | undefined;
  const toError = (error: unknown) => {
    if (error instanceof DbtCloudError || isDenied(error)) return error;
    const isAborted = signal?.aborted && limit.signal.reason === signal.reason;
    if (isAborted) return signal.reason;
    return connectionError(client, request, url, error, status);
  };
  async function* read(response: Response) {
    try {
      if (isFile) limit.restart();
      for await (const piece of piecesOf(response)) {
        if (isFile) limit.pause();
        yield piece;
        if (isFile) limit.restart();
      }
    } catch (error) {
      throw toError(error);
    } finally {
      limit.stop();
    }
  }
  try {
    const response = await (client.fetch ?? fetch)(url.href, {
      method,
      headers: {
        authorization: `Token ${client.apiKey}`,
        accept: isFile ? "*/*" : "application/json",
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(own && { client: own }),
      redirect: "manual",
      signal: limit.signal,
    });
    client.hasAnswered = true;
    if (!response.ok) throw await refusal(client, request, url, response);
    status = response.status;
    if (isFile) limit.pause();
    const stop = async () => {
      limit.stop();
      // Pieces that are read let go of the body by themselves.
      await response.body?.cancel().catch(() => {});
    };
    return { response, pieces: read(response), stop };
  } catch (error) {
    limit.stop();
    throw toError(error);
  }
}

/** The `data` of the API's envelope, without the key. */
export async function getData<T>(
  client: Client,
  request: ApiRequest,
  isData: (data: unknown) => data is T,
): Promise<T> {
  const { response: { status }, pieces } = await send(client, request);
  const why = `its body is longer than ${MAX_MIB} MiB`;
  const tooLong = unreadable(request, status, why);
  const text = await readText(pieces, MAX_MIB * MIB, tooLong);
  const envelope = parseJson(text);
  const data = isObject(envelope) ? envelope.data : undefined;
  if (isData(data)) return client.redact(data);
  throw unreadable(request, status);
}

/** The error for an answer of a good status that cannot be used. */
export function unreadable(
  { to, runId }: Pick<ApiRequest, "to" | "runId">,
  status: number,
  why = "the body is not what the API sends",
  more: ErrorOptions = {},
): DbtCloudError {
  const message = `Cannot ${to}: dbt Cloud answered ${status}, but ${why}`;
  const about = { ...more, kind: "unreadable", status, runId } as const;
  return new DbtCloudError(message, about);
}

/**
 * The pieces of a body, which is cancelled when the loop is left. They share a
 * buffer where they can: each is good until the next one, and leaves no garbage
 * behind.
 */
async function* piecesOf(
  { body }: Response,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  if (!body) return;
  const reader = openReader(body);
  try {
    for (let buffer = new ArrayBuffer(PIECE_SIZE);;) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done) return;
      yield value;
      buffer = value.buffer;
    }
  } finally {
    await reader.cancel().catch(() => {}); // It fails as the stream did.
  }
}

function openReader(body: NonNullable<Response["body"]>) {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    // Bun and made-up answers have no such streams.
    return body.getReader();
  }
}

function urlOf(client: Client, { path, query = {} }: ApiRequest): URL {
  const account = `${client.url}/api/v2/accounts/${client.accountId}`;
  const url = new URL(`${account}/${path}`);
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, String(value));
  }
  return url;
}

/** Whether the runtime refused something: a permission is missing. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name === "NotCapable";
}

// Refusals

/** The error for an answer of a status that is not good. */
async function refusal(
  client: Client,
  { to, runId }: ApiRequest,
  url: URL,
  response: Response,
): Promise<DbtCloudError> {
  const { status, headers, statusText } = response;
  const text = await readText(piecesOf(response), MAX_REFUSAL_SIZE)
    .catch(() => "");
  const body = parseJson(text, exact);
  const said = isObject(body) ? explain(body) : undefined;
  const reason = oneLine(client.redact(
    said ?? redirect(response, url) ?? explainPage(text, statusText),
  )).replace(/[\s.]+$/, "");
  // Their words, and not ours: some ask to contact the support.
  const shown = said === undefined ? reason : `"${reason}"`;
  const message = `Cannot ${to}: dbt Cloud answered ${status} ${shown}`;
  return new DbtCloudError(message.trimEnd(), {
    kind: said === undefined ? "foreign" : "refused",
    status,
    retryAfter: readRetryAfter(headers),
    runId,
  });
}

/** A number as it was sent: one of too many digits would be rounded. */
function exact(_: string, value: unknown, context?: { source?: string }) {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded ? context?.source ?? value : value;
}

/** What a refusal of dbt Cloud says: JSON of either of the API's two shapes. */
function explain({ status, detail, data }: Json): string | undefined {
  const message = isObject(status) ? status.user_message : detail;
  if (typeof message !== "string") return;
  const fields = isObject(data)
    ? Object.entries(data).map(([field, fault]) =>
      `${field}: ${textOrNull(fault) ?? JSON.stringify(fault)}`
    )
    : [textOrNull(data) ?? ""];
  return [message, fields.filter(Boolean).join("; ")].filter(Boolean).join(" ");
}

function redirect({ status, headers }: Response, url: URL): string | undefined {
  const location = headers.get("location") ?? "";
  if (status >= 400 || !URL.canParse(location, url)) return;
  return `with a redirect to ${new URL(location, url).origin}`;
}

function explainPage(text: string, statusText: string): string {
  if (!/^\s*</.test(text)) return text || statusText;
  const title = /<(?:title|h1)[^>]*>([^<]+)</i.exec(text)?.[1];
  return `with an HTML page${title ? `: ${oneLine(title, 80)}` : ""}`;
}

/** Seconds, or a date by the server's own clock; from 1 s to 5 min. */
function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? "";
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const pause = /^\d+$/.test(text)
    ? Number(text) * SECOND
    : Date.parse(text) - now;
  if (Number.isNaN(pause)) return;
  return Math.min(Math.max(pause, SECOND), MAX_RETRY_AFTER);
}

// Faults of the connection

/** What Deno says first of a request that it could not connect for. */
const DENO_CONNECT =
  /^error sending request for url \(\S+\): client error \(Connect\): /;
/**
 * What the runtimes say of a request that never left, by code and first words.
 * Bun's EPROTO is not among them: it may come after the request was sent.
 */
const UNSENT: Record<NonNullable<DbtCloudError["obstacle"]>, RegExp> = {
  issuer:
    /^(UNABLE_TO_(GET_ISSUER|VERIFY)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|Connect invalid peer certificate: UnknownIssuer)/,
  host:
    /^(ERR_TLS_CERT_ALTNAME_INVALID|Connect invalid peer certificate: (certificate not valid for name|NotValidForName))/,
  proxy:
    /^(ERR_PROXY_TUNNEL|UND_ERR_ABORTED Proxy response \(\d+\) !== 200|Connect (proxy authentication|unsuccessful tunnel|unexpected eof while tunneling))/,
  network:
    /^(ECONNREFUSED|(E\w+) (connect|getaddrinfo) \2|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|CERT_|ERR_SSL_WRONG_VERSION_NUMBER|ECONNRESET Client network socket disconnected before secure TLS|bad port$|Fetch failed: Requests to port \d+ are blocked|Connect )/,
};

function connectionError(
  { redact }: Client,
  request: ApiRequest,
  url: URL,
  error: unknown,
  status: number | undefined,
): DbtCloudError {
  const { message, code } = rootOf(error);
  const reason = oneLine(redact(message))
    .replace(/^.*client error \(\w+\): /, "");
  // Not the error itself, which may hold the key in its own text.
  const cause = new Error(reason);
  if (status) return unreadable(request, status, reason, { cause });
  const said = `${code} ${message.replace(DENO_CONNECT, "Connect ")}`.trim();
  const obstacles = Object.keys(UNSENT) as (keyof typeof UNSENT)[];
  const found = obstacles.find((obstacle) => UNSENT[obstacle].test(said));
  const proxy = proxyOf(url);
  const through = proxy ? ` through the proxy ${redact(proxy)}` : "";
  const text = `${url.origin} gave no answer${through}: ${reason}`;
  return new DbtCloudError(`Cannot ${request.to}: ${text}`, {
    runId: request.runId,
    cause,
    kind: found ? "unsent" : "lost",
    obstacle: proxy && found === "network" ? "proxy" : found,
  });
}

/** The innermost cause, which says what the network did. */
function rootOf(error: unknown): { message: string; code: string } {
  let root = error;
  let code = "";
  // A chain of causes may be a circle.
  for (let depth = 0; depth < 10 && root instanceof Error; depth++) {
    code = textOrNull((root as { code?: unknown }).code) ?? code;
    const cause = root instanceof AggregateError ? root.errors[0] : root.cause;
    if (!(cause instanceof Error)) break;
    root = cause;
  }
  return { message: root instanceof Error ? root.message : String(root), code };
}
