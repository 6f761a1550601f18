/**
 * Proof by chance that no fault starts a job twice, loses a run, or hides how
 * it ended: the command against the stand-in, under random schedules of faults,
 * durations, endings, signals and time-outs.
 *
 * `deno task chaos [SCHEDULES] [SEED]` runs as many as asked for. A schedule
 * that fails is printed with its seed and in its smallest form.
 */
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import fc from "fast-check";
import { command, KEY } from "./harness.ts";
import { type Endpoint, fakeDbtCloud, type Fault } from "./fake_dbt_cloud.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BODIES = [
  { status: { user_message: `No, ${KEY}` }, data: null },
  { detail: `There was a server error for ${KEY}.` },
  `<html><title>Bad Gateway ${KEY}</title></html>`,
  `::error::${KEY}\r\n##vso[task.complete]`,
  "",
];

const duration = fc.oneof(
  fc.integer({ min: 0, max: 10 * SECOND }),
  fc.integer({ min: 0, max: 20 * MINUTE }),
);
const refusal: fc.Arbitrary<Fault> = fc.record({
  status: fc.constantFrom(302, 400, 401, 403, 404, 409, 429, 429),
  body: fc.constantFrom(...BODIES),
  headers: fc.constantFrom<Record<string, string>>(
    {},
    { "retry-after": "2" },
    { "retry-after": "Mon, 01 Jan 2035 00:00:00 GMT" },
    { location: "https://elsewhere.example.com/" },
  ),
});
const unclear: fc.Arbitrary<Fault> = fc.record({
  status: fc.constantFrom(200, 500, 502, 503, 504),
  body: fc.constantFrom(...BODIES),
  done: fc.boolean(),
});
const broken: fc.Arbitrary<Fault> = fc.record({
  answer: fc.constantFrom("none", "reset", "cut"),
  done: fc.boolean(),
  delay: fc.constantFrom(0, 3 * SECOND),
});
const refused: fc.Arbitrary<Fault> = fc.constant({ answer: "refused" });
const late: fc.Arbitrary<Fault> = fc.record({
  delay: fc.integer({ min: 0, max: 40 * SECOND }),
  done: fc.boolean(),
});
const garbled: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { data: null },
  { data: { id: null } },
  { data: { status: 99, in_progress: null } },
);

function faults(max: number, ...more: fc.Arbitrary<Fault>[]) {
  const fault = fc.oneof(
    fc.constant(null),
    unclear,
    broken,
    refused,
    late,
    ...more,
  );
  return fc.array(fault, { maxLength: max });
}

/** One schedule of all that may happen. */
export const schedule = fc.record({
  queued: duration,
  starting: duration,
  running: duration,
  ending: fc.constantFrom("success", "error", "cancelled"),
  appearsAfter: fc.integer({ min: 0, max: 6 * SECOND }),
  cancelling: fc.constantFrom(0, 2 * SECOND, MINUTE),
  clockSkew: fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE }),
  retryNotSupportedReason: fc.constantFrom(undefined, "RETRY_UNSUPPORTED_CMD"),
  faults: fc.record({
    trigger: faults(4, refusal),
    retrieve: faults(
      12,
      garbled,
      refusal.filter(({ status }) => status === 429),
    ),
    list: faults(6, garbled),
    cancel: faults(3),
    retry: faults(3, refusal),
  }),
  /** When other pipelines trigger the same job with the same cause. */
  others: fc.array(duration, { maxLength: 2 }),
  signal: fc.option(
    fc.tuple(
      duration,
      fc.constantFrom<"SIGINT" | "SIGTERM">("SIGINT", "SIGTERM"),
    ),
    { freq: 2 },
  ),
  timeout: fc.option(fc.integer({ min: 1, max: 3_600 }), { freq: 2 }),
  retries: fc.integer({ min: 0, max: 2 }),
  random: fc.integer(),
});

/** What a schedule holds. */
export type Schedule = typeof schedule extends fc.Arbitrary<infer T> ? T
  : never;

/** Small and seeded, so that a schedule goes the same way each time. */
function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs the command through a schedule and checks what it came to. */
export async function check(plan: Schedule): Promise<number> {
  const { others, signal, timeout, retries, random, ...options } = plan;
  using time = new FakeTime(Date.UTC(2026, 0, 31));
  const realRandom = Math.random;
  Math.random = randomFrom(random);
  try {
    const cloud = fakeDbtCloud({
      accountId: 1,
      apiKey: KEY,
      ...options as object,
      faults: options.faults as Record<Endpoint, Fault[]>,
      retry: { ...options as object, ending: "success" },
    });
    const foreign: number[] = [];
    const timers = others.map((at) =>
      setTimeout(() => {
        const trigger = { cause: "API-triggered job", git_branch: "other" };
        foreign.push(cloud.trigger(2, trigger).id);
      }, at)
    );
    const result = await command(time, cloud, {
      args: [
        ...(timeout ? ["--timeout", `${timeout}`] : []),
        "--retries",
        `${retries}`,
      ],
      signals: signal ? [signal] : [],
    });
    timers.forEach(clearTimeout);
    const { code, lines, tookToLeave } = result;
    const text = lines.join("\n");
    const own = cloud.runs.filter(({ id }) => !foreign.includes(id));
    const started = own.filter(({ retryingRunId }) => retryingRunId === null);

    assert(!text.includes(KEY.slice(5)), "the key was printed");
    assert(!/^::|##\[|##vso\[/m.test(text), "a command was printed");
    assert(started.length <= 1, `${started.length} runs were started`);
    for (const { id } of own) {
      const retried = own.filter(({ retryingRunId }) => retryingRunId === id);
      assert(retried.length <= 1, `run ${id} was retried more than once`);
    }
    assert(own.length <= 1 + retries, "there were too many retries");

    const last = own.at(-1);
    const status = last && cloud.statusOf(last);
    const printed = lines.findLast((line) => line.startsWith("Run status ->"));
    const isTold = last && text.includes(`/runs/${last.id}/`);
    if (code === 0) {
      assertEquals([started.length, status], [1, 10]);
      assertEquals(printed, "Run status -> Success");
      assert(isTold);
    } else if (code === 1) {
      assert(status === 20 || status === 30, `the run is ${status}`);
      const shown = status === 20 ? "Error" : "Cancelled";
      assertEquals(printed, `Run status -> ${shown}`);
      assert(isTold);
    } else if (code === 3) {
      assert(/^error: Cannot /m.test(text), "no fault was named");
      if (last) assert(isTold || /unknown|No run was found/.test(text));
    } else if (code === 4) {
      assert(timeout, "there was no time-out");
      assert(/^error: Not done within/m.test(text));
    } else {
      assertEquals(code, { SIGINT: 130, SIGTERM: 143 }[signal![1]]);
      assert(tookToLeave! <= 6 * SECOND, `it left after ${tookToLeave} ms`);
    }
    if (code >= 4 && last && status! < 10 && !plan.cancelling) {
      assert(
        /may go on|unknown whether|No run was found/.test(text),
        "a run was left alone in silence",
      );
    }
    return code;
  } finally {
    Math.random = realRandom;
  }
}

/** Checks so many schedules; how often each exit code came. */
export async function chaos(
  schedules: number,
  seed: number,
): Promise<Record<number, number>> {
  const codes: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(schedule, async (plan) => {
      const code = await check(plan);
      codes[code] = (codes[code] ?? 0) + 1;
    }),
    { numRuns: schedules, seed },
  );
  return codes;
}

if (import.meta.main) {
  const [schedules = 10_000, seed = Date.now() % 2 ** 31] = Deno.args
    .map(Number);
  // deno-lint-ignore no-console
  console.log(`${schedules} schedules from the seed ${seed}`);
  const codes = await chaos(schedules, seed);
  // deno-lint-ignore no-console
  console.log("All hold. Exit codes:", codes);
}
