import { assert, assertEquals, assertRejects } from "@std/assert";
import { piecesOf, reportOf } from "../testing/report_case.ts";
import { formatJunit } from "./junit.ts";
import { readResults as readAll } from "./results.ts";

/** The nodes of results, whose text comes in pieces. */
async function readResults(text: string, step: typeof BUILD) {
  return (await readAll(piecesOf(text, 1_000), step)).nodes;
}

const BUILD = { index: 4, name: "Invoke dbt with `dbt build`" };
const read = (results: unknown[], command = "dbt build") =>
  readResults(
    JSON.stringify({ results }),
    { index: 4, name: `Invoke dbt with \`${command}\`` },
  );

Deno.test("readResults() reads the results of Core v1 to v6 and of Fusion", async () => {
  const nodes = await read([
    { unique_id: "model.a.b", status: "success", execution_time: 2 },
    { unique_id: "test.a.not_null_b.81cfe2fe64", status: "fail", failures: 3 },
    { unique_id: "unit_test.a.b.works", status: "Runtime Error" },
    { unique_id: "model.a.reused", status: "reused" },
    { unique_id: "model.a.none", status: "no-op", execution_time: -1 },
    { unique_id: "model.a.part", status: "partial success" },
    { unique_id: "seed.a.later", status: "skipped", message: null },
    { unique_id: "test.a.warns.1", status: "warn" },
    { unique_id: "model.a.new", status: "paused" },
    { unique_id: "model.a.orders.v2", status: "success" },
    { unique_id: "", status: "success" },
    { node: { unique_id: "model.a.v1" }, status: "error", message: 7 },
    { status: "error" },
    null,
  ]);
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
      "test warns.1 warned",
      "model new unknown",
      "model orders.v2 passed",
      "node  passed",
      "model v1 failed",
    ],
  );
  assertEquals(nodes.slice(0, 5).map(({ seconds }) => seconds), [
    2,
    0,
    0,
    0,
    0,
  ]);
});

Deno.test("readResults() takes a duration that can be none as unknown", async () => {
  for (const time of ["1e999", "-1e999", "-1", "1e300", '"5"', "null"]) {
    const text =
      `{"results": [{"unique_id": "source.a.b.c", "status": "error", "execution_time": ${time}, "max_loaded_at_time_ago_in_s": ${time}}]}`;
    const [node] = await readResults(text, { index: 1, name: "dbt run" });
    const freshness = { index: 1, name: "dbt source freshness" };
    const [source] = await readResults(text, freshness);
    assertEquals([node!.seconds, source!.seconds, source!.message], [0, 0, ""]);
    const xml = formatJunit(reportOf({ nodes: [node!, source!] }));
    assertEquals(xml.match(/ time="0.000"/g)?.length, 3, xml);
  }
});

Deno.test("readResults() takes the message from where it stands", async () => {
  const nodes = await read([
    { unique_id: "test.a.b", status: "fail", failures: "Test failure" },
    { unique_id: "test.a.c", status: "fail", failures: 3, message: "Got 3" },
    { unique_id: "test.a.d", status: "fail", failures: 3, message: null },
  ]);
  assertEquals(nodes.map(({ message }) => message), [
    "Test failure",
    "Got 3",
    "Got 3 results",
  ]);
});

Deno.test("readResults() says where the rows of a failed test are stored", async () => {
  const rows = { relation_name: '"db"."audit"."a"', message: "Got 3 results" };
  const [failed, passed] = await read([
    { unique_id: "test.a.b", status: "fail", ...rows },
    { unique_id: "test.a.c", status: "pass", ...rows, message: null },
  ]);
  assertEquals(
    failed!.message,
    'Got 3 results\nThe failing rows are in "db"."audit"."a"',
  );
  assertEquals(passed!.message, "");
});

Deno.test("readResults() loses a field that is no number, and not the file", async () => {
  const [node] = await readResults(
    '{"results": [{"unique_id": "model.a.b", "status": "error", "message": "is \\"NaN\\": NaN", "execution_time": NaN, "adapter_response": {"a": -Infinity}}]}',
    BUILD,
  );
  assertEquals([node!.message, node!.seconds], ['is "NaN": NaN', 0]);
});

Deno.test("readResults() loses no result by one that is odd", async () => {
  const text = JSON.stringify({
    results: [
      { unique_id: "model.a.b", status: { word: "error" }, message: ["No."] },
      { unique_id: "model.a.c", status: "error", message: "No." },
      [{ unique_id: "model.a.d", status: "error" }],
      { unique_id: ["model.a.e"], status: "error" },
      { unique_id: "model.a.f", status: "error", execution_time: {} },
    ],
  }).replace("{}", `NaN, "raw_sql": "${"x".repeat(9_000_000)}"`);
  const nodes = await readResults(text, BUILD);
  assertEquals(nodes.map(({ name, outcome }) => `${name} ${outcome}`), [
    "b unknown",
    "c failed",
    "f failed",
  ]);
});

Deno.test("readResults() keeps the beginning and the end of texts that are too long", async () => {
  const message = `first${" x".repeat(400_000)}\nlast`;
  const [node] = await read([
    { unique_id: "model.a.b", status: "error", message },
  ]);
  assert(node!.message.length < 300_000);
  assert(node!.message.startsWith("first"));
  assert(node!.message.endsWith("\nlast"));
});

Deno.test("readResults() hides the key in what dbt says, and not in what identifies a node", async () => {
  const redact = (text: string) => text.replaceAll("dbtc_orders", "***");
  const text = JSON.stringify({
    results: [{
      unique_id: "model.shop.dbtc_orders",
      status: "error",
      message: "The key is dbtc_orders",
    }],
  });
  const { nodes: [node] } = await readAll(piecesOf(text, 99), BUILD, {
    redact,
  });
  assertEquals({
    uniqueId: node!.uniqueId,
    name: node!.name,
    message: node!.message,
  }, {
    uniqueId: "model.shop.dbtc_orders",
    name: "dbtc_orders",
    message: "The key is ***",
  });
});

Deno.test("readResults() takes no longer for results that break off in a text of many quotes", async () => {
  const text = `{"results": [{"unique_id": "model.a.b", "message": "${
    '\\"'.repeat(500_000)
  }`;
  await assertRejects(() => readResults(text, BUILD), Error, "cannot be read");
});

Deno.test("readResults() reads no more bytes than it may", async () => {
  const text = JSON.stringify({ results: [], other: "x".repeat(5_000) });
  await assertRejects(
    () => readAll(piecesOf(text, 99), BUILD, { maxBytes: 4_000 }),
    Error,
    "The results of step 4 are too large",
  );
});

Deno.test("readResults() keeps the SQL of tests that failed, and no other", async () => {
  const nodes = await read([
    { unique_id: "test.a.b", status: "fail", compiled_code: "select 1" },
    { unique_id: "test.a.c", status: "pass", compiled_code: "select 2" },
    { unique_id: "model.a.d", status: "error", compiled_code: "select 3" },
  ]);
  assertEquals(nodes.map((node) => node.compiledCode), [
    "select 1",
    null,
    null,
  ]);
});

Deno.test("readResults() counts what `dbt compile` failed on, and nothing else of it", async () => {
  const results = [
    { unique_id: "model.a.b", status: "success" },
    { unique_id: "model.a.c", status: "error" },
  ];
  for (const command of ["dbt compile", "dbt --target ci compile -s run"]) {
    assertEquals((await read(results, command)).map(({ name }) => name), ["c"]);
  }
  assertEquals(
    (await read(results, "dbt --target compile run -s compile")).length,
    2,
  );
});

Deno.test("readResults() throws where there are no results", async () => {
  for (const text of ["", "<html>", "null", "[]", "{}", '{"results": 1}']) {
    await assertRejects(
      () => readResults(text, BUILD),
      Error,
      "The results of step 4 cannot be read",
    );
  }
});

Deno.test("readResults() says how old a source's data is, and how old it may be", async () => {
  const hours = (count: number) => ({ count, period: "hour" });
  const nodes = await read([
    {
      unique_id: "source.shop.ecom.raw_customers",
      status: "warn",
      max_loaded_at_time_ago_in_s: 50_400,
      criteria: { warn_after: hours(12), error_after: hours(1) },
    },
    {
      unique_id: "source.shop.airbnb.reviews",
      status: "error",
      max_loaded_at_time_ago_in_s: 61_751_285.373,
      criteria: { warn_after: null, error_after: { count: 2, period: "day" } },
    },
    {
      unique_id: "source.shop.ecom.gone",
      status: "runtime error",
      error: "Database Error in source gone (models/s.yml)\n  No such table",
    },
    { unique_id: "source.shop.ecom.fresh", status: "pass" },
  ], "dbt source freshness --select ecom");
  assertEquals(
    nodes.map(({ name, outcome, message }) => [name, outcome, message]),
    [
      [
        "ecom.raw_customers",
        "warned",
        "Loaded 14 h ago, warns after 12 hours, fails after 1 hour",
      ],
      [
        "airbnb.reviews",
        "failed",
        "Loaded 714 d 17 h 8 min ago, fails after 2 days",
      ],
      ["ecom.gone", "failed", "No such table"],
      ["ecom.fresh", "passed", ""],
    ],
  );
});
