/**
 * Random schedules for the commands that find a run: `status` looks and touches
 * nothing, `retry` starts one retry and no other run, a run in progress that is
 * used is never cancelled. Under a fake clock, like those of `chaos_fake.ts`.
 */
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { faults, odd, refusal } from "./chaos_fake.ts";
import fc from "./fast_check.ts";
import {
  type Endpoint,
  type FakeDbtCloud,
  fakeDbtCloud,
  type Fault,
} from "./fake_dbt_cloud.ts";
import { command, type CommandResult, KEY, MINUTE, SECOND } from "./harness.ts";

const COMMANDS = {
  "status --latest": checkStatus,
  "wait --latest=any": checkStatus,
  "retry --latest": checkRetry,
  "run --reuse=in-progress": checkReuse,
};
const duration = fc.oneof(
  fc.integer({ min: 0, max: 10 * SECOND }),
  fc.integer({ min: 0, max: 5 * MINUTE }),
);

/** One schedule of all that may happen. */
const schedule = fc.record({
  command: fc.constantFrom(
    ...Object.keys(COMMANDS) as (keyof typeof COMMANDS)[],
  ),
  /** The runs of others, each with how long before us it began. */
  earlier: fc.array(fc.tuple(duration, fc.boolean()), { maxLength: 4 }),
  cloud: fc.record({
    queued: duration,
    running: duration,
    ending: fc.constantFrom("success" as const, "error" as const),
    listedAfter: fc.constantFrom(0, 0, 5 * SECOND),
    cancelling: fc.constantFrom(0, 2 * SECOND),
  }),
  retry: fc.record({
    running: duration,
    ending: fc.constantFrom("success" as const, "error" as const),
  }),
  faults: fc.record({
    trigger: faults(3, refusal),
    retrieve: faults(8, refusal, odd),
    list: faults(6, odd),
    cancel: faults(2),
    retry: faults(3, refusal, odd),
    artifact: faults(4, refusal),
  }),
  signals: fc.oneof(
    { weight: 2, arbitrary: fc.constant<[number, "SIGTERM"][]>([]) },
    {
      weight: 1,
      arbitrary: fc.tuple(duration, fc.constant("SIGTERM" as const))
        .map((one) => [one]),
    },
  ),
  timeout: fc.option(fc.integer({ min: 1, max: 600 }), { freq: 2 }),
  retries: fc.integer({ min: 0, max: 2 }),
});
type Schedule = typeof schedule extends fc.Arbitrary<infer T> ? T : never;

/** The result of a schedule, and all that it is checked against. */
interface Outcome extends CommandResult {
  plan: Schedule;
  cloud: FakeDbtCloud;
  /** How many runs there were before. */
  before: number;
  count: (endpoint: Endpoint) => number;
}

async function check(plan: Schedule): Promise<number> {
  using time = new FakeTime(Date.UTC(2026, 0, 31));
  const { retry, timeout, retries, signals } = plan;
  const cloud = fakeDbtCloud({
    accountId: 1,
    apiKey: KEY,
    ...plan.cloud,
    faults: plan.faults as Record<Endpoint, (Fault | null)[]>,
    retry,
  });
  for (const [age, hasPullRequest] of plan.earlier) {
    cloud.trigger(2, {
      cause: "Another",
      ...(hasPullRequest && { github_pull_request_id: 7 }),
    });
    time.tick(age);
  }
  const isRun = !/^(status|wait)/.test(plan.command);
  const result = await command(time, cloud, {
    args: [
      ...plan.command.split(" "),
      ...(timeout ? [`--timeout=${timeout}`] : []),
      ...(isRun ? [`--retries=${retries}`] : []),
    ],
    signals,
  });
  const count = (endpoint: Endpoint) =>
    cloud.requests.filter((it) => it.endpoint === endpoint).length;
  const outcome = {
    ...result,
    plan,
    cloud,
    before: plan.earlier.length,
    count,
  };
  checkAlways(outcome);
  COMMANDS[plan.command](outcome);
  return result.code;
}

/** Checks the rules that all commands share. */
function checkAlways(outcome: Outcome): void {
  const { code, lines, plan, cloud, before, tookToLeave = 0 } = outcome;
  const text = lines.join("\n");
  const codes = plan.signals.length > 0
    ? [0, 1, 3, 4, 5, 143]
    : [0, 1, 3, 4, 5];
  assert(codes.includes(code), `the exit code is ${code}\n${text}`);
  assert(!text.includes(KEY.slice(5)), "the key was printed");
  assert(tookToLeave <= 5 * SECOND, `it left after ${tookToLeave} ms`);
  for (const run of cloud.runs.slice(0, before)) {
    assertEquals(run.cancelledAt, undefined, "a run of others was cancelled");
  }
  const isUnclear = /look for (it|\[dbt-run \w{8}\]) at https?:\/\/\S+/
    .test(text);
  for (const run of cloud.runs.slice(before)) {
    const goesOn = cloud.getStatus(run) < 10 && run.cancelledAt === undefined;
    const isKnown = text.includes(`/runs/${run.id}/`) || isUnclear;
    assert(!goesOn || isKnown, `run ${run.id} goes on, and nobody knows`);
    const again = cloud.runs
      .filter(({ retryingRunId }) => retryingRunId === run.id);
    assert(again.length <= 1, `run ${run.id} was retried more than once`);
  }
  if (code === 4) {
    const isOver = /^error: Timed out after/m.test(text);
    assert(isOver || /^status/.test(plan.command), text);
  }
  if (code === 3) assert(/^error: /m.test(text), "no fault was named");
}

/** `status`, and `wait --latest=any`: nothing is started, retried, cancelled. */
function checkStatus({ cloud, code, lines, plan, before, count }: Outcome) {
  assertEquals(cloud.runs.length, before);
  const posts = count("trigger") + count("retry") + count("cancel");
  assertEquals(posts, 0, "something was posted");
  if (code === 5) return;
  const text = lines.join("\n");
  const named = cloud.runs.find(({ id }) => text.includes(`/runs/${id}/`));
  if (code === 0) assertEquals(cloud.getStatus(named!), 10, text);
  if (code === 1) assert(cloud.getStatus(named!) >= 20, text);
  if (code === 4 && plan.timeout === null) {
    assert(named && !/Succeeded|Failed after/.test(text), text);
  }
}

/** `retry`: retries of the newest run, and no other run. */
function checkRetry({ cloud, code, lines, before, count }: Outcome): void {
  assertEquals(count("trigger"), 0, "something was triggered");
  const text = lines.join("\n");
  const retries = cloud.runs.slice(before);
  assert(retries.every(({ retryingRunId }) => retryingRunId !== null));
  const first = retries.filter(({ retryingRunId }) =>
    cloud.runs.findIndex(({ id }) => id === retryingRunId) < before
  );
  assert(first.length <= 1, `${first.length} retries were started`);
  if (code === 5) assertEquals(retries.length, 0, text);
  if (code === 0) {
    assert(retries.some((run) => cloud.getStatus(run) === 10), text);
  }
  const latest = cloud.runs.at(before - 1);
  const isRetried = first[0]?.retryingRunId;
  assert([undefined, latest?.id].includes(isRetried ?? undefined), text);
}

/** `--reuse=in-progress`: one run, of ours or of others. */
function checkReuse({ cloud, code, lines, before }: Outcome): void {
  const text = lines.join("\n");
  const used = /^Using run (\d+),/m.exec(text)?.[1];
  const isOwn = ({ trigger }: { trigger: Record<string, unknown> }) =>
    /\[dbt-run \w{8}\]/.test(`${trigger.cause}`);
  const own = cloud.runs.slice(before).filter(isOwn);
  if (used) {
    assertEquals(own, [], "a run was triggered beside the one that is used");
    const run = cloud.runs.find(({ id }) => id === Number(used))!;
    const isPull = "github_pull_request_id" in run.trigger;
    assert(!isPull, "another kind of build is used");
  }
  if (code === 0) {
    const named = cloud.runs.filter(({ id }) => text.includes(`/runs/${id}/`));
    assert(named.some((run) => cloud.getStatus(run) === 10), text);
  }
}

/** Checks random schedules; how often each exit code came. */
export async function commandChaos(
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
