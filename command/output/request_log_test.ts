import { assert, assertEquals, assertMatch } from "@std/assert";
import { dbtRun, KEY } from "../../testing/harness.ts";

Deno.test("dbt-run --debug prints requests without headers or key", async () => {
  const { stderr } = await dbtRun({}, { args: ["--debug"] });
  const debug = stderr.filter((line) => line.startsWith("debug: "));
  assertMatch(
    debug[0]!,
    /^debug: POST https:\/\/cloud.getdbt.com\/api\/v2\/accounts\/1\/jobs\/2\/run\/ → 200 in \d+ ms$/,
  );
  assertMatch(debug[1]!, /^debug: GET https:.*\/runs\/\d+\/ → 200/);
  assert(!debug.join().includes(KEY));
});

const faults: unknown[] = [
  new Error(`No\n::error::a\r\x1b[0Ksection_end:1:a ${KEY}`),
  Object.create(null),
  null,
];
for (const fault of faults) {
  Deno.test(`dbt-run --debug prints one harmless line of a request that failed with ${fault instanceof Error ? "an error" : typeof fault}`, async () => {
    const { code, stderr } = await dbtRun({}, {
      args: ["--debug", "--timeout=1"],
      fetch: () => Promise.reject(fault),
    });
    assertEquals(code, 4);
    const text = stderr.join("\n");
    assertMatch(text, /^debug: POST \S+ → (No|an unknown fault)/);
    assert(!/^\s*::error::a/m.test(text), text);
    assert(!text.includes("\x1b[0K"), text);
    assert(!text.includes(KEY), text);
  });
}
