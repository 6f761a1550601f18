import { assertEquals } from "@std/assert";
import { limitRequest } from "./wait_limits.ts";

/** The limit of a request when so much of the wait remains, in milliseconds. */
function getLimit(remaining: number, limit?: number): number | undefined {
  const deadline = { duration: remaining, remaining: () => remaining };
  return limitRequest({ deadline }, limit).timeLimit;
}

Deno.test("limitRequest() lets no request outlast the deadline by more than 3 s", () => {
  assertEquals(getLimit(Infinity), 30_000);
  assertEquals(getLimit(60_000), 30_000);
  assertEquals(getLimit(7_000.5), 7_001);
  assertEquals(getLimit(10), 3_000);
  assertEquals(getLimit(-5_000), 3_000);
});

Deno.test("limitRequest() keeps a shorter limit", () => {
  assertEquals(getLimit(Infinity, 5_000), 5_000);
  assertEquals(getLimit(10, 2_000), 2_000);
});

Deno.test("limitRequest() hands on the signal of a wait without a deadline", () => {
  const { signal } = new AbortController();
  assertEquals(limitRequest({ signal }), { signal, timeLimit: 30_000 });
});
