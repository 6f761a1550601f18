/** The command in its order: input, run, verdict. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions, Fault } from "../testing/fake_dbt_cloud.ts";
import { type CommandOptions, KEY, RUN, setUp } from "../testing/harness.ts";

const linkOf = (id = RUN) =>
  `https://cloud.getdbt.com/deploy/1/projects/52901/runs/${id}/`;

async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions = {},
  prepare: (fixture: ReturnType<typeof setUp>) => void = () => {},
) {
  using fixture = setUp(options);
  prepare(fixture);
  const result = await fixture.command(more);
  const statuses = fixture.cloud.runs.map(fixture.cloud.getStatus);
  return {
    ...result,
    text: result.lines.join("\n"),
    statuses,
    count: fixture.count,
  };
}

// The verdict

for (
  const [ending, code, line] of [
    ["success", 0, "Job completed successfully! See details at"],
    ["error", 1, "Run failed or canceled. See why at"],
    ["cancelled", 1, "Run failed or canceled. See why at"],
  ] as const
) {
  Deno.test(`dbt-run exits ${code} on a run that ended with ${ending}`, async () => {
    const { code: got, lines } = await dbtRun({ ending });
    assertEquals([got, lines.at(-1)], [code, `${line} ${linkOf()}`]);
  });
}

Deno.test("dbt-run exits 2 and sends nothing if the input is wrong", async () => {
  using fixture = setUp();
  const { code, stderr, stdout } = await fixture.command({
    env: { DBT_ACCOUNT_ID: "one", DBT_PR_JOB_ID: undefined },
  });
  assertEquals({ code, stdout, requestCount: fixture.cloud.requests.length }, {
    code: 2,
    stdout: [],
    requestCount: 0,
  });
  assertEquals(stderr, [
    'error: DBT_ACCOUNT_ID must be a positive whole number: current value is "one"',
    "error: DBT_PR_JOB_ID (or --job-id, or DBT_JOB_URL) is not set",
  ]);
});

Deno.test("dbt-run exits 2 if it may not read its variables", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({ denied: ["DBT_API_KEY"] });
  assertEquals([code, stderr], [2, [
    'error: Requires env access to "DBT_API_KEY": run with --allow-env',
  ]]);
});

Deno.test("dbt-run hides the key, whichever variable it may not read", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({
    args: ["--git-branch=$(abcdefgh12345)"],
    env: { DBT_API_KEY: "abcdefgh12345" },
    denied: ["DBT_ACCOUNT_ID"],
  });
  assertEquals(code, 2);
  assertStringIncludes(stderr.join(), "not expanded: $(***)");
});

Deno.test("nothing that dbt-run prints holds the key", async () => {
  const echo: Fault = { status: 400, body: `No: Token ${KEY}` };
  const { text } = await dbtRun({
    statusMessage: `It broke: ${KEY}`,
    ending: "error",
    faults: { retrieve: [{ status: 502, body: KEY }], cancel: [echo] },
  }, { env: { DBT_JOB_CAUSE: KEY } });
  assert(!text.includes(KEY.slice(5)));
});
