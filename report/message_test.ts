import { assertEquals } from "@std/assert";
import { explain } from "./message.ts";

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
Deno.test("explain() begins a message with its cause", () => {
  for (const [message, explained] of messages) {
    assertEquals(explain(message), explained);
  }
});

Deno.test("explain() takes no longer for a message of 200,000 lines, or of one that is long", () => {
  // Of quadratic expressions, this would take minutes.
  const [breaks, blanks] = ["\n".repeat(200_000), " ".repeat(200_000)];
  assertEquals(
    explain(`Test Error\n${breaks}No${breaks}one`),
    `No${breaks}one`,
  );
  assertEquals(explain(`No${breaks}compiled sql at a`), "No");
  assertEquals(
    explain(`Test Error in ${blanks}\rx`),
    `Test Error in ${blanks}\rx`,
  );
});

Deno.test("explain() finds the end of a traceback of 300,000 lines", () => {
  const lines = "  x\n".repeat(300_000);
  const message = `Traceback (most recent call last):\n${lines}KeyError: 1`;
  assertEquals(explain(message).split("\n")[0], "KeyError: 1");
});
