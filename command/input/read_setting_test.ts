import { assertEquals, assertStringIncludes } from "@std/assert";
import { KEY } from "../../testing/harness.ts";
import { read, readFaults } from "../../testing/input_case.ts";

Deno.test("readInput() takes what is empty or not expanded as not set", () => {
  const { values, faults, warnings } = read(
    [],
    {
      DBT_JOB_BRANCH: "main",
      DBT_JOB_GIT_SHA: "$(Build.SourceVersion)",
      DBT_JOB_SCHEMA_OVERRIDE: "  ",
      DBT_PROJECT_ID: undefined,
      DBT_API_KEY: `  ${KEY}\n`,
    },
  );
  assertEquals(faults, []);
  assertEquals(warnings, [
    "DBT_JOB_GIT_SHA is a variable that was not expanded: $(Build.SourceVersion). It counts as not set",
  ]);
  assertEquals(
    {
      gitBranch: values.gitBranch,
      gitSha: values.gitSha,
      schemaOverride: values.schemaOverride,
      apiKey: values.apiKey,
    },
    {
      gitBranch: "main",
      gitSha: undefined,
      schemaOverride: undefined,
      apiKey: KEY,
    },
  );
});

for (
  const [how, text, expected] of [
    ["one a line", "dbt seed\n\n  dbt build\r\n", ["dbt seed", "dbt build"]],
    ["a YAML list", "- dbt seed\n- dbt build", ["dbt seed", "dbt build"]],
    ["a JSON list", '["dbt seed", "dbt build"]', ["dbt seed", "dbt build"]],
  ] as const
) {
  Deno.test(`readInput() reads DBT_JOB_STEPS_OVERRIDE as ${how}`, () => {
    const { values } = read([], { DBT_JOB_STEPS_OVERRIDE: text });
    assertEquals(values.stepsOverride, [...expected]);
  });
}

for (const text of ["[dbt seed", "[]", "[1]", '["dbt seed"', "# none"]) {
  Deno.test(`readInput() refuses DBT_JOB_STEPS_OVERRIDE=${text}, which would run the job's own steps`, () => {
    const [fault, ...others] = readFaults([], { DBT_JOB_STEPS_OVERRIDE: text });
    assertStringIncludes(fault!, "DBT_JOB_STEPS_OVERRIDE cannot be read: ");
    assertEquals(others, []);
  });
}
