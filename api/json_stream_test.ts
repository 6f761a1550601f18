import { assert, assertEquals, assertLess } from "@std/assert";
import { JsonScanner } from "./json_stream.ts";

const MIB = 2 ** 20;

Deno.test("JsonScanner reads no document that is deeper than 1,000 values", () => {
  const isWhole = (...pieces: string[]) => {
    const options = { depth: 0, wants: () => false, onValue: () => {} };
    const scanner = new JsonScanner(options);
    for (const piece of pieces) scanner.push(new TextEncoder().encode(piece));
    return scanner.isWhole;
  };
  const nested = (depth: number) => ["[".repeat(depth), "]".repeat(depth)];
  assert(isWhole(...nested(1_000)));
  assert(!isWhole(...nested(1_001)));
  // To remember all of these would take gigabytes.
  assert(!isWhole(...Array(60).fill("[".repeat(2 ** 20))));
});

/** The values of a document that comes in pieces. */
function scan(pieces: string[]): unknown[] {
  const values: unknown[] = [];
  const scanner = new JsonScanner({
    depth: 10,
    wants: () => true,
    onValue: (path, value) => values.push([path.join("."), value]),
  });
  for (const piece of pieces) scanner.push(new TextEncoder().encode(piece));
  scanner.end();
  return values;
}

Deno.test("JsonScanner reads the same, wherever a document is cut into pieces", () => {
  const document = JSON.stringify({
    a: ['x"y\\', "é\u2028", 1.5e3, true, null, { "k\\": "" }],
    b: { c: [], d: {} },
  });
  const expected = [
    ["a.0", 'x"y\\'],
    ["a.1", "é\u2028"],
    ["a.2", 1500],
    ["a.3", true],
    ["a.4", null],
    ["a.5.k\\", ""],
  ];
  for (let at = 0; at <= document.length; at++) {
    const pieces = [document.slice(0, at), document.slice(at)];
    assertEquals(scan(pieces), expected, pieces[0]);
  }
});

Deno.test("JsonScanner hands on the text in whose middle a document breaks off", () => {
  const cases: [text: string, expected: string][] = [
    ["abc", "abc"],
    ["a\\n", "a\n"],
    ["a\\", "a"],
    ["a\\\\", "a\\"],
    ["a\\\\\\", "a\\"],
    ["a\\u00", "a"],
    ["a\\u00e", "a"],
    ["a\\u00e9", "aé"],
    ["a\\\\u00", "a\\u00"],
  ];
  for (const [text, expected] of cases) {
    assertEquals(scan([`{"log": "${text}`]), [["log", expected]], text);
  }
});

Deno.test("JsonScanner takes no longer for texts of many escapes that break off", () => {
  for (const part of ['\\\\"', "\\\\", '\\"x', "\\u0022"]) {
    const startedAt = performance.now();
    scan([`{"log": "${part.repeat(MIB / part.length)}`]);
    scan([`{"log": "${part.repeat(MIB / part.length)}\\`]);
    scan([`{"log": "${part.repeat(MIB / part.length)}x`]);
    assertLess(performance.now() - startedAt, 2_000);
  }
});
