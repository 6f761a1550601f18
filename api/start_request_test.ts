import { assert, assertEquals, assertMatch } from "@std/assert";
import { triggerRun } from "../mod.ts";
import { setUp } from "../testing/harness.ts";

const causeOf = (fixture: ReturnType<typeof setUp>, i = 0) =>
  String(fixture.cloud.runs[i]!.trigger.cause);
const markOf = (cause: string) => /\[dbt-run ([0-9a-f]{8})\]$/.exec(cause)?.[1];

Deno.test("triggerRun() ends the cause in a mark of its own", async () => {
  using fixture = setUp();
  await fixture.settle(
    triggerRun({ ...fixture.job, cause: "Merge of 1f2e3d to main" }),
  );
  await fixture.settle(
    triggerRun({ ...fixture.job, cause: "Merge of 1f2e3d to main" }),
  );
  assertMatch(
    causeOf(fixture),
    /^Merge of 1f2e3d to main \[dbt-run [0-9a-f]{8}\]$/,
  );
  assert(markOf(causeOf(fixture)) !== markOf(causeOf(fixture, 1)));
});

Deno.test("triggerRun() cuts the cause so that it fits with its mark, and says so", async () => {
  using fixture = setUp();
  await fixture.settle(triggerRun({ ...fixture.job, cause: "é".repeat(300) }));
  assertEquals(causeOf(fixture).length, 255);
  assertMatch(causeOf(fixture), /^é{236} \[dbt-run \w{8}\]$/);
  assertEquals(fixture.notices, ["The cause was cut to 255 characters"]);
  await fixture.settle(triggerRun({ ...fixture.job, cause: "😀".repeat(200) }));
  assertMatch(causeOf(fixture, 1), /^(😀){118} \[dbt-run \w{8}\]$/u);
});

Deno.test("triggerRun() leaves the cause alone with mark: false", async () => {
  using fixture = setUp();
  await fixture.settle(
    triggerRun({ ...fixture.job, cause: "Merge", mark: false }),
  );
  assertEquals(causeOf(fixture), "Merge");
});
