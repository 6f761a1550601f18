/** `dbt-run cancel`: for a pipeline's "if cancelled" step. */
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

Deno.test("dbt-run cancel cancels a run in spite of faults, and is content if it has ended", async () => {
  const first = await dbtRun(
    { running: MINUTE, faults: { cancel: [{ status: 502 }] } },
    { args: ["cancel", `${RUN}`] },
    (it) => it.cloud.trigger(2),
  );
  assertEquals([first.code, first.statuses], [0, [30]]);
  assertEquals(first.stdout.at(-1), `Run ${RUN} is cancelled: ${linkOf()}`);
  const second = await dbtRun(
    { faults: { cancel: [refusal(400)] } },
    { args: ["cancel", `${RUN}`] },
    (it) => it.cloud.trigger(2),
  );
  assertEquals(second.code, 0);
  assertEquals(
    second.stdout.at(-1),
    `Run ${RUN} had ended already (success): ${linkOf()}`,
  );
});

Deno.test("dbt-run cancel waits as long as Retry-After says", async () => {
  const busy = { status: 429, headers: { "retry-after": "20" } };
  const { code, took, count } = await dbtRun(
    { running: 60 * MINUTE, faults: { cancel: [busy] } },
    { args: ["cancel", `${RUN}`] },
    (it) => it.cloud.trigger(2),
  );
  assertEquals([code, count("cancel")], [0, 2]);
  assert(took >= 20 * SECOND);
});

Deno.test("dbt-run cancel gives up at once if it is refused", async () => {
  const { code, took, stderr, count } = await dbtRun(
    {
      running: MINUTE,
      faults: { cancel: [refusal(403)], retrieve: [refusal(403)] },
    },
    { args: ["cancel", `${RUN}`] },
    (it) => it.cloud.trigger(2),
  );
  assertEquals({ code, took, cancel: count("cancel") }, {
    code: 3,
    took: 0,
    cancel: 1,
  });
  assertStringIncludes(stderr[0]!, "dbt Cloud answered 403");
});

Deno.test("dbt-run cancel leaves on a signal, and on --timeout", async () => {
  const faults = { cancel: Array(999).fill({ status: 502 }) };
  const start = (fixture: ReturnType<typeof setUp>) => fixture.cloud.trigger(2);
  const left = await dbtRun({ running: MINUTE, faults }, {
    args: ["cancel", `${RUN}`],
    signals: [[4 * SECOND, "SIGTERM"]],
  }, start);
  assertEquals([left.code, left.took <= 5 * SECOND], [143, true]);
  const late = await dbtRun({ running: MINUTE, faults }, {
    args: ["cancel", `${RUN}`, "--timeout=10"],
  }, start);
  assertEquals([late.code, late.took <= 11 * SECOND], [4, true]);
});
