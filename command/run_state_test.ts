import { assert, assertEquals } from "@std/assert";
import { createStateHolder } from "./run_state.ts";

Deno.test("StateHolder.update() replaces the state, and never writes into it", () => {
  const state = createStateHolder();
  const before = state.current;
  const after = state.update({ phase: "watch", isOurs: true });
  assertEquals(before, { phase: "start", isOurs: false });
  assertEquals(after, { phase: "watch", isOurs: true });
  assertEquals(state.current, after);
  assert(before !== after);
});
