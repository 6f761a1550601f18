/** `dbt-run wait RUN_ID`: a run that exists, and may be another's. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  MINUTE,
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

Deno.test("dbt-run wait follows a run that exists, in spite of faults", async () => {
  const { code, text } = await dbtRun(
    { faults: { retrieve: [{ status: 502 }, { answer: "cut" }] } },
    { args: ["wait", `${RUN}`] },
    (it) => it.cloud.trigger(2),
  );
  assertEquals(code, 0);
  assertStringIncludes(
    text,
    `Run ${RUN} had ended already (success): ${linkOf()}\nRun status -> Success`,
  );
});

Deno.test("dbt-run wait leaves the run alone on a signal or a time-out, unless --cancel", async () => {
  const ways: [CommandOptions, code: number][] = [
    [{ args: ["--timeout=60"] }, 4],
    [{ signals: [[MINUTE, "SIGINT"]] }, 130],
  ];
  for (const [way, expected] of ways) {
    for (const cancels of [false, true]) {
      const args = [
        "wait",
        `${RUN}`,
        ...(way.args ?? []),
        ...(cancels ? ["--cancel"] : []),
      ];
      const { code, statuses, lines } = await dbtRun(
        { running: 60 * MINUTE },
        { ...way, args },
        (it) => it.cloud.trigger(2),
      );
      assertEquals([code, statuses], [expected, [cancels ? 30 : 3]]);
      const how = cancels ? "is cancelled" : "is still running";
      assertEquals(lines.at(-1), `Run ${RUN} ${how}: ${linkOf()}`);
    }
  }
});

Deno.test("dbt-run wait exits 3 if there is no such run", async () => {
  const { code, stderr } = await dbtRun({}, { args: ["wait", "7"] });
  assertEquals(code, 3);
  assertStringIncludes(stderr[0]!, "Cannot get run 7: dbt Cloud answered 404");
});

Deno.test("dbt-run wait exits 3 within 30 s on a mistyped host", async () => {
  const { code, took } = await dbtRun(
    { faults: { retrieve: Array(99).fill({ answer: "refused" }) } },
    { args: ["wait", "7"] },
  );
  assertEquals(code, 3);
  assert(took <= 35 * SECOND, `${took} ms`);
});
