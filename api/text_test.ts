import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import {
  hideCredentials,
  isFullCommit,
  joinSentences,
  oneLine,
  readText,
  truncate,
} from "./text.ts";

Deno.test("oneLine() makes one short line without control characters", () => {
  assertEquals(oneLine(" a\r\n\tb\x1b[0m\u200b c "), "a b [0m c");
  assertEquals(oneLine("x".repeat(400)), `${"x".repeat(300)}…`);
  assertEquals(oneLine("abcdef", 3), "abc…");
});

Deno.test("truncate() cuts no character in two", () => {
  assertEquals(truncate("ab", 2), "ab");
  assertEquals(truncate("a😀b", 2), "a\ufffd…");
});

Deno.test("joinSentences() adds the full stop that is missing", () => {
  const messages = ["No", "No.", "No!", "Why?"];
  assertEquals(
    messages.map((message) => joinSentences(message, "Then")),
    ["No. Then", "No. Then", "No! Then", "Why? Then"],
  );
});

Deno.test("hideCredentials() hides user and password of an address", () => {
  assertEquals(
    hideCredentials("https://user:secret@host/path"),
    "https://***@host/path",
  );
});

async function* piecesOf(...texts: string[]) {
  for (const text of texts) yield await new TextEncoder().encode(text);
}

Deno.test("readText() reads characters that two pieces share", async () => {
  async function* pieces() {
    const bytes = new TextEncoder().encode("é");
    yield await bytes.slice(0, 1);
    yield await bytes.slice(1);
  }
  assertEquals(await readText(pieces(), 10), "é");
});

Deno.test("readText() reads no more than the limit", async () => {
  assertEquals(await readText(piecesOf("abc", "def", "g"), 6), "abcdef");
  await assertRejects(
    () => readText(piecesOf("abc", "def"), 5, new Error("Too long")),
    Error,
    "Too long",
  );
});

Deno.test("the helpers take no longer for texts that are made to take long", () => {
  const startedAt = performance.now();
  for (const part of [" ", "\\", "/", "@", ":", "a", "\u200b"]) {
    const text = part.repeat(500_000);
    for (const helper of [oneLine, hideCredentials]) helper(`https://${text}x`);
  }
  assertLess(performance.now() - startedAt, 5_000);
});

Deno.test("isFullCommit() takes SHA-1 and SHA-256, and no short name", () => {
  const sha1 = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
  for (const full of [sha1, "8D1EF1B2".repeat(8)]) {
    assert(isFullCommit(full), full);
  }
  for (const odd of ["HEAD", "8d1ef1b", "", `${sha1}0`, null, 7]) {
    assert(!isFullCommit(odd), `${odd}`);
  }
});
