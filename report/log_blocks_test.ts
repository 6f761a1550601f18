import { assertEquals } from "@std/assert";
import { cutBlocks } from "./log_blocks.ts";
import { readLines } from "./log_lines.ts";

const at = (text: string) => `08:14:02  ${text}`;

/** The blocks of a log: the kind of each, and its lines. */
function blocksOf(...log: string[]) {
  const { blocks, isComplete } = cutBlocks(readLines(log.join("\n")));
  const texts = blocks.map(({ match, lines }) =>
    [match.kind, ...lines.map((line) => line.trim())].filter(Boolean)
      .join(" | ")
  );
  return isComplete ? texts : [...texts, "and more"];
}

Deno.test("cutBlocks() keeps nested heads in one block, and heads of two nodes apart", () => {
  assertEquals(
    blocksOf(
      at("Runtime Error in model a (a.sql)"),
      at("  Runtime Error"),
      at("    No."),
      at("Database Error in model b (b.sql)"),
      at("  Nor this."),
    ),
    [
      "error | Runtime Error in model a (a.sql) | Runtime Error | No.",
      "error | Database Error in model b (b.sql) | Nor this.",
    ],
  );
});

Deno.test("cutBlocks() ends a text at the next time, where not all lines have one", () => {
  assertEquals(
    blocksOf(
      at("  Database Error in model a (a.sql)"),
      "  No.",
      at(""),
      at("Uploading results"),
    ),
    ["error | Database Error in model a (a.sql) | No.", "and more"],
  );
  assertEquals(
    blocksOf(at("Database Error in model a (a.sql)"), at("One"), at("Two")),
    ["error | Database Error in model a (a.sql) | One | Two"],
  );
});

Deno.test("cutBlocks() gives a line of progress no lines", () => {
  assertEquals(
    blocksOf("    Failed [0.1s] model a.b (table)", "Done with it"),
    ["failed", "and more"],
  );
});

Deno.test("cutBlocks() takes each paragraph of Core's list for an error", () => {
  assertEquals(
    blocksOf(
      at("Completed with 2 errors and 0 warnings:"),
      at(""),
      at("  One"),
      "  of two lines",
      at(""),
      at("  compiled code at target/run/a.sql"),
      at("  Skipping due to fail_fast"),
      at("  Two"),
      at(""),
      at("Done. PASS=0"),
      at("Three"),
    ),
    ["summary | One | of two lines", "summary | Two", "end", "and more"],
  );
});

Deno.test("cutBlocks() gives a warning its lines, and what is stored below a test to the test", () => {
  assertEquals(
    blocksOf(
      at("Warning in test a (a.yml)"),
      at("Got 1 result"),
      "",
      at("Failure in test b (b.yml)"),
      at("  Got 2 results"),
      at(""),
      at("    See test failures:"),
      "  select 1",
    ),
    [
      "warning | Got 1 result",
      "error | Failure in test b (b.yml) | Got 2 results | See test failures: | select 1",
    ],
  );
});
