/** Checks the cases of the seeds that it is given, so that one may hang. */
import { fuzzSeed } from "./fuzz_fake.ts";

/** The result of the case of a seed. */
export interface SeedResult {
  seed: number;
  code?: number;
  fault?: string;
}

const worker = globalThis as unknown as {
  onmessage: (event: MessageEvent<number>) => void;
  postMessage: (result: SeedResult) => void;
};
worker.onmessage = async ({ data: seed }) => {
  try {
    worker.postMessage({ seed, code: await fuzzSeed(seed) });
  } catch (error) {
    worker.postMessage({ seed, fault: (error as Error).message });
  }
};
