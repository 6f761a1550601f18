import { assert, assertEquals, assertMatch } from "@std/assert";
import { dbtRun, LINK, MINUTE, RUN, setUp } from "../../testing/harness.ts";

Deno.test("dbt-run --quiet prints errors and the verdict only", async () => {
  const good = await dbtRun({ running: 90_000 }, { args: ["--quiet"] });
  assertEquals(good.lines, [
    "Succeeded in 1 min 30 s: 6 passed, 1 warned",
    `Job completed successfully! See details at ${LINK}`,
  ]);
  const bad = await dbtRun({ ending: "error" }, { args: ["--quiet"] });
  assertMatch(bad.lines[0]!, /^Step 4 of 4 failed/);
  assert(!bad.text.includes("Configuration"));
});

Deno.test("dbt-run --quiet says that a run is still running, and where", async () => {
  const { lines } = await dbtRun(
    { running: 10 * MINUTE },
    { args: ["--quiet", "--timeout=2", "--no-cancel"] },
  );
  assertEquals(lines.at(-1), `Run ${RUN} is still running: ${LINK}`);
});

Deno.test("dbt-run drops lines of a live log that nobody reads, says how many, and never the verdict", async () => {
  let waiting = 2 ** 24 + 1;
  using fixture = setUp({ running: 30_000 });
  const { code, lines } = await fixture.command({
    args: ["--logs=live"],
    waiting: () => waiting,
    fetch(input, init) {
      if (/\/artifacts\//.test(`${input}`)) waiting = 0;
      return fixture.cloud.fetch(input, init);
    },
  });
  assertEquals([code, lines.some((line) => line.startsWith("  | "))], [
    0,
    false,
  ]);
  assert(lines.some((line) => /^ {2}… \d+ lines left out/.test(line)));
  assertEquals(
    lines.at(-1),
    `Job completed successfully! See details at ${LINK}`,
  );
});
