import { assertEquals } from "@std/assert";
import { pythonRepr } from "./script.ts";

Deno.test("pythonRepr() shows values as Python does", () => {
  const cases: [unknown, string][] = [
    [null, "None"],
    [true, "True"],
    [[1, "a"], "[1, 'a']"],
    [{ a: "b", c: false }, "{'a': 'b', 'c': False}"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ["a\\b\n\t\x1b\u200e é", "'a\\\\b\\n\\t\\x1b\\u200e é'"],
  ];
  for (const [value, expected] of cases) {
    assertEquals(pythonRepr(value), expected);
  }
});
