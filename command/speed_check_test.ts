import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { SpeedCheck } from "./speed_check.ts";

const MINUTE = 60_000;

/** Counts one piece of this many bytes. */
async function receive(speed: SpeedCheck, bytes: number): Promise<void> {
  async function* create() {
    yield await Promise.resolve(new Uint8Array(bytes));
  }
  for await (const _ of speed.count(create()));
}

Deno.test("SpeedCheck aborts after ten minutes and one in which less than 64 KiB came", async () => {
  using time = new FakeTime();
  const speed = new SpeedCheck(new AbortController().signal);
  speed.start();
  await receive(speed, 65_536);
  time.tick(10 * MINUTE);
  assert(!speed.signal.aborted);
  await receive(speed, 65_535);
  time.tick(MINUTE);
  assertEquals(
    speed.signal.reason.message,
    "less than 64 KiB came in the last minute",
  );
});

Deno.test("SpeedCheck is aborted by its parent, also by one that is aborted already", () => {
  const parent = new AbortController();
  const before = new SpeedCheck(parent.signal);
  parent.abort(new Error("Interrupted"));
  const after = new SpeedCheck(parent.signal);
  assertEquals(before.signal.reason, parent.signal.reason);
  assertEquals(after.signal.reason, parent.signal.reason);
});
