/**
 * Proof by chance that no fault starts a job twice, loses a run, or hides how
 * it ended: the command against the stand-in, under random schedules of faults,
 * durations, endings, crowds, lagging lists, signals and time limits.
 *
 * `deno task chaos [SCHEDULES] [SEED]` runs as many as asked for. A schedule
 * that fails is printed with its seed and in its smallest form.
 * `deno task chaos --commands [SCHEDULES] [SEED]` does the same for `status`,
 * `retry` and `--reuse=in-progress`.
 * `deno task chaos --sockets [SCHEDULES] [SEED]` does the same with processes
 * and real connections, in real time; `--signals` sends each of them a signal,
 * and reads the output of two in three.
 */
import { commandChaos } from "./chaos_commands.ts";
import { chaos } from "./chaos_fake.ts";
import { signalChaos } from "./chaos_signals.ts";
import { socketChaos } from "./chaos_sockets.ts";

/** The kinds of chaos by their flag, with the default number of schedules. */
const MODES = {
  "--sockets": { run: socketChaos, count: 300 },
  "--commands": { run: commandChaos, count: 10_000 },
  "--signals": { run: signalChaos, count: 200 },
  "": { run: chaos, count: 10_000 },
};
const [, mode] = Object.entries(MODES)
  .find(([flag]) => !flag || Deno.args.includes(flag))!;
const [schedules = mode.count, seed = Date.now() % 2 ** 31] = Deno.args
  .filter((arg) => !arg.startsWith("-")).map(Number);
// deno-lint-ignore no-console
console.log(`${schedules} schedules from the seed ${seed}`);
const began = Date.now();
const codes = await mode.run(schedules, seed);
const took = Math.round((Date.now() - began) / 1_000);
// deno-lint-ignore no-console
console.log(`All hold, in ${took} s. Exit codes:`, codes);
