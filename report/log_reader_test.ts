import { assertEquals } from "@std/assert";
import { readLog } from "./log_reader.ts";

/** A finding in a line: type, name, file and line, and the cause. */
const linesOf = (log: string) =>
  readLog(log).findings.map(({ type, name, file, line, message }) =>
    [
      [type, name].filter(Boolean).join(" "),
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

Deno.test("readLog() reads long logs and lines at once", () => {
  readLog("Encountered an error:\n" + " \n".repeat(200_000) + "x");
  readLog(`Failed ${"a ".repeat(500_000)}`);
  readLog(`1 of 1 ERROR creating ${"a ".repeat(500_000)}`);
  readLog("{".repeat(500_000));
});

Deno.test("readLog() keeps twenty lines of a log's end", () => {
  assertEquals(readLog("line\n".repeat(500)).end.length, 20);
  assertEquals(readLog("").end, []);
});
