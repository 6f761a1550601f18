import { assertEquals } from "@std/assert";
import { isNodeLine, matchRow, ROWS } from "./log_rows.ts";

/** What a row finds in a line: kind, node, place and cause. */
function found(line: string, options = {}) {
  const match = matchRow(line, options);
  if (!match) return "";
  const { kind, type, name, file, line: at, cause } = match;
  const place = [file, at].filter(Boolean).join(":");
  return [kind, type, name, place && `(${place})`, cause].filter(Boolean)
    .join(" ");
}

const rows: [line: string, found: string][] = [
  [
    "[warning] [Unused (dbt1097)]: Database Error in model a (a.sql)",
    "warning",
  ],
  [
    "Database Error in model a (models/a.sql)",
    "error Database Error in model a (models/a.sql)",
  ],
  ["Python Model Error in model a", "error Python Model Error in model a"],
  ["  on-run-end failed, error: No.", "error hook on-run-end  No."],
  [
    "Unhandled error while executing target/run/shop/models/a.sql",
    "error (target/run/shop/models/a.sql)",
  ],
  [
    "Unhandled error while executing model.shop.orders.v2",
    "error model orders.v2",
  ],
  ["Unhandled error while executing", "error"],
  ["Encountered an error with row 4, ignoring", ""],
  ["    [error] [X (dbt1501)]: No.", "error No."],
  ["== [models/x.sql] FAIL", "error (models/x.sql)"],
  ["✖ Breaking issues found", "error Breaking issues found"],
  ["Completed with 2 errors and 0 warnings:", "summary"],
  ["Completed with 0 errors, 1 partial success, and 0 warnings:", "end"],
  ["Completed successfully", "end"],
  [
    "Test failed (3 failed row(s)): not_null_a",
    "failed test not_null_a Test failed (3 failed row(s))",
  ],
  [
    "    Failed [2.78s] test  a (models/_m.yml:56:13)",
    "failed test a (models/_m.yml:56)",
  ],
  [
    "    Failed [2.78s] test  a (Batched - models/_m.yml:56:13)",
    "failed test a (models/_m.yml:56)",
  ],
  ["Test failed counts_orders", "detail"],
  ["    Failed [ 1m 2s] model main.a (table)", "failed model main.a"],
  [
    "    Failed [0.1s] unit_test a (models\\a.yml)",
    "failed unit_test a (models\\a.yml)",
  ],
  ["    Failed [1.2s] test  not_null on riders (3 batched)", "end"],
  ["    Failed [9.9s] resolving packages from packages.yml", "end"],
  [
    "    Failed test  a (tests/a.sql) [3 of 3 in 0.02s]",
    "failed test a (tests/a.sql)",
  ],
  [
    "   └─ Failed test  a (models/a.yml:12:9)",
    "failed test a (models/a.yml:12)",
  ],
  ["Failed test of patience", ""],
  [
    "1 of 3 ERROR STALE freshness of a.b...... [ERROR STALE in 1s]",
    "failed source a.b...... ERROR STALE: the data is too old",
  ],
  [
    "    Failed [0.8s] source  a.b (external) (last updated 3 days ago)",
    "failed source a.b The data is too old: last updated 3 days ago",
  ],
  [
    "1 of 2 ERROR hook: a.on-run-start.0 ...",
    "progress operation a.on-run-start.0",
  ],
  [
    "2 of 3 ERROR creating sql table model a.b .. [ERROR]",
    "progress model a.b",
  ],
  [
    "2 of 3 ERROR creating sql function a.b .. [ERROR]",
    "progress function a.b",
  ],
  ["34 of 34 ERROR relation a.b ... [ERROR]", "progress model a.b"],
  [
    "2 of 2 PARTIAL SUCCESS (2/3) created sql microbatch model a.b .. [..]",
    "progress model a.b",
  ],
  [
    "2 of 3 FAIL 1 orders::counts ...",
    "progress unit_test counts The test failed; failing rows: 1",
  ],
  [
    "1 of 3 FAIL 2 not_null_a ...",
    "progress test not_null_a The test failed; failing rows: 2",
  ],
  ["1 of 3 ERROR not_null_a ...", "progress test not_null_a"],
  ["    See test failures:", "detail"],
  ["Warning in test a (models/a.yml)", "warning"],
  ["Runtime Error", "error Runtime Error"],
  [
    "[ERROR]: in model a (models/a.sql)",
    "error [ERROR]: in model a (models/a.sql)",
  ],
  [
    "Encountered an error while generating catalog: Database Error",
    "error Database Error",
  ],
  ["[error]: Error materializing test a", "error Error materializing test a"],
  ["1 check failed:", "error 1 check failed:"],
  ["dbt was unable to connect for the following reason:", "error"],
  [
    "    Stale [0.8s] source  a.b (last updated 3days ago)",
    "failed source a.b The data is too old: last updated 3days ago",
  ],
  ["1 of 3 ERROR freshness of a.b ... [ERROR in 1s]", "failed source a.b"],
  ["1 of 3 ERROR snapshotting a.b ... [ERROR]", "progress snapshot a.b"],
  ["2 of 3 ERROR orders::counts ...", "progress unit_test counts"],
  ["  Finished 'run' with 1 error", "end"],
  ["Task [292d9a4b7c] failed with status [FAILED]", ""],
];
for (const [line, expected] of rows) {
  Deno.test(`matchRow() reads ${line.trim()}`, () => {
    assertEquals(found(line), expected);
  });
}

Deno.test("matchRow() lets few rows begin in a line that is indented and has no time", () => {
  const isUntimed = true;
  for (
    const line of [
      "  Database Error in model a (models/a.sql)",
      "    Failed [0.1s] model a.b (table)",
      "   Skipped [-------] model a.b (table)",
      "  Finished 'run' with 1 error",
      "  on-run-end failed, error:",
    ]
  ) assertEquals(found(line, { isUntimed }), found(line), line);
  for (
    const line of [
      "  Runtime Error",
      "  1 of 2 ERROR creating sql table model a.b ...",
      "  Encountered an error:",
      "  Done. PASS=1",
    ]
  ) assertEquals(found(line, { isUntimed }), "", line);
});

Deno.test("matchRow() takes warnings for errors in a step that lints", () => {
  const line = "[warning] [LintViolation (dbt3001)]: Unused CTE";
  assertEquals(found(line), "warning");
  assertEquals(found(line, { isLint: true }), "error Unused CTE");
});

Deno.test("isNodeLine() knows that dbt began or ended a node", () => {
  const lines = [
    "1 of 2 START sql table model a.b ....... [RUN]",
    " Succeeded [  0.2s] model main.a (table)",
    "    Passed test  unique_a [1 of 3 in 0.01s]",
  ];
  assertEquals(lines.filter((line) => !isNodeLine(line)), []);
  assertEquals(isNodeLine("Found 2 models"), false);
});

Deno.test("each row is the first that matches one of these lines", () => {
  const tested = rows.map(([line]) => {
    const text = line.trimStart();
    // As where no line has a time.
    const candidates = ROWS.filter(({ indent }) =>
      text === line || indent === "always"
    );
    return candidates.find(({ pattern }) => pattern.test(text));
  });
  const untested = ROWS.filter((row) => !tested.includes(row));
  assertEquals(untested.map(({ pattern }) => `${pattern}`), []);
});
