/** `@std/testing/time` for networks without jsr.io: what is used of it here. */

interface Timer {
  id: number;
  due: number;
  /** The pause of an interval. */
  every: number | undefined;
  call: () => void;
}

const real = {
  Date,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  timeout: AbortSignal.timeout,
};
let current: FakeTime | undefined;

/** Puts a clock that stands still in the place of the real one. */
export class FakeTime {
  #now: number;
  #timers: Timer[] = [];
  #ids = 0;

  /** Starts at `start`, milliseconds since 1970, or now. */
  constructor(start: number = Date.now()) {
    if (current) throw new Error("Cannot fake the time: it is faked already");
    current = this;
    this.#now = Math.floor(start);
    const now = () => this.#now;
    const add = (isRepeated: boolean) =>
    (
      callback: (...args: unknown[]) => void,
      ms = 0,
      ...args: unknown[]
    ) => {
      const id = ++this.#ids;
      const pause = Math.max(isRepeated ? 1 : 0, Math.floor(ms));
      this.#timers.push({
        id,
        due: this.#now + pause,
        every: isRepeated ? pause : undefined,
        call: () => callback(...args),
      });
      return id;
    };
    const remove = (id?: unknown) => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
    };
    globalThis.Date = class extends real.Date {
      constructor(...args: unknown[]) {
        super(...(args.length === 0 ? [now()] : args) as [number]);
      }
      static override now = now;
    } as DateConstructor;
    Object.assign(globalThis, {
      setTimeout: add(false),
      setInterval: add(true),
      clearTimeout: remove,
      clearInterval: remove,
    });
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      setTimeout(() => {
        const timeout = new DOMException("Signal timed out.", "TimeoutError");
        controller.abort(timeout);
      }, ms);
      return controller.signal;
    };
  }

  /** The fake time, in milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** Fires all timers that are due until then, in their order. */
  #advance(to: number): void {
    for (let timer; (timer = this.#first()) && timer.due <= to;) {
      this.#now = Math.max(this.#now, timer.due);
      this.#timers = this.#timers.filter((other) => other !== timer);
      if (timer.every !== undefined) {
        this.#timers.push({ ...timer, due: this.#now + timer.every });
      }
      timer.call();
    }
    this.#now = Math.max(this.#now, to);
  }

  /** The timer that is due first; of several, the one that was set first. */
  #first(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (!first || timer.due < first.due) first = timer;
    }
    return first;
  }

  /** Fires all timers of the next `ms` milliseconds. */
  tick(ms = 0): void {
    this.#advance(this.#now + ms);
  }

  /** The same, once all microtasks have run. */
  async tickAsync(ms = 0): Promise<void> {
    await this.runMicrotasks();
    this.tick(ms);
  }

  /** Lets all microtasks run. */
  runMicrotasks(): Promise<void> {
    return new Promise((resolve) => real.setTimeout(resolve, 0));
  }

  /** Advances to the next timer, and fires all of that time. */
  next(): boolean {
    const timer = this.#first();
    if (timer) this.#advance(timer.due);
    return timer !== undefined;
  }

  /** The same, once all microtasks have run. */
  async nextAsync(): Promise<boolean> {
    await this.runMicrotasks();
    return this.next();
  }

  /** Puts the real clock back. */
  restore(): void {
    const { timeout, ...globals } = real;
    Object.assign(globalThis, globals);
    AbortSignal.timeout = timeout;
    current = undefined;
  }

  /** The same at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.restore();
  }
}
