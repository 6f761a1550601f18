/** The steps beside the polls: how often they are requested, and what is new in them. */
import { assert, assertEquals } from "@std/assert";
import type {
  FakeDbtCloudOptions,
  FakeStep,
} from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  HOUR,
  MINUTE,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const STEPS: FakeStep[] = [
  { name: "Clone git repository", logs: "cloned" },
  { name: "Invoke dbt with `dbt deps`", logs: "deps" },
  { name: "Invoke dbt with `dbt build`", logs: "one\ntwo\nthree\n" },
];

async function dbtRun(options: FakeDbtCloudOptions, more: CommandOptions = {}) {
  using fixture = setUp({ steps: STEPS, ...options });
  const polls: number[] = [];
  const startedAt = fixture.time.now;
  const result = await fixture.command({
    ...more,
    fetch(input, init) {
      // The report asks for the environment, too.
      if (/run_steps%22%5D/.test(String(input))) {
        polls.push(fixture.time.now - startedAt);
      }
      return fixture.cloud.fetch(input, init);
    },
  });
  return { ...result, polls };
}

Deno.test("dbt-run requests the steps 3 s after the start, and then more and more seldom", async () => {
  const { polls } = await dbtRun({ running: HOUR });
  assert(polls[0]! >= 3 * SECOND && polls[0]! < 6 * SECOND, `${polls[0]}`);
  const pauses = polls.slice(1).map((at, i) => at - polls[i]!);
  assert(pauses.every((pause) => pause >= 5 * SECOND), pauses.join());
  assert(polls.length < 30, `${polls.length} requests`);
});

Deno.test("dbt-run announces each step once, in their order", async () => {
  const { stdout } = await dbtRun({ running: 30 * MINUTE });
  const steps = stdout.filter((line) => /^Step \d/.test(line))
    .map((line) => line.replace(/ \(.*/, ""));
  assertEquals(
    [...new Set(steps)],
    [
      "Step 1 of 3: Clone git repository",
      "Step 2 of 3: dbt deps",
      "Step 3 of 3: dbt build",
    ],
  );
});

Deno.test("dbt-run --logs live prints each line of the log once", async () => {
  const { stdout } = await dbtRun({ running: 10 * MINUTE }, {
    args: ["--logs=live"],
  });
  const lines = stdout.filter((line) => line.startsWith("  | "))
    .map((line) => line.slice(4));
  assertEquals(lines, ["cloned", "deps", "one", "two", "three"]);
});

Deno.test("dbt-run waits on where the steps are refused, hang, or cannot be read", async () => {
  using fixture = setUp({ running: 10 * MINUTE, steps: STEPS });
  let count = 0;
  const result = await fixture.command({
    fetch(input, init) {
      if (!/run_steps%22%5D/.test(String(input))) {
        return fixture.cloud.fetch(input, init);
      }
      const answers = [
        () => Response.json({}, { status: 403 }),
        () => new Response("<html>"),
        () => Promise.reject(new TypeError("broken")),
      ];
      return Promise.resolve(answers[count++ % 3]!());
    },
  });
  assertEquals(result.code, 0);
  assert(count > 2);
  assertEquals(result.stderr, []);
});
