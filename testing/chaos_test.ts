import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import fc, { anyCharacter } from "./fast_check.ts";
import { commandChaos } from "./chaos_commands.ts";
import { chaos } from "./chaos_fake.ts";
import { fakeDbtCloud } from "./fake_dbt_cloud.ts";
import { command, ENVIRONMENT, KEY } from "./harness.ts";

Deno.test("dbt-run starts one run and tells its end under 1,000 schedules of faults", async () => {
  const codes = await chaos(1_000, 20260131);
  // Each way to end came about, so that each was checked.
  assertEquals(
    Object.keys(codes),
    ["0", "1", "3", "4", "129", "130", "143"],
  );
});

Deno.test("dbt-run status, retry and --reuse=in-progress leave the runs of others alone under 500 schedules of faults", async () => {
  const codes = await commandChaos(500, 20260131);
  assertEquals(Object.keys(codes), ["0", "1", "3", "4", "5", "143"]);
});

const VARIABLES = [
  ...Object.keys(ENVIRONMENT),
  "DBT_URL",
  "DBT_JOB_URL",
  "DBT_JOB_CAUSE",
  "DBT_JOB_BRANCH",
  "DBT_JOB_SCHEMA_OVERRIDE",
  "DBT_JOB_STEPS_OVERRIDE",
  "DBT_JOB_THREADS_OVERRIDE",
  "DBT_JOB_GENERATE_DOCS_OVERRIDE",
  "DBT_POLL_INTERVAL_SECONDS",
  "DBT_RUN_TIMEOUT_SECONDS",
  "DBT_RUN_RETRIES",
  "DBT_RUN_CANCEL",
];
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(..."$({})\n\r\t \x1b:#[]/-.0129ae") }),
  fc.constantFrom("1", "true", "https://a.example.com", "::error::a", "1e400"),
);

Deno.test("dbt-run either runs cleanly or names each fault in a line, whatever stands in a variable", async () => {
  const ended = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom(...VARIABLES), text, { maxKeys: 4 }),
      fc.array(text, { maxLength: 2 }),
      async (env, args) => {
        using time = new FakeTime();
        const cloud = fakeDbtCloud();
        const { code, lines, stderr } = await command(time, cloud, {
          env,
          args,
        });
        ended.add(code);
        assert(code === 0 || code === 2, `${code}: ${stderr.join("\n")}`);
        for (const line of lines) {
          assert(!line.includes(KEY), "the key was printed");
          assert(!/^\s*::|##\[|##vso\[|(?!\t)\p{Cc}/u.test(line), line);
          assert(!/^\s+at .*:\d+/.test(line), "a stack trace was printed");
        }
        if (code === 0) return;
        assertEquals(cloud.requests.length, 0);
        assert(stderr.some((line) => line.startsWith("error: ")));
        assert(stderr.every((line) => /^(error|warning): /.test(line)));
      },
    ),
    { numRuns: 1_000, seed: 20260131 },
  );
  assertEquals([...ended].toSorted(), [0, 2]);
});
