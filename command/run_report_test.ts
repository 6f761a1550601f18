/** The report of a run that has ended: what it may cost in time. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type {
  FakeDbtCloudOptions,
  FakeStep,
} from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  HOUR,
  MINUTE,
  RUN,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const FAILED: FakeStep = {
  name: "Invoke dbt with `dbt build`",
  fails: true,
  logs: "Database Error in model orders (models/orders.sql)\n  no such column",
  artifacts: {
    "manifest.json": { nodes: {} },
    "run_results.json": {
      metadata: {},
      results: [{
        unique_id: "model.shop.orders",
        status: "error",
        message: "no such column",
      }],
    },
  },
};

/** Runs the command over a run that has failed an hour ago. */
async function dbtRun(
  options: FakeDbtCloudOptions,
  more: CommandOptions = {},
  hangsAt?: RegExp,
) {
  using fixture = setUp({ ending: "error", steps: [FAILED], ...options });
  const { cloud, time } = fixture;
  cloud.trigger(2);
  time.tick(HOUR);
  const result = await fixture.command({
    ...more,
    fetch(input, init) {
      if (!hangsAt?.test(String(input))) return cloud.fetch(input, init);
      const signal = init!.signal!;
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    },
  });
  return { ...result, text: result.lines.join("\n") };
}

const WAIT = ["wait", `${RUN}`];

for (const timeout of ["0.2", "1", "60"]) {
  Deno.test(`dbt-run wait --timeout ${timeout} reports a run that has failed, at once and whole`, async () => {
    const args = [...WAIT, `--timeout=${timeout}`];
    const { code, took, text } = await dbtRun({}, { args });
    assertEquals([code, took], [1, 0], text);
    assertStringIncludes(text, "FAILED");
    assertStringIncludes(text, "model orders");
  });
}

Deno.test("dbt-run wait --latest=any --timeout 1 reports a run that has failed", async () => {
  const args = ["wait", "--latest=any", "--timeout=1"];
  const { code, text } = await dbtRun({}, { args });
  assertEquals(code, 1, text);
  assertStringIncludes(text, "model orders");
});

Deno.test("dbt-run gives the report 2 minutes in all, and says that it is not complete", async () => {
  const busy = { status: 429, headers: { "retry-after": "60" } };
  const { code, took, text } = await dbtRun({
    steps: Array(6).fill(FAILED),
    faults: { artifact: Array(99).fill(busy) },
  }, { args: WAIT });
  assertEquals(code, 1);
  assert(took <= 2 * MINUTE + SECOND, `${took / SECOND} s`);
  assertStringIncludes(text, "The report is not complete: 120 s are over");
  assertEquals(text.split("The report is not complete").length, 2, text);
});

Deno.test("dbt-run ends the report with --timeout, but for 10 s that it has in any case", async () => {
  for (const [timeout, limit] of [[30, 30], [2, 10]] as const) {
    const args = [...WAIT, `--timeout=${timeout}`];
    const { code, took, text } = await dbtRun({}, { args }, /artifacts/);
    assertEquals(code, 1, text);
    assertEquals(Math.round(took / SECOND), limit, text);
  }
});

Deno.test("dbt-run calls nothing failed that was only interrupted", async () => {
  const { code, text } = await dbtRun({}, {
    args: WAIT,
    signals: [[SECOND, "SIGTERM"]],
  }, /artifacts/);
  assertEquals(code, 143);
  assert(!text.includes("does not say why"), text);
  assert(!text.includes("The report is not complete"), text);
});
