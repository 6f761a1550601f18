import { assert, assertEquals, assertRejects } from "@std/assert";
import { setUp } from "../testing/harness.ts";
import {
  clock,
  createDeadline,
  createTimeoutSignal,
  MINUTE,
  pause,
  SECOND,
} from "./clock.ts";

Deno.test("clock.now() counts the time that passes, whoever sets the clock of the machine", () => {
  const before = clock.now();
  assert(Math.abs(clock.now() - before) < MINUTE);
  assert(before < Date.now() / 2, "it is a date");
});

Deno.test("clock.now() is the faked clock where a test has faked it", () => {
  using fixture = setUp();
  const before = clock.now();
  fixture.time.tick(5 * SECOND);
  assertEquals(clock.now() - before, 5 * SECOND);
});

Deno.test("pause() resolves in time, at once for what is past, and rejects with the signal's reason", async () => {
  using fixture = setUp();
  const startedAt = fixture.time.now;
  await fixture.settle(pause(2 * SECOND));
  await fixture.settle(pause(-1));
  assertEquals(fixture.time.now - startedAt, 2 * SECOND);
  const reason = new Error("Enough");
  const error = await assertRejects(() => pause(1, AbortSignal.abort(reason)));
  assertEquals(error, reason);
});

Deno.test("createDeadline() says what remains, and a signal is aborted there", () => {
  using fixture = setUp();
  const deadline = createDeadline(3 * SECOND);
  const signal = createTimeoutSignal(deadline);
  fixture.time.tick(2 * SECOND);
  assertEquals([deadline.remaining(), signal.aborted], [SECOND, false]);
  fixture.time.tick(2 * SECOND);
  assertEquals([deadline.remaining(), signal.aborted], [-SECOND, true]);
  const late = createTimeoutSignal(deadline);
  fixture.time.tick(0);
  assertEquals(late.aborted, true);
});
