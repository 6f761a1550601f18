import { assertEquals } from "@std/assert";
import { findEnding } from "./log_ending.ts";
import { readLines } from "./log_lines.ts";

const endingOf = (log: string) => {
  const lines = readLines(log);
  const end = lines.map(({ text }) => text).filter((text) => text.trim());
  return findEnding(lines, end)?.message;
};

Deno.test("findEnding() takes the most reliable line that ended a step", () => {
  assertEquals(
    endingOf("Killed\ngit@a: Permission denied (publickey)."),
    "git@a: Permission denied (publickey).\nKilled",
  );
  const ofDbt = "08:14:02  Running with dbt=1.9.4\n";
  assertEquals(endingOf(`${ofDbt}08:14:02  Error: of a macro`), undefined);
  assertEquals(endingOf("08:14:02  Error: No key"), "Error: No key");
  assertEquals(endingOf("All is well"), undefined);
});

Deno.test("findEnding() does not repeat the log below a traceback or a panic", () => {
  assertEquals(
    endingOf(
      "dbt-core 2.0.0\n   Loading profiles.yml\npanic: panicked at a.rs:1:2:\nNo root",
    ),
    "panic: panicked at a.rs:1:2:\nNo root",
  );
  assertEquals(
    endingOf(
      'One\nTraceback (most recent call last):\n  File "a.py"\nKeyError: 1',
    )
      ?.split("\n")[0],
    "KeyError: 1",
  );
});

Deno.test("findEnding() leaves out where Python's packages are", () => {
  assertEquals(
    endingOf(
      "Traceback (most recent call last):\n  x\nImportError: cannot import name 'a' from 'b' (/usr/lib/python3/site-packages/b/__init__.py)",
    )?.split("\n")[0],
    "ImportError: cannot import name 'a' from 'b'",
  );
});
