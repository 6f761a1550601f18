/**
 * Holds the adapters to what @std does. Where jsr.io answers, `@std/…` is the
 * real one, and random values find where an adapter differs from it.
 */
import * as assertions from "@std/assert";
import { delay } from "@std/async/delay";
import { parseArgs } from "@std/cli/parse-args";
import { FakeTime } from "@std/testing/time";
import fc, { anyCharacter } from "../testing/fast_check.ts";
import * as offlineAssertions from "./std_assert.ts";
import { delay as offlineDelay } from "./std_async_delay.ts";
import { parseArgs as offlineParseArgs } from "./std_cli_parse_args.ts";
import { FakeTime as OfflineFakeTime } from "./std_testing_time.ts";

const { assertEquals, assertRejects } = assertions;

// The adapters' types are the narrower ones: what is checked is what they say.
const realParse = parseArgs as unknown as typeof offlineParseArgs;
const OPTIONS = {
  string: ["url", "step"],
  collect: ["url", "step"],
};
const parsers = [realParse, offlineParseArgs];
for (const parse of parsers) {
  Deno.test(`${name(parse, parseArgs)} parseArgs() takes flags apart`, () => {
    const cases: [args: string[], expected: Record<string, unknown>][] = [
      [[], {}],
      [["--url=a"], { url: ["a"] }],
      [["--url=a=b"], { url: ["a=b"] }],
      [["--url=-5", "--url=--json"], { url: ["-5", "--json"] }],
      [["--step=a\nb", "--step=c"], { step: ["a\nb", "c"] }],
      [["--url=", "--step=--url=a"], { url: [""], step: ["--url=a"] }],
    ];
    for (const [args, expected] of cases) {
      const { _, ...parsed } = parse(args, OPTIONS);
      assertEquals(
        { ...parsed },
        { url: [], step: [], ...expected },
        args.join(" "),
      );
    }
  });
}

Deno.test("the adapter's parseArgs() takes apart what @std's does", () => {
  const word = fc.tuple(
    fc.constantFrom("url", "step"),
    fc.string({ unit: anyCharacter, minLength: 1 }),
  ).map(([flag, value]) => `--${flag}=${value}`);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (args) => {
      assertEquals(
        { ...offlineParseArgs(args, OPTIONS) },
        { ...realParse(args, OPTIONS) },
      );
    }),
    { numRuns: 2_000, seed: 20260131 },
  );
});

const clocks = [FakeTime as unknown as typeof OfflineFakeTime, OfflineFakeTime];
for (const Time of clocks) {
  Deno.test(`${name(Time, FakeTime)} FakeTime moves only when it is told to`, async () => {
    const real = [Date, setTimeout, clearTimeout];
    const fired: number[] = [];
    {
      using time = new Time(1_000);
      setTimeout(() => fired.push(Date.now()), 20);
      setTimeout(() => fired.push(Date.now()), 10);
      assertEquals(new Date().getTime(), 1_000);
      assertEquals(time.next(), true);
      assertEquals([time.now, ...fired], [1_010, 1_010]);
      await time.tickAsync(9);
      assertEquals(fired.length, 1);
      assertEquals(await time.nextAsync(), true);
      assertEquals(fired, [1_010, 1_020]);
      assertEquals(time.next(), false);
      clearTimeout(setTimeout(() => fired.push(-1), 2));
      time.tick(5);
      assertEquals([Date.now(), fired.length], [1_025, 2]);
      const signal = AbortSignal.timeout(30);
      time.tick(29);
      assertEquals(signal.aborted, false);
      time.tick(1);
      assertEquals(signal.reason.name, "TimeoutError");
    }
    assertEquals([Date, setTimeout, clearTimeout], real);
  });
}

/** Lists the events of a random schedule of timers. */
function goThrough(
  Time: typeof OfflineFakeTime,
  timers: [kind: "once" | "often", ms: number, then: number | null][],
  moves: ["next" | "tick", number][],
): unknown[] {
  const events: unknown[] = [];
  using time = new Time(1_000);
  const ids: number[] = [];
  for (const [i, [kind, ms, then]] of timers.entries()) {
    const set = kind === "once" ? setTimeout : setInterval;
    ids.push(Number(set(() => {
      events.push([i, Date.now()]);
      // A timer may clear another one, or set one.
      if (then === null) return;
      if (then % 2) clearTimeout(ids[then % timers.length]);
      else setTimeout(() => events.push([-i, Date.now()]), then);
    }, ms)));
  }
  for (const [move, ms] of moves) {
    events.push(move === "next" ? time.next() : time.tick(ms), time.now);
  }
  return events;
}

Deno.test("the adapter's FakeTime fires what @std's does", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom<"once" | "often">("once", "once", "often"),
          fc.double({ min: 0, max: 40, noNaN: true }),
          fc.option(fc.integer({ min: 0, max: 20 })),
        ),
        { maxLength: 8 },
      ),
      fc.array(
        fc.tuple(
          fc.constantFrom<"next" | "tick">("next", "tick"),
          fc.integer({ min: 0, max: 60 }),
        ),
        { maxLength: 8 },
      ),
      (timers, moves) => {
        const real = FakeTime as unknown as typeof OfflineFakeTime;
        assertEquals(
          goThrough(OfflineFakeTime, timers, moves),
          goThrough(real, timers, moves),
        );
      },
    ),
    { numRuns: 2_000, seed: 20260131 },
  );
});

for (const wait of [delay, offlineDelay]) {
  Deno.test(`${name(wait, delay)} delay() resolves in time, or rejects with the reason`, async () => {
    using time = new FakeTime();
    const before = Date.now();
    const waiting = wait(1_500);
    time.tick(1_500);
    await waiting;
    assertEquals(Date.now() - before, 1_500);

    const reason = new Error("Enough");
    const controller = new AbortController();
    const aborted = wait(1_500, { signal: controller.signal });
    controller.abort(reason);
    const { signal } = controller;
    assertEquals(await assertRejects(() => aborted), reason);
    assertEquals(await assertRejects(() => wait(1, { signal })), reason);
  });
}

const sets = [
  assertions as unknown as typeof offlineAssertions,
  offlineAssertions,
];
for (const each of sets) {
  const { assertRejects } = assertions;
  const fails = (call: () => unknown) =>
    assertRejects(async () => await call(), Error);
  Deno.test(`${name(each, assertions)} assertions hold what holds, and fail else`, async () => {
    const set: typeof offlineAssertions = each;
    set.assert(1);
    set.assertEquals({ a: [1, new Date(0)] }, { a: [1, new Date(0)] });
    set.assertNotEquals([1], [2]);
    set.assertStringIncludes("abc", "bc");
    set.assertMatch("abc", /^a/);
    set.assertLess(1, 2);
    const thrown = new TypeError("Cannot do it");
    const rejecting = () => Promise.reject(thrown);
    set.assertEquals(
      await set.assertRejects(rejecting, TypeError, "do"),
      thrown,
    );
    await fails(() => set.assert(0));
    await fails(() => set.assertEquals({ a: 1 }, { a: 2 }));
    await fails(() => set.assertEquals({}, { a: undefined }));
    await fails(() => set.assertNotEquals([1], [1]));
    await fails(() => set.assertStringIncludes("abc", "x"));
    await fails(() => set.assertMatch("abc", /x/));
    await fails(() => set.assertLess(2, 2));
    await fails(() => set.assertRejects(() => Promise.resolve(1)));
    await fails(() => set.assertRejects(rejecting, RangeError));
    await fails(() => set.assertRejects(rejecting, TypeError, "x"));
  });
}

Deno.test("the adapter's assertEquals() finds equal what @std's does", () => {
  const data = fc.anything({
    withNullPrototype: true,
    withDate: true,
    withSparseArray: false,
  });
  const isEqual = (set: typeof offlineAssertions, a: unknown, b: unknown) => {
    try {
      set.assertEquals(a, b);
      return true;
    } catch {
      return false;
    }
  };
  const real = assertions as unknown as typeof offlineAssertions;
  fc.assert(
    fc.property(data, data, fc.boolean(), (one, other, isClone) => {
      const second = isClone ? structuredClone(one) : other;
      assertEquals(
        isEqual(offlineAssertions, one, second),
        isEqual(real, one, second),
      );
    }),
    { numRuns: 2_000, seed: 20260131 },
  );
});

function name(one: unknown, std: unknown): string {
  return one === std ? "@std's" : "the adapter's";
}
