import { assertEquals } from "@std/assert";
import { dedent, formatDuration, joinSome } from "./format_text.ts";

Deno.test("formatDuration() says a duration as people do", () => {
  assertEquals(
    [0, 61, 3_600, 7_325, 90_061].map((s) => formatDuration(s * 1_000)),
    [
      "0 s",
      "1 min 1 s",
      "1 h",
      "2 h 2 min 5 s",
      "1 d 1 h 1 min",
    ],
  );
});

Deno.test("joinSome() counts the names that it leaves out", () => {
  assertEquals(joinSome(["a", "b"], 2), "a, b");
  assertEquals(joinSome(["a", "b", "c", "d"], 2), "a, b and 2 more");
});

Deno.test("dedent() keeps the indent of each line below the first", () => {
  assertEquals(dedent(["  a", "", "    b"]), ["a", "", "  b"]);
});
