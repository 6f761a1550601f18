import { assertEquals } from "@std/assert";
import {
  hasContent,
  isCause,
  isException,
  isHead,
  isProgress,
} from "./line_kinds.ts";

Deno.test("hasContent() is false for a blank line, and for dbt Cloud's last one", () => {
  const lines = ["", "  ", "dbt command failed", "No."];
  assertEquals(lines.filter(hasContent), ["No."]);
});

Deno.test("isHead() and isCause() tell a head, a vague line and a cause apart", () => {
  const lines: [line: string, isHead: boolean, isCause: boolean][] = [
    ["  Database Error in model a (models/a.sql)", true, false],
    ["", true, false],
    ["  1205", false, false],
    ["Lock wait timeout", false, true],
  ];
  assertEquals(
    lines.map(([line]) => [line, isHead(line), isCause(line)]),
    lines,
  );
});

Deno.test("isException() knows the last line of a traceback", () => {
  const lines = [
    "KeyError: 1",
    "a.b.HiveSQLException: No",
    "SystemExit",
    "x Error",
  ];
  assertEquals(lines.map(isException), [true, true, true, false]);
});

Deno.test("isProgress() knows progress, and no other line", () => {
  const progress = [
    "Running with dbt=1.9.4",
    "Found 4 models, 8 tests",
    "1 of 2 OK created sql table model a.b ... [OK in 1s]",
    "dbt-fusion 2.0.0-preview.202",
    "       dbt 2.0.6",
    "   Loading profiles.yml",
    "Cloning into 'a'...",
    "",
  ];
  assertEquals(progress.filter((line) => !isProgress(line)), []);
  const others = ["It broke", "error rows sent to the audit table: 1"];
  assertEquals(others.filter(isProgress), []);
});
