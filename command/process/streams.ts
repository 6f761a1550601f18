/** Printing never waits: a reader that stalls holds up nothing else. */
import { clock } from "../../api/clock.ts";
import { renderLine } from "../../ci/command_gate.ts";
import type { OutputStream, Process } from "./process.ts";

/** The time that the end waits for output that does not move, in milliseconds. */
const STALL_LIMIT = 30_000;
/** A stream that has not moved for this long no longer holds up the other. */
const STALLED_AFTER = 1_000;
/** The maximum of bytes of one write, so that slow readers are seen to move. */
const PIECE = 16_384;
/** The time that a flush waits for a write to end, before it looks again. */
const FLUSH_PAUSE = 50;

/** A stream of the runtime. */
export interface RawStream {
  /** Writes some of the bytes, and says how many the reader took. */
  write: (bytes: Uint8Array) => Promise<number>;
  isTerminal: () => boolean;
}

/** The output of a process. */
export type Streams = Pick<Process, "out" | "err" | "waiting" | "flush">;

/** Text that was printed, and not written yet. */
interface QueuedText {
  stream: RawStream;
  text: string;
}

/** Makes the output of a process. */
export function createStreams(out: RawStream, err: RawStream): Streams {
  const queue = new OutputQueue(out, err);
  const createOutput = (stream: RawStream): OutputStream => ({
    line: (line) => queue.print(stream, `${renderLine(line)}\n`),
    isTerminal: stream.isTerminal(),
    draw: (text) => queue.print(stream, text),
  });
  return {
    out: createOutput(out),
    err: createOutput(err),
    waiting: () => queue.waiting,
    flush: (limit) => queue.flush(limit),
  };
}

/** One queue for both streams: it keeps the order in which lines were printed. */
class OutputQueue {
  /** The number of characters that were printed, and not written yet. */
  waiting = 0;
  #texts: QueuedText[] = [];
  /** When each stream that is being written to has moved last. */
  #movedAt = new Map<RawStream, number>();
  /** Callbacks for the end of the next write. */
  #waiters: (() => void)[] = [];

  constructor(readonly out: RawStream, readonly err: RawStream) {}

  print(stream: RawStream, text: string): void {
    const last = this.#texts.at(-1);
    if (last?.stream === stream && last.text.length < PIECE) last.text += text;
    else this.#texts.push({ stream, text });
    this.waiting += text.length;
    this.#writeNext();
  }

  /** Resolves when all is written, or nothing was taken for `limit` ms. */
  async flush(limit = STALL_LIMIT): Promise<void> {
    const startedAt = clock.now();
    while (this.waiting > 0) {
      this.#writeNext(); // One stream may overtake the other, which has stalled.
      const lastMove = Math.max(startedAt, ...this.#movedAt.values());
      if (clock.now() - lastMove >= limit) return;
      await this.#nextWrite();
    }
  }

  /** Resolves when a write has ended, and after a moment in any case. */
  #nextWrite(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, FLUSH_PAUSE);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Writes the oldest text of each stream that is free. */
  #writeNext(): void {
    for (const stream of [this.out, this.err]) {
      const place = this.#texts.findIndex((text) => text.stream === stream);
      const isBusy = this.#movedAt.has(stream);
      if (place < 0 || isBusy || this.#mustWait(stream, place)) continue;
      const [text] = this.#texts.splice(place, 1);
      this.#write(text!);
    }
  }

  /** Whether a text has to wait for older ones of the other stream. */
  #mustWait(stream: RawStream, place: number): boolean {
    const other = stream === this.out ? this.err : this.out;
    const otherMovedAt = this.#movedAt.get(other);
    if (otherMovedAt === undefined) return place > 0;
    // A stream that has stalled holds up nothing.
    return clock.now() - otherMovedAt < STALLED_AFTER;
  }

  async #write({ stream, text }: QueuedText): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    this.#movedAt.set(stream, clock.now());
    try {
      for (let i = 0; i < bytes.length;) {
        i += await stream.write(bytes.subarray(i, i + PIECE));
        this.#movedAt.set(stream, clock.now());
      }
    } catch {
      // A reader that has gone away, or a full disk, loses output and ends nothing.
    }
    this.#movedAt.delete(stream);
    this.waiting -= text.length;
    this.#writeNext();
    this.#waiters.splice(0).forEach((resume) => resume());
  }
}
