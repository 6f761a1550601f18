import { assertEquals } from "@std/assert";
import { editDistance, findNear, isNear } from "./suggestions.ts";

Deno.test("editDistance() counts letters that change", () => {
  for (
    const [from, to, distance] of [
      ["", "", 0],
      ["wait", "wait", 0],
      ["wait", "", 4],
      ["", "wait", 4],
      ["wait", "wat", 1],
      ["wait", "waits", 1],
      ["wait", "want", 1],
      ["wiat", "wait", 2],
      ["timeout", "git-sha", 6],
    ] as const
  ) {
    assertEquals(editDistance(from, to), distance, `${from}, ${to}`);
    assertEquals(editDistance(to, from), distance, `${to}, ${from}`);
  }
});

Deno.test("isNear() does not compare words of very different lengths", () => {
  const startedAt = performance.now();
  assertEquals(isNear("x".repeat(10_000_000), "wait", 2), false);
  assertEquals(performance.now() - startedAt < 500, true);
});

Deno.test("findNear() puts the nearest name first", () => {
  const names = ["timeout", "interval", "wait", "url"];
  assertEquals(findNear("timeot", names), ["timeout"]);
  assertEquals(findNear("wiat", names), ["wait"]);
  assertEquals(findNear("x", names), []);
  assertEquals(findNear("abc", ["abcd", "abc"]), ["abc", "abcd"]);
});
