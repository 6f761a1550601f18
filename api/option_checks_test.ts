import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  cancelRun,
  getArtifact,
  getJob,
  getReport,
  getRun,
  listArtifacts,
  listRuns,
  retryRun,
  triggerAndWait,
  type TriggerAndWaitOptions,
  triggerRun,
  waitForRun,
  watchRun,
} from "../mod.ts";
import { KEY, setUp } from "../testing/harness.ts";
import { checkOptions } from "./option_checks.ts";
import { TRIGGER_FIELDS } from "./trigger_fields.ts";

const wrong: [
  Partial<TriggerAndWaitOptions>,
  typeof Error,
  string,
][] = [
  [{ accountId: 0 }, RangeError, "'accountId' as it must be a positive"],
  [{ accountId: 1.5 }, RangeError, "current value is 1.5"],
  [
    { accountId: "1" as never },
    TypeError,
    "'accountId' as it must be a number, not text: current value is \"1\"",
  ],
  [{ accountId: "one" as never }, TypeError, "must be a positive whole number"],
  [{ accountId: 1n as never }, TypeError, "current value is bigint"],
  [{ accountId: globalThis as never }, TypeError, "current value is object"],
  [{ accountId: undefined as never }, TypeError, "Missing option 'accountId'"],
  [{ apiKey: "" }, TypeError, "Missing option 'apiKey'"],
  [{ apiKey: `${KEY}\n` }, RangeError, "'apiKey' as it must be one word"],
  [{ apiKey: "clé" }, RangeError, "'apiKey' as it must be one word"],
  [{ url: "cloud.getdbt.com" }, RangeError, "begins with https://"],
  [{ url: "http://cloud.getdbt.com" }, RangeError, "begins with https://"],
  [{ url: "http://127.0.0.1.example.com" }, RangeError, "https://"],
  [{ url: "https://user:pass@host" }, RangeError, "without @"],
  [{ url: "https://:pass@host" }, RangeError, "without @"],
  [{ url: "https://host/?a=b" }, RangeError, "? or #"],
  [{ url: "https://" }, RangeError, "an address"],
  [{ jobId: -2 }, RangeError, "current value is -2"],
  [{ jobId: 2 ** 53 }, RangeError, "'jobId'"],
  [{ jobId: undefined as never }, TypeError, "Missing option 'jobId'"],
  [{ cause: " " }, RangeError, "'cause'"],
  [{ gitBranch: " " }, RangeError, "'gitBranch'"],
  [{ stepsOverride: [] }, RangeError, "'stepsOverride'"],
  [{ stepsOverride: ["dbt build", ""] }, RangeError, "'stepsOverride'"],
  [{ stepsOverride: [, "dbt build"] as never }, RangeError, "'stepsOverride'"],
  [{ reuse: "yes" as never }, RangeError, 'true, false or "in-progress"'],
  [{ reuse: 1 as never }, TypeError, 'true, false or "in-progress"'],
  [{ threadsOverride: "4" as never }, TypeError, "'threadsOverride'"],
  [{ generateDocsOverride: 1 as never }, TypeError, "true or false"],
  [{ mark: "no" as never }, TypeError, "'mark'"],
  [{ interval: 0 }, RangeError, "'interval'"],
  [{ timeout: Infinity }, RangeError, "less than 24.8 days"],
  [{ initialDelay: NaN }, RangeError, "'initialDelay'"],
  [{ initialDelay: 2_500_000_000 }, RangeError, "'initialDelay'"],
  [{ cancelOnAbort: 1 as never }, TypeError, "'cancelOnAbort'"],
  [{ onUpdate: "log" as never }, TypeError, "'onUpdate'"],
  [{ signal: {} as never }, RangeError, "an AbortSignal"],
];
for (const length of [2_700, 4_097, 100_000]) {
  const apiKey = Array.from({ length }, (_, i) => (i * i).toString(36)).join("")
    .slice(0, length);
  const isShown = (text: string) => text.includes(apiKey.slice(0, 20));
  const what = length > 4_096 ? "is refused and never shown" : "is a key";

  Deno.test(`triggerRun(): an apiKey of ${length} characters ${what}`, async () => {
    using fixture = setUp({ apiKey });
    const options = { ...fixture.job, apiKey };
    if (length <= 4_096) return void await fixture.settle(triggerRun(options));
    const error = await assertRejects(() => triggerRun(options), RangeError);
    assert(error.message.includes("at most 4,096"));
    assert(!isShown(error.message + error.stack));
    assertEquals(fixture.cloud.requests, []);
  });

  Deno.test(`dbt-run: a key of ${length} characters ${what}`, async () => {
    using fixture = setUp({ apiKey, ending: "error" });
    const env = { DBT_API_KEY: apiKey };
    const { code, lines } = await fixture.command({ env, args: ["--debug"] });
    assertEquals(code, length > 4_096 ? 2 : 1);
    assert(!lines.some(isShown));
    assertEquals(fixture.cloud.runs.length, length > 4_096 ? 0 : 1);
  });
}

for (const [options, type, message] of wrong) {
  const [[name, value] = []] = Object.entries(options);
  Deno.test(`triggerAndWait() sends nothing if ${name} is ${String(value)}`, async () => {
    using fixture = setUp();
    const error = await assertRejects(
      () => fixture.settle(triggerAndWait({ ...fixture.job, ...options })),
      type,
      message,
    );
    assert(!error.message.includes(KEY));
    assertEquals(fixture.cloud.requests, []);
  });
}

Deno.test("every function checks all its options before it sends anything", async () => {
  using fixture = setUp();
  const { account, job } = fixture;
  const calls: (() => Promise<unknown>)[] = [
    () => waitForRun(0, account),
    () => watchRun(0, account).next(),
    () => getRun(-1, account),
    () => getRun({ id: "7" } as never, account),
    () => getRun(3, { ...account, steps: 1 as never }),
    () => cancelRun(NaN, account),
    () => retryRun("3" as never, account),
    () => listArtifacts(0.5, account),
    () => getReport(0, account),
    () => getArtifact(3, "a.json", { ...account, step: 0 }),
    () => getArtifact(3, "../../jobs/2/", account),
    () => getArtifact(3, "a//b", account),
    () => getArtifact(3, "\ud800", account),
    () => getArtifact(3, undefined as never, account),
    () => listRuns(0, account),
    () => listRuns(2, { ...account, status: "sucess" as never }),
    () => listRuns(2, { ...account, limit: -1 }),
    () => listRuns(2, { ...account, limit: 101 }),
    () => triggerRun({ ...job, onNotice: 1 as never }),
    () => triggerRun(undefined as never),
  ];
  for (const call of calls) {
    const error = await assertRejects(() => fixture.settle(call()));
    assert(
      error instanceof TypeError || error instanceof RangeError,
      `${error}`,
    );
  }
  assertEquals(fixture.cloud.requests, []);
});

Deno.test("every function says which argument comes first", async () => {
  using fixture = setUp();
  const calls: [call: (options: never) => Promise<unknown>, first: string][] = [
    [getRun as never, "run"],
    [waitForRun as never, "run"],
    [cancelRun as never, "run"],
    [retryRun as never, "run"],
    [listArtifacts as never, "run"],
    [getReport as never, "run"],
    [listRuns as never, "job"],
    [getJob as never, "job"],
  ];
  for (const [call, first] of calls) {
    await assertRejects(
      () => fixture.settle(call({ ...fixture.account, runId: 3 } as never)),
      TypeError,
      first === "run"
        ? "The run or its id comes first, then the options"
        : "The job's id comes first, then the options",
    );
  }
  assertEquals(fixture.cloud.requests, []);
});

Deno.test("an option that is an empty text counts as not set", async () => {
  using fixture = setUp();
  const texts = Object.values(TRIGGER_FIELDS)
    .filter(({ type }) => type === "string")
    .map(({ option }) => [option, ""]);
  const options = { ...fixture.job, url: "", ...Object.fromEntries(texts) };
  await fixture.settle(triggerAndWait(options));
  const [run] = fixture.cloud.runs;
  assertEquals(Object.keys(run!.trigger), ["cause"]);
  assertMatch(String(run!.trigger.cause), /^API-triggered job \[dbt-run/);
  await fixture.settle(
    getReport(run!.id, { ...fixture.account, projectDir: "" }),
  );
});

Deno.test("every option may be undefined", async () => {
  using fixture = setUp();
  const fields = Object.values(TRIGGER_FIELDS)
    .map(({ option }) => [option, undefined]);
  const run = await fixture.settle(triggerAndWait({
    ...fixture.job,
    ...Object.fromEntries(fields),
    mark: undefined,
    url: undefined,
    projectId: undefined,
    signal: undefined,
    onNotice: undefined,
    onUpdate: undefined,
    interval: undefined,
    initialDelay: undefined,
    timeout: undefined,
    cancelOnAbort: undefined,
  }));
  assertEquals(run.status, "success");
});

Deno.test("checkOptions() names all faults at once", () => {
  const faults = checkOptions({ accountId: -1, jobId: 5, apiKey: "a b" });
  assertEquals(faults.map(({ option }) => option), ["accountId", "apiKey"]);
});

Deno.test("triggerRun() sends what the API's description accepts", async () => {
  using fixture = setUp(); // The stand-in refuses what the API would refuse.
  await fixture.settle(triggerRun({
    ...fixture.job,
    threadsOverride: 8,
    generateDocsOverride: false,
    stepsOverride: ["dbt seed", "dbt build"],
  }));
  const [request] = fixture.cloud.requests;
  assertEquals(
    [request!.method, request!.path],
    ["POST", "/api/v2/accounts/1/jobs/2/run/"],
  );
  assertEquals(request!.headers.get("authorization"), `Token ${KEY}`);
  assertEquals(request!.headers.get("content-type"), "application/json");
});

Deno.test("triggerRun() to this machine does not look at process, which takes Deno 25 ms", async () => {
  const process = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  let looks = 0;
  const get = () => {
    looks++;
  };
  Object.defineProperty(globalThis, "process", { configurable: true, get });
  try {
    await triggerRun({
      accountId: 1,
      jobId: 2,
      apiKey: KEY,
      url: "http://127.0.0.1",
      fetch: () => Promise.resolve(Response.json({ data: { id: 7 } })),
    });
  } finally {
    Object.defineProperty(globalThis, "process", process);
  }
  assertEquals(looks, 0);
});
