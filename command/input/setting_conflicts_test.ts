import { assertEquals } from "@std/assert";
import { ENVIRONMENT } from "../../testing/harness.ts";
import { read, readFaults } from "../../testing/input_case.ts";
import type { ActionInput } from "./action_input.ts";
import { readInput } from "./input.ts";

for (const flag of ["junit=a.xml", "artifacts=a", "retries=1", "logs=all"]) {
  const [name] = flag.split("=");
  Deno.test(`readInput() refuses --${name} with --no-wait, and warns of its variable`, () => {
    assertEquals(readFaults(["--no-wait", `--${flag}`]), [
      `--${name} does nothing with --no-wait: leave out one of them`,
    ]);
    const variable = `DBT_RUN_${name!.toUpperCase()}`;
    const env = { [variable]: flag.split("=")[1] };
    const { faults, warnings } = read(["--no-wait"], env);
    assertEquals([faults, warnings], [[], [
      `${variable} does nothing with --no-wait`,
    ]]);
    assertEquals(read(["cancel", "7"], env).warnings, []);
  });
}

Deno.test("readInput() warns of DBT_RUN_ALL_ARTIFACTS without --artifacts, and only with run", () => {
  const env = { DBT_RUN_ALL_ARTIFACTS: "true" };
  const { faults, warnings } = read([], env);
  assertEquals([faults, warnings], [[], [
    "DBT_RUN_ALL_ARTIFACTS does nothing without --artifacts",
  ]]);
  assertEquals(read(["--artifacts=a"], env).warnings, []);
  assertEquals(read(["wait", "7"], env).warnings, []);
});

Deno.test("readInput() lets the default of a flag stand beside --no-wait", () => {
  assertEquals(readFaults(["--no-wait", "--retries=0", "--logs=failed"]), []);
});

Deno.test("readInput() does not count what the GitHub Action chose by itself", () => {
  const inputs: { [setting: string]: ActionInput } = {
    wait: { name: "wait_for_job", text: "false" },
    artifacts: { name: "artifacts", text: "target", isDefault: true },
  };
  const readAction = () =>
    readInput(
      { args: [], env: (name) => ENVIRONMENT[name] },
      (name) => inputs[name] ?? { name, text: "" },
    ).faults?.map(({ text }) => text);
  assertEquals(readAction(), undefined);
  inputs.junit = { name: "junit", text: "a.xml" };
  assertEquals(readAction(), [
    "junit does nothing with wait_for_job: leave out one of them",
  ]);
});

Deno.test("readInput() warns of two variables for pull requests, and only with run", () => {
  const env = {
    DBT_JOB_GITHUB_PULL_REQUEST_ID: "1",
    DBT_JOB_AZURE_PULL_REQUEST_ID: "2",
  };
  const { faults, warnings } = read([], env);
  assertEquals([faults, warnings], [[], [
    "DBT_JOB_GITHUB_PULL_REQUEST_ID and DBT_JOB_AZURE_PULL_REQUEST_ID are both set, and a run has one pull request",
  ]]);
  assertEquals(read(["wait", "7"], env).warnings, []);
});
