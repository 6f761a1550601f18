/** Hands seeds to workers, and watches that none of them hangs. */
import type { SeedResult } from "./fuzz_worker.ts";

/** How long a case and its smaller forms may take, in milliseconds. */
const LIMIT = 180_000;

/** The results of many seeds. */
export interface FuzzSummary {
  /** How often each exit code came. */
  codes: Record<number, number>;
  /** The findings, each with the command that repeats it. */
  faults: string[];
}

/** Checks the cases of so many seeds, from the first one on. */
export async function fuzz(
  first: number,
  count: number,
  workers = navigator.hardwareConcurrency,
): Promise<FuzzSummary> {
  const summary: FuzzSummary = { codes: {}, faults: [] };
  let next = first;
  async function work(): Promise<void> {
    let worker = startWorker();
    while (next < first + count) {
      const seed = next++;
      const { code = -1, fault } = await ask(worker, seed);
      if (fault === undefined) {
        summary.codes[code] = (summary.codes[code] ?? 0) + 1;
        continue;
      }
      summary.faults.push(`deno task fuzz ${seed}\n${fault}`);
      // Its clock, or its timers, may not be what they were.
      worker.terminate();
      worker = startWorker();
    }
    worker.terminate();
  }
  await Promise.all(Array.from({ length: Math.min(workers, count) }, work));
  return summary;
}

function startWorker(): Worker {
  const url = new URL("./fuzz_worker.ts", import.meta.url);
  return new Worker(url, { type: "module" });
}

function ask(worker: Worker, seed: number): Promise<SeedResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ seed, fault: `It hangs for more than ${LIMIT} ms` }),
      LIMIT,
    );
    const finish = (result: SeedResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    worker.onmessage = ({ data }) => finish(data);
    worker.onerror = (event) => {
      event.preventDefault();
      finish({ seed, fault: `The worker ended: ${event.message}` });
    };
    worker.postMessage(seed);
  });
}
