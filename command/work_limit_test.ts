import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { createWorkLimit } from "./work_limit.ts";

const LATE = new Error("time is over");

Deno.test("createWorkLimit() aborts when time is over, with the error that was given", () => {
  using time = new FakeTime();
  const limit = createWorkLimit(new AbortController().signal, 100, LATE);
  time.tick(99);
  assertEquals(limit.signal.aborted, false);
  time.tick(1);
  assertEquals(limit.signal.reason, LATE);
  limit.clear();
});

Deno.test("createWorkLimit() aborts with its parent, also with one that was aborted before", () => {
  using time = new FakeTime();
  const parent = new AbortController();
  const before = createWorkLimit(parent.signal, 100, LATE);
  parent.abort("SIGTERM");
  const after = createWorkLimit(parent.signal, 100, LATE);
  assertEquals([before.signal.reason, after.signal.reason], [
    "SIGTERM",
    "SIGTERM",
  ]);
  before.clear();
  after.clear();
  time.tick(100);
});

Deno.test("WorkLimit.clear() leaves no timer, and lets go of the parent", () => {
  using time = new FakeTime();
  const parent = new AbortController();
  const limit = createWorkLimit(parent.signal, 100, LATE);
  limit.clear();
  time.tick(100);
  parent.abort();
  assertEquals(limit.signal.aborted, false);
});
