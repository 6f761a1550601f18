import { assertEquals } from "@std/assert";
import { read, readFaults } from "../../testing/input_case.ts";

Deno.test("readInput() refuses a command that was not expanded beside others", () => {
  const args = ["--steps-override=dbt seed", "--steps-override=$(STEP)"];
  assertEquals(readFaults(args), [
    "--steps-override is a variable that was not expanded: $(STEP)",
  ]);
});

Deno.test("readInput() refuses a value that is a variable in part", () => {
  for (
    const [variable, text, left] of [
      ["DBT_JOB_SCHEMA_OVERRIDE", "$(X)_ci", "$(X)_ci"],
      ["DBT_JOB_STEPS_OVERRIDE", "${{ a.b }}\ndbt build", "${{ a.b }}"],
      ["DBT_JOB_STEPS_OVERRIDE", "- dbt build\n- $(EXTRA)", "$(EXTRA)"],
    ] as const
  ) {
    assertEquals(readFaults([], { [variable]: text }), [
      `${variable} is a variable that was not expanded: ${left}`,
    ]);
  }
  // The cause is for people: they see what is wrong with it.
  const { faults, values } = read([], { DBT_JOB_CAUSE: "$(R) of main" });
  assertEquals([faults, values.cause], [[], "$(R) of main"]);
});

Deno.test("readInput() refuses a variable inside of a branch or a schema", () => {
  for (const left of ["pr_$(ID)", "pr_${ID}_x", "ci_$BRANCH", "$(A)$(B)"]) {
    for (const name of ["DBT_JOB_SCHEMA_OVERRIDE", "DBT_JOB_BRANCH"]) {
      assertEquals(readFaults([], { [name]: left }), [
        `${name} is a variable that was not expanded: ${left}`,
      ]);
    }
  }
  const { faults, values } = read([], { DBT_JOB_BRANCH: "$BRANCH" });
  assertEquals([faults, values.gitBranch], [[], undefined]);
});
