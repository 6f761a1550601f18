/** The rules that every schedule of chaos is checked against. */
import { assert, assertEquals } from "@std/assert";
import type { FakeDbtCloud, FakeRun } from "./fake_dbt_cloud.ts";
import { type CommandResult, KEY } from "./harness.ts";

const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** Small and seeded, so that a schedule goes the same way each time. */
export function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Checks schedules, so many at once, and counts their exit codes. */
export async function checkSchedules<T>(
  count: number,
  seed: number,
  atOnce: number,
  make: (random: () => number, i: number) => T,
  check: (schedule: T) => Promise<number>,
): Promise<Record<number, number>> {
  const codes: Record<number, number> = {};
  let next = 0;
  async function work(): Promise<void> {
    while (next < count) {
      const i = next++;
      const schedule = make(randomFrom(seed + i), i);
      try {
        const code = await check(schedule);
        codes[code] = (codes[code] ?? 0) + 1;
      } catch (cause) {
        const text = JSON.stringify(schedule);
        const message = `Schedule ${seed + i} (${i}) fails: ${text}`;
        throw new Error(message, { cause });
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return codes;
}

/** The settings of the command that its result depends on. */
export interface Expectation {
  retries: number;
  timeout: number | null;
  /** How many signals were sent to it. */
  signals: number;
}

/** Checks what the command printed, and what it left behind. */
export function verify(
  cloud: FakeDbtCloud,
  result: Pick<CommandResult, "code" | "lines">,
  expected: Expectation,
): void {
  const text = result.lines.join("\n");
  const { own, foreign } = tellApart(cloud);
  assert(!text.includes(KEY.slice(5)), "the key was printed");
  assert(!/^::|##\[|##vso\[/m.test(text), "a command was printed");
  for (const run of foreign) {
    assertEquals(run.cancelledAt, undefined, "a foreign run was cancelled");
    assert(!isNamed(text, run.id), "a foreign run was adopted");
  }
  verifyRuns(cloud, own, text, expected);
  verifyCode(cloud, own, result.code, text, expected);
}

/** Our runs are those with a mark, and their retries. */
function tellApart(cloud: FakeDbtCloud) {
  const markOf = (text: string) => /\[dbt-run \w+\]/.exec(text)?.[0];
  const causes = cloud.runs.map(({ trigger }) => String(trigger.cause));
  const bodies = cloud.requests.map(({ body }) => body);
  const marks = [...causes, ...bodies].map(markOf).filter(Boolean);
  assert(new Set(marks).size <= 1, "a mark changed");
  const isOwn = ({ trigger }: FakeRun) => !!markOf(String(trigger.cause));
  return {
    own: cloud.runs.filter(isOwn),
    foreign: cloud.runs.filter((run) => !isOwn(run)),
  };
}

const isNamed = (text: string, id: number) => text.includes(`/runs/${id}/`);

/** No run goes on that nobody was told of, and no second one at all. */
function verifyRuns(
  cloud: FakeDbtCloud,
  own: FakeRun[],
  text: string,
  { retries }: Expectation,
): void {
  const isUnclear = /look for (it|\[dbt-run \w{8}\]) at https?:\/\/\S+/
    .test(text);
  for (const run of own) {
    const goesOn = cloud.getStatus(run) < 10 && run.cancelledAt === undefined;
    const isTold = isNamed(text, run.id) || isUnclear;
    assert(!goesOn || isTold, `run ${run.id} goes on, and nobody knows`);
    const again = own.filter(({ retryingRunId }) => retryingRunId === run.id);
    assert(again.length <= 1, `run ${run.id} was retried more than once`);
  }
  const started = own.filter(({ retryingRunId }) => retryingRunId === null);
  assert(own.length - started.length <= retries, "too many retries");
  const going = started.filter((run) =>
    cloud.getStatus(run) < 10 && run.cancelledAt === undefined
  );
  assert(going.length <= 1 || isUnclear, `${going.length} runs go on`);
}

function verifyCode(
  cloud: FakeDbtCloud,
  own: FakeRun[],
  code: number,
  text: string,
  { timeout, signals }: Expectation,
): void {
  const printed = text.split("\n")
    .findLast((line) => line.startsWith("Run status ->"));
  const named = own.filter(({ id }) => isNamed(text, id));
  const statuses = named.map(cloud.getStatus);
  switch (code) {
    case 0:
      assertEquals(printed, "Run status -> Success");
      assert(statuses.includes(10), "no run succeeded");
      return;
    case 1:
      assert(/Run status -> (Error|Cancelled)$/.test(printed ?? ""), printed);
      assert(statuses.some((status) => status >= 20), "no run failed");
      return;
    case 3:
      assert(/^error: Cannot /m.test(text), "no fault was named");
      return;
    case 4:
      assert(timeout, "there was no time limit");
      assert(/^error: Timed out after/m.test(text), "no time limit was named");
      return;
    default:
      assert(signals > 0, `${code} without a signal`);
      assert(Object.values(CODES).includes(code), `${code}`);
  }
}
