import { assert, assertEquals, assertRejects } from "@std/assert";
import { DbtCloudError, waitForRun } from "../mod.ts";
import { SECOND, setUp } from "../testing/harness.ts";

const never = new Promise<never>(() => {});

Deno.test("waitForRun() is not held up by a fetch that ignores its signal", async () => {
  const endless = new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array([123])),
      pull: () => never,
      cancel: () => never,
    }),
  );
  for (const fetch of [() => never, () => Promise.resolve(endless.clone())]) {
    using fixture = setUp();
    const startedAt = fixture.time.now;
    const error = await assertRejects(
      () => fixture.settle(waitForRun(7, { ...fixture.account, fetch })),
      DbtCloudError,
      "no answer within 30 s",
    );
    assert(error.kind === "lost" || error.kind === "unreadable");
    assert(fixture.time.now - startedAt <= 61 * SECOND);
    const signal = AbortSignal.timeout(5 * SECOND);
    const abortedAt = fixture.time.now + 5 * SECOND;
    await assertRejects(() =>
      fixture.settle(waitForRun(7, { ...fixture.account, fetch, signal }))
    );
    assertEquals(fixture.time.now, abortedAt);
  }
});
