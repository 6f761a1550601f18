/**
 * Signals at random moments against processes and real connections; a third of
 * the processes have a stdout that nobody reads.
 */
import { assert, assertEquals } from "@std/assert";
import { delay } from "@std/async/delay";
import { ENVIRONMENT, KEY } from "./harness.ts";
import { sendSignal, startCommand } from "./process.ts";
import { serveSockets } from "./socket_server.ts";
import { checkSchedules, verify } from "./verify.ts";

/** The number of processes at once. */
const PROCESSES = 6;
/** A process must be gone this many milliseconds after the first signal. */
const LEAVING_LIMIT = 6_000;
const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** More than a pipe holds, soon after the start. */
const LINES = Array.from({ length: 20_000 }, (_, i) => `line ${i}`.padEnd(99));
const LONG_STEPS = [{
  name: "Invoke dbt with `dbt build`",
  logs: LINES.join("\n"),
}];

/** One schedule, by chance. */
function schedule(random: () => number, isUnread: boolean) {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const common = {
    isUnread,
    name: pick(SIGNALS),
    /** Whether a second signal comes, which ends the process at once. */
    again: !isUnread && random() < 0.2 ? 600 + below(2_000) : undefined,
    post: pick([undefined, undefined, "closed", "hang", "reset"] as const),
    answersAfter: pick([0, 0, below(3_000)]),
    json: random() < 0.3,
  };
  return isUnread
    ? {
      ...common,
      after: below(7_000),
      running: 20_000,
      ending: "success" as const,
      listedAfter: 0,
      cancel: 0,
      retries: 0,
    }
    : {
      ...common,
      after: below(4_500),
      running: pick([600_000, below(3_000)]),
      ending: pick(["success", "error", "error"] as const),
      listedAfter: pick([0, 0, below(3_000)]),
      /** How long the answer to the cancel takes. */
      cancel: pick([0, 0, below(9_000)]),
      retries: below(2),
    };
}

async function check(plan: ReturnType<typeof schedule>): Promise<number> {
  const { answersAfter, cancel, post, retries, isUnread } = plan;
  const slow = (ms: number) => ms ? [{ delay: ms, done: true }] : [];
  await using it = serveSockets({
    ...plan,
    ...(isUnread && { steps: LONG_STEPS }),
    breaksOf: [[/^POST .*\/(run|retry)\/ /, [post]]],
    faults: { trigger: slow(answersAfter), cancel: slow(cancel) },
    retry: { running: 600_000 },
  });
  const child = startCommand([
    `--retries=${retries}`,
    "--initial-delay=0.1",
    "--poll-interval=0.3",
    ...(plan.json ? ["--json"] : []),
    ...(isUnread ? ["--logs=live"] : []),
  ], { ...ENVIRONMENT, DBT_URL: it.url });
  const textOf = (stream: ReadableStream) => new Response(stream).text();
  const stderr = textOf(child.stderr);
  const read = isUnread ? undefined : textOf(child.stdout);
  const ended = new AbortController();
  child.status.then(() => ended.abort());
  const within = (ms: number) => delay(ms, ended).then(() => false, () => true);
  try {
    let isGone = await within(plan.after);
    if (!isGone) {
      sendSignal(child, plan.name);
      const began = performance.now();
      if (plan.again && !await within(plan.again)) sendSignal(child, plan.name);
      isGone = await within(LEAVING_LIMIT - (performance.now() - began));
    }
    assert(isGone, `It goes on ${LEAVING_LIMIT} ms after the signal`);
  } finally {
    if (!await within(0)) sendSignal(child, "SIGKILL");
  }
  const { code } = await child.status;
  // Of what nobody read, the pipe still holds the beginning.
  const stdout = await (read ?? textOf(child.stdout));
  const lines = (stdout + await stderr).split("\n");
  verify(it.cloud, { code, lines }, { retries, timeout: null, signals: 1 });
  assert(!lines.some((line) => line.includes(KEY.slice(5, 15))));
  if (isUnread) {
    // Nobody was told: whatever was started is cancelled.
    const going = it.cloud.runs.filter((run) => it.cloud.getStatus(run) < 10);
    assertEquals(going.map(({ id }) => id), [], "a run goes on");
  }
  return code;
}

/** Checks a number of schedules, and counts their exit codes. */
export async function signalChaos(
  schedules: number,
  seed: number,
): Promise<Record<number, number>> {
  const make = (random: () => number, i: number) =>
    schedule(random, i % 3 === 0);
  return await checkSchedules(schedules, seed, PROCESSES, make, check);
}
