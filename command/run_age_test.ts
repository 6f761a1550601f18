import { assertEquals } from "@std/assert";
import { toRun } from "../api/read_run.ts";
import { describeProgress, describeWait } from "./run_age.ts";

const links = { url: "https://cloud.getdbt.com", accountId: 1 };
const createRun = (status: number) => toRun(links, { id: 7, status });

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
