/** The stand-in: it parses requests, performs them, and applies faults. */
import { delay } from "@std/async/delay";
import { Answer, envelope, file, redirect } from "./answer.ts";
import { cloudClock } from "./cloud_clock.ts";
import { Account, ENDPOINTS, route } from "./endpoints.ts";
import { getStatus } from "./show_run.ts";
import type {
  FakeDbtCloud,
  FakeDbtCloudOptions,
  FakeRequest,
  Fault,
} from "./types.ts";

/** A connection that broke before the answer, or was never made. */
export type Broken = "reset" | "refused";

/** The stand-in, for a server that can break connections, too. */
export interface BreakableCloud extends FakeDbtCloud {
  /** Answers a request, or says how its connection breaks. */
  answer: (request: Request) => Promise<Response | Broken>;
}

/** Deno's messages for broken connections. */
const BROKEN: Record<Broken, string> = {
  reset: "client error (SendRequest): connection reset by peer",
  refused: "client error (Connect): tcp connect error: Connection refused",
};

/** Makes the stand-in. */
export function breakableCloud(
  options: FakeDbtCloudOptions = {},
): BreakableCloud {
  const { clockSkew = 0 } = options;
  const faults = structuredClone(options.faults ?? {});
  const account = new Account(options);
  const requests: FakeRequest[] = [];

  async function answer(request: Request): Promise<Response | Broken> {
    const body = await request.text();
    const { endpoint, perform } = parseRequest(
      account,
      request,
      body,
      requests,
    );
    const fault = (endpoint && faults[endpoint]?.shift()) ?? {};
    const response = await applyFault(fault, perform, request);
    if (response instanceof Response) {
      const date = new Date(cloudClock.now() + clockSkew).toUTCString();
      response.headers.set("date", date);
    }
    return response;
  }

  return {
    runs: account.runs,
    requests,
    answer,
    getStatus: (run) => getStatus(run),
    statusOf: (run) => getStatus(run),
    trigger: (jobId, body = { cause: "API-triggered job" }) =>
      account.add(jobId, body),
    async handler(request) {
      const response = await answer(request);
      return response instanceof Response ? response : brokenResponse();
    },
    fetch: (input, init) =>
      fetchFrom(answer, new Request(input, init), init?.signal),
  };
}

/** Parses a request, without performing it. */
function parseRequest(
  account: Account,
  request: Request,
  body: string,
  requests: FakeRequest[],
) {
  const url = new URL(request.url);
  const { method, headers } = request;
  const { endpoint, ...ids } = route(method, url.pathname);
  const path = url.pathname + url.search;
  requests.push({
    endpoint,
    method,
    path,
    headers,
    body,
    at: cloudClock.now(),
  });
  const perform = (changes?: Fault["data"]): Response => {
    try {
      authorize(account.options, headers, ids.account);
      if (!endpoint) throw new Answer(404, null);
      const parsed = { ...ids, url, body, headers };
      const found = ENDPOINTS[endpoint](account, parsed);
      return endpoint === "artifact" ? file(found) : envelope(found, changes);
    } catch (error) {
      if (!(error instanceof Answer)) throw error;
      const isPath = url.pathname.endsWith("/") || endpoint === "artifact";
      return isPath ? envelope(error) : redirect(method, url);
    }
  };
  return { endpoint, perform };
}

function authorize(
  { accountId, apiKey }: FakeDbtCloudOptions,
  headers: Headers,
  account: string,
): void {
  const [scheme = "", token] = (headers.get("authorization") ?? "").split(" ");
  const isToken = ["Token", "Bearer"].includes(scheme);
  if (!isToken || !token || (apiKey ?? token) !== token) {
    throw new Answer(401, null);
  }
  if (Number(account) !== (accountId ?? Number(account))) {
    throw new Answer(403, null);
  }
}

/** Answers a request with its fault. */
async function applyFault(
  fault: Fault,
  perform: (changes?: Fault["data"]) => Response,
  request: Request,
): Promise<Response | Broken> {
  const { delay: ms = 0, done, doneAfter, data } = fault;
  if (!done) await delayBy(ms, request);
  if (doneAfter) setTimeout(() => perform(), doneAfter);
  const response = isPerformed(fault) ? perform(data) : new Response();
  if (done) await delayBy(ms, request);
  if (fault.answer === "reset" || fault.answer === "refused") {
    return fault.answer;
  }
  if (fault.answer === "none") await waitForAbort(request);
  if (fault.status !== undefined) return statusFault(fault);
  if (fault.answer !== "cut") return response;
  const text = await response.text();
  return new Response(text.slice(0, text.length / 2), response);
}

/** Whether the request is performed before the answer. */
function isPerformed({ status, answer, done, doneAfter }: Fault): boolean {
  if (doneAfter) return false;
  const isLost = status !== undefined || answer !== undefined;
  return !isLost || (done ?? answer === "cut");
}

async function delayBy(ms: number, request: Request): Promise<void> {
  if (ms) await delay(ms, request);
}

function statusFault(fault: Fault): Response {
  const { status = 500, body = "" } = fault;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const isEmpty = [204, 205, 304].includes(status);
  return new Response(isEmpty ? null : text, fault);
}

/** Waits until the request is aborted. */
function waitForAbort({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

function brokenResponse(): Response {
  return new Response(
    new ReadableStream({
      start: (controller) => controller.error(new Error("Reset on purpose")),
    }),
  );
}

async function fetchFrom(
  answer: BreakableCloud["answer"],
  request: Request,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  signal?.throwIfAborted();
  const response = await new Promise<Response | Broken>((resolve, reject) => {
    const abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    answer(request).then(resolve, reject).finally(() =>
      signal?.removeEventListener("abort", abort)
    );
  });
  if (response instanceof Response) return response;
  const fault = `error sending request for url (${request.url})`;
  const cause = new Error(`${fault}: ${BROKEN[response]}`);
  throw new TypeError("fetch failed", { cause });
}
