import { assertEquals } from "@std/assert";
import { toRun } from "../api/read_run.ts";
import {
  describeCancelledRun,
  describeOpenRun,
  describeProgress,
  describeRun,
  describeWait,
} from "./messages.ts";

const links = { url: "https://cloud.getdbt.com", accountId: 1 };
const createRun = (status: number) => toRun(links, { id: 7, status });
const LINK = "https://cloud.getdbt.com/deploy/1/runs/7/";

Deno.test("describeRun() has the link if the run is known", () => {
  assertEquals(describeRun(7, "is still running"), "Run 7 is still running");
  assertEquals(
    describeRun(createRun(3), "is still running"),
    `Run 7 is still running: ${LINK}`,
  );
});

for (
  const [status, text] of [
    [30, "Run 7 is cancelled"],
    [3, "Run 7 is being cancelled"],
    [10, "Run 7 had ended already (success)"],
  ] as const
) {
  Deno.test(`describeCancelledRun() says of status ${status}: ${text}`, () => {
    assertEquals(describeCancelledRun(createRun(status)), `${text}: ${LINK}`);
  });
}

Deno.test("describeOpenRun() names the POST without an answer before the run", () => {
  const page = "https://cloud.getdbt.com/deploy/1/jobs/2/";
  const pendingPost = { mark: "9c41a07e", page };
  assertEquals(
    describeOpenRun({ pendingPost, run: createRun(3) }, "is still running"),
    `A run may have been started: look for [dbt-run 9c41a07e] at ${page}`,
  );
});

Deno.test("describeOpenRun() has nothing to say of a run that has ended, or of none", () => {
  assertEquals(
    describeOpenRun({ run: createRun(10) }, "is still running"),
    undefined,
  );
  assertEquals(describeOpenRun({}, "is still running"), undefined);
});

Deno.test("describeProgress() says how a run ended and when, or where it is", () => {
  const finishedAt = new Date(Date.now() - 20 * 60_000).toISOString();
  const run = createRun(10);
  assertEquals(
    describeProgress({ ...run, finishedAt }),
    "succeeded 20 min ago",
  );
  assertEquals(describeProgress(createRun(20)), "failed");
  assertEquals(describeProgress(createRun(30)), "was cancelled");
  assertEquals(describeProgress(createRun(3)), "is running");
});

Deno.test("describeWait() says for how long a run has been in its state", () => {
  const before = (minutes: number) =>
    new Date(Date.now() - minutes * 60_000).toISOString();
  const times = { createdAt: before(30), startedAt: before(12) };
  assertEquals(
    describeWait({ ...createRun(3), ...times }),
    "has been running for 12 min",
  );
  assertEquals(
    describeWait({ ...createRun(1), ...times }),
    "has been queued for 30 min",
  );
  assertEquals(describeWait(createRun(3)), "is running");
});

Deno.test("describeWait() takes a clock that is behind dbt Cloud's for now", () => {
  const createdAt = new Date(Date.now() + 60 * 60_000).toISOString();
  assertEquals(
    describeWait({ ...createRun(1), createdAt }),
    "has been queued for 0 s",
  );
});
