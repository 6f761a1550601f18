import { assert } from "@std/assert";
import { flushRequests } from "./requests.ts";

Deno.test("flushRequests() waits a few milliseconds, and leaves no timer", async () => {
  const startedAt = performance.now();
  // Its timers do not keep the process alive: something else has to.
  const alive = setInterval(() => {}, 1);
  await flushRequests();
  clearInterval(alive);
  assert(performance.now() - startedAt >= 4);
});
