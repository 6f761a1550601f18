/** Random schedules under a fake clock: thousands in a minute. */
import { assert } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { clock } from "../api/clock.ts";
import { REQUEST_LIMIT } from "../api/http.ts";
import { cloudClock } from "./fake/cloud_clock.ts";
import fc from "./fast_check.ts";
import { type Endpoint, fakeDbtCloud, type Fault } from "./fake_dbt_cloud.ts";
import { command, HOUR, KEY, MINUTE, SECOND } from "./harness.ts";
import { randomFrom, verify } from "./verify.ts";

// Schedules

const BODIES = [
  { status: { user_message: `No, ${KEY}` }, data: null },
  { detail: `There was a server error for ${KEY}.` },
  `<html><title>Bad Gateway ${KEY}</title></html>`,
  `::error::${KEY}\r\n##vso[task.complete]`,
  "",
];

const duration = fc.oneof(
  fc.integer({ min: 0, max: 10 * SECOND }),
  fc.integer({ min: 0, max: 5 * MINUTE }),
);
/**
 * How long after the last POST a second run is looked for, at least: what a
 * gateway passes on later, and lists show later still, nobody can see.
 */
const SEEN_WITHIN = 30 * SECOND;
/** How late a gateway may pass a trigger on, after it was given up. */
const LATE = 10 * SECOND;
const lateDelay = fc.integer({ min: 1, max: LATE });
const headers = fc.constantFrom<Record<string, string>>(
  {},
  { "retry-after": "2" },
  { "retry-after": "Mon, 01 Jan 2035 00:00:00 GMT" },
  { location: "https://elsewhere.example.com/" },
);
/** Answers that are clear if they answer a POST. */
export const refusal: fc.Arbitrary<Fault> = fc.record({
  status: fc.constantFrom(302, 304, 400, 401, 403, 404, 407, 421, 429, 429),
  body: fc.constantFrom(...BODIES),
  headers,
});
const unclear: fc.Arbitrary<Fault> = fc.record({
  status: fc.constantFrom(200, 204, 408, 409, 425, 500, 502, 503, 504),
  body: fc.constantFrom(...BODIES),
  headers,
  done: fc.boolean(),
}).map((fault) =>
  // A 409 in dbt Cloud's own JSON is a clear refusal.
  fault.status === 409 && typeof fault.body === "object"
    ? { ...fault, done: false }
    : fault
);
const broken: fc.Arbitrary<Fault> = fc.record({
  answer: fc.constantFrom("none", "reset", "cut"),
  done: fc.boolean(),
  delay: fc.constantFrom(0, 3 * SECOND),
});
const passedOnLate: fc.Arbitrary<Fault> = fc.record({
  answer: fc.constantFrom("none", "reset"),
  doneAfter: lateDelay,
});
const refused: fc.Arbitrary<Fault> = fc.constant({ answer: "refused" });
const slow: fc.Arbitrary<Fault> = fc.record({
  delay: fc.integer({ min: 0, max: REQUEST_LIMIT + LATE }),
  done: fc.boolean(),
});
/** Answers that no client expects. */
export const odd: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { data: null },
  { data: { id: null } },
  { data: { id: -1 } },
  { data: { status: 99, in_progress: null } },
  // Answers about another run, by its job and the run that it retries.
  { data: { id: 5, job_definition_id: 999, retrying_run_id: 999 } },
  { data: { blocked_by: [{ toString: 1 }] } },
);

/** The faults of the first answers of an endpoint. */
export function faults(max: number, ...more: fc.Arbitrary<Fault>[]) {
  const none = { weight: 2, arbitrary: fc.constant(null) };
  const some = [unclear, broken, refused, slow, ...more]
    .map((arbitrary) => ({ weight: 1, arbitrary }));
  return fc.array(fc.oneof(none, ...some), { maxLength: max });
}

const signalName = fc.constantFrom<"SIGHUP" | "SIGINT" | "SIGTERM">(
  "SIGHUP",
  "SIGINT",
  "SIGTERM",
);

/** One schedule of all that may happen. */
export const schedule = fc.record({
  cloud: fc.record({
    queued: duration,
    starting: duration,
    running: duration,
    ending: fc.constantFrom<"success" | "error" | "cancelled">(
      "success",
      "error",
      "cancelled",
    ),
    appearsAfter: fc.integer({ min: 0, max: 6 * SECOND }),
    listedAfter: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: SEEN_WITHIN - LATE - 1 }),
    ),
    listsTriggers: fc.boolean(),
    cancelsOlder: fc.boolean(),
    cancelling: fc.constantFrom(0, 2 * SECOND, MINUTE),
    clockSkew: fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE }),
    retryNotSupportedReason: fc.option(
      fc.constant("RETRY_UNSUPPORTED_CMD"),
      { nil: undefined, freq: 5 },
    ),
  }),
  faults: fc.record({
    trigger: faults(4, refusal, passedOnLate, odd),
    retrieve: faults(12, refusal, odd),
    list: faults(6, odd),
    cancel: faults(3),
    retry: faults(3, refusal, odd),
  }),
  /** Other pipelines trigger the same job at these times, with these causes. */
  others: fc.array(
    fc.tuple(duration, fc.constantFrom("API-triggered job", "Another")),
    { maxLength: 3 },
  ),
  /** How many runs of the same job come within a second. */
  crowd: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 120),
  signals: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.tuple(duration, signalName).map((first) => [first]),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        duration,
        signalName,
        fc.integer({ min: 0, max: 3 * SECOND }),
        signalName,
      ).map(([at, one, after, other]) => [[at, one], [at + after, other]]),
    },
  ) as fc.Arbitrary<[at: number, name: "SIGHUP" | "SIGINT" | "SIGTERM"][]>,
  /** Somebody sets our clock at these times, by so much. */
  jumps: fc.array(
    fc.tuple(duration, fc.constantFrom(-HOUR, -MINUTE, MINUTE, HOUR)),
    { maxLength: 3 },
  ),
  timeout: fc.option(fc.integer({ min: 1, max: 3_600 }), { freq: 2 }),
  retries: fc.integer({ min: 0, max: 2 }),
  fields: fc.constantFrom<string[]>(
    [],
    ["--git-branch=main"],
    ["--steps-override=dbt seed", "--github-pull-request-id=7"],
  ),
  random: fc.integer(),
});

/** The type of a schedule. */
export type Schedule = typeof schedule extends fc.Arbitrary<infer T> ? T
  : never;

/** Runs the command through a schedule and checks what it came to. */
export async function check(plan: Schedule): Promise<number> {
  const { others, crowd, signals, timeout, retries, fields } = plan;
  using time = new FakeTime(Date.UTC(2026, 0, 31));
  using _random = seeded(plan.random);
  using _clock = jumping(time, plan.jumps);
  const cloud = fakeDbtCloud({
    accountId: 1,
    apiKey: KEY,
    ...plan.cloud,
    faults: plan.faults as Record<Endpoint, Fault[]>,
    retry: { ...plan.cloud, ending: "success" },
  });
  const timers = others.map(([at, cause]) =>
    setTimeout(() => cloud.trigger(2, { cause }), at)
  );
  timers.push(setTimeout(() => {
    for (let i = 0; i < crowd; i++) cloud.trigger(2);
  }, 500));
  const result = await command(time, cloud, {
    args: [
      ...(timeout ? [`--timeout=${timeout}`] : []),
      `--retries=${retries}`,
      ...fields,
    ],
    signals,
  });
  timers.forEach(clearTimeout);
  verify(cloud, result, { retries, timeout, signals: signals.length });
  if (result.tookToLeave !== undefined) {
    const { tookToLeave } = result;
    assert(tookToLeave <= 5 * SECOND, `it left after ${tookToLeave} ms`);
  }
  return result.code;
}

/**
 * Sets the clock of this machine again and again, while time passes as ever:
 * for timers, for durations, and at dbt Cloud.
 */
function jumping(time: FakeTime, jumps: Schedule["jumps"]): Disposable {
  const FakeDate = Date;
  const [ours, theirs] = [clock.now, cloudClock.now];
  let offset = 0;
  for (const [at, by] of jumps) setTimeout(() => offset += by, at);
  const now = () => time.now + offset;
  globalThis.Date = class extends FakeDate {
    constructor(...args: unknown[]) {
      super(...(args.length === 0 ? [now()] : args) as [number]);
    }
    static override now = now;
  } as DateConstructor;
  clock.now = cloudClock.now = () => time.now;
  return {
    [Symbol.dispose]() {
      [clock.now, cloudClock.now] = [ours, theirs];
      globalThis.Date = FakeDate;
    },
  };
}

function seeded(seed: number): Disposable {
  const real = Math.random;
  Math.random = randomFrom(seed);
  return { [Symbol.dispose]: () => void (Math.random = real) };
}

/** Checks random schedules; how often each exit code came. */
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
