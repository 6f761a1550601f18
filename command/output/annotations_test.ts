import { assert, assertMatch } from "@std/assert";
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
