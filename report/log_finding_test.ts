import { assertEquals } from "@std/assert";
import { readFinding } from "./log_finding.ts";
import { matchRow } from "./log_rows.ts";

/** The finding of a row and the lines below it: node, place and cause. */
function findingOf(...[head = "", ...lines]: string[]) {
  const match = matchRow(head)!;
  const { node, file, line, message } = readFinding({
    match,
    lines: [...(match.cause ? [match.cause] : []), ...lines],
  });
  return [
    node ? [node.type, node.name, node.project].filter(Boolean).join(" ") : "",
    [file, line].filter(Boolean).join(":"),
    message.split("\n")[0],
  ].join(" | ");
}

const findings: [lines: string[], finding: string][] = [
  [
    [
      "Database Error in model a (models/a.sql)",
      "  No.",
      "  compiled code at target/run/shop/models/a.sql",
    ],
    "model a shop | models/a.sql | No.",
  ],
  [
    ["Failure in unit test a (models/a.yml)", "  differs"],
    "unit_test a | models/a.yml | differs",
  ],
  [
    ["Compilation Error in sql operation a (from remote system.sql)", "  No."],
    "operation a |  | No.",
  ],
  [
    [
      "[error]: Error materializing test test.shop.a.2698f04c60 (target/run/shop/a.sql)",
      "  IO Error",
    ],
    "test a shop | a.sql | IO Error",
  ],
  [
    [
      "Encountered an error:",
      "Compilation Error",
      "  Model 'model.shop.a' (models/a.sql) depends on a node named 'x'",
    ],
    "model a shop | models/a.sql | Model 'model.shop.a' (models/a.sql) depends on a node named 'x'",
  ],
  [
    [
      "error: dbt1501: Error executing materialization macro 'm' for model model.shop.a: Failed to eval invalid operation: No.",
    ],
    "model a shop |  | No.",
  ],
  [
    ["error: dbt1013: No.", "  --> seeds/a.csv:3:5"],
    "seed a | seeds/a.csv:3 | No.",
  ],
  [
    ["error: dbt1013: No.", "  --> models/a.yml:3:5"],
    " | models/a.yml:3 | No.",
  ],
  [
    ["1 of 2 ERROR hook: a.on-run-start.0 .... [ERROR]"],
    "operation a-on-run-start-0 |  | ",
  ],
  [
    ["1 of 2 ERROR creating sql table model CORE.CALLS .... [ERROR]"],
    "model calls |  | ",
  ],
  [
    ["1 of 2 FAIL 1 accepted_val... [FAIL 1]"],
    "test accepted_val... |  | The test failed; failing rows: 1",
  ],
  [
    ["1 of 1 ERROR STALE freshness of a.b........ [ERROR STALE]"],
    "source a.b |  | ERROR STALE: the data is too old",
  ],
];
for (const [lines, finding] of findings) {
  Deno.test(`readFinding() knows the node of ${lines.at(-1)!.trim()}`, () => {
    assertEquals(findingOf(...lines), finding);
  });
}
