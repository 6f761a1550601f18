/** What `--artifacts` saves of a run that has ended, and what it says of the rest. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type {
  FakeDbtCloudOptions,
  FakeStep,
} from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  HOUR,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const SUCCESS = {
  metadata: {},
  results: [{ unique_id: "model.shop.orders", status: "success" }],
};
const BUILD: FakeStep = {
  name: "Invoke dbt with `dbt build`",
  logs: "Done.",
  artifacts: { "manifest.json": { nodes: {} }, "run_results.json": SUCCESS },
};

interface Options extends CommandOptions {
  /** Answers requests for some artifacts in place of the stand-in. */
  serve?: (url: URL, signal: AbortSignal) => Promise<Response> | undefined;
}

/** Runs the command over a run that has ended an hour ago. */
async function dbtRun(options: FakeDbtCloudOptions, more: Options = {}) {
  using fixture = setUp({ steps: [BUILD], ...options });
  const { cloud, time } = fixture;
  cloud.trigger(2);
  time.tick(HOUR);
  const files = new Map<string, string>();
  const requested: string[] = [];
  const { serve, ...rest } = more;
  const result = await fixture.command({
    files,
    ...rest,
    fetch(input, init) {
      const url = new URL(String(input));
      const [, name] = /\/artifacts\/(.+)$/.exec(url.pathname) ?? [];
      if (name) requested.push(`${name} ${url.searchParams.get("step")}`);
      const answer = name && serve?.(url, init!.signal!);
      return answer || cloud.fetch(input, init);
    },
  });
  return {
    ...result,
    files,
    requested,
    names: [...files.keys()].toSorted(),
    text: result.lines.join("\n"),
  };
}

/** Rejects when a signal is aborted: an answer that never comes. */
function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

/** A body that brings a byte every `ms` milliseconds, without an end. */
function drip(signal: AbortSignal, ms: number): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const body = new ReadableStream({
    pull: (controller) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        timer = setTimeout(() => {
          controller.enqueue(new TextEncoder().encode(" "));
          resolve();
        }, ms);
      }),
    cancel: () => clearTimeout(timer),
  });
  return Promise.resolve(new Response(body));
}

const isManifest = (url: URL) => url.pathname.endsWith("/manifest.json");
const STATE = ["wait", "--latest=success", "--artifacts=state"];

// The state of production: the file is the purpose

const endless: [string, (signal: AbortSignal) => Promise<Response>][] = [
  ["gives no answer", hang],
  ["drips", (signal) => drip(signal, SECOND)],
  [
    "is 503",
    () => Promise.resolve(new Response("{}", { status: 503 })),
  ],
];
for (const [what, serve] of endless) {
  Deno.test(`dbt-run wait --latest=success exits 4 if time is over while the manifest ${what}`, async () => {
    const { code, files, took, stderr } = await dbtRun({}, {
      args: [...STATE, "--timeout=4"],
      serve: (url, signal) => isManifest(url) ? serve(signal) : undefined,
    });
    assertEquals(code, 4, stderr.join("\n"));
    assert(!files.has("state/manifest.json"));
    assert(took <= 15 * SECOND, `${took} ms`);
    assertStringIncludes(stderr.join(), "error: Timed out after 4 s");
  });
}

Deno.test("dbt-run wait --latest=success exits 3 if the manifest cannot be had", async () => {
  const { code, stderr } = await dbtRun({}, {
    args: STATE,
    serve: (url) =>
      isManifest(url)
        ? Promise.resolve(new Response("{}", { status: 503 }))
        : undefined,
  });
  assertEquals(code, 3);
  assertStringIncludes(stderr.join(), "Cannot get manifest.json of run");
});

Deno.test("dbt-run wait --latest=success takes a manifest without run_results.json, and names the step", async () => {
  const freshness: FakeStep = {
    name: "Invoke dbt with `dbt source freshness`",
    logs: "",
    artifacts: { "manifest.json": { step: 2 }, "sources.json": {} },
  };
  const steps = [BUILD, freshness];
  const { code, names, stderr } = await dbtRun({ steps }, { args: STATE });
  assertEquals(code, 0);
  assert(names.includes("state/manifest.json"));
  assert(names.includes("state/step-1/run_results.json"));
  assertEquals(stderr, [
    "warning: There is no run_results.json of step 2 (dbt source freshness)",
  ]);
});

Deno.test("dbt-run warns of a manifest and results that the last command should have written", async () => {
  const docs = "Invoke dbt with `dbt docs generate`";
  const freshness = "Invoke dbt with `dbt source freshness`";
  const cases = [
    [BUILD.name, ["manifest.json", "run_results.json"], "dbt build"],
    [docs, ["manifest.json"], "dbt docs generate"],
    [freshness, ["manifest.json", "sources.json"], "dbt source freshness"],
  ] as const;
  for (const [name, missing, command] of cases) {
    const steps = [{ name, logs: "Done.", artifacts: { "other.json": {} } }];
    const { code, stderr } = await dbtRun({ steps }, {
      args: ["wait", `${RUN}`, "--artifacts=target"],
    });
    assertEquals(code, 0);
    const warnings = missing.map((file) =>
      `warning: There is no ${file} of step 1 (${command})`
    );
    assertEquals(stderr, warnings);
  }
});

// One budget for all downloads

Deno.test("dbt-run says which files are not there because time was over, and keeps its verdict", async () => {
  const { code, stderr, took } = await dbtRun({}, {
    args: ["wait", `${RUN}`, "--artifacts=target", "--timeout=4"],
    serve: (url, signal) =>
      /catalog|sources/.test(url.pathname) ? hang(signal) : undefined,
  });
  assertEquals(code, 0);
  assert(took < 15 * SECOND, `${took} ms`);
  assertEquals(stderr, [
    "warning: Not downloaded: catalog.json of step 1, sources.json of step 1. Timed out after 4 s (--timeout)",
  ]);
});

const slow: [string, (signal: AbortSignal) => Promise<Response>][] = [
  ["give no answer", hang],
  ["drip", (signal) => drip(signal, 15 * SECOND)],
  [
    "are refused with Retry-After: 60",
    () =>
      Promise.resolve(
        new Response("{}", { status: 429, headers: { "retry-after": "60" } }),
      ),
  ],
];
for (const [what, serve] of slow) {
  Deno.test(`dbt-run with the artifacts of four steps that ${what} ends within 14 minutes`, async () => {
    const { code, took, text } = await dbtRun({ steps: Array(4).fill(BUILD) }, {
      args: ["wait", `${RUN}`, "--artifacts=target"],
      serve: (_, signal) => serve(signal),
    });
    assertEquals(code, 0, text);
    assert(took <= 14 * MINUTE, `${took / MINUTE} min`);
    assertStringIncludes(text, "warning: Not downloaded: ");
  });
}

Deno.test("dbt-run goes on with a large file as long as 64 KiB a minute come", async () => {
  const size = 64 * 1_024;
  let sent = 0;
  const large = (signal: AbortSignal) => {
    const body = new ReadableStream({
      async pull(controller) {
        if (signal.aborted) throw signal.reason;
        await new Promise((resolve) => setTimeout(resolve, 20 * SECOND));
        const isLast = ++sent === 60;
        const text = sent === 1 ? '{"a": "' : isLast ? '"}' : "x".repeat(size);
        controller.enqueue(new TextEncoder().encode(text));
        if (isLast) controller.close();
      },
    });
    return Promise.resolve(new Response(body));
  };
  const { code, took, files } = await dbtRun({}, {
    args: ["wait", `${RUN}`, "--artifacts=target"],
    serve: (url, signal) => isManifest(url) ? large(signal) : undefined,
  });
  assertEquals(code, 0);
  assert(took > 19 * MINUTE, `${took / MINUTE} min`);
  assert(files.get("target/manifest.json")!.length > 50 * size);
});

// Each file once

Deno.test("dbt-run downloads a file once that the report and --artifacts both need", async () => {
  const failed = {
    metadata: {},
    results: [{ unique_id: "model.shop.orders", status: "error" }],
  };
  const step = {
    ...BUILD,
    artifacts: { "manifest.json": { nodes: {} }, "run_results.json": failed },
  };
  const { requested, names } = await dbtRun(
    { steps: [step], ending: "error" },
    { args: ["wait", `${RUN}`, "--artifacts=target", "--no-catalog"] },
  );
  assertEquals(requested.toSorted(), [
    "manifest.json 1",
    "run_results.json 1",
    "sources.json 1",
  ]);
  assertEquals(names, ["target/manifest.json", "target/run_results.json"]);
});

// --all-artifacts

Deno.test("dbt-run --all-artifacts hears a signal and the time-out while the list of names gives no answer", async () => {
  const ends: [code: number, options: CommandOptions][] = [
    [143, { signals: [[3 * SECOND, "SIGTERM"]] }],
    [0, { args: ["--timeout=3"] }],
  ];
  for (const [code, { args = [], signals }] of ends) {
    using fixture = setUp({ steps: [BUILD] });
    const { cloud, time } = fixture;
    cloud.trigger(2);
    time.tick(HOUR);
    const files = new Map<string, string>();
    const startedAt = Date.now();
    const all = ["--artifacts=out", "--all-artifacts"];
    const result = await fixture.command({
      args: ["wait", `${RUN}`, ...all, ...args],
      files,
      ...(signals && { signals }),
      fetch: (input, init) =>
        String(input).endsWith("/artifacts/")
          ? hang(init!.signal!)
          : cloud.fetch(input, init),
    });
    assertEquals(result.code, code, result.lines.join("\n"));
    assert(Date.now() - startedAt < 5 * SECOND);
    assertStringIncludes(result.lines.join("\n"), "Succeeded in");
    assertEquals([...files.keys()].filter((name) => /part/.test(name)), []);
  }
});

Deno.test("dbt-run --all-artifacts saves every file of each dbt step, and the steps' logs", async () => {
  const docs: FakeStep = {
    name: "Invoke dbt with `dbt docs generate`",
    logs: "docs",
    artifacts: {
      "manifest.json": { step: 2 },
      "catalog.json": {},
      "compiled/shop/models/orders.sql": "select 1",
    },
  };
  const { code, names, files } = await dbtRun({ steps: [BUILD, docs] }, {
    args: ["wait", `${RUN}`, "--artifacts=out", "--all-artifacts"],
  });
  assertEquals(code, 0);
  assertEquals(names, [
    "out/catalog.json",
    "out/compiled/shop/models/orders.sql",
    "out/manifest.json",
    "out/step-1/log.txt",
    "out/step-1/manifest.json",
    "out/step-2/log.txt",
  ]);
  assertEquals(files.get("out/step-2/log.txt"), "docs");
});

Deno.test("dbt-run --all-artifacts writes nothing outside of its folder, and says what it leaves out", async () => {
  const artifacts = {
    "manifest.json": {},
    "../outside.json": {},
    "a/../../outside.json": {},
    "C:\\outside.json": {},
  };
  const { code, names, stderr } = await dbtRun({
    steps: [{ ...BUILD, artifacts }],
  }, {
    args: ["wait", `${RUN}`, "--artifacts=out", "--all-artifacts"],
  });
  assertEquals(code, 0);
  assertEquals(names, ["out/manifest.json", "out/step-1/log.txt"]);
  assertStringIncludes(stderr.join(), "Their names are no plain paths");
});

Deno.test("dbt-run --all-artifacts has 8 downloads at a time, and sends at most 1,000 requests a minute", async () => {
  const names = Array.from({ length: 300 }, (_, i) => `compiled/m${i}.sql`);
  const artifacts = {
    "manifest.json": {},
    ...Object.fromEntries(names.map((name) => [name, "select 1"])),
  };
  let [open, most] = [0, 0];
  const { code, files, took } = await dbtRun({
    steps: [{ ...BUILD, artifacts }],
  }, {
    args: ["wait", `${RUN}`, "--artifacts=out", "--all-artifacts"],
    async serve(url) {
      if (!url.pathname.endsWith(".sql")) {
        return Response.json({});
      }
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, SECOND));
      open--;
      return new Response("select 1");
    },
  });
  assertEquals([code, files.size], [0, 302]);
  assertEquals(most, 8);
  assert(took >= 300 / 1_000 * MINUTE, `${took} ms`);
});
