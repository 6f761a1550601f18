/** The API's answers: its envelope, its refusals, its files. */
import type { Fault } from "./types.ts";

const MESSAGES: Record<number, string> = {
  200: "Success!",
  400:
    "The request was invalid. Please double check the provided data and try again.",
  401: "Invalid token.",
  403: "Access denied: Token is not scoped to account.",
  404:
    "The requested resource was not found. Please check that you have the proper permissions. If you are seeing this in error, please contact support!",
};

/** An answer of the API itself; a refusal is thrown. */
export class Answer {
  /** Makes an answer; `extra` stands beside the data. */
  constructor(
    readonly status: number,
    readonly data: unknown,
    readonly extra?: object,
  ) {}
}

/** The API's envelope; `over` is put over its data, or in its place. */
export function envelope(found: unknown, over?: Fault["data"]): Response {
  const { status, data, extra } = found instanceof Answer
    ? found
    : new Answer(200, found);
  const isSuccess = status === 200;
  const isInvalid = status === 400;
  const isTold = isSuccess || data !== null;
  return Response.json({
    status: {
      code: status,
      is_success: isSuccess,
      user_message: MESSAGES[status],
      developer_message: isTold ? "" : null,
    },
    data: over ? { ...data as object, ...over } : over === null ? null : data,
    ...((extra || isInvalid) && { extra: extra ?? {} }),
    ...(isInvalid && { error_code: null }),
  }, { status });
}

/** An artifact as it was written. */
export function file(content: unknown): Response {
  return typeof content === "string" || content instanceof Uint8Array
    ? new Response(content as string)
    : Response.json(content);
}

/** Without its last slash, a path leads to the right one, and a POST astray. */
export function redirect(method: string, url: URL): Response {
  if (method !== "GET") {
    const detail = `Method "GET" not allowed.`;
    return Response.json({ detail }, { status: 405 });
  }
  const location = `${url.pathname}/${url.search}`;
  return new Response(null, { status: 301, headers: { location } });
}
