/** `@std/testing/time` for networks without jsr.io: what is used of it here. */
import { type Clock, withGlobal } from "@sinonjs/fake-timers";

/** Puts a clock that stands still in the place of the real one. */
export class FakeTime {
  readonly #clock: Clock;
  readonly #realTimeout = AbortSignal.timeout;

  /** Starts at `start`, milliseconds since 1970, or now. */
  constructor(start: number = Date.now()) {
    this.#clock = withGlobal(globalThis).install({
      now: start,
      toFake: [
        "Date",
        "setTimeout",
        "clearTimeout",
        "setInterval",
        "clearInterval",
      ],
    });
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      const late = new DOMException("Signal timed out.", "TimeoutError");
      setTimeout(() => controller.abort(late), ms);
      return controller.signal;
    };
  }

  /** The fake time, in milliseconds since 1970. */
  get now(): number {
    return this.#clock.now;
  }

  /** Fires all timers of the next `ms` milliseconds. */
  tick(ms = 0): void {
    this.#clock.tick(ms);
  }

  /** The same, once all microtasks have run. */
  async tickAsync(ms = 0): Promise<void> {
    await this.#clock.tickAsync(ms);
  }

  /** Advances to the next timer; `false` if there is none. */
  next(): boolean {
    if (this.#clock.countTimers() === 0) return false;
    this.#clock.next();
    return true;
  }

  /** The same, once all microtasks have run. */
  async nextAsync(): Promise<boolean> {
    await this.#clock.tickAsync(0);
    return this.next();
  }

  /** Puts the real clock back. */
  restore(): void {
    this.#clock.uninstall();
    AbortSignal.timeout = this.#realTimeout;
  }

  /** The same at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.restore();
  }
}
