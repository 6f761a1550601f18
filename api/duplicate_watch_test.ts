import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { triggerAndWait } from "../mod.ts";
import { LOST, MINUTE, RUN, SECOND, setUp } from "../testing/harness.ts";

Deno.test("triggerAndWait() cancels the second run when the first one surfaces late", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    faults: { trigger: [{ answer: "reset", doneAfter: 40 * SECOND }] },
  });
  const waiting = triggerAndWait(fixture.job).catch((error) => error);
  const run = await fixture.settle(waiting);
  const statuses = fixture.cloud.runs.map(fixture.cloud.getStatus);
  assertEquals(fixture.cloud.runs.length, 2);
  assertEquals(statuses.toSorted(), [10, 30]);
  assertEquals(run.status, "success");
  assertStringIncludes(
    fixture.notices.join("\n"),
    "a second run of the same trigger",
  );
});

Deno.test("triggerAndWait() follows the newer run if dbt Cloud cancelled the older one itself", async () => {
  using fixture = setUp({
    running: 3 * MINUTE,
    cancelsOlder: true,
    listedAfter: 35 * SECOND,
    faults: { trigger: [LOST] },
  });
  const job = { ...fixture.job, githubPullRequestId: 7 };
  const run = await fixture.settle(triggerAndWait(job));
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [30, 10]);
  assertEquals(run.id, RUN + 1);
});

Deno.test("triggerAndWait() looks for a second run at least 30 s after the last POST", async () => {
  using fixture = setUp({
    running: 2 * SECOND,
    faults: { trigger: [{ answer: "reset", doneAfter: 50 * SECOND }] },
  });
  await fixture.settle(triggerAndWait(fixture.job));
  assertEquals(fixture.cloud.runs.length, 2);
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [10, 10]);
});

Deno.test("triggerAndWait() never changes the run that it follows when an older one surfaces", async () => {
  using fixture = setUp({
    running: 10 * MINUTE,
    listedAfter: 35 * SECOND,
    faults: { trigger: [LOST] },
  });
  const followed = new Set<number>();
  const onUpdate = ({ id }: { id: number }) => followed.add(id);
  const run = await fixture.settle(
    triggerAndWait({ ...fixture.job, onUpdate }),
  );
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [30, 10]);
  assertEquals([...followed], [RUN + 1]);
  assertEquals([run.id, run.status], [RUN + 1, "success"]);
});

Deno.test("triggerAndWait() follows another run of its trigger only if dbt Cloud cancelled its own", async () => {
  using fixture = setUp({
    running: 3 * MINUTE,
    cancelsOlder: true,
    faults: { trigger: [{ answer: "reset", doneAfter: 40 * SECOND }] },
  });
  const job = { ...fixture.job, githubPullRequestId: 7 };
  const followed: number[] = [];
  const onUpdate = ({ id }: { id: number }) => {
    if (followed.at(-1) !== id) followed.push(id);
  };
  const run = await fixture.settle(triggerAndWait({ ...job, onUpdate }));
  // The gateway passes the first POST on when the second has its run already.
  assertEquals(fixture.cloud.runs.map(fixture.cloud.getStatus), [30, 10]);
  assertEquals([followed, run.id], [[RUN, RUN + 1], RUN + 1]);
});

Deno.test("triggerAndWait() names mark and page if it cannot look for a second run at the end", async () => {
  using fixture = setUp({
    running: 2 * SECOND,
    faults: {
      trigger: [{ answer: "reset", doneAfter: 50 * SECOND }],
      list: [...Array(7).fill(null), ...Array(9).fill({ status: 502 })],
    },
  });
  await fixture.settle(triggerAndWait(fixture.job));
  assertMatch(
    fixture.notices.at(-1)!,
    /^A second run may have been started: look for \[dbt-run \w{8}\] at https:/,
  );
});
