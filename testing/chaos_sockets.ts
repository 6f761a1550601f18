/**
 * Chaos with processes and real connections, in real time: what a fake clock and
 * a fake `fetch` leave out.
 */
import { delay } from "@std/async/delay";
import { ENVIRONMENT } from "./harness.ts";
import { serveHttp2 } from "./http2_server.ts";
import { finish, sendSignal, startCommand } from "./process.ts";
import { type Break, CA_FILE, serveSockets } from "./socket_server.ts";
import { checkSchedules, verify } from "./verify.ts";

/** The number of processes at once; most of them wait most of the time. */
const PROCESSES = 16;
const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** One schedule, by chance. */
function schedule(random: () => number) {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const breaks = (max: number, ...ways: (Break | undefined)[]) =>
    Array.from({ length: below(max) }, () => pick([undefined, ...ways]));
  const isSignalled = random() < 0.5;
  const http2 = random() < 0.4;
  const refusals = http2 ? ["refused", "goaway"] as const : [];
  return {
    http2,
    tls: random() < 0.3,
    running: below(2_500),
    ending: pick(["success", "success", "error", "cancelled"] as const),
    listedAfter: pick([0, 0, below(3_000)]),
    /** How long the answer to the trigger takes. */
    answersAfter: pick([0, 0, below(4_000)]),
    posts: http2
      ? [pick([undefined, "closed", "hang", "reset", ...refusals] as const)]
      : breaks(2, "closed", "reset", "hang", "cut", "drip"),
    gets: breaks(4, "closed", "cut", "drip", ...refusals),
    signals: isSignalled
      ? Array.from({ length: pick([1, 1, 2]) }, () => ({
        after: 60 + below(4_000),
        name: pick(SIGNALS),
      }))
      : [],
    // A POST that hangs is waited for 30 s.
    timeout: isSignalled ? null : 6,
    retries: below(2),
    others: below(3),
  };
}

async function check(plan: ReturnType<typeof schedule>): Promise<number> {
  const { answersAfter, posts, gets, others, signals, timeout, retries } = plan;
  const slow = answersAfter ? [{ delay: answersAfter, done: true }] : [];
  const serve = plan.http2 ? serveHttp2 : serveSockets;
  await using it = await serve({
    ...plan,
    breaksOf: [[/^POST .*\/(run|retry)\/ /, posts], [/^GET/, gets]],
    faults: { trigger: slow },
    retry: { running: 300 },
  });
  for (let i = 0; i < others; i++) it.cloud.trigger(2);
  const child = startCommand([
    `--retries=${retries}`,
    "--initial-delay=0.1",
    "--poll-interval=0.3",
    ...(timeout ? [`--timeout=${timeout}`] : []),
  ], { ...ENVIRONMENT, DBT_URL: it.url, DENO_CERT: CA_FILE });
  const ended = finish(child);
  const isOver = ended.then(() => true);
  for (const { after, name } of signals) {
    const over = await Promise.race([isOver, delay(after).then(() => false)]);
    if (!over) sendSignal(child, name);
  }
  const { code, stdout, stderr } = await ended;
  const lines = (stdout + stderr).split("\n");
  verify(it.cloud, { code, lines }, {
    retries,
    timeout,
    signals: signals.length,
  });
  return code;
}

/** Checks a number of schedules, and counts their exit codes. */
export async function socketChaos(
  schedules: number,
  seed: number,
): Promise<Record<number, number>> {
  return await checkSchedules(schedules, seed, PROCESSES, schedule, check);
}
