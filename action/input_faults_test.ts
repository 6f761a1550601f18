import { assertEquals, assertStringIncludes } from "@std/assert";
import { ignore, runStep } from "../testing/action_step.ts";
import { finish } from "../testing/process.ts";
import { SETTING_LIST } from "../command/input/settings.ts";
import { findInputFaults } from "./input_faults.ts";
import { getInputName } from "./inputs.ts";

Deno.test("the action takes what core.getBooleanInput() takes, and refuses all else", () => {
  const names = SETTING_LIST.filter(([, { type }]) =>
    /boolean|switch/.test(type)
  )
    .map(([name]) => getInputName(name))
    .filter((name) => name !== "help" && name !== "version");
  for (const name of [...names, "failure_on_error", "get_artifacts"]) {
    const choices = name === "reuse"
      ? "true, false or in-progress"
      : "true or false";
    const faults = (text: string) =>
      findInputFaults((other) => other === name ? text : "");
    for (
      const text of ["true", "True", "TRUE", "false", "False", "FALSE", ""]
    ) {
      assertEquals(faults(text), []);
    }
    for (const text of ["yes", "no", "on", "1", "0", "tRUE", "nope"]) {
      assertEquals(faults(text), [
        `${name} must be ${choices}: current value is "${text}"`,
      ]);
    }
  }
});

Deno.test(
  "the action builds nothing where another branch or schema was meant",
  {
    ignore,
  },
  async () => {
    const inputs = ["git_branch", "schema_override", "dbt_cloud_url"];
    const steps = inputs.map((input) =>
      runStep({}, { [input]: "$WANTED" }, async ({ it, main }) => {
        const { code, stdout } = await finish(main());
        assertEquals([code, it.cloud.requests.length], [2, 0]);
        const fault =
          `::error title=dbt-run::${input} is a variable that was not expanded: $WANTED`;
        assertStringIncludes(stdout, fault);
      })
    );
    await Promise.all(steps);
  },
);

Deno.test("the action runs neither status nor retry, and sends nothing", {
  ignore,
}, async () => {
  const steps = ["status 7", "retry --latest"].map((command) =>
    runStep({}, { command }, async ({ it, main }) => {
      const { code, stdout, stderr } = await finish(main());
      assertEquals([code, it.cloud.requests.length], [2, 0], stdout);
      const [word] = command.split(" ");
      const output = stdout + stderr;
      assertStringIncludes(output, `The action does not run "${word}"`);
    })
  );
  await Promise.all(steps);
});

Deno.test("the action refuses an api_timeout that no timer takes", {
  ignore,
}, async () => {
  const texts = ["3000000000", "5 s", "-1", "0x10"];
  const steps = texts.map((api_timeout) =>
    runStep({}, { api_timeout }, async ({ it, main }) => {
      const { code, stdout } = await finish(main());
      assertEquals([code, it.cloud.requests.length], [2, 0], stdout);
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::api_timeout must be a whole number of milliseconds, from 0 to 2147483647: current value is",
      );
    })
  );
  await Promise.all(steps);
});
