/** Retries of a run that failed. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions, Fault } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  LOST,
  MINUTE,
  refusal,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

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

Deno.test("dbt-run --retries retries a run from its point of failure", async () => {
  const { code, text, statuses } = await dbtRun(
    { running: SECOND, ending: "error" },
    { args: ["--retries=2"] },
  );
  assertEquals([code, statuses], [0, [20, 10]]);
  assertStringIncludes(
    text,
    `Retrying run ${RUN} from its point of failure (1 of 2)\nJob running!`,
  );
});

Deno.test("dbt-run --retries stops after that many retries", async () => {
  const failing: FakeDbtCloudOptions = { ending: "error" };
  const { code, statuses } = await dbtRun(
    { ...failing, retry: { ...failing, retry: failing } },
    { env: { DBT_RUN_RETRIES: "2" } },
  );
  assertEquals([code, statuses.length], [1, 3]);
});

Deno.test("dbt-run --retries says why a run cannot be retried", async () => {
  const { code, text, count } = await dbtRun(
    { ending: "error", retryNotSupportedReason: "RETRY_UNSUPPORTED_CMD" },
    { args: ["--retries=1"] },
  );
  assertEquals([code, count("retry")], [1, 0]);
  assertStringIncludes(
    text,
    `Run ${RUN} cannot be retried: RETRY_UNSUPPORTED_CMD`,
  );
});

Deno.test("dbt-run --retries leaves a cancelled run alone", async () => {
  const options: FakeDbtCloudOptions[] = [
    { ending: "cancelled" },
    {
      ending: "error",
      faults: { retrieve: [{ data: { is_cancelled: true } }] },
    },
  ];
  for (const each of options) {
    const { code, statuses } = await dbtRun(each, { args: ["--retries=1"] });
    assertEquals([code, statuses.length], [1, 1]);
  }
});

const unstarted: Record<string, Fault[]> = {
  "is refused": [refusal(400)],
  "answers 503 without end": Array(9).fill({ status: 503 }),
  "cannot be reached": Array(99).fill({ answer: "refused" }),
  "pauses longer than --timeout": Array(9).fill({ status: 429 }),
};
for (const [what, retry] of Object.entries(unstarted)) {
  Deno.test(`dbt-run keeps the verdict if the retry ${what}`, async () => {
    const { code, stderr, text } = await dbtRun(
      { ending: "error", faults: { retry } },
      { args: ["--retries=1", "--timeout=300"] },
    );
    assertEquals(code, 1);
    assertEquals(
      stderr.at(-1),
      `Run failed or canceled. See why at ${linkOf()}`,
    );
    assertStringIncludes(text, "warning: ");
  });
}

Deno.test("dbt-run keeps the verdict if it is unclear whether the retry was started, and says so", async () => {
  const { code, text, stdout, stderr } = await dbtRun({
    ending: "error",
    listedAfter: 60 * MINUTE,
    faults: { retry: Array(9).fill(LOST) },
  }, { args: ["--retries=1", "--json"] });
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    `A run may have been started: look for it at ${linkOf()}`,
  );
  assertEquals(stderr.at(-1), `Run failed or canceled. See why at ${linkOf()}`);
  const document = JSON.parse(stdout.join("\n"));
  assertEquals([document.run_id, document.run_status], [RUN, "error"]);
  assertEquals(document.unclear, { mark: null, page: linkOf() });
});

Deno.test("dbt-run exits 4 or 3 while a retry runs", async () => {
  const late = await dbtRun(
    { ending: "error", retry: { running: 10 * MINUTE } },
    { args: ["--retries=1", "--timeout=60"] },
  );
  assertEquals([late.code, late.statuses], [4, [20, 30]]);
  const cut = await dbtRun({
    ending: "error",
    retry: { running: MINUTE },
    faults: { retrieve: [null, null, refusal(401), refusal(401)] },
  }, { args: ["--retries=1"] });
  assertEquals([cut.code, cut.statuses], [3, [20, 3]]);
});

Deno.test("dbt-run cancels the retry on a signal that comes while it is started", async () => {
  const { code, statuses } = await dbtRun({
    ending: "error",
    retry: { running: MINUTE },
    faults: { retry: [{ answer: "none", done: true }] },
  }, { args: ["--retries=1"], signals: [[3 * SECOND, "SIGINT"]] });
  assertEquals([code, statuses], [130, [20, 30]]);
});
