import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  DbtCloudError,
  RunFailedError,
  RunTimeoutError,
  triggerAndWait,
  waitForRun,
  watchRun,
} from "../mod.ts";
import { HOUR, SECOND, setUp, waitIn } from "../testing/harness.ts";

Deno.test("triggerAndWait() rejects with the run when it failed", async () => {
  for (const ending of ["error", "cancelled"] as const) {
    using fixture = setUp({ ending, running: 3_000 });
    const error = await assertRejects(
      () => fixture.settle(triggerAndWait(fixture.job)),
      RunFailedError,
    );
    assertEquals(error.run.status, ending);
    assertStringIncludes(error.message, error.run.href);
    assertStringIncludes(error.message, error.run.statusMessage!);
  }
});

Deno.test("watchRun() yields the run at each poll, and ends with it", async () => {
  using fixture = setUp({ queued: 1_500, running: 2_000 });
  const run = fixture.cloud.trigger(2);
  const seen: string[] = [];
  const watching = (async () => {
    for await (const { status } of watchRun(run.id, fixture.account)) {
      seen.push(status);
    }
  })();
  await fixture.settle(watching);
  assertEquals(seen, ["queued", "running", "running", "success"]);
});

Deno.test("watchRun() and waitForRun() take a run or its id", async () => {
  using fixture = setUp();
  const { id } = fixture.cloud.trigger(2);
  const run = await fixture.settle(waitForRun(id, fixture.account));
  assertEquals((await fixture.settle(waitForRun(run, fixture.account))).id, id);
});

Deno.test("waitForRun() passes on what onUpdate throws, as it is", async () => {
  const fault = new DbtCloudError("Mine");
  for (
    const onUpdate of [
      () => {
        throw fault;
      },
      () => Promise.reject(fault),
    ]
  ) {
    const { run: error, requests } = await waitIn({}, { onUpdate });
    assertEquals([error === fault, requests.length], [true, 1]);
  }
});

const never = new Promise<never>(() => {});

Deno.test("waitForRun() hears an abort while onUpdate never resolves, and cancels the run", async () => {
  using fixture = setUp({ running: HOUR });
  const { id } = fixture.cloud.trigger(2);
  const controller = new AbortController();
  const reason = new Error("Enough");
  setTimeout(() => controller.abort(reason), 10 * SECOND);
  const startedAt = fixture.time.now;
  const error = await assertRejects(() =>
    fixture.settle(waitForRun(id, {
      ...fixture.account,
      signal: controller.signal,
      cancelOnAbort: true,
      onUpdate: () => never,
    }))
  );
  assertEquals([error, fixture.count("cancel")], [reason, 1]);
  assert(fixture.time.now - startedAt <= 15 * SECOND);
});

Deno.test("waitForRun() keeps its time limit while onUpdate never resolves, and cancels the run", async () => {
  using fixture = setUp({ running: HOUR });
  const { id } = fixture.cloud.trigger(2);
  const startedAt = fixture.time.now;
  await assertRejects(
    () =>
      fixture.settle(waitForRun(id, {
        ...fixture.account,
        timeout: 20 * SECOND,
        cancelOnAbort: true,
        onUpdate: () => never,
      })),
    RunTimeoutError,
  );
  assertEquals(fixture.count("cancel"), 1);
  assert(fixture.time.now - startedAt <= 25 * SECOND);
});

Deno.test("waitForRun() passes on what onNotice throws, and cancels the run", async () => {
  const mine = new Error("My own");
  const callbacks = [
    () => {
      throw mine;
    },
    () => Promise.reject(mine),
  ];
  for (const onNotice of callbacks) {
    using fixture = setUp({
      running: HOUR,
      faults: { retrieve: [{ status: 502 }] },
    });
    const { id } = fixture.cloud.trigger(2);
    const options = { ...fixture.account, onNotice, cancelOnAbort: true };
    const error = await assertRejects(() =>
      fixture.settle(waitForRun(id, options as never))
    );
    assertEquals([error, fixture.count("cancel")], [mine, 1]);
  }
});
