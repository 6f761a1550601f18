/** `dbt-run status`: one look, and an exit code for a script to branch on. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  LINK,
  MINUTE,
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
  const posts = fixture.cloud.requests.filter(({ method }) =>
    method === "POST"
  );
  return { ...result, posts, text: result.lines.join("\n") };
}

/** A run of the job that was started 10 minutes ago. */
function startRun({ cloud, time }: Fixture): void {
  cloud.trigger(2);
  time.tick(10 * MINUTE);
}

const cases: {
  what: string;
  options: FakeDbtCloudOptions;
  code: number;
  text: string;
}[] = [
  {
    what: "has succeeded",
    options: {},
    code: 0,
    text: `Job completed successfully! See details at ${LINK}`,
  },
  {
    what: "has failed",
    options: { ending: "error" },
    code: 1,
    text: `Run failed or canceled. See why at ${LINK}`,
  },
  {
    what: "was cancelled",
    options: { ending: "cancelled" },
    code: 1,
    text: `Run failed or canceled. See why at ${LINK}`,
  },
  {
    what: "is running",
    options: { running: 60 * MINUTE },
    code: 4,
    text: `Run ${RUN} has been running for 10 min`,
  },
  {
    what: "is queued",
    options: { queued: 60 * MINUTE },
    code: 4,
    text: `Run ${RUN} has been queued for 10 min`,
  },
];
for (const { what, options, code, text } of cases) {
  for (const args of [["status", `${RUN}`], ["status", "--latest"]]) {
    Deno.test(`dbt-run ${args.join(" ")} exits ${code} for a run that ${what}, at once`, async () => {
      const result = await dbtRun(options, { args });
      assertEquals([result.code, result.took], [code, 0], result.text);
      assertStringIncludes(result.text, text);
      assertStringIncludes(result.text, LINK);
      assert(!result.text.includes("Job running!"), result.text);
      assertEquals(result.posts, []);
    });
  }
}

Deno.test("dbt-run status names the step of a run in progress", async () => {
  const { stdout } = await dbtRun({ running: 15 * MINUTE }, {
    args: ["status", `${RUN}`],
  });
  const steps = stdout.filter((line) => line.startsWith("Step "));
  assertEquals(steps.length, 1, stdout.join("\n"));
});

Deno.test("dbt-run status names what has failed, as wait does", async () => {
  const { text } = await dbtRun({ ending: "error" }, {
    args: ["status", `${RUN}`],
  });
  assertStringIncludes(text, "FAILED");
});

Deno.test("dbt-run status exits 5 where a search finds no run, and 3 for an id that dbt Cloud does not know", async () => {
  const nothing = () => {};
  const found = await dbtRun({}, { args: ["status", "--latest"] }, nothing);
  assertEquals([found.code, found.took], [5, 0]);
  assertStringIncludes(
    found.stderr.join(),
    "error: Found no run: the latest run of job 2",
  );
  const known = await dbtRun({}, { args: ["status", "7"] }, nothing);
  assertEquals(known.code, 3);
});

Deno.test("dbt-run status --since takes only a run that was created later", async () => {
  const at = (minutes: number) =>
    new Date(Date.UTC(2026, 0, 31) + minutes * MINUTE).toISOString();
  for (const [since, code] of [[at(-1), 0], [at(1), 5]] as const) {
    const args = ["status", "--latest", "--since", since];
    assertEquals((await dbtRun({}, { args })).code, code, since);
  }
});

Deno.test("dbt-run status --git-sha finds the run of a commit", async () => {
  const sha = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
  const { code } = await dbtRun({ ending: "error" }, {
    args: ["status", "--git-sha", sha],
  }, ({ cloud, time }) => {
    cloud.trigger(2, { git_sha: sha });
    time.tick(MINUTE);
  });
  assertEquals(code, 1);
});

Deno.test("dbt-run status cancels nothing on a signal", async () => {
  const { code, posts } = await dbtRun({
    running: 60 * MINUTE,
    faults: { retrieve: [{ delay: 20 * SECOND }] },
  }, { args: ["status", `${RUN}`], signals: [[SECOND, "SIGTERM"]] });
  assertEquals([code, posts], [143, []]);
});

Deno.test("dbt-run status writes the files that are named, and nothing of the CI system", async () => {
  const files = new Map([["output", ""], ["summary", ""]]);
  const { stdout } = await dbtRun({ ending: "error" }, {
    args: ["status", `${RUN}`, "--junit=junit.xml"],
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: "output",
      GITHUB_STEP_SUMMARY: "summary",
    },
    files,
  });
  assertEquals(files.get("output"), "");
  assertEquals(files.get("summary"), "");
  assert(files.has("junit.xml"));
  assert(!stdout.some((line) => line.startsWith("::error")), stdout.join("\n"));
});

Deno.test("dbt-run status --json has the run, and that it is in progress", async () => {
  const { code, stdout } = await dbtRun({ running: 60 * MINUTE }, {
    args: ["status", `${RUN}`, "--json"],
  });
  const document = JSON.parse(stdout.join());
  assertEquals(
    {
      code,
      run_id: document.run_id,
      run_status: document.run_status,
      exit_code: document.exit_code,
    },
    { code: 4, run_id: RUN, run_status: "running", exit_code: 4 },
  );
  assertEquals(document.error, null);
});

Deno.test("dbt-run status --dry-run sends nothing", async () => {
  using fixture = setUp();
  const args = ["status", "--latest", "--dry-run"];
  const { code, lines } = await fixture.command({ args });
  assertEquals([code, fixture.cloud.requests], [0, []]);
  assertEquals(lines, ["Would look at the latest run of job 2"]);
});

Deno.test("dbt-run status takes seconds, though dbt Cloud gives no answer about the steps or earlier runs", async () => {
  for (const path of [/run_steps/, /\/runs\/\?/]) {
    using fixture = setUp({ running: 60 * MINUTE });
    const { cloud, time } = fixture;
    startRun(fixture);
    const startedAt = time.now;
    const { code, lines } = await fixture.command({
      args: ["status", `${RUN}`],
      fetch: (input, init) =>
        path.test(String(input))
          ? new Promise(() => {})
          : cloud.fetch(input, init),
    });
    assertEquals(code, 4);
    assert(time.now - startedAt <= 6 * SECOND, `${time.now - startedAt} ms`);
    assertEquals(
      lines.at(-1),
      `Run ${RUN} has been running for 10 min 5 s: ${LINK}`,
    );
  }
});

Deno.test("dbt-run status says of a run that it has not seen that it may still be running", async () => {
  const { code, lines } = await dbtRun({
    faults: { retrieve: [{ answer: "none" }] },
  }, { args: ["status", `${RUN}`, "--timeout=2"] });
  assertEquals(code, 4);
  assertEquals(lines.at(-1), `Run ${RUN} may still be running`);
});
