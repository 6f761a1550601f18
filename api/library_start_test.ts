import { assertEquals, assertRejects } from "@std/assert";
import { triggerAndWait, triggerRun, UnclearTriggerError } from "../mod.ts";
import { MINUTE, setUp } from "../testing/harness.ts";

const mine = new Error("My own");
const throwing = () => {
  throw mine;
};

Deno.test("triggerAndWait() loses no run when onNotice throws after a lost answer: it is cancelled, and the error passed on", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    faults: { trigger: [{ answer: "reset", done: true }] },
  });
  const options = { ...fixture.job, onNotice: throwing, cancelOnAbort: true };
  const error = await assertRejects(() =>
    fixture.settle(triggerAndWait(options))
  );
  assertEquals([error, fixture.count("trigger")], [mine, 1]);
  assertEquals([fixture.cloud.runs.length, fixture.count("cancel")], [1, 1]);
});

Deno.test("triggerRun() throws what says that a run may have been started, whatever onNotice throws", async () => {
  using fixture = setUp({
    faults: {
      trigger: [{ answer: "reset", done: true }],
      list: Array(99).fill({ status: 403 }),
    },
  });
  await assertRejects(
    () => fixture.settle(triggerRun({ ...fixture.job, onNotice: throwing })),
    UnclearTriggerError,
  );
});

Deno.test("triggerRun() passes on what onNotice throws, once the run is known", async () => {
  using fixture = setUp({ faults: { trigger: [{ status: 429 }] } });
  const error = await assertRejects(() =>
    fixture.settle(triggerRun({ ...fixture.job, onNotice: throwing }))
  );
  assertEquals([error, fixture.cloud.runs.length], [mine, 1]);
});
