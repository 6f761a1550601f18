import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "../testing/fast_check.ts";
import { redactor } from "./redact.ts";

const KEY = "dbtc_0123456789abcdefXYZ-+/";

const hex = (character: string) => character.charCodeAt(0).toString(16);
const forms: Record<string, string> = {
  "as it is": KEY,
  "in colours": KEY.split("").join("\x1b[31m"),
  "with other escapes": KEY.split("").join("\x1b(B"),
  "with a title of a window": KEY.split("").join("\x1b]0;t\x07"),
  "with C1 controls": KEY.split("").join("\x9b0m"),
  "over two lines": `${KEY.slice(0, 9)}\r\n  ${KEY.slice(9)}`,
  "with a variation selector": KEY.split("").join("\ufe0f"),
  "with an invisible character": `${KEY.slice(0, 9)}\u200e${KEY.slice(9)}`,
  "in a URL": encodeURIComponent(KEY),
  "in a URL in a URL": encodeURIComponent(encodeURIComponent(KEY)),
  "in percent": [...KEY].map((c) => `%${hex(c)}`).join(""),
  "in JSON": [...KEY].map((c) => `\\u00${hex(c)}`).join(""),
  "in JSON in JSON": JSON.stringify(JSON.stringify(KEY)).slice(3, -3),
  "in HTML": [...KEY].map((c) => `&#${c.charCodeAt(0)};`).join(""),
  "in base64": btoa(KEY),
  "in base64url": btoa(KEY).replaceAll("+", "-").replaceAll("/", "_"),
  "in capitals": KEY.toUpperCase(),
};
for (const [how, form] of Object.entries(forms)) {
  Deno.test(`redactor() hides a key ${how}`, () => {
    const redact = redactor([KEY]);
    assertEquals(redact(`Token ${form}.`), "Token ***.");
    assertEquals(redact({ a: [form, 1, null] }), { a: ["***", 1, null] });
    assertEquals(redact({ [form]: true }), { [form]: true });
  });
}

Deno.test("redactor() hides a key in base64 whatever stands before it", () => {
  const redact = redactor([KEY]);
  for (const before of ["", "a", "ab", "abc", "Token "]) {
    const redacted = redact(btoa(`${before}${KEY}\n`));
    assert(redacted.includes("***"));
    assertLess(redacted.length, before.length * 2 + 12);
  }
});

Deno.test("redactor() hides what looks like a key of dbt Cloud", () => {
  const redact = redactor([]);
  assertEquals(redact("dbtu_other123 dbtc_another"), "*** ***");
});

Deno.test("redactor() hides the beginning of a word without end", () => {
  const word = `dbtc_${"a".repeat(8 * 2 ** 20)}`;
  assert(redactor([])(word).startsWith("***"));
});

Deno.test("redactor() leaves words under 8 characters alone", () => {
  assertEquals(redactor(["wrong"])("the wrong id"), "the wrong id");
});

Deno.test("redactor() takes no longer for a text that is made to take long", () => {
  const redact = redactor([KEY]);
  // Each could be an escape, or one that ends and a character of the key.
  const twoWays = ["\x9b", "\x1b"].map((escape) =>
    "d" + [..."btc_"].map((c) => `${escape}${c}`.repeat(16)).join("")
  );
  const parts = [
    "\x1b[d",
    "d\x1b[m\x1b[m",
    "\x1b]d\x07",
    "d\0",
    "\x1b(d",
    "d\n ",
  ];
  for (const part of [...parts, ...twoWays]) {
    const text = part.repeat(Math.ceil(500_000 / part.length));
    assertEquals(redact(text), text);
  }
});

Deno.test("redactor() changes nothing else", () => {
  const redact = redactor([KEY]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      fc.pre(!/dbt[cu]_/i.test(text));
      assertEquals(redact(text), text);
    }),
  );
});
