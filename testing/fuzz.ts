/**
 * Random input at everything that the command reads from outside: variables,
 * flags, answers, headers, logs, results, manifests, event files. Whatever comes,
 * it must end in time, tell no key, print no command of a CI system that is not
 * its own, and end with a code of the table.
 *
 * `deno task fuzz SEED COUNT` checks the cases of so many seeds from the first
 * one; `deno task fuzz SEED` checks one again, and shows it in its smallest form.
 * With `--processes` they run as processes over real connections.
 */
import { fuzzProcesses } from "./fuzz_processes.ts";
import { fuzz } from "./fuzz_pool.ts";

const [seed = Date.now() % 2 ** 31, count = 1] = Deno.args
  .filter((arg) => !arg.startsWith("-")).map(Number);
const began = Date.now();
const { codes, faults } = Deno.args.includes("--processes")
  ? await fuzzProcesses(seed, count)
  : await fuzz(seed, count);
const took = Math.round((Date.now() - began) / 1_000);
// deno-lint-ignore no-console
for (const fault of faults) console.log(`${fault}\n`);
// deno-lint-ignore no-console
console.log(
  `${count} seeds from ${seed} in ${took} s, ${faults.length} findings. Exit codes:`,
  codes,
);
Deno.exit(faults.length > 0 ? 1 : 0);
