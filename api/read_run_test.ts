import { assertEquals, assertStringIncludes } from "@std/assert";
import { toRun } from "./read_run.ts";

const LINKS = { url: "https://cloud.getdbt.com", accountId: 1 };

Deno.test("toRun() makes do with the least that an API may answer", () => {
  assertEquals(toRun(LINKS, { id: 7 }, "queued"), {
    id: 7,
    jobId: null,
    jobName: null,
    projectId: null,
    environmentId: null,
    status: "queued",
    statusMessage: null,
    cause: null,
    href: "https://cloud.getdbt.com/deploy/1/runs/7/",
    gitBranch: null,
    gitSha: null,
    createdAt: null,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    elapsedMs: null,
    blockedBy: [],
    canRetry: false,
    retryNotSupportedReason: null,
    steps: [],
  });
});

Deno.test("toRun() writes times in ISO 8601, and how long the run took", () => {
  const run = toRun(LINKS, {
    id: 7,
    created_at: "2026-01-31 09:59:00.000000+00:00",
    started_at: "2026-01-31 10:00:00.123456+00:00",
    finished_at: "2026-01-31 10:04:12.123456+00:00",
  }, "success");
  assertEquals(
    {
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      durationMs: run.durationMs,
    },
    {
      createdAt: "2026-01-31T09:59:00.000Z",
      startedAt: "2026-01-31T10:00:00.123Z",
      finishedAt: "2026-01-31T10:04:12.123Z",
      durationMs: 252_000,
    },
  );
});

Deno.test("toRun() takes what is no time as unknown", () => {
  const odd = [5, "5", 20260131, { toString: 1 }, ["2026-01-31"], true, "now"];
  for (const created_at of [...odd, "2026-13-31 10:00:00", "", null]) {
    assertEquals(toRun(LINKS, { id: 7, created_at }, "queued").createdAt, null);
  }
});

Deno.test("toRun() keeps the last 1 MiB of a step's log", () => {
  const logs = `${"a".repeat(2 ** 21)}the end`;
  const raw = { id: 7, run_steps: [{ index: 1, name: "a", status: 10, logs }] };
  const [step] = toRun(LINKS, raw, "success").steps;
  assertEquals(step!.logs!.length, 2 ** 20);
  assertStringIncludes(step!.logs!, "the end");
});
