/** The body of an answer, piece by piece. */
import { abortable } from "./abortable.ts";

/** The size of the buffer that a body is read into. */
const BUFFER_SIZE = 64 * 1_024;

/**
 * Reads a body until it ends, its reader leaves, or `signal` is aborted, also if
 * the body ignores that. The pieces share one buffer: each is good until the
 * next one. A piece of its own for each read waits for the garbage collector:
 * 24 MiB that inflate cost 78 MiB of memory, and with one buffer less than 64.
 */
export async function* readPieces(
  body: NonNullable<Response["body"]>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = getReader(body);
  try {
    for (let buffer = new ArrayBuffer(BUFFER_SIZE);;) {
      const read = reader.read(new Uint8Array(buffer));
      const { done, value } = await abortable(read, signal);
      if (done) return;
      yield value;
      buffer = value.buffer;
    }
  } finally {
    const cancelled = reader.cancel().catch(() => {}); // It fails as the body did.
    // A body that ignores its signal may never be cancelled.
    if (!signal.aborted) await cancelled;
  }
}

function getReader(body: NonNullable<Response["body"]>) {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    // Bun and made-up answers have no such streams.
    return body.getReader();
  }
}
