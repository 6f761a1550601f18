import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  triggerAndWait,
  waitForRun,
  type WaitOptions,
  watchRun,
} from "../mod.ts";
import {
  HOUR,
  MINUTE,
  refusal,
  RUN,
  setUp,
  waitIn,
} from "../testing/harness.ts";

const leaves: Record<string, (options: WaitOptions) => Promise<unknown>> = {
  "the signal is aborted": (options) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("Enough")), 5_000);
    return waitForRun(RUN, { ...options, signal: controller.signal });
  },
  "the time limit is over": (options) =>
    waitForRun(RUN, { ...options, timeout: 5_000 }),
  "onUpdate throws": (options) =>
    waitForRun(RUN, {
      ...options,
      onUpdate: () => {
        throw new Error("Enough");
      },
    }),
  "the loop is left": async (options) => {
    for await (const _ of watchRun(RUN, options)) break;
  },
};
for (const [what, leave] of Object.entries(leaves)) {
  Deno.test(`waitForRun() with cancelOnAbort cancels the run when ${what}`, async () => {
    for (const cancelOnAbort of [true, false]) {
      using fixture = setUp({
        running: HOUR,
        faults: { cancel: [{ status: 502 }] },
      });
      fixture.cloud.trigger(2);
      await fixture.settle(
        leave({ ...fixture.account, cancelOnAbort }).catch(() => {}),
      );
      assertEquals(
        fixture.cloud.getStatus(fixture.cloud.runs[0]!),
        cancelOnAbort ? 30 : 3,
      );
    }
  });
}

Deno.test("waitForRun() with cancelOnAbort cancels no run because dbt Cloud fails", async () => {
  const { requests } = await waitIn(
    { running: HOUR, faults: { retrieve: Array(9).fill(refusal(403)) } },
    { cancelOnAbort: true },
  );
  assert(requests.every(({ endpoint }) => endpoint === "retrieve"));
});

Deno.test("triggerAndWait() with cancelOnAbort cancels the run if onUpdate throws at once", async () => {
  using fixture = setUp({ running: 10 * MINUTE });
  const onUpdate = () => {
    throw new RangeError("mine");
  };
  const waiting = triggerAndWait({
    ...fixture.job,
    cancelOnAbort: true,
    onUpdate,
  });
  await assertRejects(() => fixture.settle(waiting), RangeError, "mine");
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [30]);
});
