import { assertEquals, assertStringIncludes } from "@std/assert";
import { finish, start } from "./process.ts";

Deno.test("the demo needs neither npm nor jsr.io", async () => {
  const cache = await Deno.makeTempDir();
  const nowhere = "http://127.0.0.1:9";
  try {
    const child = start(Deno.execPath(), ["task", "demo", "error"], {
      DENO_DIR: cache,
      DENO_NO_UPDATE_CHECK: "1",
      JSR_URL: nowhere,
      NPM_CONFIG_REGISTRY: nowhere,
    });
    const { code, stdout, stderr } = await finish(child);
    assertStringIncludes(stdout, "FAILED model orders");
    assertEquals(code, 0, stderr);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});

Deno.test("the demo names its endings where it is asked for another one", async () => {
  const env = { DENO_NO_UPDATE_CHECK: "1" };
  const child = start(
    Deno.execPath(),
    ["task", "--quiet", "demo", "fail"],
    env,
  );
  const { code, stderr } = await finish(child);
  assertEquals(
    [code, stderr],
    [2, 'There is no demo "fail": try success, error, cancelled\n'],
  );
});

Deno.test("the command starts from a clone", async () => {
  const env = { DENO_NO_UPDATE_CHECK: "1" };
  const child = start(Deno.execPath(), ["task", "start", "--help"], env);
  const { code, stdout, stderr } = await finish(child);
  assertEquals(code, 0, stderr);
  assertStringIncludes(stdout, "Usage: dbt-run ");
});
