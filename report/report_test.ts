import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { Run, RunStep } from "../api/run.ts";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import { setUp } from "../testing/harness.ts";
import { junit } from "./junit.ts";
import { readManifest } from "./manifest.ts";
import { logBlocks, type Report, reportLines } from "./report.ts";
import { hasResults, type NodeResult, readResults } from "./results.ts";
import { summary } from "./summary.ts";
import { safeLine, safeLines } from "./text.ts";
import { durationOf } from "./time.ts";

const LINK = "https://cloud.getdbt.com/deploy/1/projects/2/runs/3/";

function reportOf(more: Partial<Report> = {}): Report {
  const step: RunStep = {
    index: 1,
    name: "Invoke dbt with `dbt build`",
    status: "error",
    startedAt: "2026-01-31 03:00:00.000000+00:00",
    finishedAt: "2026-01-31 03:01:30.000000+00:00",
    logs: "Done",
  };
  const run = {
    id: 3,
    status: "error",
    statusMessage: "dbt command failed",
    href: LINK,
    gitBranch: "main",
    gitSha: "8d1ef1b22e961221d4ce2892fb296ee3b0be8628",
    startedAt: step.startedAt,
    finishedAt: step.finishedAt,
  } as Run;
  return { run, steps: [step], nodes: [], gaps: [], ...more };
}

function nodeOf(more: Partial<NodeResult> = {}): NodeResult {
  return {
    uniqueId: "model.a.b",
    name: "b",
    type: "model",
    status: "error",
    outcome: "failed",
    message: "Database Error",
    seconds: 1.5,
    step: 1,
    ...more,
  };
}

// run_results.json

Deno.test("readResults() reads the results of Core v1 to v6 and of Fusion", () => {
  const results = [
    {
      unique_id: "model.a.b",
      status: "success",
      message: "OK",
      execution_time: 2,
    },
    { unique_id: "test.a.not_null_b.81cfe2fe64", status: "fail", failures: 3 },
    { unique_id: "unit_test.a.b.works", status: "Runtime Error" },
    { unique_id: "model.a.reused", status: "reused" },
    { unique_id: "model.a.none", status: "no-op", execution_time: -1 },
    { unique_id: "model.a.part", status: "partial success" },
    { unique_id: "seed.a.later", status: "skipped", message: null },
    { unique_id: "test.a.warns.1", status: "warn" },
    { unique_id: "model.a.new", status: "paused" },
    { node: { unique_id: "model.a.v1" }, status: "error", message: 7 },
    { status: "error" },
    null,
  ];
  const nodes = readResults(JSON.stringify({ results }), 4);
  assertEquals(
    nodes.map(({ type, name, outcome }) => `${type} ${name} ${outcome}`),
    [
      "model b passed",
      "test not_null_b failed",
      "unit_test b.works failed",
      "model reused passed",
      "model none passed",
      "model part failed",
      "seed later skipped",
      "test warns warned",
      "model new unknown",
      "model v1 failed",
    ],
  );
  assertEquals(nodes.map(({ seconds }) => seconds).slice(0, 5), [
    2,
    0,
    0,
    0,
    0,
  ]);
});

Deno.test("hasResults() knows the steps that write results of their own", () => {
  const steps: Record<string, boolean> = {
    "Invoke dbt with `dbt build --select a`": true,
    "Invoke dbt with `dbt --warn-error run`": true,
    "Invoke dbt with `dbt source freshness`": true,
    "Invoke dbt with `dbt deps`": false,
    "Invoke dbt with `dbt docs generate`": false,
    "Invoke dbt with `dbt --no-partial-parse parse`": false,
    "Clone git repository": false,
  };
  for (const [name, expected] of Object.entries(steps)) {
    assertEquals(hasResults(name), expected, name);
  }
});

// manifest.json

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += size) {
    yield bytes.subarray(i, i + size);
  }
}

Deno.test("readManifest() finds the nodes however the manifest is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.string({ unit: "binary", maxLength: 12 }),
        fc.tuple(fc.string({ unit: "binary" }), fc.jsonValue()),
        { maxKeys: 6 },
      ),
      fc.jsonValue(),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      async (nodes, other, size, isIndented) => {
        const manifest = {
          metadata: { other, original_file_path: "no" },
          nodes: Object.fromEntries(
            Object.entries(nodes).map(([id, [path, value]]) => [id, {
              value,
              config: {
                original_file_path: "no",
                list: ["original_file_path", 1],
              },
              original_file_path: path,
              depends_on: [value, { original_file_path: "no" }],
            }]),
          ),
          child_map: other,
        };
        const text = JSON.stringify(manifest, null, isIndented ? 2 : 0);
        const wanted = new Set(Object.keys(nodes));
        const found = await readManifest(cut(text, size), wanted);
        for (const [id, [path]] of Object.entries(nodes)) {
          const file = found.get(id)?.original_file_path;
          assertEquals(file, path.toWellFormed());
        }
      },
    ),
    { numRuns: 300, seed: 20260131 },
  );
});

Deno.test("readManifest() finds nothing in what is no manifest", async () => {
  for (const text of ["", "<html>", '{"nodes": {"a": {', '[["a"]]', "}}}{{{"]) {
    const found = await readManifest(cut(text, 3), new Set(["a"]));
    assertEquals(found.size, 0);
  }
});

// A failed run, and what may be missing

async function failed(options: FakeDbtCloudOptions, args: string[] = []) {
  using it = setUp({ ending: "error", ...options });
  const files = new Map<string, string>();
  const result = await it.command({ args, files });
  assertEquals(result.code, 1);
  assertStringIncludes(
    result.stderr.at(-1)!,
    "Run failed or canceled. See why",
  );
  return { ...result, files, text: result.lines.join("\n") };
}

const step = (artifacts: Record<string, unknown>) => ({
  steps: [{
    name: "Invoke dbt with `dbt build`",
    logs: "It broke",
    fails: true,
    artifacts,
  }],
});

Deno.test("dbt-run reports without artifacts", async () => {
  const { text } = await failed(step({}));
  assertStringIncludes(text, "Step 1 of 1 failed: dbt build");
  assertStringIncludes(
    text,
    "Step 1 left no run_results.json",
  );
  assertStringIncludes(text, "  | It broke");
});

Deno.test("dbt-run reports with artifacts that are malformed", async () => {
  const bodies = [
    "<html>",
    "",
    "null",
    "[]",
    '{"results": 1}',
    '{"results": [',
    "{}",
  ];
  for (const body of bodies) {
    const { text } = await failed(step({ "run_results.json": body }));
    assertStringIncludes(text, "Step 1 of 1 failed: dbt build");
  }
  const results = { results: [{ unique_id: "model.a.b", status: "error" }] };
  for (const body of [...bodies, undefined]) {
    const { text } = await failed(step({
      "run_results.json": results,
      ...(body !== undefined && { "manifest.json": body }),
    }));
    assertStringIncludes(text, "  FAILED model b\n    | error");
  }
});

Deno.test("dbt-run reports even if dbt Cloud fails to give steps and artifacts", async () => {
  for (const endpoint of ["retrieve", "artifact"] as const) {
    const none = endpoint === "retrieve" ? [null] : [];
    const { text } = await failed({
      faults: { [endpoint]: [...none, ...Array(99).fill({ status: 500 })] },
    });
    assertStringIncludes(text, "dbt Cloud answered 500");
  }
});

Deno.test("dbt-run waits for artifacts that come some seconds late", async () => {
  const { text } = await failed({ artifactsAfter: 3_000 });
  assertStringIncludes(text, "FAILED model orders (models/marts/orders.sql)");
});

Deno.test("dbt-run takes the results of the step that failed, not of the last one", async () => {
  const results = (id: string) => ({
    "run_results.json": { results: [{ unique_id: id, status: "error" }] },
  });
  const { text } = await failed({
    steps: [
      {
        name: "Invoke dbt with `dbt build`",
        logs: "",
        fails: true,
        artifacts: results("model.a.right"),
      },
      {
        name: "Invoke dbt with `dbt docs generate`",
        logs: "",
        artifacts: results("model.a.wrong"),
      },
    ],
  });
  assertStringIncludes(text, "FAILED model right");
  assert(!text.includes("wrong"));
});

Deno.test("dbt-run --logs says which logs are printed", async () => {
  const titles = ({ text }: { text: string }) =>
    [...text.matchAll(/^Log of step (\d+)/gm)].map(([, index]) => index);
  assertEquals(titles(await failed({})), ["4"]);
  assertEquals(titles(await failed({}, ["--logs=all"])), ["1", "2", "3", "4"]);
  assertEquals(titles(await failed({}, ["--logs=none"])), []);
});

Deno.test("dbt-run --artifacts downloads those that there are", async () => {
  const { files } = await failed({}, ["--artifacts", "target"]);
  assertEquals([...files.keys()], [
    "target/manifest.json",
    "target/run_results.json",
  ]);
  assertEquals(
    JSON.parse(files.get("target/run_results.json")!).results.length,
    7,
  );
});

Deno.test("dbt-run --json names the failed nodes", async () => {
  const { stdout } = await failed({}, ["--json"]);
  const { failed_nodes: nodes } = JSON.parse(stdout.join("\n"));
  assertEquals(nodes.map((node: NodeResult) => node.name), [
    "orders",
    "not_null_stg_orders_customer_id",
  ]);
});

Deno.test("reportLines() shows fifty nodes at most", () => {
  const nodes = Array.from({ length: 60 }, (_, i) => nodeOf({ name: `n${i}` }));
  const lines = reportLines(reportOf({ nodes }), false);
  assertEquals(lines.filter((line) => line.includes("FAILED")).length, 50);
  assert(lines.includes("  and 10 more"));
});

Deno.test("logBlocks() keeps the end of a log that is too long", () => {
  const report = reportOf();
  report.steps[0]!.logs = `${"a line\n".repeat(1_000_000)}the end`;
  const [{ lines } = { lines: [] as string[] }] = logBlocks(report, "failed");
  assert(lines.length < 200_000);
  assertStringIncludes(lines[0]!, `the beginning is left out, see ${LINK}`);
  assertEquals(lines.at(-1), "  | the end");
});

// JUnit

/** Whether a text is well-formed XML, by a small reading of the standard. */
function checkXml(text: string): void {
  assert(text.isWellFormed(), "a lone surrogate");
  // deno-lint-ignore no-control-regex
  assert(!/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text), "no XML");
  const open: string[] = [];
  const rest = text.replace(/^<\?xml[^?]*\?>/, "").replace(
    /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g,
    (_, closes, name, _attributes, isEmpty) => {
      if (closes) assertEquals(open.pop(), name);
      else if (!isEmpty) open.push(name);
      return "";
    },
  );
  assertEquals(open, []);
  assert(!rest.includes("<"), `a tag is broken: ${rest}`);
  assert(!/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(text), "a bare &");
}

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(..."<>&\"'`|\\*_[]()!#\r\n\t\x1b\ufffe\ud800 a]"),
  }),
  fc.constantFrom(
    "]]>",
    "<script>alert(1)</script>",
    "```\n<b>",
    "[a](javascript:b)",
  ),
);
const anyNode = fc.record({
  uniqueId: anyText,
  name: anyText,
  type: anyText,
  status: anyText,
  outcome: fc.constantFrom("failed", "warned", "skipped", "passed", "unknown"),
  message: anyText,
  seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  file: anyText,
  step: fc.constant(1),
}) as fc.Arbitrary<NodeResult>;

Deno.test("junit() writes well-formed XML whatever the nodes say", () => {
  fc.assert(
    fc.property(fc.array(anyNode, { maxLength: 5 }), anyText, (nodes, name) => {
      const report = reportOf({ nodes });
      report.steps[0]!.name = name;
      checkXml(junit(report));
    }),
    { numRuns: 500, seed: 20260131 },
  );
});

Deno.test("junit() counts what it writes, each node once", () => {
  const nodes = [
    nodeOf({ uniqueId: "model.a.1" }),
    nodeOf({ uniqueId: "model.a.1" }),
    nodeOf({ uniqueId: "test.a.2", status: "fail" }),
    nodeOf({ uniqueId: "model.a.3", outcome: "skipped", status: "skipped" }),
    nodeOf({ uniqueId: "model.a.4", outcome: "passed", status: "success" }),
  ];
  assertStringIncludes(
    junit(reportOf({ nodes })),
    '<testsuites name="dbt" tests="4" failures="1" errors="1" skipped="1" time="6.000">',
  );
});

// The summary

Deno.test("summary() opens no tag and no link of a run's text", () => {
  fc.assert(
    fc.property(fc.array(anyNode, { maxLength: 5 }), anyText, (nodes, text) => {
      const report = reportOf({ nodes, gaps: [text] });
      report.run.gitBranch = text;
      report.run.statusMessage = text;
      report.steps[0]!.name = text;
      let fence = "";
      for (const line of summary(report).split("\n")) {
        const [mark = ""] = /^`{3,}/.exec(line) ?? [];
        if (!fence && mark) fence = mark;
        else if (fence && line === fence) fence = "";
        else if (!fence) {
          const own = line.replace(`](<${LINK}>)`, "");
          assert(!/[<\]`]/.test(own.replace("[3", "")), line);
        }
      }
      assertEquals(fence, "");
    }),
    { numRuns: 500, seed: 20260131 },
  );
});

Deno.test("summary() stays below 1 MiB", () => {
  const message = "é".repeat(4_000);
  const nodes = Array.from({ length: 3_000 }, () => nodeOf({ message }));
  const steps = Array.from(
    { length: 3_000 },
    () => ({ ...reportOf().steps[0]!, name: message }),
  );
  const text = summary(reportOf({ nodes, steps }));
  assert(new TextEncoder().encode(text).length < 1_000_000);
  assertStringIncludes(text, "The rest is left out.");
});

Deno.test("durationOf() says a duration as people do", () => {
  assertEquals([0, 61, 3_600, 7_325].map(durationOf), [
    "0 s",
    "1 min 1 s",
    "1 h",
    "2 h 2 min 5 s",
  ]);
});

// Text from outside

Deno.test("safeLine() lets through text, tabs and, where wanted, colours", () => {
  const cases: [text: string, plain: string, coloured?: string][] = [
    ["a\tb", "a\tb"],
    ["\x1b[31mred\x1b[0m", "red", "\x1b[31mred\x1b[0m"],
    ["\x1b[2Ka\x1b[1;1Hb\x1b]0;title\x07c\x1b(B", "abc"],
    ["\x1b]8;;https://a\x1b\\link\x1b]8;;\x1b\\", "link"],
    ["a\x9b31mb\0c", "a 31mb c"],
    ["a\nb\rc", "a b c"],
    ["a\x1b[8mb", "ab"],
    ["\x1b[31mred", "red", "\x1b[31mred\x1b[0m"],
    ["\x1b[1;32;40mgreen\x1b[0m", "green", "green\x1b[0m"],
    ["\ud800a", "\ufffda"],
  ];
  for (const [text, plain, coloured = plain] of cases) {
    assertEquals(safeLine(text), plain);
    assertEquals(safeLine(text, { colour: true }), coloured);
  }
  assertEquals(safeLine("a".repeat(5_000)).length, 4_001);
  assertEquals(safeLines("a\r\nb\rc\u2028d\n\n"), ["a", "b", "c", "d"]);
});
