/** The inputs as GitHub hands them to us, and what is made of them. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ignore, runStep } from "../testing/action_step.ts";
import { finish } from "../testing/process.ts";
import { readInput } from "../command/input/input.ts";
import type { Setting } from "../command/input/setting.ts";
import { SETTING_LIST, type SettingName } from "../command/input/settings.ts";
import { createInputReader, getInputName, readSettingInput } from "./inputs.ts";
import { findInputFaults } from "./input_faults.ts";

/** A value that is not the default, and what the command makes of it. */
function sampleOf(
  name: SettingName,
  { type, choices, default: fallback }: Setting,
): [text: string, value: unknown] {
  const special: { [name: string]: [string, unknown] } = {
    url: ["https://a.example.com", "https://a.example.com"],
    jobUrl: Array(2).fill(
      "https://a.example.com/deploy/7/projects/7/jobs/7",
    ) as [string, string],
    stepsOverride: ["- dbt a", ["dbt a"]],
    pullRequest: ["TRUE", "required"],
    latest: ["true", "new"],
  };
  if (special[name]) return special[name];
  switch (type) {
    case "integer":
    case "pullRequestId":
    case "count":
      return ["7", 7];
    case "seconds":
      return ["7", 7_000];
    case "time":
      return ["1970-01-01T00:00:07Z", 7_000];
    case "boolean":
    case "switch":
      return fallback === true ? ["False", false] : ["TRUE", true];
    default: {
      const [choice = "some-text"] = choices?.slice(-1) ?? [];
      return [choice, choice];
    }
  }
}

Deno.test("the action hands each input to its setting, whatever blanks surround it", () => {
  for (const [name, setting] of SETTING_LIST) {
    if (["help", "version"].includes(name)) continue;
    const [text, value] = sampleOf(name, setting);
    for (const around of ["", " ", "\n", "\r\n  "]) {
      const variable = `INPUT_${getInputName(name).toUpperCase()}`;
      const read = createInputReader((other) =>
        other === variable ? around + text + around : undefined
      );
      assertEquals(findInputFaults(read), []);
      const { values } = readInput(
        { args: [], env: () => undefined },
        (setting) => readSettingInput(setting, read, () => undefined),
      );
      assertEquals(values[name], value, name);
    }
  }
});

Deno.test("the action takes an empty input for its default", {
  ignore,
}, async () => {
  const inputs = {
    failure_on_error: "",
    get_artifacts: " ",
    artifacts: " ",
    fetch_catalog: "",
  };
  await runStep({ ending: "error" }, inputs, async ({ main, read }) => {
    const { code, stdout } = await finish(main());
    assertEquals(code, 1);
    JSON.parse(await read("target/run_results.json"));
    assert(!stdout.includes("catalog.json"), stdout);
  });
});

Deno.test(
  "the action refuses steps_override that it cannot read, and sends nothing",
  { ignore },
  async () => {
    const inputs = {
      steps_override: '- dbt run\n- ""',
      dbt_cloud_job_id: "x",
      wait_for_job: "yes",
    };
    await runStep({}, inputs, async ({ it, main, post }) => {
      const { code, stdout, stderr } = await finish(main());
      assertEquals([code, stderr], [2, ""]); // Each fault is said once.
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::steps_override cannot be read: a command is empty. Write each",
      );
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::dbt_cloud_job_id must be",
      );
      assertEquals(stdout.split("wait_for_job").length, 2);
      assertEquals((await post()).stdout, "");
      assertEquals(it.cloud.requests.length, 0);
    });
  },
);

Deno.test(
  "the action names the input that is missing or wrong, and sends nothing",
  {
    ignore,
  },
  async () => {
    const inputs = { dbt_cloud_token: "", dbt_cloud_job_id: "x" };
    await runStep({}, inputs, async ({ it, main, post }) => {
      const { code, stdout, stderr } = await finish(main());
      assertEquals([code, stderr], [2, ""]); // Each fault is said once.
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::dbt_cloud_token is not set: pipelines of forks and of Dependabot get no secrets",
      );
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::dbt_cloud_job_id must be a positive",
      );
      await post();
      assertEquals(it.cloud.requests.length, 0);
    });
  },
);

Deno.test("the action takes what an input says of runs to use, artifacts and history", () => {
  const cases: [input: string, text: string, SettingName, value: unknown][] = [
    ["reuse", "in-progress", "reuse", "in-progress"],
    ["reuse", "true", "reuse", true],
    ["reuse", "", "reuse", false],
    ["all_artifacts", "true", "allArtifacts", true],
    ["history", "false", "history", false],
    ["history", "", "history", true],
  ];
  for (const [input, text, setting, value] of cases) {
    const read = createInputReader((variable) =>
      variable === `INPUT_${input.toUpperCase()}` ? text : undefined
    );
    assertEquals(findInputFaults(read), []);
    const { values } = readInput(
      { args: [], env: () => undefined },
      (name) => readSettingInput(name, read, () => undefined),
    );
    assertEquals(values[setting], value, `${input}: ${text}`);
  }
  const wrong = findInputFaults((name) => name === "reuse" ? "running" : "");
  assertEquals(wrong, [
    'reuse must be true, false or in-progress: current value is "running"',
  ]);
});
