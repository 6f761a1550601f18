import { assert, assertEquals } from "@std/assert";
import { expressionsIn, slowTextFor } from "./regexes.ts";
import { modulesIn, SHIPPED } from "./source.ts";

Deno.test("no regular expression takes longer than in proportion to its text, up to 1,000,000 characters", () => {
  const all = modulesIn(...SHIPPED, "action").flatMap(expressionsIn);
  assert(all.length > 100, `${all.length} are not all`);
  const slow = all.flatMap((expression) => {
    const fault = slowTextFor(expression);
    const { where, source, flags } = expression;
    return fault ? [`${where} /${source}/${flags}: ${fault}`] : [];
  });
  assertEquals(slow, []);
});

Deno.test("slowTextFor() finds what hung dbt-run 0.3.0", () => {
  const expressions = [
    // The cause in a traceback, of one long word.
    /^[\w.]*[A-Z]\w*(?:Error|Exception|Exit|Failure|Interrupt|Warning)\b/,
    // Results that were cut off among escaped quotes.
    /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g,
    // A log that breaks off among backslashes.
    /\\+$/,
    /\s+$/,
    /a*a*b/,
    /(?:\w+\s?)*$/,
    /<!--.*-->/s,
  ];
  for (const { source, flags } of expressions) {
    assert(slowTextFor({ where: "", source, flags }), source);
  }
});

Deno.test("slowTextFor() finds nothing in expressions that are linear", () => {
  const expressions = [
    /^\s+/,
    /(?<!\s)\s+$/,
    /"(?:[^"\\]|\\.)*(?:"|$)/gs,
    /\S{1,50}(?:\s|$)/g,
    /^(?:a|b)+$/,
    /[\p{L}\p{N}]+/gu,
    /x/,
    /(?:\s+|#[^\n]*)*/y,
  ];
  for (const { source, flags } of expressions) {
    assertEquals(slowTextFor({ where: "", source, flags }), undefined, source);
  }
});
