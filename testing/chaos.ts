/**
 * Proof by chance that no fault starts a job twice, loses a run, or hides how
 * it ended: the command against the stand-in, under random schedules of faults,
 * durations, endings, crowds, lagging lists, signals and time limits.
 *
 * `deno task chaos [SCHEDULES] [SEED]` runs as many as asked for. A schedule
 * that fails is printed with its seed and in its smallest form.
 * `deno task chaos --sockets [SCHEDULES] [SEED]` does the same with processes
 * and real connections, in real time.
 */
import { chaos } from "./chaos_fake.ts";
import { socketChaos } from "./chaos_sockets.ts";

const isReal = Deno.args.includes("--sockets");
const [schedules = isReal ? 300 : 10_000, seed = Date.now() % 2 ** 31] = Deno
  .args.filter((arg) => !arg.startsWith("-")).map(Number);
// deno-lint-ignore no-console
console.log(`${schedules} schedules from the seed ${seed}`);
const began = Date.now();
const codes = await (isReal ? socketChaos : chaos)(schedules, seed);
const took = Math.round((Date.now() - began) / 1_000);
// deno-lint-ignore no-console
console.log(`All hold, in ${took} s. Exit codes:`, codes);
