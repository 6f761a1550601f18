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

/** Puts an answer into the API's envelope; `changes` replace parts of its data, or all of it. */
export function envelope(found: unknown, changes?: Fault["data"]): Response {
  const { status, data, extra } = found instanceof Answer
    ? found
    : new Answer(200, found);
  const isSuccess = status === 200;
  const isInvalid = status === 400;
  const hasMessage = isSuccess || data !== null;
  return Response.json({
    status: {
      code: status,
      is_success: isSuccess,
      user_message: MESSAGES[status],
      developer_message: hasMessage ? "" : null,
    },
    data: changeData(data, changes),
    ...((extra || isInvalid) && { extra: extra ?? {} }),
    ...(isInvalid && { error_code: null }),
  }, { status });
}

/** Replaces parts of an answer's data, or all of it by `null`. */
function changeData(data: unknown, changes: Fault["data"]): unknown {
  if (changes === null) return null;
  return changes ? { ...data as object, ...changes } : data;
}

/** Answers with an artifact as it was written. */
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
