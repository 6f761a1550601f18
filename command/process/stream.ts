/** Prints without waiting: a reader that stalls holds up nothing but its output. */
import { clock } from "../../api/clock.ts";
import type { TextStream } from "./process.ts";

/** How long the end waits for output that does not move, in milliseconds. */
const STALL_LIMIT = 30_000;
/** A stream that has not moved for this long no longer holds up the other. */
const PATIENCE = 1_000;
/** The maximum of bytes of one write, so that slow readers are seen to move. */
const PIECE = 16_384;
/** How long a POST gets to leave, in milliseconds. */
const FLUSH_REQUESTS = 5;

/** What a runtime knows of one of its streams. */
export interface RawStream {
  /** Writes some of the bytes, and says how many the reader took. */
  write: (bytes: Uint8Array) => Promise<number>;
  isTerminal: boolean;
  columns: () => number;
}

/** The output of a process. */
export interface ProcessOutput {
  out: TextStream;
  err: TextStream;
  /** How many characters wait for a reader. */
  waiting: () => number;
  /** Resolves when all is written, or nothing was taken for `limit` ms. */
  flush: (limit?: number) => Promise<void>;
}

/** One queue for both streams, which keeps their common order. */
export function createProcessOutput(
  out: RawStream,
  err: RawStream,
): ProcessOutput {
  const queue: { stream: RawStream; text: string }[] = [];
  const movedAt = new Map<RawStream, number>();
  const listeners = new Set<() => void>();
  let waiting = 0;

  const isStalled = (stream: RawStream) =>
    clock.now() - movedAt.get(stream)! >= PATIENCE;

  function pump(): void {
    for (const stream of [out, err]) {
      if (movedAt.has(stream)) continue;
      const i = queue.findIndex((entry) => entry.stream === stream);
      // What was printed before on the other stream comes first, if it moves.
      const other = stream === out ? err : out;
      if (i < 0 || (movedAt.has(other) ? !isStalled(other) : i > 0)) continue;
      const [entry] = queue.splice(i, 1);
      write(stream, entry!.text);
    }
    if (movedAt.size === 0) listeners.forEach((listener) => listener());
  }

  async function write(stream: RawStream, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    movedAt.set(stream, clock.now());
    try {
      for (let i = 0; i < bytes.length;) {
        i += await stream.write(bytes.subarray(i, i + PIECE));
        movedAt.set(stream, clock.now());
      }
    } catch {
      // A reader that has gone away, or a full disk, costs words only.
    }
    movedAt.delete(stream);
    waiting -= text.length;
    pump();
  }

  function print(stream: RawStream, text: string): void {
    const last = queue.at(-1);
    if (last?.stream === stream && last.text.length < PIECE) last.text += text;
    else queue.push({ stream, text });
    waiting += text.length;
    pump();
  }

  const streamOf = (stream: RawStream): TextStream => ({
    line: (text) => print(stream, `${text}\n`),
    isTerminal: stream.isTerminal,
    draw: (text) => print(stream, text),
    columns: stream.columns,
  });
  return {
    out: streamOf(out),
    err: streamOf(err),
    waiting: () => waiting,
    flush: (limit = STALL_LIMIT) =>
      new Promise<void>((resolve) => {
        const began = clock.now();
        const end = () => {
          clearInterval(timer);
          listeners.delete(end);
          resolve();
        };
        // Also lets one stream overtake the other, which has stalled.
        const timer = setInterval(() => {
          pump();
          const last = Math.max(began, ...movedAt.values());
          if (clock.now() - last >= limit) end();
        }, Math.min(limit, 50));
        listeners.add(end);
        pump();
      }),
  };
}

/**
 * Lets the runtime send what it was given. Not by `setTimeout`, which takes Deno
 * 8 ms to load. This timer does not keep the process alive; await it only next
 * to a pending request.
 */
export function flushRequests(): Promise<void> {
  return new Promise((resolve) =>
    AbortSignal.timeout(FLUSH_REQUESTS)
      .addEventListener("abort", () => resolve())
  );
}
