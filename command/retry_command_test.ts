/** `dbt-run retry`: a failed run once more, from its point of failure. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  MINUTE,
  refusal,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

type Fixture = ReturnType<typeof setUp>;

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions,
  prepare: (fixture: Fixture) => void = startRun,
) {
  using fixture = setUp(options);
  prepare(fixture);
  const result = await fixture.command(more);
  const { cloud } = fixture;
  return {
    ...result,
    retries: fixture.count("retry"),
    statuses: cloud.runs.map(cloud.getStatus),
    text: result.lines.join("\n"),
  };
}

/** A run of the job that was started 10 minutes ago. */
function startRun({ cloud, time }: Fixture): void {
  cloud.trigger(2);
  time.tick(10 * MINUTE);
}

for (const args of [["retry", `${RUN}`], ["retry", "--latest"]]) {
  Deno.test(`dbt-run ${args.join(" ")} retries a run that failed, and waits for the retry`, async () => {
    const options = { ending: "error", retry: { running: MINUTE } } as const;
    const { code, retries, statuses, text } = await dbtRun(options, { args });
    assertEquals({ code, retries, statuses }, {
      code: 0,
      retries: 1,
      statuses: [20, 10],
    }, text);
    assertStringIncludes(text, `Retrying run ${RUN} from its point of failure`);
    assertStringIncludes(text, `/runs/${RUN + 1}/`);
  });
}

Deno.test("dbt-run retry fails as the retry does, and --retries retries that one", async () => {
  const options = {
    ending: "error",
    retry: { ending: "error", retry: { ending: "success" } },
  } as const;
  const once = await dbtRun(options, { args: ["retry", `${RUN}`] });
  assertEquals([once.code, once.statuses], [1, [20, 20]]);
  const twice = await dbtRun(options, {
    args: ["retry", `${RUN}`, "--retries=1"],
  });
  assertEquals([twice.code, twice.statuses], [0, [20, 20, 10]]);
});

Deno.test("dbt-run retry cancels its retry on a signal, for it is ours", async () => {
  const { code, statuses } = await dbtRun(
    { ending: "error", retry: { running: 60 * MINUTE } },
    { args: ["retry", `${RUN}`], signals: [[30 * SECOND, "SIGTERM"]] },
  );
  assertEquals([code, statuses], [143, [20, 30]]);
});

const refused: {
  what: string;
  options: FakeDbtCloudOptions;
  text: RegExp | string;
  prepare?: (fixture: Fixture) => void;
}[] = [
  {
    what: "there is no run",
    options: {},
    text: "there is no run: the latest run of job 2",
    prepare: () => {},
  },
  {
    what: "the run succeeded",
    options: {},
    text: `run ${RUN} succeeded 10 min ago`,
  },
  {
    what: "the run was cancelled",
    options: { ending: "cancelled" },
    text: `run ${RUN} was cancelled`,
  },
  {
    what: "the run is in progress",
    options: { running: 60 * MINUTE },
    text: `run ${RUN} is running`,
  },
  {
    what: "dbt Cloud says that the run cannot be retried",
    options: { ending: "error", retryNotSupportedReason: "RETRY_UNSUPPORTED" },
    text: `run ${RUN} cannot be retried (RETRY_UNSUPPORTED)`,
  },
];
for (const { what, options, text, prepare } of refused) {
  Deno.test(`dbt-run retry exits 5 and sends no POST where ${what}`, async () => {
    const args = ["retry", "--latest"];
    const result = await dbtRun(options, { args }, prepare);
    assertEquals([result.code, result.retries], [5, 0], result.text);
    assertStringIncludes(
      result.stderr.join(),
      `error: Nothing to retry: ${text}`,
    );
  });
}

Deno.test("dbt-run retry exits 5 where dbt Cloud refuses the retry, with its reason", async () => {
  const { code, stderr } = await dbtRun({
    ending: "error",
    faults: {
      retry: [{
        status: 400,
        body: { status: { user_message: "RETRY_NOT_LATEST_RUN" } },
      }],
    },
  }, { args: ["retry", `${RUN}`] });
  assertEquals(code, 5);
  assertStringIncludes(stderr.join(), "error: Nothing to retry: ");
  assertStringIncludes(stderr.join(), "RETRY_NOT_LATEST_RUN");
});

Deno.test("dbt-run retry exits 3 where the key may not retry", async () => {
  const { code } = await dbtRun({
    ending: "error",
    faults: {
      retry: [{ status: 403, body: { status: { user_message: "No" } } }],
    },
  }, { args: ["retry", `${RUN}`] });
  assertEquals(code, 3);
});

Deno.test("dbt-run retry exits 3 if a retry may have been started, also where dbt Cloud says no in its own words", async () => {
  const { code, statuses, stderr, text } = await dbtRun({
    ending: "error",
    retry: { running: 60 * MINUTE },
    faults: {
      retry: [{ ...refusal(500), done: true }],
      list: Array(4).fill(refusal(403)),
    },
  }, { args: ["retry", `${RUN}`] });
  assertEquals([code, statuses], [3, [20, 3]], text);
  assertStringIncludes(stderr.join(), "A run may have been started: look for");
  assert(!stderr.join().includes("Nothing to retry"));
});

Deno.test("dbt-run retry --since never retries yesterday's run", async () => {
  const since = new Date(Date.UTC(2026, 0, 31) + MINUTE).toISOString();
  const { code, retries } = await dbtRun({ ending: "error" }, {
    args: ["retry", "--latest", "--since", since],
  });
  assertEquals([code, retries], [5, 0]);
});

Deno.test("dbt-run retry finds its retry if the answer is lost, and starts no second one", async () => {
  const { code, statuses } = await dbtRun({
    ending: "error",
    retry: { running: MINUTE },
    faults: { retry: [{ answer: "reset", done: true }] },
  }, { args: ["retry", `${RUN}`] });
  assertEquals([code, statuses], [0, [20, 10]]);
});

Deno.test("dbt-run retry --dry-run sends nothing", async () => {
  using fixture = setUp();
  const args = ["retry", "--latest", "--dry-run"];
  const { code, lines } = await fixture.command({ args });
  assertEquals([code, fixture.cloud.requests], [0, []]);
  assertEquals(lines, ["Would retry the latest run of job 2"]);
});

Deno.test("dbt-run retry fails where the retry ran nothing, after a run that had failed before any node", async () => {
  const step = (fails: boolean, results: unknown[] | undefined) => ({
    name: "Invoke dbt with `dbt build`",
    logs: fails ? "Runtime Error\n  Could not connect" : "Done.",
    fails,
    artifacts: { ...(results && { "run_results.json": { results } }) },
  });
  const ran = [{ unique_id: "model.shop.orders", status: "success" }];
  for (const [results, code] of [[[], 1], [undefined, 1], [ran, 0]] as const) {
    const result = await dbtRun({
      ending: "error",
      steps: [step(true, undefined)],
      retry: { ending: "success", steps: [step(false, results as unknown[])] },
    }, { args: ["retry", `${RUN}`] });
    assertEquals([result.code, result.retries], [code, 1], result.text);
    assertEquals(result.text.includes("ran nothing"), code === 1, result.text);
  }
});

for (const command of ["wait", "status"]) {
  Deno.test(`dbt-run ${command} fails for another's retry that ran nothing`, async () => {
    const build = { name: "Invoke dbt with `dbt build`", logs: "Done." };
    using fixture = setUp({
      ending: "error",
      steps: [{ ...build, fails: true, logs: "Could not connect" }],
      retry: { ending: "success", steps: [build] },
    });
    fixture.cloud.trigger(2);
    fixture.time.tick(MINUTE);
    const retried = await fixture.command({ args: ["retry", "--latest"] });
    const seen = await fixture.command({ args: [command, `${RUN + 1}`] });
    assertEquals([retried.code, seen.code], [1, 1], seen.lines.join("\n"));
  });
}
