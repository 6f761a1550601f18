import { assertEquals } from "@std/assert";
import { safeLine, safeLines } from "./safe_text.ts";

Deno.test("safeLine() lets through text, tabs and, where wanted, colours", () => {
  const cases: [text: string, plain: string, coloured?: string][] = [
    ["a\tb", "a\tb"],
    ["\x1b[31mred\x1b[0m", "red", "\x1b[31mred\x1b[0m"],
    ["\x1b[2Ka\x1b[1;1Hb\x1b]0;title\x07c\x1b(B", "abc"],
    ["\x1b]8;;https://a\x1b\\link\x1b]8;;\x1b\\", "link"],
    ["a\x9b31mb\0c", "a 31mb c"],
    ["a\nb\rc", "a b c"],
    ["a\x1b[8mb", "ab"],
    ["\x1b[31mred", "red", "\x1b[31mred\x1b[0m"],
    ["\x1b[1;32;40mgreen\x1b[0m", "green", "green\x1b[0m"],
    ["\ud800a", "\ufffda"],
  ];
  for (const [text, plain, coloured = plain] of cases) {
    assertEquals(safeLine(text), plain);
    assertEquals(safeLine(text, { colour: true }), coloured);
  }
  assertEquals(safeLine("a".repeat(5_000)).length, 4_001);
  assertEquals(safeLines("a\r\nb\rc\u2028d\n\n"), ["a", "b", "c", "d"]);
});
