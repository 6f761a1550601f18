import { assertEquals } from "@std/assert";
import { putCauseFirst } from "./message.ts";

const messages: [message: string, explained: string][] = [
  [
    "Database Error in model orders (models/orders.sql)\n  001003 (42000): SQL compilation error:\n  syntax error line 9\n  compiled code at target/run/shop/models/orders.sql",
    "001003 (42000): SQL compilation error:\nsyntax error line 9",
  ],
  [
    "Runtime Error in model a (models/a.py)\n  Database Error\n    ORA-20100: no\n  compiled Code at target/a.py\n",
    "ORA-20100: no",
  ],
  [
    "Compilation Error in test b (models/s.yml)",
    "Compilation Error in test b (models/s.yml)",
  ],
  [
    "Got 3 results, configured to fail if != 0",
    "Got 3 results, configured to fail if != 0",
  ],
  ["Runtime Error\n  Database Error in a", "Database Error in a"],
  ["\n  One\n    two\ncompiled code at a", "One\n  two"],
  ["Database Error in a\n  Syntax Error\n  line 1", "Syntax Error\nline 1"],
  ["ERROR 1 of 2", "ERROR 1 of 2"],
  ["", ""],
];
Deno.test("putCauseFirst() begins a message with its cause", () => {
  for (const [message, explained] of messages) {
    assertEquals(putCauseFirst(message), explained);
  }
});

Deno.test("putCauseFirst() takes no longer for a message of 200,000 lines, or of one that is long", () => {
  // Of quadratic expressions, this would take minutes.
  const [breaks, blanks] = ["\n".repeat(200_000), " ".repeat(200_000)];
  assertEquals(
    putCauseFirst(`Test Error\n${breaks}No${breaks}one`),
    `No${breaks}one`,
  );
  assertEquals(putCauseFirst(`No${breaks}compiled sql at a`), "No");
  assertEquals(
    putCauseFirst(`Test Error in ${blanks}\rx`),
    `Test Error in ${blanks}\rx`,
  );
});

Deno.test("putCauseFirst() finds the end of a traceback of 300,000 lines", () => {
  const lines = "  x\n".repeat(300_000);
  const message = `Traceback (most recent call last):\n${lines}KeyError: 1`;
  assertEquals(putCauseFirst(message).split("\n")[0], "KeyError: 1");
});

Deno.test("putCauseFirst() takes no longer for a traceback with one long word", () => {
  const word = "Aa".repeat(200_000);
  const message =
    `Traceback (most recent call last):\n  x\n${word}\nKeyError: 1`;
  assertEquals(putCauseFirst(message).split("\n")[0], "KeyError: 1");
  assertEquals(
    putCauseFirst(`Traceback (most recent call last):\n  x\n${word}`).split(
      "\n",
    )[0],
    word,
  );
});

const causes: [what: string, message: string, cause: string][] = [
  [
    "a transport's address",
    "Database Error in model a (models/a.sql)\n  :HTTPDriver for http://a:8123 returned response code 404)\n   Code: 60. DB::Exception: No table",
    "Code: 60. DB::Exception: No table",
  ],
  [
    "a number alone",
    "Database Error\n  1205\n  Lock wait timeout",
    "Lock wait timeout",
  ],
  [
    "dbt's outer sentence",
    'Runtime Error\n  Database error while listing schemas in database "A"\n  Database Error\n    No such database',
    "No such database",
  ],
  [
    "a reason in the next line",
    "Parsing Error\n  Failed to render models/a.yml from project shop: Parsing Error\n    Env var required",
    "Failed to render models/a.yml from project shop:",
  ],
  [
    "the SQL that was sent",
    "Database Error in model a (models/a.sql)\n  Glue returned `error` for code SqlWrapper2.execute('''/* {\"app\": \"dbt\"} */\n  select 1\n  '''), ParseException: mismatched input\n  == SQL ==",
    "ParseException: mismatched input",
  ],
  [
    "the number of ClickHouse's error",
    "Code: 62.\nDB::Exception: Syntax error: failed at position 8",
    "DB::Exception: Syntax error: failed at position 8",
  ],
  [
    "a check of dbt debug",
    "1 check failed:\ndbt was unable to connect to the specified database.\nThe database returned the following error:\n\n  >Database Error\n  connection refused",
    "connection refused",
  ],
  [
    "the head of MetricFlow's list",
    "Breaking issues found when checking semantics\n• ERROR: with metric `a` - No measure",
    "with metric `a` - No measure",
  ],
  [
    "where a Python module lies",
    "ImportError: cannot import name 'a' from 'b' (/usr/lib/site-packages/b.py)",
    "ImportError: cannot import name 'a' from 'b'",
  ],
];
for (const [what, message, cause] of causes) {
  Deno.test(`putCauseFirst() does not begin with ${what}`, () => {
    assertEquals(putCauseFirst(message).split("\n")[0], cause);
  });
}

Deno.test("putCauseFirst() moves the line below along with a cause that ends with a colon", () => {
  assertEquals(
    putCauseFirst(
      "Database error while listing schemas\n  SQL compilation error:\n  No such object",
    ),
    "SQL compilation error:\nNo such object\nDatabase error while listing schemas",
  );
});
