import { assert, assertEquals, assertMatch } from "@std/assert";
import { dbtRun } from "../../testing/harness.ts";

Deno.test("dbt-run annotates what is wrong with the input", async () => {
  const { stdout } = await dbtRun({}, {
    env: { GITHUB_ACTIONS: "true", DBT_API_KEY: undefined },
  });
  assert(stdout.some((line) => /^::error .*DBT_API_KEY is not set/.test(line)));
});

Deno.test("dbt-run keeps the script's line beside the annotation of a refusal", async () => {
  const { stdout } = await dbtRun({}, {
    env: { GITHUB_ACTIONS: "true", DBT_ACCOUNT_ID: "7" },
  });
  const at = stdout.indexOf("ERROR! - Could not trigger job:");
  assert(at > 0, stdout.join("\n"));
  assertMatch(stdout[at + 1]!, /^::error .*Cannot trigger/);
});

Deno.test("dbt-run --quiet annotates no warnings of a run that succeeded", async () => {
  const env = { GITHUB_ACTIONS: "true" };
  for (const [args, count] of [[["--quiet"], 0], [[], 1]] as const) {
    const { code, stdout } = await dbtRun({}, { args: [...args], env });
    const warnings = stdout.filter((line) => line.startsWith("::warning "));
    assertEquals({ code, count: warnings.length }, { code: 0, count });
  }
  const { stdout } = await dbtRun(
    { ending: "error" },
    { args: ["--quiet"], env },
  );
  assert(stdout.some((line) => line.startsWith("::warning ")));
});
