import { assert, assertEquals, assertMatch } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import type { FakeJob } from "../../testing/fake_dbt_cloud.ts";
import { type CommandOptions, MINUTE, setUp } from "../../testing/harness.ts";
import { reportOf } from "../../testing/report_case.ts";
import { createLiveLine } from "./live_line.ts";

/** What stands on the line after each drawing. */
const linesOf = (drawn: string[]) =>
  drawn.map((text) => text.replace("\r\x1b[2K", ""));

Deno.test("dbt-run redraws one line on a terminal", async () => {
  using fixture = setUp({ running: 4 * MINUTE });
  fixture.cloud.trigger(2);
  fixture.time.tick(5 * MINUTE);
  const drawn: string[] = [];
  const { code, lines } = await fixture.command({ drawn });
  assertEquals(code, 0);
  const live = linesOf(drawn).filter(Boolean);
  assertMatch(live[0]!, /^. running, 0 s$/);
  assertMatch(
    live.at(-1)!,
    /^. running, step 4: dbt build, 4 min( \d s)?$/,
  );
  assertEquals(linesOf(drawn).at(-1), "");
  // A heartbeat is for logs that nobody redraws.
  const statuses = lines.filter((line) => line.startsWith("Run status"));
  assertEquals(statuses, ["Run status -> Running", "Run status -> Success"]);
});

Deno.test("dbt-run starts its clock anew for a retry", async () => {
  using fixture = setUp({
    running: 2 * MINUTE,
    ending: "error",
    retry: { running: 30_000 },
  });
  const drawn: string[] = [];
  await fixture.command({ drawn, args: ["--retries=1"] });
  assertMatch(linesOf(drawn).filter(Boolean).at(-1)!, /, (2\d|30) s( \(|$)/);
});

Deno.test("dbt-run fits the live line into the terminal", async () => {
  using fixture = setUp({
    running: MINUTE,
    steps: [{ name: `Invoke dbt with \`dbt ${"x".repeat(500)}\``, logs: "" }],
  });
  const drawn: string[] = [];
  await fixture.command({ drawn });
  for (const line of linesOf(drawn)) assert(line.length < 80, line);
});

Deno.test("dbt-run --json draws on stderr if only that is a terminal", async () => {
  using fixture = setUp({ running: MINUTE });
  const drawn: string[] = [];
  const { stdout } = await fixture.command({ drawn, args: ["--json"] });
  assert(drawn.length > 100);
  JSON.parse(stdout.join("\n"));
});

Deno.test("dbt-run draws nothing in a CI system, on a dumb terminal, or with --quiet", async () => {
  const ways: CommandOptions[] = [
    { env: { CI: "true" } },
    { env: { TERM: "dumb" } },
    { args: ["--quiet"] },
  ];
  for (const way of ways) {
    using fixture = setUp({ running: MINUTE });
    const drawn: string[] = [];
    await fixture.command({ ...way, drawn });
    assertEquals(drawn, []);
  }
});

const usual = {
  median: 12 * MINUTE,
  shortest: 11 * MINUTE,
  longest: 14 * MINUTE,
  count: 5,
};

Deno.test("the live line says how far the run is of the usual time, and nothing of it in the queue", () => {
  using time = new FakeTime();
  const drawn: string[] = [];
  const line = createLiveLine({
    canDraw: true,
    print: () => {},
    printCommands: () => {},
    clean: (text) => text,
    printDocument: () => {},
    draw: (text) => void drawn.push(text.slice(2)),
  });
  const run = { ...reportOf().run, finishedAt: null };
  line.on?.({ type: "started", run: { ...run, status: "queued" } });
  line.on?.({ type: "usual-duration", usual });
  time.tick(MINUTE);
  assertEquals(drawn.at(-1), "queued, 1 min");
  line.on?.({ type: "polled", run: { ...run, status: "running" } });
  time.tick(4 * MINUTE);
  assertEquals(drawn.at(-1), "running, 4 min of about 12 min");
  line.end?.({ end: "succeeded" });
});

Deno.test("the live line counts by the usual time of a run that was found, from its start", async () => {
  const jobs: Record<number, FakeJob> = { 2: { running: 12 * MINUTE } };
  using fixture = setUp({ jobs });
  for (let i = 0; i < 4; i++) {
    fixture.cloud.trigger(2, { cause: "Nightly" });
    fixture.time.tick(i < 3 ? 60 * MINUTE : 4 * MINUTE);
  }
  const drawn: string[] = [];
  await fixture.command({ args: ["wait", "--latest"], drawn });
  assert(drawn.some((text) => text.includes(", 4 min of about 12 min")));
  assert(drawn.some((text) => text.includes(", 11 min of about 12 min")));
});
