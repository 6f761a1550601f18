import { assertEquals } from "@std/assert";
import { readLines } from "./log_lines.ts";

/** The texts of lines; those that start an event with a star. */
const textsOf = (log: string) =>
  readLines(log).map(({ text, startsEvent }) =>
    startsEvent ? `*${text}` : text
  );

const lines: [what: string, line: string, texts: string[]][] = [
  ["Core", "08:14:02  Done.", ["*Done."]],
  ["Core 0.x", "08:14:02 | Done.", ["*Done."]],
  ["Core's file", "2022-03-17 01:20:01.1 (MainThread): Done.", ["*Done."]],
  [
    "Core's debug log in dbt Cloud",
    "2022-03-17 01:20:01.100201 (MainThread): 01:20:01  Done.",
    ["*Done."],
  ],
  [
    "Core with levels",
    "06:00:02.310 [error] [Thread-1 (]: Done.",
    ["*Done."],
  ],
  ["Fusion with levels", "19:53:01.0 [info ]: Finished", ["*Finished"]],
  ["Fusion in dbt Cloud", "09:49:43   ERROR     Error: x", ["*Error: x"]],
  [
    "GitHub Actions",
    "2024-01-01T10:00:00.1234567Z 10:00:00  Done.",
    ["*Done."],
  ],
  [
    "Airflow",
    "[2023-09-08, 10:14:54 +07] {subprocess.py:94} INFO - 03:14:54  Done.",
    ["*Done."],
  ],
  ["no time", "  Done.", ["  Done."]],
  ["colours of dbt Cloud", "<span class='ansi'>No</span>", ["No"]],
  [
    "lines that were glued",
    "dbt command failed08:14:02 Encountered an error:",
    ["dbt command failed", "*Encountered an error:"],
  ],
  [
    "an event of JSON",
    JSON.stringify({ info: { level: "error", msg: "One\nTwo" } }),
    ["*One", "Two"],
  ],
  ["JSON that is no event", '{"a": 1}', ['{"a": 1}']],
];
for (const [what, line, texts] of lines) {
  Deno.test(`readLines() reads a line of ${what}`, () => {
    assertEquals(textsOf(line), texts);
  });
}

Deno.test("readLines() knows which lines are warnings, and which only debugging", () => {
  const log = [
    "06:00:02.1 [debug] [Thread-1]: One",
    "  of the same event",
    "06:00:02.2 [warn ] [Thread-1]: Two",
    "09:49:43      WARN      Three",
    JSON.stringify({ info: { level: "warn", msg: "Four" } }),
    "06:00:02.3 [error] [Thread-1]: Five",
  ].join("\n");
  assertEquals(
    readLines(log).map(({ isDebug, isWarning }) =>
      isDebug ? "debug" : isWarning ? "warning" : ""
    ),
    ["debug", "debug", "warning", "warning", "warning", ""],
  );
});

Deno.test("readLines() keeps one of many empty lines", () => {
  assertEquals(textsOf("a\n\n\n\n\nb"), ["a", "", "b"]);
  assertEquals(textsOf("\n".repeat(1_000_000)).length, 3);
});
