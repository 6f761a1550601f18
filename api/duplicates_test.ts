import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { triggerAndWait, triggerRun } from "../mod.ts";
import { ACCOUNT_PAGE, MINUTE, SECOND, setUp } from "../testing/harness.ts";

Deno.test("triggerAndWait() that is aborted after the run ended says that a second one may appear", async () => {
  using fixture = setUp({
    running: 2 * SECOND,
    faults: { trigger: [{ answer: "reset", doneAfter: 50 * SECOND }] },
  });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 40 * SECOND);
  const { signal } = stop;
  const waiting = triggerAndWait({
    ...fixture.job,
    signal,
    cancelOnAbort: true,
  });
  await assertRejects(() => fixture.settle(waiting), DOMException);
  assertEquals(fixture.count("cancel"), 0);
  assertStringIncludes(
    fixture.notices.join("\n"),
    "A second run may have been started: look for [dbt-run",
  );
});

Deno.test("triggerAndWait() cancels a second run also without cancelOnAbort", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    faults: { trigger: [{ answer: "reset", doneAfter: 35 * SECOND }] },
  });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50 * SECOND);
  const waiting = triggerAndWait({ ...fixture.job, signal: stop.signal });
  await assertRejects(() => fixture.settle(waiting), DOMException);
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [3, 30]);
});

Deno.test("triggerRun() cancels a second run that surfaces within 30 s", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    faults: { trigger: [{ answer: "reset", doneAfter: 45 * SECOND }] },
  });
  const run = await fixture.settle(triggerRun(fixture.job));
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [3, 30]);
  assertEquals(run.id, fixture.cloud.runs[0]!.id);
});

Deno.test("triggerRun() that is aborted while it looks for a second run tells of both", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    faults: { trigger: [{ answer: "reset", doneAfter: 50 * SECOND }] },
  });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 40 * SECOND);
  const waiting = triggerRun({ ...fixture.job, signal: stop.signal });
  await assertRejects(() => fixture.settle(waiting), DOMException);
  const [{ id } = { id: 0 }] = fixture.cloud.runs;
  const text = fixture.notices.join("\n");
  assertStringIncludes(
    text,
    `Run ${id} is still running: ${ACCOUNT_PAGE}/projects`,
  );
  assertStringIncludes(text, "A second run may have been started: look for");
});
