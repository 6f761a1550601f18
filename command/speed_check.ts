/** Ends downloads whose connection has become too slow. */
import { MINUTE } from "../api/clock.ts";

/** Downloads go on for this long, however slow they are. */
const MIN_TIME = 10 * MINUTE;
/** The number of bytes that a minute after that has to bring, over all files. */
const MIN_BYTES = 64 * 1_024;

/** Ends downloads that have become too slow, all of them together. */
export class SpeedCheck {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #bytes = 0;

  constructor(parent: AbortSignal) {
    const onAbort = () => this.#controller.abort(parent.reason);
    const { signal } = this;
    parent.addEventListener("abort", onAbort, { signal });
    if (parent.aborted) onAbort();
  }

  /** Aborted by the parent, or when too little has come. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins with the first download. */
  start(): void {
    this.#timer ??= setTimeout(() => this.#check(), MIN_TIME);
  }

  /** Passes on the pieces, and counts them. */
  async *count(
    pieces: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#bytes += piece.length;
      yield piece;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#controller.abort(new Error("The downloads are not needed any more"));
  }

  #check(): void {
    const isSlow = this.#bytes < MIN_BYTES;
    this.#bytes = 0;
    if (isSlow) {
      const reason = "less than 64 KiB came in the last minute";
      this.#controller.abort(new Error(reason));
    } else this.#timer = setTimeout(() => this.#check(), MINUTE);
  }
}
