import { assert } from "@std/assert";
import { JsonScanner } from "./json_stream.ts";

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
