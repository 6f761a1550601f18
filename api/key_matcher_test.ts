import { assertEquals } from "@std/assert";
import { createMatchers, KeyMatcher } from "./key_matcher.ts";

const KEY = "dbtc_0123456789abcdef";

Deno.test("KeyMatcher finds each place of a key, in any form", () => {
  const matcher = new KeyMatcher(KEY);
  const escaped = KEY.replace("c", "%63");
  const text = `${KEY} and ${escaped}.`;
  assertEquals(
    matcher.find(text).map(({ start, end }) => text.slice(start, end)),
    [KEY, escaped],
  );
  assertEquals(matcher.find("dbtc_0123456789abcde"), []);
});

Deno.test("KeyMatcher finds where the key begins that a text ends in", () => {
  const matcher = new KeyMatcher(KEY);
  assertEquals(matcher.findBeginning("a log with dbtc_01"), 11);
  assertEquals(matcher.findBeginning("a log with dbt"), undefined);
  assertEquals(matcher.findBeginning(`a log with ${KEY}.`), undefined);
});

Deno.test("createMatchers() hides keys in base64, and no short words", () => {
  const found = (text: string) =>
    createMatchers([KEY, "short"]).some((it) => it.find(text).length > 0);
  assertEquals(found(btoa(`token:${KEY}`)), true);
  assertEquals(found("short"), false);
});
