/** The runs that `--reuse` takes. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
const OTHER = "1111111111111111111111111111111111111111";

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions,
  prepare: (fixture: ReturnType<typeof setUp>) => void = () => {},
) {
  using fixture = setUp(options);
  prepare(fixture);
  const result = await fixture.command(more);
  const runs = fixture.cloud.runs.map(({ jobId }) => jobId);
  const requests = fixture.cloud.requests.length;
  return { ...result, runs, requests, text: result.lines.join("\n") };
}

const PULL = { git_sha: SHA, github_pull_request_id: 7 };
const reuse = (...args: string[]): CommandOptions => ({
  args: [
    "--reuse",
    `--git-sha=${SHA}`,
    "--github-pull-request-id=7",
    ...args,
  ],
});
/** Runs that there are before the pipeline, and when they were started. */
type Before = [
  trigger: Record<string, unknown>,
  ending: "success" | "error" | "running",
];
const situations: {
  what: string;
  before: Before[];
  args?: string[];
  /** The run that is taken; a new one without it. */
  takes?: number;
  code?: number;
}[] = [
  { what: "no run", before: [] },
  { what: "a run in progress", before: [[PULL, "running"]], takes: 0 },
  { what: "a run that succeeded", before: [[PULL, "success"]], takes: 0 },
  { what: "a run that failed", before: [[PULL, "error"]] },
  {
    what: "one that failed, then one that succeeded",
    before: [[PULL, "error"], [PULL, "success"]],
    takes: 1,
  },
  {
    what: "one that succeeded, then one that failed",
    before: [[PULL, "success"], [PULL, "error"]],
  },
  {
    what: "one in progress after one that failed",
    before: [[PULL, "error"], [PULL, "running"]],
    takes: 1,
  },
  {
    what: "a run of another commit",
    before: [[{ ...PULL, git_sha: OTHER }, "success"]],
  },
  {
    what: "a run of another pull request",
    before: [[{ ...PULL, github_pull_request_id: 8 }, "success"]],
  },
  {
    what: "a run that names no pull request",
    before: [[{ git_sha: SHA }, "success"]],
    takes: 0,
  },
  {
    what: "another kind of build",
    before: [[{ ...PULL, steps_override: ["dbt parse"] }, "success"]],
  },
  {
    what: "another schema",
    before: [[{ ...PULL, schema_override: "other" }, "running"]],
  },
  {
    what: "the same steps",
    before: [[{ ...PULL, steps_override: ["dbt build"] }, "running"]],
    args: ["--steps-override=dbt build"],
    takes: 0,
  },
];
for (const { what, before, args = [], takes } of situations) {
  Deno.test(`dbt-run --reuse with ${what} ${takes === undefined ? "triggers the job" : "takes that one"}`, async () => {
    let started = 0;
    const { code, runs, text } = await dbtRun(
      { running: 30 * SECOND },
      reuse(...args),
      (it) => {
        for (const [trigger, ending] of before) {
          const run = it.cloud.trigger(2, { cause: "Other", ...trigger });
          if (ending !== "running") {
            Object.assign(run.scenario, { ending });
            it.time.tick(MINUTE);
          }
        }
        started = it.cloud.runs.length;
      },
    );
    assertEquals(code, 0, text);
    assertEquals(runs.length - started, takes === undefined ? 1 : 0);
    const id = RUN + (takes ?? started);
    assertStringIncludes(text, `See details at https://cloud.getdbt.com`);
    assertStringIncludes(text, `/runs/${id}/`);
    assertEquals(text.includes(`Using run ${id}, which `), takes !== undefined);
  });
}

Deno.test("dbt-run --reuse takes no run that has ended where no pull request asks for it", async () => {
  const { runs } = await dbtRun(
    {},
    { args: ["--reuse", `--git-sha=${SHA}`] },
    (it) => {
      it.cloud.trigger(2, { git_sha: SHA });
      it.time.tick(60 * MINUTE);
    },
  );
  assertEquals(runs.length, 2);
});

Deno.test("dbt-run --reuse exits 3 and starts nothing if the runs cannot be listed", async () => {
  const no = { status: 403, body: { detail: "No" } };
  const { code, runs, requests } = await dbtRun(
    { faults: { list: [no] } },
    reuse(),
  );
  assertEquals({ code, runs, requests }, { code: 3, runs: [], requests: 1 });
});

Deno.test("dbt-run --reuse fails as the run that it waits for", async () => {
  const { code, runs } = await dbtRun(
    { running: MINUTE, ending: "error" },
    reuse(),
    (it) => it.cloud.trigger(2, PULL),
  );
  assertEquals([code, runs.length], [1, 1]);
});

Deno.test("dbt-run --reuse with --retries retries the run that failed: the retry is its own", async () => {
  const { code, runs, text } = await dbtRun(
    { running: MINUTE, ending: "error", retry: { running: 10 * MINUTE } },
    { ...reuse("--retries=1"), signals: [[3 * MINUTE, "SIGTERM"]] },
    (it) => it.cloud.trigger(2, PULL),
  );
  assertEquals([code, runs.length], [143, 2]);
  assertStringIncludes(text, `Run ${RUN + 1} is cancelled`);
});

Deno.test("dbt-run --reuse leaves another's run alone on a signal and at the end of its time", async () => {
  const ends: [CommandOptions, number][] = [
    [{ ...reuse(), signals: [[10 * SECOND, "SIGTERM"]] }, 143],
    [reuse("--timeout=20"), 4],
  ];
  for (const [options, expected] of ends) {
    using fixture = setUp({ running: 60 * MINUTE });
    fixture.cloud.trigger(2, PULL);
    const { code, lines } = await fixture.command(options);
    assertEquals([code, fixture.count("cancel")], [expected, 0]);
    assertStringIncludes(lines.join("\n"), `Run ${RUN} is still running`);
  }
});

Deno.test("dbt-run --reuse cancels its own run on a signal", async () => {
  using fixture = setUp({ running: 60 * MINUTE });
  const signals: CommandOptions["signals"] = [[10 * SECOND, "SIGTERM"]];
  const { code } = await fixture.command({ ...reuse(), signals });
  assertEquals([code, fixture.count("cancel")], [143, 1]);
});

Deno.test("dbt-run --reuse --no-wait says which run it is, and ends", async () => {
  const { code, text, requests } = await dbtRun(
    { running: MINUTE },
    reuse("--no-wait"),
    (it) => it.cloud.trigger(2, PULL),
  );
  assertEquals([code, requests], [0, 1]);
  assertStringIncludes(text, `Using run ${RUN}, which is running`);
});

Deno.test("dbt-run --reuse --dry-run looks for nothing", async () => {
  const { code, requests } = await dbtRun({}, reuse("--dry-run"));
  assertEquals([code, requests], [0, 0]);
});

Deno.test("dbt-run --reuse tells the CI system that the run is another's, and of a retry that it is its own", async () => {
  const files = new Map<string, string>();
  const env = { GITHUB_ACTIONS: "true", GITHUB_OUTPUT: "output" };
  await dbtRun(
    { running: MINUTE, ending: "error" },
    { ...reuse("--retries=1"), env, files },
    (it) => it.cloud.trigger(2, PULL),
  );
  const lines = files.get("output")?.trim().split("\n");
  assertEquals(lines?.filter((line) => /^run_id|^reused/.test(line)), [
    `run_id=${RUN}`,
    "reused=true",
    `run_id=${RUN}`,
    "reused=true",
    `run_id=${RUN + 1}`,
    "reused=false",
    `run_id=${RUN + 1}`,
    "reused=false",
  ]);
});
