import { assert, assertEquals, assertLess } from "@std/assert";
import fc, { anyCharacter } from "../testing/fast_check.ts";
import { createRedactor } from "./redact.ts";

const KEY = "dbtc_0123456789abcdefXYZ-+/";

const hex = (character: string) =>
  character.charCodeAt(0).toString(16).padStart(2, "0");
const each = (key: string, form: (character: string) => string) =>
  [...key].map(form).join("");
const forms: Record<string, (key: string) => string> = {
  "as it is": (key) => key,
  "in colours": (key) => key.split("").join("\x1b[31m"),
  "with other escapes": (key) => key.split("").join("\x1b(B"),
  "with a title of a window": (key) => key.split("").join("\x1b]0;t\x07"),
  "with C1 controls": (key) => key.split("").join("\x9b0m"),
  "over two lines": (key) => `${key.slice(0, 5)}\r\n  ${key.slice(5)}`,
  "with a variation selector": (key) => key.split("").join("\ufe0f"),
  "with an invisible character": (key) =>
    `${key.slice(0, 5)}\u200e${key.slice(5)}`,
  "in a URL": encodeURIComponent,
  "in a URL in a URL": (key) => encodeURIComponent(encodeURIComponent(key)),
  "in percent": (key) => each(key, (c) => `%${hex(c)}`),
  "in JSON": (key) => each(key, (c) => `\\u00${hex(c)}`),
  "in JSON as a string": (key) => JSON.stringify(key).slice(1, -1),
  "in JSON in JSON": (key) => JSON.stringify(JSON.stringify(key)).slice(3, -3),
  "in HTML": (key) => each(key, (c) => `&#${c.charCodeAt(0)};`),
  "in XML": (key) =>
    key.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
      .replaceAll('"', "&quot;").replaceAll("'", "&apos;"),
  "in HTML in HTML": (key) => each(key, (c) => `&amp;#x${hex(c)};`),
  "in Python": (key) => each(key, (c) => `\\x${hex(c)}`),
  "in base64": btoa,
  "in base64url": (key) => btoa(key).replaceAll("+", "-").replaceAll("/", "_"),
  "in base64 over many lines": (key) => btoa(key).replace(/.{9}(?=.)/g, "$&\n"),
  "in capitals": (key) => key.toUpperCase(),
};
for (const [how, formOf] of Object.entries(forms)) {
  Deno.test(`createRedactor() hides a key ${how}`, () => {
    const redact = createRedactor([KEY]);
    const form = formOf(KEY);
    assertEquals(redact(`Token ${form}.`), "Token ***.");
    assertEquals(redact({ a: [form, 1, null] }), { a: ["***", 1, null] });
    assertEquals(redact({ [form]: true }), { [form]: true });
  });
}

Deno.test("createRedactor() hides any key in any form in any text", () => {
  const character = fc.integer({ min: 33, max: 126 })
    .map((code) => String.fromCharCode(code));
  const key = fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: character, minLength: 8 }) },
    fc.string({ unit: fc.constantFrom(..."ab%25&\\u;"), minLength: 8 }),
    fc.string({ unit: character, minLength: 8, maxLength: 4_096, size: "max" }),
  );
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({ unit: fc.constantFrom(..."ab%25&\\u;\x1b[\n") }),
  );
  const form = fc.constantFrom(...Object.keys(forms));
  fc.assert(
    fc.property(key, form, text, text, (key, how, before, after) => {
      const hidden = createRedactor([key])(before + forms[how]!(key) + after);
      // The last character of base64 depends on what follows it; backslashes
      // around a key tell nothing of it.
      const rest = /base64|JSON/.test(how) ? 10 : 3;
      assert(hidden.includes("***"));
      assert(hidden.length <= before.length + after.length + rest);
    }),
    { numRuns: 200 },
  );
});

Deno.test("createRedactor() hides a key in base64 whatever stands before it", () => {
  const redact = createRedactor([KEY]);
  for (const before of ["", "a", "ab", "abc", "Token "]) {
    const redacted = redact(btoa(`${before}${KEY}\n`));
    assert(redacted.includes("***"));
    assertLess(redacted.length, before.length * 2 + 12);
  }
});

Deno.test("createRedactor() hides what looks like a key of dbt Cloud", () => {
  const redact = createRedactor([]);
  for (const prefix of ["dbtu_", "dbtc_"]) {
    const token = `${prefix}0yTUqM6QGoVlIJhAfo4yRbQ-t1lZI7GM7KMpbS4l`;
    assertEquals(redact(`Token ${token}, ${token}.`), "Token ***, ***.");
  }
});

Deno.test("createRedactor() hides the beginning of a word without end", () => {
  const word = `dbtc_${"aB3".repeat(3 * 2 ** 20)}`;
  assert(createRedactor([])(word).startsWith("***"));
});

Deno.test("createRedactor() leaves words under 8 characters alone", () => {
  assertEquals(createRedactor(["wrong"])("the wrong id"), "the wrong id");
});

Deno.test("createRedactor() takes no longer for a text that is made to take long", () => {
  const redact = createRedactor([KEY]);
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

Deno.test("createRedactor() needs no longer for a long key, or one that repeats itself", () => {
  const keys = [
    Array.from({ length: 4_096 }, (_, i) => (i * i).toString(36)).join("")
      .slice(0, 4_096),
    "a".repeat(4_096),
    `${"a".repeat(4_095)}b`,
  ];
  for (const key of keys) {
    const redact = createRedactor([key]);
    for (const part of [key, "a", "a\0", "log line\n", "%61", "YWFh"]) {
      const text = part.repeat(Math.ceil(2 ** 15 / part.length));
      const began = performance.now();
      assert(!redact(text + key).includes(key));
      assertLess(performance.now() - began, 30_000); // It took minutes, or failed.
    }
  }
});

Deno.test("createRedactor() does not fail at a value of any depth", () => {
  const text = `${"[".repeat(100_000)}"${KEY}"${"]".repeat(100_000)}`;
  assert(
    !JSON.stringify(createRedactor([KEY])(JSON.parse(text))).includes(KEY),
  );
});

Deno.test("createRedactor() changes nothing else", () => {
  const redact = createRedactor([KEY]);
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      fc.pre(!/dbt[cu]_/i.test(text));
      assertEquals(redact(text), text);
    }),
  );
});

Deno.test("createRedactor() leaves the names of models alone that begin like a token", () => {
  const names = [
    "dbtc_orders",
    "dbtu_items",
    "dbtc_int_customers_joined_with_orders_and_items",
    "dbtc_fct_2024_orders_by_customer_and_region_daily",
    "models/dbtc_customers.sql",
    "model.shop.dbtc_customers",
  ];
  assertEquals(createRedactor([KEY])(names), names);
});

Deno.test("findOpenEnd() finds where a text ends in what may be the beginning of a key", () => {
  const key = "Xy0123456789abcdefghijk-_lmnopqrstuvwxyz";
  const { findOpenEnd } = createRedactor([key]);
  const shown = "a line\nXy";
  for (const end of ["", "\n", "\r\n  ", "\\", "\x1b[0m", "\u200b"]) {
    for (const length of [4, 20, key.length - 1]) {
      const part = key.slice(0, length) + end;
      assertEquals(findOpenEnd(`${shown} ${part}`), shown.length + 1, part);
    }
  }
  const base64 = btoa(key).slice(0, 20);
  assertEquals(findOpenEnd(`a ${base64}\n`), 2);
  // What is whole, too short, or goes on otherwise may be shown.
  for (const end of [key, "Xy0", "Xy0123456789\nother", "", "Xy\n"]) {
    assertEquals(findOpenEnd(`a ${end}`), 2 + end.length, end);
  }
  assertEquals(createRedactor([]).findOpenEnd("a"), 1);
});

Deno.test("findOpenEnd() takes no longer for long texts", () => {
  const { findOpenEnd } = createRedactor([KEY.repeat(100)]);
  const start = performance.now();
  for (const text of ["d", "\\", "\n", KEY]) {
    findOpenEnd(text.repeat(1_000_000));
  }
  assert(performance.now() - start < 1_000);
});

for (const [how, formOf] of Object.entries(forms)) {
  Deno.test(`findOpenEnd() finds the beginning of a key ${how}`, () => {
    const { findOpenEnd } = createRedactor([KEY]);
    const form = formOf(KEY);
    const begun = Math.ceil(form.length / KEY.length * 6);
    for (const before of ["", "A log line\n".repeat(10_000)]) {
      // Some characters of base64 depend on what follows.
      for (let cut = begun; cut < form.length - 4; cut++) {
        const found = findOpenEnd(before + form.slice(0, cut));
        assertEquals(found, before.length, form.slice(0, cut));
      }
    }
  });
}
