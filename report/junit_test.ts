import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatJunit } from "./junit.ts";
import fc from "../testing/fast_check.ts";
import {
  anyNode,
  anyText,
  checkXml,
  nodeOf,
  reportOf,
  stepOf,
} from "../testing/report_case.ts";

Deno.test("formatJunit() writes well-formed XML whatever the nodes say", () => {
  fc.assert(
    fc.property(fc.array(anyNode, { maxLength: 5 }), anyText, (nodes, name) => {
      const report = reportOf({ nodes, flaky: nodes.slice(0, 1) });
      report.steps[0]!.name = name;
      checkXml(formatJunit(report));
    }),
    { numRuns: 500, seed: 20260131 },
  );
});

Deno.test("formatJunit() counts what it writes, each node once", () => {
  const nodes = [
    nodeOf({ uniqueId: "model.a.1" }),
    nodeOf({ uniqueId: "model.a.1" }),
    nodeOf({ uniqueId: "test.a.2", status: "fail" }),
    nodeOf({ uniqueId: "model.a.3", outcome: "skipped", status: "skipped" }),
    nodeOf({ uniqueId: "model.a.4", outcome: "passed", status: "success" }),
  ];
  assertStringIncludes(
    formatJunit(reportOf({ nodes })),
    '<testsuites name="dbt" tests="4" failures="1" errors="1" time="6.000">',
  );
});

const casesOf = (xml: string) =>
  [...xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)]
    .map(([, classname, name]) => `${classname} ${name}`);

Deno.test("formatJunit() names nodes as people do, and each differently", () => {
  const twin = { name: "unique_b", type: "test" };
  const nodes = [
    nodeOf({ name: "orders.v2" }),
    nodeOf({ ...twin, uniqueId: "test.a.unique_b.0123456789" }),
    nodeOf({ ...twin, uniqueId: "test.a.unique_b.9876543210" }),
    nodeOf({ ...twin, uniqueId: "test.c.unique_b.1", package: "c" }),
  ];
  assertEquals(casesOf(formatJunit(reportOf({ nodes }))), [
    "a.model orders.v2",
    "a.test test.a.unique_b.0123456789",
    "a.test test.a.unique_b.9876543210",
    "c.test unique_b",
  ]);
});

Deno.test("formatJunit() begins a failure with its cause, and holds all that there is to say", () => {
  const node = nodeOf({
    status: "fail",
    type: "test",
    message: "\nGot 3 results, configured to fail if != 0",
    tests: "orders.customer_id",
    compiledCode: "\n\nselect *\nfrom orders\n",
    file: "dbt/models/schema.yml",
  });
  assertStringIncludes(
    formatJunit(reportOf({ nodes: [node] })),
    `name="b" time="1.500" file="dbt/models/schema.yml">
      <failure message="Got 3 results, configured to fail if != 0" type="fail">
Got 3 results, configured to fail if != 0
Tests orders.customer_id
Compiled SQL:
  select *
  from orders</failure>
    </testcase>`,
  );
});

Deno.test("formatJunit() has a case in error for a step that failed before it had results", () => {
  const node = nodeOf({
    uniqueId: "step.1",
    ...{ name: "dbt build", type: "step", package: "dbt Cloud", seconds: 90 },
    message: "No such node",
  });
  const xml = formatJunit(reportOf({ steps: [stepOf()], nodes: [node] }));
  assertStringIncludes(xml, 'tests="1" failures="0" errors="1"');
  assertStringIncludes(xml, '<testsuite name="1. dbt build"');
  assertStringIncludes(
    xml,
    '<testcase classname="dbt Cloud.step" name="dbt build" time="90.000">\n      <error message="No such node"',
  );
});

Deno.test("formatJunit() has a case in error for a run in which no node failed", () => {
  const report = reportOf({ steps: [] });
  report.run.status = "cancelled";
  report.run.statusMessage = "This run timed out";
  assertStringIncludes(
    formatJunit(report),
    '<testcase classname="dbt Cloud.run" name="run 3" time="90.000">\n      <error message="This run timed out" type="cancelled">',
  );
  report.run.status = "success";
  assertStringIncludes(
    formatJunit(report),
    'tests="0" failures="0" errors="0"',
  );
});

Deno.test("formatJunit() shows what failed before a retry as flaky", () => {
  const flaky = [nodeOf({ message: "Deadlock" })];
  const nodes = [nodeOf({ outcome: "passed", status: "success", message: "" })];
  const xml = formatJunit(reportOf({ nodes, flaky }));
  assertStringIncludes(xml, 'failures="0" errors="0"');
  assertStringIncludes(xml, '<flakyFailure message="Deadlock" type="error">');
  const again = formatJunit(reportOf({ nodes: [nodeOf()], flaky }));
  assert(!again.includes("flakyFailure"));
});

Deno.test("formatJunit() of 10,000 nodes is written at once", () => {
  const nodes = Array.from(
    { length: 10_000 },
    (_, i) => nodeOf({ uniqueId: `model.a.${i}`, name: `${i}` }),
  );
  assertEquals(casesOf(formatJunit(reportOf({ nodes }))).length, 10_000);
});
