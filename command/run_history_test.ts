/** Since when a node fails, and how long a job usually takes: what is read of earlier runs. */
import { getReport } from "../mod.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type {
  FakeDbtCloudOptions,
  FakeJob,
  FakeStep,
} from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  HOUR,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

type Statuses = { [model: string]: string };

/** A step that builds models, with what came of each. */
function build(statuses: Statuses): FakeStep {
  const results = Object.entries(statuses).map(([name, status]) => ({
    unique_id: `model.shop.${name}`,
    status,
    message: status === "error" ? `${name} is broken` : null,
  }));
  const hasFailed = Object.values(statuses).includes("error");
  return {
    name: "Invoke dbt with `dbt build`",
    logs: "",
    fails: hasFailed,
    artifacts: {
      "manifest.json": { nodes: {} },
      "run_results.json": { metadata: {}, results },
    },
  };
}

/** A run that builds models. */
function scenario(statuses: Statuses, more: FakeJob = {}): FakeJob {
  const step = build(statuses);
  return { steps: [step], ending: step.fails ? "error" : "success", ...more };
}

interface Setting {
  /** Earlier runs of the job, the oldest first; an hour lies between two. */
  earlier: FakeJob[];
  /** The body that each of them was triggered with. */
  triggers?: Record<string, unknown>[];
  now?: FakeJob;
  options?: FakeDbtCloudOptions;
  command?: CommandOptions;
}

const NOW = scenario({ orders: "error" });

async function dbtRun(
  { earlier, triggers = [], now = NOW, options, command = {} }: Setting,
) {
  const jobs: Record<number, FakeJob> = {};
  using fixture = setUp({ ...options, jobs });
  const { cloud, time } = fixture;
  for (const [i, job] of earlier.entries()) {
    jobs[2] = job;
    cloud.trigger(2, triggers[i] ?? { cause: "Nightly" });
    time.tick(HOUR);
  }
  jobs[2] = now;
  const result = await fixture.command(command);
  const asked = cloud.requests.filter(({ at }) => at >= time.now - result.took);
  return {
    ...result,
    lists: asked.filter(({ endpoint }) => endpoint === "list").length,
    artifacts: asked.filter(({ endpoint }) => endpoint === "artifact").length,
    endpoints: asked.map(({ endpoint }) => endpoint),
    text: result.lines.join("\n"),
  };
}

const passed = scenario({ orders: "success" });
const failed = scenario({ orders: "error" });
const runs = (...outcomes: FakeJob[]) => outcomes;

const since: { what: string; setting: Setting; text: string | undefined }[] = [
  {
    what: "is new",
    setting: { earlier: runs(passed, passed) },
    text: `New: it passed in run ${RUN + 1}, 1 h ago`,
  },
  {
    what: "has failed since an earlier run",
    setting: { earlier: runs(passed, failed, failed) },
    text: `Failing since run ${RUN + 1}, 2 h ago (3 runs)`,
  },
  {
    what: "failed in all five runs that were read",
    setting: { earlier: Array(7).fill(failed) },
    text: `Failing since run ${RUN + 2}, 5 h ago, or earlier (6 runs)`,
  },
  {
    what: "fails in the first run ever",
    setting: { earlier: [] },
    text: undefined,
  },
  {
    what: "was in none of the earlier runs",
    setting: { earlier: runs(scenario({ other: "success" })) },
    text: undefined,
  },
  {
    what: "was skipped in the last run, and passed before",
    setting: { earlier: runs(passed, scenario({ orders: "skipped" })) },
    text: `New: it passed in run ${RUN}, 2 h ago`,
  },
  {
    what: "was warned of in the last run",
    setting: { earlier: runs(scenario({ orders: "warn" })) },
    text: `New: it passed in run ${RUN}, 1 h ago`,
  },
  {
    what: "passed in a run of another branch only",
    setting: {
      earlier: runs(passed),
      triggers: [{ cause: "x", git_branch: "feature/a" }],
    },
    text: undefined,
  },
  {
    what: "passed in a pull request's run, and failed in one like ours",
    setting: {
      earlier: runs(failed, passed),
      triggers: [{ cause: "x" }, { cause: "x", github_pull_request_id: 7 }],
    },
    text: `Failing since run ${RUN}, 2 h ago, or earlier (2 runs)`,
  },
  {
    what: "passed in a run with other steps only",
    setting: {
      earlier: runs(passed),
      triggers: [{ cause: "x", steps_override: ["dbt run"] }],
    },
    text: undefined,
  },
  {
    what: "was in a run that was cancelled",
    setting: { earlier: runs(passed, { ...failed, ending: "cancelled" }) },
    text: `New: it passed in run ${RUN}, 2 h ago`,
  },
];
for (const { what, setting, text } of since) {
  Deno.test(`dbt-run says since when of a node that ${what}: ${text ?? "nothing"}`, async () => {
    const result = await dbtRun(setting);
    assertEquals(result.code, 1);
    const found = /(New: |Failing since ).*/.exec(result.text)?.[0];
    assertEquals(found, text, result.text);
  });
}

Deno.test("dbt-run reads no earlier runs after a success, or with --no-history", async () => {
  const earlier = runs(passed, passed);
  const green = await dbtRun({ earlier, now: passed });
  assertEquals([green.code, green.lists], [0, 0]);
  for (
    const command of [
      { args: ["--no-history"] },
      { env: { DBT_RUN_HISTORY: "false" } },
    ]
  ) {
    const red = await dbtRun({ earlier, command });
    assertEquals([red.code, red.lists], [1, 0]);
    assert(!/New: |Failing since/.test(red.text), red.text);
  }
});

Deno.test("dbt-run reads of each earlier run only the results of the step that failed", async () => {
  const green = build({ riders: "success" });
  const now = { ...NOW, steps: [green, ...NOW.steps!] };
  const before = { ...failed, steps: [green, ...failed.steps!] };
  const { artifacts } = await dbtRun({ earlier: runs(before, before), now });
  // Two results and a manifest of our own, and one file of each earlier run.
  assertEquals(artifacts, 3 + 2);
});

const faults: [string, FakeDbtCloudOptions["faults"]][] = [
  ["is refused", { list: [{ status: 403, body: {} }] }],
  ["is broken", { list: [{ answer: "cut" }] }],
  ["is no JSON", { list: [{ status: 200, body: "<html>" }] }],
  ["has no answer", { list: [{ answer: "none" }] }],
];
for (const [what, fault] of faults) {
  Deno.test(`dbt-run keeps its verdict where the list of runs ${what}`, async () => {
    const { code, took, text, stderr } = await dbtRun({
      earlier: runs(passed),
      options: { faults: fault! },
    });
    assertEquals(code, 1);
    assert(took <= 25 * SECOND, `${took} ms`);
    assertStringIncludes(text, "FAILED");
    assert(!stderr.some((line) => line.startsWith("warning")), stderr.join());
  });
}

Deno.test("dbt-run gives earlier runs 20 s, and says what it knows by then", async () => {
  const { code, took, text } = await dbtRun({
    earlier: runs(passed, failed, failed),
    options: {
      faults: { artifact: [null, null, null, { delay: 60 * SECOND }] },
    },
  });
  assertEquals(code, 1);
  assert(took <= 30 * SECOND, `${took} ms`);
  assertStringIncludes(
    text,
    `Failing since run ${RUN + 2}, 1 h ago, or earlier (2 runs)`,
  );
});

Deno.test("dbt-run reads 32 MiB of earlier results, and no more", async () => {
  const large = build({ orders: "success" });
  const results = JSON.stringify(large.artifacts!["run_results.json"]);
  large.artifacts!["run_results.json"] = results.replace(
    /^\{/,
    `{"padding": "${"x".repeat(40 * 2 ** 20)}",`,
  );
  const { code, text } = await dbtRun({
    earlier: runs({ ...passed, steps: [large] }),
  });
  assertEquals(code, 1);
  assert(!/New: |Failing since/.test(text), text.slice(0, 2_000));
});

Deno.test("dbt-run ends at once on a signal while it reads earlier runs, with the report", async () => {
  const { code, text, tookToLeave } = await dbtRun({
    earlier: runs(passed),
    options: { faults: { list: [{ delay: 15 * SECOND }] } },
    command: { signals: [[5 * SECOND, "SIGTERM"]] },
  });
  assertEquals(code, 143);
  assert(tookToLeave! < SECOND, `${tookToLeave} ms`);
  assertStringIncludes(text, "orders");
});

Deno.test("dbt-run compares by dbt Cloud's clock, however far ours is off", async () => {
  const { text } = await dbtRun({
    earlier: runs(passed),
    options: { clockSkew: -30 * HOUR },
  });
  assertStringIncludes(text, `New: it passed in run ${RUN}, 1 h ago`);
});

Deno.test("dbt-run --json has since when each node fails", async () => {
  const { stdout } = await dbtRun({
    earlier: runs(passed, failed),
    command: { args: ["--json"] },
  });
  const [node] = JSON.parse(stdout.join()).failed_nodes;
  assertEquals(node.is_new, false);
  assertEquals(node.since.run_id, RUN + 1);
});

// How long

const lasting = (minutes: number) => ({ ...passed, running: minutes * MINUTE });

Deno.test("dbt-run says beside the polls how long the job usually takes, by one list", async () => {
  const earlier = [11, 12, 14, 12, 11].map(lasting);
  const { code, text, lists, endpoints } = await dbtRun({
    earlier,
    now: lasting(12),
  });
  assertEquals([code, lists], [0, 1]);
  assertStringIncludes(
    text,
    "Usually takes 12 min (the last 5 took 11 to 14 min)",
  );
  assert(endpoints.indexOf("trigger") < endpoints.indexOf("list"));
});

Deno.test("dbt-run says nothing of a usual time with fewer than three runs, or while the run is queued", async () => {
  const few = await dbtRun({
    earlier: [11, 12].map(lasting),
    now: lasting(12),
  });
  assert(!few.text.includes("Usually takes"), few.text);
  const queued = await dbtRun({
    earlier: [11, 12, 13].map(lasting),
    now: { ...passed, queued: 10 * MINUTE },
  });
  assert(!queued.text.includes("Usually takes"), queued.text);
});

Deno.test("dbt-run asks for the list once, also where it is refused, and waits on", async () => {
  const { code, lists, stderr } = await dbtRun({
    earlier: [11, 12, 13].map(lasting),
    now: lasting(30),
    options: { faults: { list: [{ status: 403, body: {} }] } },
  });
  assertEquals({ code, lists, stderr }, { code: 0, lists: 1, stderr: [] });
});

Deno.test("dbt-run status says how long the job usually takes", async () => {
  const earlier = [11, 12, 14].map(lasting);
  const { code, text } = await dbtRun({
    earlier: [...earlier, { ...passed, running: 10 * HOUR }],
    command: { args: ["status", `${RUN + 3}`] },
  });
  assertEquals(code, 4);
  assertStringIncludes(text, "Usually takes 12 min");
});

Deno.test("getReport({ history }) says since when each node fails, and asks for no earlier runs without it", async () => {
  const jobs: Record<number, FakeJob> = { 2: passed };
  using fixture = setUp({ jobs });
  const { account, cloud, time } = fixture;
  cloud.trigger(2);
  time.tick(HOUR);
  jobs[2] = NOW;
  const { id } = cloud.trigger(2);
  time.tick(MINUTE);
  const plain = await fixture.settle(getReport(id, account));
  assertEquals([plain.nodes[0]!.isNew, fixture.count("list")], [undefined, 0]);
  const options = { ...account, history: true };
  const { nodes } = await fixture.settle(getReport(id, options));
  assertEquals(nodes[0]!.isNew, true);
  assertEquals(nodes[0]!.history, `New: it passed in run ${RUN}, 1 h ago`);
});

Deno.test("dbt-run reads earlier runs for 20 s after the verdict, also where their list was requested before it", async () => {
  using fixture = setUp({ ...NOW, running: 3 * SECOND });
  const { cloud, time } = fixture;
  const startedAt = time.now;
  const { code } = await fixture.command({
    fetch: (input, init) =>
      /\/runs\/\?/.test(String(input))
        ? new Promise(() => {})
        : cloud.fetch(input, init),
  });
  assertEquals(code, 1);
  const took = time.now - startedAt;
  assert(took <= 26 * SECOND, `${took} ms`);
});
