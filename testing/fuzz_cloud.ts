/** The stand-in of a fuzzer's case: its runs, and what becomes of its answers. */
import {
  type Endpoint,
  type FakeDbtCloud,
  fakeDbtCloud,
  type FakeStep,
} from "./fake_dbt_cloud.ts";
import type { FuzzCase, Line, Mangle } from "./fuzz_case.ts";
import { route } from "./fake/endpoints.ts";
import { randomFrom } from "./verify.ts";

/** Makes the stand-in of a case; its `fetch` mangles the answers. */
export function fuzzCloud(plan: FuzzCase): FakeDbtCloud {
  const { queued, running, ending, statusMessage, steps, jobName } = plan;
  const scenario = {
    queued,
    running,
    ending,
    name: jobName,
    ...(statusMessage !== undefined && { statusMessage }),
    ...(steps && { steps: steps.map(toStep) }),
    retry: { running, ending },
  };
  const cloud = fakeDbtCloud({
    accountId: 1,
    jobs: { 2: scenario, 3: { name: "Other" } },
  });
  for (let i = 0; i < plan.earlier; i++) cloud.trigger(2);
  return { ...cloud, fetch: createMangler(plan, cloud) };
}

function toStep(step: NonNullable<FuzzCase["steps"]>[number]): FakeStep {
  const { name, lines, fails, nodes, times, files } = step;
  const size = JSON.stringify(nodes).length + 1;
  const length = Math.min(times, Math.ceil(MAX_RESULTS / size));
  const results = Array.from({ length }, () => nodes).flat();
  return {
    name,
    fails,
    logs: lines.map(writeLine).join("").slice(0, MAX_LOG),
    artifacts: {
      "run_results.json": { metadata: {}, results },
      "manifest.json": { nodes: Object.fromEntries(nodes.entries()) },
      ...files,
    },
  };
}

/** How long the results of a step are, about. */
const MAX_RESULTS = 2 ** 21;
/** How much of a log is kept: dbt Cloud keeps no more. */
const MAX_LOG = 2 ** 20;

function writeLine({ text, times, isNumbered }: Line): string {
  const count = Math.min(times, Math.ceil(MAX_LOG / (text.length + 1)));
  if (!isNumbered) return `${text}\n`.repeat(count);
  return Array.from({ length: count }, (_, i) => `${text} ${i}\n`).join("");
}

function createMangler(plan: FuzzCase, cloud: FakeDbtCloud): typeof fetch {
  const counts: { [endpoint: string]: number } = {};
  return async (input, init) => {
    const request = new Request(input, init);
    const { endpoint } = route(
      request.method,
      new URL(request.url).pathname,
    );
    const response = await cloud.fetch(input, init);
    const nth = counts[endpoint ?? ""] = (counts[endpoint ?? ""] ?? -1) + 1;
    const found = findMangle(plan, endpoint, nth);
    if (!found) return response;
    return await applyMangle(found, response, init?.signal);
  };
}

/** Finds the change to an answer, if there is one. */
export function findMangle(
  { mangles }: FuzzCase,
  endpoint: Endpoint | undefined,
  nth: number,
): Mangle | undefined {
  return mangles.find((it) =>
    it.endpoint === endpoint && [-1, nth].includes(it.nth)
  )?.mangle;
}

/** Changes an answer, or lets it never come. */
export async function applyMangle(
  mangle: Mangle,
  response: Response,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (mangle.how === "lost") {
    if (mangle.isSlow) return await never(signal);
    throw new TypeError("fetch failed");
  }
  const { status, headers } = response;
  if (mangle.how === "headers") {
    const all = new Headers(headers);
    for (const [name, value] of Object.entries(mangle.headers)) {
      try {
        all.set(name, value);
      } catch {
        // No server could send it.
      }
    }
    return new Response(response.body, { status, headers: all });
  }
  if (mangle.how === "replace") {
    const isEmpty = mangle.status === 204;
    await response.body?.cancel();
    return new Response(isEmpty ? null : mangle.body, mangle);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = mangle.how === "drip"
    ? drip(bytes, mangle.pause)
    : mangleBody(mangle, bytes);
  return new Response(status === 204 ? null : body as BodyInit, {
    status,
    headers,
  });
}

function mangleBody(
  mangle: Mangle & { how: "values" | "bytes" | "nest" },
  bytes: Uint8Array,
): string | Uint8Array {
  if (mangle.how === "nest") return mangle.open.repeat(mangle.depth);
  if (mangle.how === "bytes") return mangleBytes(bytes, mangle);
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.stringify(mangleValues(JSON.parse(text), mangle));
  } catch {
    return mangle.values.map(String).join("\n");
  }
}

/** Puts Latin-1, zeros and quotes in the place of some bytes, or cuts them. */
function mangleBytes(
  bytes: Uint8Array,
  { seed, cut }: { seed: number; cut: boolean },
): Uint8Array {
  const random = randomFrom(seed);
  const mangled = bytes.slice(
    0,
    cut ? Math.floor(random() * bytes.length) : undefined,
  );
  const count = cut ? 0 : 1 + Math.floor(random() * 8);
  for (let i = 0; i < count; i++) {
    const odd = [0, 0xa0, 0xe9, 0xff, 0x22, 0x5c, 0x7d, 0x0a];
    mangled[Math.floor(random() * bytes.length)] =
      odd[Math.floor(random() * odd.length)]!;
  }
  return mangled;
}

/** Puts each of the values somewhere into a document. */
function mangleValues(
  document: unknown,
  { seed, values }: { seed: number; values: unknown[] },
): unknown {
  const random = randomFrom(seed);
  for (const value of values) {
    let at = document as Record<string, unknown>;
    for (;;) {
      const keys = at && typeof at === "object" ? Object.keys(at) : [];
      if (keys.length === 0) break;
      const key = keys[Math.floor(random() * keys.length)]!;
      const next = at[key] as Record<string, unknown>;
      const isLeaf = typeof next !== "object" || next === null;
      if (isLeaf || random() < 0.25) {
        at[key] = structuredClone(value);
        break;
      }
      at = next;
    }
  }
  return document;
}

/** Sends a byte at a time, for ever if the bytes suffice. */
function drip(bytes: Uint8Array, pause: number): ReadableStream<Uint8Array> {
  let at = 0;
  let timer: ReturnType<typeof setTimeout>;
  return new ReadableStream({
    pull: (controller) =>
      new Promise((resolve) => {
        timer = setTimeout(() => {
          if (at < bytes.length) controller.enqueue(bytes.slice(at, ++at));
          else controller.close();
          resolve();
        }, pause);
      }),
    cancel: () => clearTimeout(timer),
  });
}

function never(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
  });
}
