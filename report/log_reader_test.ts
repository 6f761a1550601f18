import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readLog } from "./log_reader.ts";
import { putCauseFirst } from "./message.ts";
import fc from "../testing/fast_check.ts";

/** A finding in a line: type, name, file and line, and the cause. */
const linesOf = (log: string) =>
  readLog(log).findings.map(({ node, file, line, message }) =>
    [
      node ? `${node.type} ${node.name}` : "step",
      [file, line].filter(Boolean).join(":"),
      message.split("\n")[0],
    ].join(" | ")
  );

const at = (text: string) => `08:14:02  ${text}`;
const found: [what: string, log: string[], findings: string[]][] = [
  [
    "the end block of Core",
    [
      at("1 of 1 ERROR creating sql table model prod.orders .. [ERROR in 1s]"),
      at("Completed with 1 error, 0 partial successes, and 0 warnings:"),
      at(""),
      at("  Database Error in model orders (models/orders.sql)"),
      "  syntax error at LINE 3",
      "  compiled code at target/run/shop/models/orders.sql",
      at(""),
      at("Done. PASS=0 WARN=0 ERROR=1 SKIP=0 TOTAL=1"),
    ],
    ["model orders | models/orders.sql | syntax error at LINE 3"],
  ],
  [
    "Core 1.12, on Windows",
    [
      at("[ERROR]: in model orders (models\\marts\\orders.sql)\r"),
      at("  Database Error in model orders (models\\marts\\orders.sql)\r"),
      "  No.\r",
    ],
    ["model orders | models/marts/orders.sql | No."],
  ],
  [
    "a test that failed beside one that warned",
    [
      at("Warning in test not_null_a (models/a.yml)"),
      at("Got 14 results, configured to warn if != 0"),
      at(""),
      at("Failure in test unique_a (models/a.yml)"),
      at("  Got 3 results, configured to fail if != 0"),
    ],
    ["test unique_a | models/a.yml | Got 3 results, configured to fail if != 0"],
  ],
  [
    "a hook of Core 1.8",
    [at("  on-run-end failed, error:"), " No rights on MARTS", at("")],
    ["hook on-run-end |  | No rights on MARTS"],
  ],
  [
    "an error of no node",
    [at("Encountered an error:"), "Runtime Error", "  No profile 'shop'"],
    ["step |  | No profile 'shop'"],
  ],
  [
    "a command's error",
    [
      at("Encountered an error while running operation: Database Error"),
      "  No.",
    ],
    ["step |  | No."],
  ],
  [
    "a node that the cause names",
    [
      at("Encountered an error:"),
      "Compilation Error",
      "  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'x' which was not found",
    ],
    [
      "model orders | models/orders.sql | Model 'model.shop.orders' (models/orders.sql) depends on a node named 'x' which was not found",
    ],
  ],
  [
    "Jinja's line, which is one of the file",
    [
      at("Encountered an error:"),
      "Compilation Error in model orders (models/orders.sql)",
      "  unexpected '}'",
      "    line 14",
    ],
    ["model orders | models/orders.sql:14 | unexpected '}'"],
  ],
  [
    "Fusion, without its warnings and its summary",
    [
      "[warning] [Unused (dbt1097)]: Nothing to see",
      "- models.legacy",
      "[error] [JinjaError (dbt1501)]: unknown function: f",
      "  --> models/orders.sql:11:6",
      "=================== Execution Summary ===================",
      "Finished 'build' with 1 error",
    ],
    ["model orders | models/orders.sql:11 | unknown function: f"],
  ],
  [
    "Fusion's compiled file, whose line is not the source's",
    [
      "error: dbt1308: Database Error in model orders (target/run/shop/models/orders.sql)",
      "  No.",
      "  --> target/compiled/shop/models/orders.sql:8:1",
    ],
    ["model orders | models/orders.sql | No."],
  ],
  [
    "Fusion in dbt Cloud",
    [
      "09:49:43   ERROR        Error [X (dbt1501)]: No.",
      "                        (in run/shop/models/orders.sql)",
      "09:49:43      INFO       Failed [   0.4s] model     prod.orders (table)",
      "09:49:43      INFO      Skipped model     prod.report",
    ],
    ["model orders | models/orders.sql | No."],
  ],
  [
    "Fusion's tests",
    [
      "    Failed test  not_null_a (models/a.yml:14:13) [1 of 1 in 0.02s]",
      "Test failed (3 failed row(s)): not_null_a",
    ],
    ["test not_null_a | models/a.yml:14 | Test failed (3 failed row(s))"],
  ],
  [
    "a node of which Fusion says no more",
    ["    Failed [  0.19s] model hr.people (table)"],
    ["model people |  | "],
  ],
  [
    "a source that is too old",
    [at("1 of 1 ERROR STALE freshness of shop.orders ... [ERROR STALE in 1s]")],
    ["source shop.orders |  | ERROR STALE: the data is too old"],
  ],
  [
    "progress alone, where the log broke off",
    [
      at("1 of 4 ERROR creating sql view model CORE.CALLS .... [ERROR in 1s]"),
      at("2 of 4 FAIL 3 unique_a ..... [FAIL 3 in 1s]"),
      at("3 of 4 ERROR loading seed file ref.rates ..... [ERROR in 1s]"),
      at("4 of 4 ERROR snapshotting snap.b ..... [ERROR in 1s]"),
    ],
    [
      "model calls |  | ",
      "test unique_a |  | The test failed; failing rows: 3",
      "seed rates |  | ",
      "snapshot b |  | ",
    ],
  ],
  [
    "events in JSON",
    [JSON.stringify({
      data: {},
      info: {
        level: "error",
        msg: "Database Error in model a (models/a.sql)\n  No.",
      },
    })],
    ["model a | models/a.sql | No."],
  ],
  [
    "a debug log",
    [
      "08:14:02.1 [debug] [Thread-1 (]: Database Error in model b (models/b.sql)",
      "  Not this one",
      "08:14:02.2 [error] [MainThread]:   Database Error in model a (models/a.sql)",
      "  No.",
    ],
    ["model a | models/a.sql | No."],
  ],
  [
    "lines whose breaks were lost",
    ["dbt command failed08:14:02 Encountered an error:", "No."],
    ["step |  | No."],
  ],
  [
    "the end of a traceback",
    [
      at("Encountered an error:"),
      "Traceback (most recent call last):",
      '  File "a.py", line 1',
      "    f()",
      "KeyError: 'a'",
    ],
    ["step |  | KeyError: 'a'"],
  ],
  [
    "git",
    [
      "Cloning into 'a'...",
      "git@a: Permission denied (publickey).",
      "fatal: No.",
    ],
    ["step |  | git@a: Permission denied (publickey)."],
  ],
  [
    "who killed it",
    [at("1 of 2 START model a"), "Killed", "Command exited with code 137"],
    ["step |  | Command exited with code 137"],
  ],
  [
    "an error that Core 1.12 marks",
    [at("[ERROR]: Encountered an error:"), "Runtime Error", "  No manifest"],
    ["step |  | No manifest"],
  ],
  [
    "the error of a version of old, and no echo of it",
    [
      "Encountered an error while reading profiles:",
      "  ERROR Runtime Error",
      "  Could not find profile named 'shop'",
      "Encountered an error:",
      "Runtime Error",
      "  Could not run dbt",
    ],
    ["step |  | Could not find profile named 'shop'"],
  ],
  [
    "a hook that freshness ran",
    [
      at("  on-run-start failed, error:"),
      " No table",
      "LINE 2: x",
      at("Done."),
    ],
    ["hook on-run-start |  | No table"],
  ],
  [
    "what git says first of a package",
    [
      at("Encountered an error:"),
      "Error checking out spec='None' for repo https://a/b",
      "Cloning into '5b2c'...",
      "fatal: cannot change to 'https://a/b': No such file or directory",
      "error: failed to initialize sparse-checkout",
    ],
    ["step |  | fatal: cannot change to 'https://a/b': No such file or directory"],
  ],
  [
    "a branch that is not there",
    ["Cloning into 'a'...", "error: pathspec 'b' did not match any file(s)"],
    ["step |  | error: pathspec 'b' did not match any file(s)"],
  ],
  [
    "a submodule",
    [
      "Cloning into 'a'...",
      "Cloning into 'a/b'...",
      "ERROR: Repository not found.",
      "fatal: Could not read from remote repository.",
      "fatal: clone of 'b' into submodule path 'a/b' failed",
    ],
    ["step |  | ERROR: Repository not found."],
  ],
  [
    "a host that git cannot find",
    [
      "Cloning into 'a'...",
      "ssh: Could not resolve hostname a: Name or service not known",
      "fatal: Could not read from remote repository.",
    ],
    ["step |  | ssh: Could not resolve hostname a: Name or service not known"],
  ],
  [
    "a quota of large files",
    [
      "Cloning into 'a'...",
      "Error downloading object: a.csv: This repository is over its data quota.",
      "error: external filter 'git-lfs filter-process' failed",
      "fatal: a.csv: smudge filter lfs failed",
    ],
    ["step |  | Error downloading object: a.csv: This repository is over its data quota."],
  ],
  [
    "wrong arguments",
    ["usage: dbt [-h]", "dbt: error: unrecognized arguments: --foo"],
    ["step |  | dbt: error: unrecognized arguments: --foo"],
  ],
  [
    "a signal",
    [at("1 of 2 START model a"), "Command was killed by signal 9 (SIGKILL)"],
    ["step |  | Command was killed by signal 9 (SIGKILL)"],
  ],
  [
    "a cycle, which has arrows and no place",
    [at("Encountered an error:"), "Found a cycle: model.a.b --> model.a.c"],
    ["step |  | Found a cycle: model.a.b --> model.a.c"],
  ],
  [
    "a source in a log of dbt 0.19, whose dots touch its name",
    ["10:00:01 | 1 of 1 ERROR STALE freshness of a.b........ [ERROR STALE in 1s]"],
    ["source a.b |  | ERROR STALE: the data is too old"],
  ],
  [
    "a model of Spark",
    [
      at("  Runtime Error in model a (models/a.sql)"),
      "  Database Error",
      "    org.apache.hive.HiveSQLException: Table not found: x",
      "    \tat org.apache.x.y(A.scala:44)",
    ],
    ["model a | models/a.sql | org.apache.hive.HiveSQLException: Table not found: x"],
  ],
  [
    "a Python model of Snowpark",
    [
      at("  Database Error in model a (models/a.py)"),
      "  100357 (P0000): Python Interpreter Error:",
      "  Traceback (most recent call last):",
      '    File "_udf_code.py", line 9, in model',
      "  ModuleNotFoundError: No module named 'sklearn'",
      "   in function A with handler main",
    ],
    ["model a | models/a.py | ModuleNotFoundError: No module named 'sklearn'"],
  ],
  [
    "a unit test",
    [
      at("Failure in unit_test counts (models/a.yml)"),
      at("  "),
      "actual differs from expected:",
      "",
      "@@,id,n",
    ],
    ["unit_test counts | models/a.yml | actual differs from expected:"],
  ],
  [
    "a test that names its node by its id",
    [
      at("Encountered an error:"),
      "Compilation Error",
      "  Test 'test.shop.not_null_a.1a2b3c4d5e' (models/a.yml) depends on a node named 'x'",
    ],
    ["test not_null_a | models/a.yml | Test 'test.shop.not_null_a.1a2b3c4d5e' (models/a.yml) depends on a node named 'x'"],
  ],
  [
    "events in JSON of dbt 1.0 and 0.x",
    [
      JSON.stringify({
        level: "error",
        log_version: 1,
        msg: "Database Error in model a (models/a.sql)\n  No.",
      }),
      JSON.stringify({
        levelname: "ERROR",
        message: "Database Error in model b (models/b.sql)\n  No.",
      }),
    ],
    ["model a | models/a.sql | No.", "model b | models/b.sql | No."],
  ],
  [
    "what only debugging told before the log broke off",
    [
      "08:14:02.1 [debug] [Thread-1 (]: Database Error in model a (models/a.sql)",
      "  No.",
      "08:14:02.2 [error] [Thread-1 (]: 1 of 1 ERROR creating sql table model wh.a .. [ERROR in 1s]",
    ],
    ["model a | models/a.sql | No."],
  ],
  [
    "a panic of Fusion",
    ["dbt-fusion 2.0.0", "panic: panicked at src/resolve.rs:110:32: No model"],
    ["step |  | panic: panicked at src/resolve.rs:110:32: No model"],
  ],
  [
    "Fusion's node by the macro that failed",
    [
      "09:49:43   ERROR   Error [X (dbt1501)]: Error executing macro 'm' for model model.shop.a: Compilation Error for model.shop.a from models/a.sql: No.",
      "09:49:43      INFO       Failed [   0.4s] model     prod.a (view)",
    ],
    ["model a | models/a.sql | No."],
  ],
  [
    "Fusion's expressions, which are in no file",
    [
      "error: dbt1502: Failed to compile Jinja expression syntax error: x",
      "(in <expression>:1:1)",
      "  --> <expression>:1:1",
    ],
    ["step |  | Failed to compile Jinja expression syntax error: x"],
  ],
  [
    "a unit test of Fusion whose rows differ, in the lines below",
    [
      at("    Failed [   1.42s] unit test prod.counts_orders (unit)"),
      "Test failed counts_orders",
      "| id | n     |",
      "| 1  | 2 → 3 |",
      "1 row(s) differ.",
      at(" Succeeded [   0.11s] model prod.a (table)"),
    ],
    ["unit_test counts_orders |  | Test failed counts_orders"],
  ],
  [
    "a test of Fusion whose reason is indented below, without a code",
    [
      at(
        "    INFO    Failed [   0.42s] test prod.not_null_a (models/a.yml:3:5)",
      ),
      "  No such table",
      "at all",
      at(" INFO Succeeded [   0.11s] model prod.b (table)"),
    ],
    ["test not_null_a | models/a.yml:3 | No such table"],
  ],
  [
    "a test of Fusion in a log without times",
    [
      "    Failed [   0.42s] test prod.not_null_a (models/a.yml:3:5)",
      "      No such table",
      "    Compiling something else",
      "    Failed [   0.42s] test prod.not_null_b (models/a.yml:9:5)",
      "    Something else",
      "      Still something else",
    ],
    [
      "test not_null_a | models/a.yml:3 | No such table",
      "test not_null_b | models/a.yml:9 | ",
    ],
  ],
  [
    "a unit test of Fusion once",
    [
      "    Failed [  0.22s] unit_test main.counts",
      "Test failed (1 failed row(s)): counts",
    ],
    ["unit_test counts |  | Test failed (1 failed row(s))"],
  ],
  [
    "no error in what only begins like one",
    [
      at("Encountered an error with row 4, ignoring"),
      at("  Database Error in test a (models/b.yml)"),
      "  No.",
    ],
    ["test a | models/b.yml | No."],
  ],
  [
    "models and tests where no line has a time",
    [
      "Completed with 2 errors:",
      "  Database Error in model a (models/a.sql)",
      "  No.",
      "  compiled code at target/run/shop/models/a.sql",
      "  Database Error in test b (models/b.yml)",
      "  Nor this.",
      "Done. PASS=0",
    ],
    ["model a | models/a.sql | No.", "test b | models/b.yml | Nor this."],
  ],
  [
    "texts where each line has a time",
    [
      at("Database Error in model a (models/a.py)"),
      at("100357 (P0000): Python Interpreter Error:"),
      at("Traceback (most recent call last):"),
      at('  File "a.py", line 9, in model'),
      at("KeyError: 'a'"),
      at("Done. PASS=0"),
    ],
    ["model a | models/a.py | KeyError: 'a'"],
  ],
  [
    "no cause in an event of JSON that says nothing",
    [
      JSON.stringify({
        info: { level: "error", msg: "Failed [  0.2s] model main.a (table)" },
      }),
      JSON.stringify({ info: { level: "info", msg: "" }, data: {} }),
    ],
    ["model a |  | "],
  ],
  [
    "a summary without heads",
    [
      at("1 of 1 ERROR creating view model dbo.a .. [ERROR in 0.2s]"),
      at("Completed with 1 error and 0 warnings:"),
      at(""),
      at("('42000', 'Falsche Syntax')"),
      at(""),
      at("Done. PASS=0 WARN=0 ERROR=1 SKIP=0 TOTAL=1"),
    ],
    ["model a |  | ('42000', 'Falsche Syntax')"],
  ],
  [
    "paragraphs of a summary without heads, in the order of the nodes",
    [
      at("1 of 2 ERROR creating view model dbo.a .. [ERROR in 0.2s]"),
      at("2 of 2 ERROR creating view model dbo.b .. [ERROR in 0.2s]"),
      at("Completed with 2 errors and 0 warnings:"),
      at(""),
      at("  No a"),
      "  of many lines",
      at(""),
      at("  No b"),
      at(""),
      at("Done. PASS=0 WARN=0 ERROR=2 SKIP=0 TOTAL=2"),
    ],
    ["model a |  | No a", "model b |  | No b"],
  ],
  [
    "nested heads where each line has a time",
    [
      at("Runtime Error in model a (models/a.sql)"),
      at("  Runtime Error"),
      at("    No."),
      at(""),
      at("Done. PASS=0 WARN=0 ERROR=1 SKIP=0 TOTAL=1"),
    ],
    ["model a | models/a.sql | No."],
  ],
  [
    "two times in a line",
    [
      "2022-03-17 01:21:05.9 (MainThread): 01:21:05  Database Error in snapshot a (snapshots/a.sql)",
      "2022-03-17 01:21:05.9 (MainThread): 01:21:05    No.",
    ],
    ["snapshot a | snapshots/a.sql | No."],
  ],
  [
    "Fusion's error of a test, and its place",
    [
      "    Failed [ 39.90s] test  a (models\\sources.yml:274:17)",
      "[error]: Error materializing test test.shop.a.2698f04c60 (target\\run\\shop\\target\\generic_tests\\a.sql)",
      "  IO Error: Cannot open file",
      "  (in compiled\\shop\\target\\generic_tests\\a.sql:1:1)",
    ],
    ["test a | models/sources.yml:274 | IO Error: Cannot open file"],
  ],
  [
    "equal errors at two places",
    [
      "error: dbt1013: Unknown key",
      "  --> models/a.yml:9:7",
      "error: dbt1013: Unknown key",
      "  --> models/b.yml:9:7",
    ],
    [
      "step | models/a.yml:9 | Unknown key",
      "step | models/b.yml:9 | Unknown key",
    ],
  ],
  [
    "no cause in a path, or in the word for a result without a message",
    [
      at("1 of 2 FAIL 2 a .... [FAIL 2 in 1s]"),
      at("2 of 2 ERROR creating sql view model x.b .... [ERROR in 1s]"),
      at("Completed with 2 errors and 0 warnings:"),
      at(""),
      at("Failure in test a (tests/a.sql)"),
      at(""),
      at("  compiled code at target/compiled/shop/tests/a.sql"),
      at(""),
      at("Failure in model b (models/b.sql)"),
      at("  Status: ERROR"),
      "",
      at("Done. PASS=0 WARN=0 ERROR=2 SKIP=0 TOTAL=2"),
    ],
    [
      "test a | tests/a.sql | The test failed; failing rows: 2",
      "model b | models/b.sql | ",
    ],
  ],
  [
    "an outer sentence about a unit test, which gives way to the reason",
    [
      at("  Runtime Error in unit_test a (models/a.yml)"),
      "  An error occurred during execution of unit test 'a'. There may be an error in the unit test definition: check the data types.",
      "   Database Error",
      "    No such column",
      at("Done. PASS=0 WARN=0 ERROR=1 SKIP=0 TOTAL=1"),
    ],
    ["unit_test a | models/a.yml | No such column"],
  ],
  [
    "nothing in progress, skips and what macros print",
    [
      at("ERROR: this is a drill"),
      at("1 of 2 OK created sql view model a.error ..... [OK in 1s]"),
      at("  Skipping due to fail_fast"),
      at("Done. PASS=1 WARN=0 ERROR=1 SKIP=0 TOTAL=2"),
    ],
    [],
  ],
];
for (const [what, log, findings] of found) {
  Deno.test(`readLog() finds ${what}`, () => {
    assertEquals(linesOf(log.join("\n")), findings);
  });
}

Deno.test("readLog() reads the pieces of logs in any order", () => {
  const pieces = found.flatMap(([, log]) => log.join("\n").split(/(\s+)/));
  const piece = fc.constantFrom(...pieces, "{", "\x1b[31m", '"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (words) => {
      const { findings, lastLines } = readLog(words.join(""));
      assert(findings.length <= 1_000 && lastLines.length <= 20);
    }),
    { numRuns: 500, seed: 20260131 },
  );
});

Deno.test("readLog() reads long logs and lines at once", () => {
  readLog("Encountered an error:\n" + " \n".repeat(200_000) + "x");
  readLog(`Failed ${"a ".repeat(500_000)}`);
  readLog(`1 of 1 ERROR creating ${"a ".repeat(500_000)}`);
  readLog("{".repeat(500_000));
  const many = Array.from({ length: 100_000 }, (_, i) => `[error] ${i}`);
  assertEquals(readLog(many.join("\n")).findings.length, 1_000);
});

Deno.test("readLog() takes no line of level warning for a cause, whatever it says", () => {
  const error = "Database Error in model a (models/a.sql)\n  No.";
  const logs = [
    JSON.stringify({ info: { level: "warn", msg: error } }),
    `09:49:43      WARN      ${error}`,
    `09:49:43.1 [warn ] [Thread-1]: ${error}`,
  ];
  for (const log of logs) assertEquals(readLog(log).findings, [], log);
});

Deno.test("readLog() keeps where the rows of a failed test are, and the first of two exceptions", () => {
  const stored = [
    at("  Failure in test a (tests/a.sql)"),
    at("    Got 3 results, configured to fail if != 0"),
    at(""),
    at("    compiled code at target/compiled/shop/tests/a.sql"),
    at(""),
    at("    See test failures:"),
    "  -----------------------",
    "  select * from audit.a",
    "  -----------------------",
    at(""),
  ].join("\n");
  assertStringIncludes(
    readLog(stored).findings[0]!.message,
    "See test failures:\n  -----------------------\n  select * from audit.a",
  );
  const chained = [
    at("Encountered an error:"),
    "no attribute 'FailedToConnectError'",
    at("Traceback (most recent call last):"),
    '  File "a.py", line 1',
    "teradatasql.OperationalError: Failed to connect",
    "",
    "During handling of the above exception, another exception occurred:",
    "AttributeError: no attribute 'FailedToConnectError'",
  ].join("\n");
  assertEquals(
    readLog(chained).findings[0]!.message,
    "no attribute 'FailedToConnectError'\nteradatasql.OperationalError: Failed to connect",
  );
});

Deno.test("readLog() counts what failed as the log does", () => {
  const countOf = (log: string) => readLog(log).failedCount;
  assertEquals(countOf(at("Done. PASS=1 WARN=0 ERROR=2 SKIP=0 TOTAL=3")), 2);
  assertEquals(countOf("Summary: 3 total | 1 success | 2 error"), 2);
  assertEquals(countOf("Summary: 3 total | 3 success"), 0);
  assertEquals(countOf("Broke off"), undefined);
});

/** Beginnings of rows, each with one expression that goes on in a text. */
const BEGINNINGS = [
  "",
  "Database Error in model a (",
  "Encountered an error: ",
  "error: dbt1501: ",
  "Failed [",
  "Failed [1s] model ",
  "Failed test a (",
  "Test failed (",
  "Stale [1s] source a (",
  "1 of 1 ERROR creating ",
  "1 of 1 FAIL ",
  "== [",
  "Traceback (most recent call last):\n",
  "Unhandled error while executing ",
  "fatal: ",
  'Glue /* {"app": "dbt"',
  "Error executing materialization macro '",
  "Error materializing test ",
  "08:00:01 [info ] [",
  "[2020-01-01",
  "{",
];
/** What such a text may be made of. */
const FILLINGS = [
  ...["a", "Aa", "_", " ", ".", "/", "\\", "(", ")", "[", "│", "<span>", "'"],
  ...[
    "a ",
    " - ",
    "a: ",
    "--> ",
    " in a",
    "run/",
    "macro '",
    "model a.b (",
    "0",
  ],
];

Deno.test("readLog() and putCauseFirst() take no longer for any line of 100,000 characters", () => {
  const slow = BEGINNINGS.flatMap((beginning) =>
    FILLINGS.filter((filling) => {
      const count = 100_000 / filling.length;
      const text = `${beginning}${filling.repeat(count)}!`;
      const start = performance.now();
      readLog(text);
      putCauseFirst(text);
      return performance.now() - start > 500;
    }).map((filling) => `${beginning}${filling}`)
  );
  assertEquals(slow, []);
});

Deno.test("readLog() reads 1 MiB of any short lines at once", () => {
  const lines = [
    ...[
      "\n",
      "x\n",
      "[error] x\n",
      "Runtime Error\n",
      "fatal: x\n",
      "Killed\n",
    ],
    ...["Traceback (most recent call last):\n", "Failed [1s] model a.b\n"],
    ...["Database Error in model a (models/a.sql)\n  No.\n", '{"msg":"x"}\n'],
  ];
  for (const line of lines) {
    const text = line.repeat(2 ** 20 / line.length);
    const start = performance.now();
    readLog(text);
    assert(performance.now() - start < 1_500, line);
  }
});

Deno.test("readLog() shows the end of a log below the line that ended it, once", () => {
  const log = "One\n\nKilled\nexited with code 137\n\ndbt command failed";
  const [finding] = readLog(log).findings;
  assertEquals(finding?.message, "exited with code 137\nOne\nKilled");
});

Deno.test("readLog() keeps twenty lines of a log's end", () => {
  assertEquals(readLog("line\n".repeat(500)).lastLines.length, 20);
  assertEquals(readLog("").lastLines, []);
});

/** The log of a build with errors of all kinds, as Core 1.9 prints it. */
const BUILD_LOG = [
  at("Running with dbt=1.9.4"),
  at("1 of 3 ERROR creating sql table model prod.a ..... [ERROR in 1s]"),
  at("2 of 3 FAIL 3 unique_b ..... [FAIL 3 in 1s]"),
  at("Completed with 2 errors, 0 partial successes, and 1 warning:"),
  at(""),
  at("  Database Error in model a (models/a.sql)"),
  "  001003 (42000): SQL compilation error:",
  "  syntax error",
  "  compiled code at target/run/shop/models/a.sql",
  at(""),
  at("Warning in test w (models/w.yml)"),
  at("Got 1 result, configured to warn if != 0"),
  at(""),
  at("Failure in test unique_b (models/b.yml)"),
  at("  Got 3 results, configured to fail if != 0"),
  at(""),
  at("Done. PASS=0 WARN=1 ERROR=2 SKIP=0 TOTAL=3"),
];
const BUILD_FINDINGS = [
  "model a | models/a.sql | 001003 (42000): SQL compilation error:",
  "test unique_b | models/b.yml | Got 3 results, configured to fail if != 0",
];
const FUSION_LOG = [
  "dbt-fusion 2.0.0-preview.202",
  "    Failed [  0.22s] model main.a (table)",
  "   Skipped [-------] model main.c (table)",
  "========= Errors and Warnings =========",
  "[warning] [Unused (dbt1097)]: Nothing to see",
  "- models.legacy",
  "[error] [DbDriverFailed (dbt1308)]: Database Error in model a (target/run/shop/models/a.sql)",
  "  No such table",
  "  (in run/shop/models/a.sql)",
  "[error] [YamlError (dbt1013)]: Unknown key",
  "  --> models/b.yml:6:5",
  "========== Execution Summary ==========",
  "Finished 'build' with 1 warning and 2 errors",
  "Summary: 2 total | 1 error | 1 skipped",
];
const FUSION_FINDINGS = [
  "model a | models/a.sql | No such table",
  "step | models/b.yml:6 | Unknown key",
];
/** The ways in which a log may have been copied. */
const COPIES: { [how: string]: (lines: string[]) => string[] } = {
  "without times": (lines) =>
    lines.map((line) => line.replace(/^08:14:02 {2}/, "")),
  "with a time on each line": (lines) =>
    lines.map((line) => line.startsWith("08:14:02") ? line : at(line)),
  "from GitHub Actions": (lines) =>
    lines.map((line) => `2026-01-31T10:00:00.1234567Z ${line}`),
  "from Windows": (lines) => lines.map((line) => `${line}\r`),
  "from dbt Cloud's debug log": (lines) =>
    lines.map((line) =>
      line.replace(/^/, "2026-01-31 08:14:02.123456 (MainThread): ")
    ),
};
for (const [how, copy] of Object.entries(COPIES)) {
  Deno.test(`readLog() finds the same in a log ${how}`, () => {
    assertEquals(linesOf(copy(BUILD_LOG).join("\n")), BUILD_FINDINGS);
    assertEquals(linesOf(copy(FUSION_LOG).join("\n")), FUSION_FINDINGS);
  });
}
