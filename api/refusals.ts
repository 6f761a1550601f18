/** The errors for answers that cannot be used, in words. */
import type { Client } from "./client.ts";
import { SECOND } from "./clock.ts";
import { DbtCloudError } from "./errors.ts";
import { isObject, type Json, parseJson, textOrNull } from "./json.ts";
import type { ApiRequest } from "./request.ts";
import { oneLine, readText } from "./text.ts";

const MAX_RETRY_AFTER = 300 * SECOND;
/** The maximum size of a refusal that is read for its reason. */
const MAX_REFUSAL_SIZE = 64 * 1_024;

/** Makes the error for an answer of a good status that cannot be used. */
export function unreadableError(
  { to, runId }: Pick<ApiRequest, "to" | "runId">,
  status: number,
  reason = "the body is not what the API sends",
  options: ErrorOptions = {},
): DbtCloudError {
  const text = `dbt Cloud answered ${status}, but ${reason}`;
  const fault = { kind: "unreadable", status, runId, reason: text } as const;
  return new DbtCloudError(`Cannot ${to}: ${text}`, { ...options, ...fault });
}

/** Whether a text is a page, which no API sends. */
export function isPage(text: string): boolean {
  return text.trimStart().startsWith("<");
}

/** Makes the error for a page of a good status, such as one to sign in. */
export function createPageError(
  { redact }: Client,
  { to, runId }: ApiRequest,
  status: number,
  text: string,
): DbtCloudError {
  const page = oneLine(redact(describePage(text, "")));
  const reason = `dbt Cloud answered ${status} ${page}`;
  const fault = { kind: "foreign", status, runId, reason } as const;
  return new DbtCloudError(`Cannot ${to}: ${reason}`, fault);
}

/** Reads an answer of a status that is not good, and makes an error of it. */
export async function readRefusal(
  client: Client,
  { to, runId }: ApiRequest,
  response: Response,
  pieces: AsyncIterable<Uint8Array>,
): Promise<DbtCloudError> {
  const { status, headers } = response;
  const text = await readText(pieces, MAX_REFUSAL_SIZE).catch(() => "");
  const body = parseJson(text, keepDigits);
  const apiMessage = isObject(body) ? readApiMessage(body) : undefined;
  const reason = oneLine(client.redact(
    apiMessage ?? describeRedirect(client, response) ??
      describePage(text, response.statusText),
  )).replace(/(?<![\s.])[\s.]+$/, "");
  // Their words, and not ours: some ask to contact the support.
  const quoted = apiMessage === undefined ? reason : `"${reason}"`;
  const answer = `dbt Cloud answered ${status} ${quoted}`.trimEnd();
  return new DbtCloudError(`Cannot ${to}: ${answer}`, {
    reason: answer,
    kind: apiMessage === undefined ? "foreign" : "refused",
    status,
    retryAfter: readRetryAfter(headers),
    runId,
    fields: isObject(body) && isObject(body.data) ? Object.keys(body.data) : [],
  });
}

/** Keeps a number as it was sent: one of too many digits would be rounded. */
function keepDigits(_: string, value: unknown, context?: { source?: string }) {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded ? context?.source ?? value : value;
}

/** Reads the message of a refusal, in either of the API's two shapes. */
function readApiMessage({ status, detail, data }: Json): string | undefined {
  const message = isObject(status) ? status.user_message : detail;
  if (typeof message !== "string") return;
  const fields = isObject(data)
    ? Object.entries(data).map(([field, fault]) =>
      `${field}: ${textOrNull(fault) ?? JSON.stringify(fault)}`
    )
    : [textOrNull(data) ?? ""];
  return [message, fields.filter(Boolean).join("; ")].filter(Boolean).join(" ");
}

function describeRedirect(
  { url }: Client,
  { status, headers }: Response,
): string | undefined {
  const location = headers.get("location") ?? "";
  if (status >= 400 || !URL.canParse(location, url)) return;
  return `with a redirect to ${new URL(location, url).origin}`;
}

function describePage(text: string, statusText: string): string {
  if (!isPage(text)) return text || statusText;
  const title = /<(?:title|h1)[^<>]*>([^<]+)</i.exec(text)?.[1];
  return `with an HTML page${title ? `: ${oneLine(title, 80)}` : ""}`;
}

/** Reads seconds, or a date by the server's own clock; from 1 s to 5 min. */
function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? "";
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const pause = /^\d+$/.test(text)
    ? Number(text) * SECOND
    : Date.parse(text) - now;
  if (Number.isNaN(pause)) return;
  return Math.min(Math.max(pause, SECOND), MAX_RETRY_AFTER);
}
