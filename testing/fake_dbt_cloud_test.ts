import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import {
  getReport,
  listRuns,
  type Run,
  RunTimeoutError,
  triggerAndWait,
  waitForRun,
} from "../mod.ts";
import {
  type FakeDbtCloud,
  fakeDbtCloud,
  type FakeDbtCloudOptions,
} from "./fake_dbt_cloud.ts";

/** Asks as an account's client does; what came back. */
async function ask(
  cloud: FakeDbtCloud,
  request: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: "Token secret" },
) {
  const [method = "", path = ""] = request.split(" ");
  const response = await cloud.fetch(
    `https://cloud.getdbt.com/api/v2/accounts/1/${path}`,
    {
      method,
      headers,
      redirect: "manual",
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const dataOf = ({ text }: { text: string }) => JSON.parse(text).data;

Deno.test("fakeDbtCloud() checks the trigger body as strictly as its description", async () => {
  const cloud = fakeDbtCloud();
  const bad: [body: unknown, message: string][] = [
    [{}, "cause"],
    [{ cause: "" }, "cause"],
    [{ cause: "a".repeat(256) }, "255"],
    [{ cause: 1 }, "cause"],
    [{ cause: "a", branch: "b" }, "'branch' was unexpected"],
    [{ cause: "a", threads_override: "4" }, "threads_override"],
    [{ cause: "a", threads_override: 1.5 }, "threads_override"],
    [{ cause: "a", generate_docs_override: "true" }, "generate_docs_override"],
    [{ cause: "a", steps_override: [""] }, "steps_override"],
    [{ cause: "a", git_sha: "" }, "git_sha"],
  ];
  for (const [body, message] of bad) {
    const { status, text } = await ask(cloud, "POST jobs/2/run/", body);
    assertEquals(status, 400);
    assertStringIncludes(JSON.stringify(dataOf({ text })), message);
  }
  assertEquals(cloud.runs, []);
  const well = { cause: "a".repeat(255), git_sha: null, threads_override: 4 };
  assertEquals((await ask(cloud, "POST jobs/2/run/", well)).status, 200);
});

Deno.test("fakeDbtCloud() refuses as dbt Cloud does", async () => {
  const cloud = fakeDbtCloud({ apiKey: "secret", jobs: { 2: {} } });
  const body = { cause: "a" };
  const wrong = { authorization: "Token wrong" };
  const bearer = { authorization: "Bearer secret" };
  const cases: [
    request: string,
    headers: object | undefined,
    status: number,
  ][] = [
    ["POST jobs/2/run/", wrong, 401],
    ["POST jobs/2/run/", {}, 401],
    ["POST jobs/3/run/", undefined, 404],
    ["POST jobs/2/run", undefined, 405],
    ["POST jobs/2/run/", bearer, 200],
  ];
  for (const [request, headers, status] of cases) {
    const answer = await ask(cloud, request, body, headers as never);
    assertEquals(answer.status, status, request);
  }
  assertEquals((await ask(cloud, "GET runs/300580980")).status, 301);
  assertEquals((await ask(cloud, "GET runs/7/")).status, 404);
  assertEquals((await ask(cloud, "GET nothing/")).status, 404);
  const other = fakeDbtCloud({ accountId: 9 });
  assertEquals((await ask(other, "GET runs/")).status, 403);
});

Deno.test("fakeDbtCloud() lists runs by filter and refuses what it does not know", async () => {
  using time = new FakeTime();
  const cloud = fakeDbtCloud({ running: 60_000 });
  const first = cloud.trigger(2).id;
  time.tick(60_000);
  const [second, third] = [cloud.trigger(2).id, cloud.trigger(3).id];
  const lists: [query: string, ids: number[]][] = [
    ["", [first, second, third]],
    ["order_by=-id", [third, second, first]],
    ["job_definition_id=2", [first, second]],
    ["status=10", [first]],
    [`id__gt=${first}`, [second, third]],
    ["limit=1&offset=1", [second]],
    ["project_id=1", []],
  ];
  for (const [query, ids] of lists) {
    const answer = await ask(cloud, `GET runs/?${query}`);
    assertEquals(
      dataOf(answer).map(({ id }: { id: number }) => id),
      ids,
      query,
    );
  }
  const { text } = await ask(cloud, "GET runs/?limit=1");
  const pagination = { count: 1, total_count: 3 };
  assertEquals(JSON.parse(text).extra.pagination, pagination);
  for (
    const query of ["created_at__gte=1", "order_by=status", "status=a"]
  ) {
    assertEquals((await ask(cloud, `GET runs/?${query}`)).status, 400);
  }
  const [run] = dataOf(
    await ask(cloud, `GET runs/?include_related=["trigger"]`),
  );
  assertEquals(run.trigger.cause, "API-triggered job");
});

Deno.test("fakeDbtCloud() moves a run on by the clock", async () => {
  using time = new FakeTime();
  const cloud = fakeDbtCloud({ queued: 10, starting: 20, running: 40 });
  const run = cloud.trigger(2);
  const { id } = run;
  const phases = [];
  for (const ms of [0, 10, 20, 39, 1]) {
    time.tick(ms);
    const { status, git_sha: sha } = dataOf(
      await ask(cloud, `GET runs/${id}/`),
    );
    phases.push([status, sha !== null]);
  }
  const begun = [[3, true], [3, true], [10, true]];
  assertEquals(phases, [[1, false], [2, false], ...begun]);
  // The former name still works.
  assertEquals([cloud.getStatus(run), cloud.statusOf(run)], [10, 10]);
});

Deno.test("fakeDbtCloud() cancels and retries", async () => {
  using time = new FakeTime();
  const options: FakeDbtCloudOptions = { running: 10, cancelling: 5 };
  const cloud = fakeDbtCloud({ ...options, ending: "error" });
  const { id } = cloud.trigger(2);
  const cancelled = dataOf(await ask(cloud, `POST runs/${id}/cancel/`));
  assertEquals(cancelled.status, 3);
  time.tick(5);
  const { status, can_retry: canRetry } = dataOf(
    await ask(cloud, `GET runs/${id}/`),
  );
  assertEquals([status, canRetry], [30, false]);
  assertEquals((await ask(cloud, `POST runs/${id}/retry/`)).status, 400);
  const failed = cloud.trigger(2).id;
  time.tick(10);
  const retry = dataOf(await ask(cloud, `POST runs/${failed}/retry/`));
  assertEquals(retry.retrying_run_id, failed);
  time.tick(10);
  const ended = dataOf(await ask(cloud, `GET runs/${retry.id}/`));
  assertEquals(ended.status, 10);
});

Deno.test("fakeDbtCloud() fails in the ways that it is asked for, one answer each", async () => {
  const cloud = fakeDbtCloud({
    clockSkew: 3_600_000,
    faults: {
      trigger: [
        { status: 502, body: "<html>", headers: { "retry-after": "3" } },
        null,
        { answer: "reset", done: true },
        { answer: "refused" },
        { answer: "cut" },
        { data: { status: 99 } },
        { data: null },
      ],
    },
  });
  const trigger = () => ask(cloud, "POST jobs/2/run/", { cause: "a" });
  const first = await trigger();
  assertEquals([first.status, first.text], [502, "<html>"]);
  assertEquals(first.headers.get("retry-after"), "3");
  const ahead = Date.parse(first.headers.get("date")!) - Date.now();
  assert(ahead > 3_590_000 && ahead <= 3_600_000);
  assertEquals((await trigger()).status, 200);
  for (const _ of ["reset", "refused"]) {
    assertEquals(
      await trigger().catch(({ message }) => message),
      "fetch failed",
    );
  }
  const { text } = await trigger();
  assert(text.startsWith("{") && !text.endsWith("}"));
  assertEquals(dataOf(await trigger()).status, 99);
  assertEquals(dataOf(await trigger()), null);
  // Neither of the 502 nor of the refused connection did anything come.
  assertEquals([cloud.requests.length, cloud.runs.length], [7, 5]);
});

Deno.test("fakeDbtCloud() and the library live by a user's FakeTime: time passes, and durations count it", async () => {
  using time = new FakeTime();
  const cloud = fakeDbtCloud({ running: 3_600_000 });
  const job = { accountId: 1, jobId: 2, apiKey: "secret", fetch: cloud.fetch };
  const began = Date.now();
  const timeout = 600_000;
  let error: unknown;
  const waiting = triggerAndWait({ ...job, timeout }).catch((e) => error = e);
  while (!error) await time.nextAsync();
  await waiting;
  assert(error instanceof RunTimeoutError, String(error));
  const took = Date.now() - began;
  assert(600_000 <= took && took < 606_000, `${took} ms`);
  let run: Run | undefined;
  const second = waitForRun(cloud.runs[0]!.id, job).then((it) => run = it);
  while (!run) await time.nextAsync();
  await second;
  assertEquals(run.status, "success");
});

Deno.test("fakeDbtCloud() can be given earlier runs, with what failed in them", async () => {
  const hour = 3_600_000;
  const cloud = fakeDbtCloud({
    running: 60_000,
    earlier: [
      { jobId: 2, ago: 2 * hour },
      { jobId: 2, ago: hour, ending: "error", failing: ["orders"] },
    ],
  });
  const account = { accountId: 1, apiKey: "secret", fetch: cloud.fetch };
  const [failed, succeeded] = await listRuns(2, account);
  assertEquals([failed?.status, succeeded?.status], ["error", "success"]);
  const age = Date.now() - Date.parse(succeeded!.createdAt!);
  assert(2 * hour <= age && age < 2 * hour + 60_000, `${age} ms`);
  const { nodes } = await getReport(failed!, account);
  assertEquals(
    nodes.filter(({ outcome }) => outcome === "failed").map(({ name }) => name),
    ["orders"],
  );
});
