import { assert, assertEquals, assertRejects } from "@std/assert";
import { triggerRun, UnclearTriggerError } from "../mod.ts";
import { LOST, MINUTE, RUN, SECOND, setUp } from "../testing/harness.ts";

for (const minutes of [7, -7]) {
  Deno.test(`triggerRun() finds the run by its mark with a clock ${minutes} min ahead`, async () => {
    using fixture = setUp({
      clockSkew: minutes * MINUTE,
      faults: { trigger: [LOST] },
    });
    const run = await fixture.settle(triggerRun(fixture.job));
    assertEquals(fixture.cloud.runs.map(({ id }) => id), [run.id]);
  });
}

for (const seconds of [2, 10, 20, 29]) {
  Deno.test(`triggerRun() waits for a list that lags ${seconds} s`, async () => {
    using fixture = setUp({
      listedAfter: seconds * SECOND,
      faults: { trigger: [LOST] },
    });
    const run = await fixture.settle(triggerRun(fixture.job));
    assertEquals(fixture.cloud.runs.map(({ id }) => id), [run.id]);
    assertEquals(fixture.count("trigger"), 1);
  });
}

Deno.test("triggerRun() looks for the run at 0, 1, 2, 4, 8, 15 and 30 s", async () => {
  using fixture = setUp({ faults: { trigger: [{ status: 503 }] } });
  const began = fixture.time.now;
  await fixture.settle(triggerRun(fixture.job));
  const times = fixture.cloud.requests.filter(({ endpoint }) =>
    endpoint === "list"
  )
    .map(({ at }) => (at - began) / SECOND);
  // And once more, 30 s after the second POST.
  assertEquals(times, [0, 1, 2, 4, 8, 15, 30, 60]);
});

Deno.test("triggerRun() reads page after page until the run is found", async () => {
  using fixture = setUp({
    listedAfter: 3 * SECOND,
    faults: { trigger: [LOST] },
  });
  setTimeout(() => {
    for (let i = 0; i < 250; i++) fixture.cloud.trigger(2);
  }, SECOND);
  const run = await fixture.settle(triggerRun(fixture.job));
  assertEquals([run.id, fixture.count("trigger")], [RUN, 1]);
  const pages = fixture.cloud.requests.map(({ path }) =>
    /offset=(\d+)/.exec(path)?.[1]
  );
  assert(pages.includes("200"));
});

Deno.test("triggerRun() reads no page of runs that are an hour older", async () => {
  using fixture = setUp({ faults: { trigger: [{ status: 503 }] } });
  for (let i = 0; i < 150; i++) fixture.cloud.trigger(2);
  fixture.time.tick(90 * MINUTE);
  for (let i = 0; i < 20; i++) fixture.cloud.trigger(2);
  await fixture.settle(triggerRun(fixture.job));
  assertEquals(
    fixture.cloud.requests.some(({ path }) => path.includes("offset")),
    false,
  );
});

Deno.test("triggerRun() reads ten pages at most", async () => {
  using crowd = setUp({ faults: { trigger: [{ status: 503 }] } });
  for (let i = 0; i < 1_200; i++) crowd.cloud.trigger(2);
  await crowd.settle(triggerRun(crowd.job));
  const offsets = crowd.cloud.requests.map(({ path }) =>
    Number(/offset=(\d+)/.exec(path)?.[1] ?? 0)
  );
  assertEquals(Math.max(...offsets), 900);
});

Deno.test("triggerRun() asks for the trigger of each run that a list shows without", async () => {
  using fixture = setUp({ listsTriggers: false, faults: { trigger: [LOST] } });
  fixture.cloud.trigger(2);
  fixture.cloud.trigger(2);
  const run = await fixture.settle(triggerRun(fixture.job));
  assertEquals([run.id, fixture.count("trigger")], [RUN + 2, 1]);
});

Deno.test("triggerRun() does not post again if a run may be ours and nobody tells", async () => {
  using fixture = setUp({ faults: { trigger: [LOST] } });
  const withoutTriggers: typeof fetch = async (input, init) => {
    const response = await fixture.cloud.fetch(input, init);
    const text = (await response.text()).replace(
      /"trigger":\{.*?\},"job"/g,
      '"trigger":null,"job"',
    );
    return new Response(text, response);
  };
  await assertRejects(
    () =>
      fixture.settle(triggerRun({ ...fixture.job, fetch: withoutTriggers })),
    UnclearTriggerError,
  );
  assertEquals(fixture.count("trigger"), 1);
});

Deno.test("triggerRun() does not believe a look whose second page failed", async () => {
  using fixture = setUp({
    faults: {
      trigger: [LOST],
      // More often than there are looks.
      list: Array(9).fill([null, { status: 502 }, null, { answer: "cut" }])
        .flat(),
    },
  });
  setTimeout(() => {
    for (let i = 0; i < 150; i++) fixture.cloud.trigger(2);
  }, 0);
  const run = await fixture.settle(triggerRun({ ...fixture.job }));
  assertEquals([run.id, fixture.count("trigger")], [RUN, 1]);
});

Deno.test("triggerRun() takes no run for a candidate that has told its trigger since", async () => {
  const no = { status: 302, body: { status: { user_message: "No" } } };
  using fixture = setUp({
    running: MINUTE,
    listsTriggers: false,
    faults: { trigger: [{ answer: "none" }], retrieve: [no] },
  });
  const { id } = fixture.cloud.trigger(2, { cause: "Another" });
  const run = await fixture.settle(triggerRun(fixture.job));
  assert(run.id !== id);
  assertEquals(fixture.count("trigger"), 2);
});

Deno.test("triggerRun() does not post again while a run does not tell its trigger, and names it", async () => {
  const no = { status: 403, body: { status: { user_message: "No" } } };
  using fixture = setUp({
    running: MINUTE,
    listsTriggers: false,
    faults: { trigger: [{ answer: "none" }], retrieve: Array(99).fill(no) },
  });
  const { id } = fixture.cloud.trigger(2, { cause: "Another" });
  const error = await assertRejects(
    () => fixture.settle(triggerRun(fixture.job)),
    UnclearTriggerError,
  );
  assertEquals(error.candidates.map((run) => run.id), [id]);
  assertEquals(fixture.count("trigger"), 1);
});
