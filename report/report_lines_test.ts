import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { LINK, nodeOf, reportOf } from "../testing/report_case.ts";
import type { Report } from "./report_model.ts";
import { formatLogs, formatReport } from "./report_lines.ts";
import { safeLine } from "./safe_text.ts";

const plainLines = (report: Report) =>
  formatReport(report).map((line) => safeLine(line));

Deno.test("formatReport() shows fifty nodes at most", () => {
  const nodes = Array.from(
    { length: 60 },
    (_, i) => nodeOf({ uniqueId: `${i}`, name: `n${i}` }),
  );
  const lines = plainLines(reportOf({ nodes }));
  assertEquals(lines.filter((line) => line.includes("FAILED")).length, 50);
  assert(lines.includes("  and 10 more"));
});

Deno.test("formatReport() shows ten nodes whole, then the cause of each in a line, and names the skipped", () => {
  const nodes = Array.from({ length: 12 }, (_, i) => [
    nodeOf({ uniqueId: `${i}`, name: `n${i}`, message: "No.\nBecause" }),
    nodeOf({ uniqueId: `s${i}`, name: `s${i}`, outcome: "skipped" }),
  ]).flat();
  const lines = plainLines(reportOf({ nodes }));
  assertEquals(lines.slice(-7), [
    "  FAILED model n9",
    "    | No.",
    "    | Because",
    "  FAILED model n10",
    "    | No.",
    "  FAILED model n11",
    "    | No.",
  ]);
  assertMatch(
    lines.join("\n"),
    /\n {2}SKIPPED model s0, .*, model s9 and 2 more\n/,
  );
});

Deno.test("formatReport() shows compiled SQL without the indent of all its lines", () => {
  const compiledCode = "\n\n    select *\n\n      from a\n";
  assertEquals(
    plainLines(reportOf({ nodes: [nodeOf({ compiledCode })] })).slice(-3),
    ["    | Compiled SQL:", "    |   select *", "    |     from a"],
  );
});

Deno.test("formatLogs() keeps the end of a log that is too long", () => {
  const report = reportOf();
  report.steps[0]!.logs = `${"a line\n".repeat(1_000_000)}the end`;
  const [{ lines } = { lines: [] as string[] }] = formatLogs(report, "failed");
  assert(lines.length < 200_000);
  assertStringIncludes(lines[0]!, `the beginning is left out, see ${LINK}`);
  assertEquals(lines.at(-1), "  | the end");
});
