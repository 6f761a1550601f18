/** Holds the adapters to what @std does; with jsr.io, @std itself as well. */
import * as assertions from "@std/assert";
import { delay } from "@std/async/delay";
import { parseArgs } from "@std/cli/parse-args";
import { FakeTime } from "@std/testing/time";
import * as offlineAssertions from "./std_assert.ts";
import { delay as offlineDelay } from "./std_async_delay.ts";
import { parseArgs as offlineParseArgs } from "./std_cli_parse_args.ts";
import { FakeTime as OfflineFakeTime } from "./std_testing_time.ts";

const { assertEquals, assertRejects } = assertions;

// The adapters' types are the narrower ones: what is checked is what they say.
const parsers = [
  parseArgs as unknown as typeof offlineParseArgs,
  offlineParseArgs,
];
for (const parse of parsers) {
  Deno.test(`${name(parse, parseArgs)} parseArgs() takes arguments apart`, () => {
    const cases: [args: string[], expected: Record<string, unknown>][] = [
      [[], {}],
      [["--url", "a"], { url: "a" }],
      [["--url=a=b"], { url: "a=b" }],
      [["--url", "a", "--url", "b"], { url: "b" }],
      [["--url"], { url: "" }],
      [["--url", "--json"], { url: "", json: true }],
      [["--url", "-5"], { url: "", unknown: ["-5"] }],
      [["--url=-5"], { url: "-5" }],
      [["--url", "", "a"], { url: "", _: ["", "a"] }],
      [["--step", "a", "--step=b"], { step: ["a", "b"] }],
      [["--json", "wait", "7"], { json: true, _: ["wait", "7"] }],
      [["--json=false"], { json: false }],
      [["--json", "false", "a"], { json: false, _: ["a"] }],
      [["--no-wait"], { "no-wait": true }],
      [["--no-json"], { unknown: ["--no-json"] }],
      [["--what", "a", "b"], { unknown: ["--what"], _: ["b"] }],
      [["--what=a"], { unknown: ["--what=a"] }],
      [["a", "--", "--json", "-x"], { _: ["a", "--json", "-x"] }],
      [["0x10", "1e3", "-"], { _: ["0x10", "1e3", "-"] }],
    ];
    for (const [args, expected] of cases) {
      const unknown: string[] = [];
      const { url, ...parsed }: Record<string, unknown> = parse(args, {
        boolean: ["json", "no-wait"],
        string: ["_", "url", "step"],
        collect: ["step"],
        unknown: (argument, key) => {
          if (key === undefined) return true;
          unknown.push(argument);
          return false;
        },
      });
      assertEquals(
        { ...parsed, url, unknown },
        {
          _: [],
          json: false,
          "no-wait": false,
          step: [],
          url: undefined,
          unknown: [],
          ...expected,
        },
        args.join(" "),
      );
    }
  });
}

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

function name(one: unknown, std: unknown): string {
  return one === std ? "@std's" : "the adapter's";
}
