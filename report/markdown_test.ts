import { assertEquals } from "@std/assert";
import { escapeMarkdown, formatBlock, limitBytes } from "./markdown.ts";

Deno.test("escapeMarkdown() leaves no character that begins a tag, a link or a cell", () => {
  assertEquals(
    escapeMarkdown("<a>&[b]|`"),
    "&lt;a&gt;&amp;&#91;b&#93;&#124;&#96;",
  );
});

Deno.test("formatBlock() has a fence that is longer than those in the text", () => {
  assertEquals(formatBlock(["a", "````"]), "`````text\na\n````\n`````");
});

Deno.test("limitBytes() keeps what follows on a text that is too large", () => {
  const formatNote = (more: number) => `${more} more`;
  assertEquals(limitBytes(["a", "b"], 6, formatNote), ["a", "b"]);
  assertEquals(limitBytes(["é".repeat(9), "b"], 6, formatNote), [
    "b",
    "1 more",
  ]);
});
