import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import type { RunStatus } from "../../api/model.ts";
import { MINUTE } from "../../testing/harness.ts";
import { reportOf } from "../../testing/report_case.ts";
import { createRunClock } from "./run_clock.ts";

const see = (status: RunStatus, elapsedMs: number | null = null, id = 7) => ({
  ...reportOf().run,
  ...{ id, status, elapsedMs },
});

Deno.test("createRunClock() counts from the moment at which a run left the queue", () => {
  using time = new FakeTime();
  const runClock = createRunClock();
  runClock.update(see("queued"));
  time.tick(MINUTE);
  assertEquals(runClock.elapsed(), undefined);
  runClock.update(see("starting"));
  time.tick(MINUTE);
  runClock.update(see("running"));
  assertEquals(runClock.elapsed(), MINUTE);
});

Deno.test("createRunClock() takes dbt Cloud's word for a run that was found, whatever our clock says", () => {
  using time = new FakeTime();
  const runClock = createRunClock();
  runClock.update(see("running", 4 * MINUTE));
  time.tick(MINUTE);
  assertEquals(runClock.elapsed(), 5 * MINUTE);
  runClock.update(see("running", null, 8));
  assertEquals(runClock.elapsed(), undefined);
});
