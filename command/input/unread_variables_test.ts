import { assertEquals } from "@std/assert";
import { ENVIRONMENT } from "../../testing/harness.ts";
import { read } from "../../testing/input_case.ts";
import { readInput } from "./input.ts";

Deno.test("readInput() names DBT_CLOUD_BASE_URL where the address is missing or refused", () => {
  const DBT_CLOUD_BASE_URL = "https://emea.dbt.com/api/v2";
  assertEquals(read([], { DBT_CLOUD_BASE_URL }).warnings, [
    "DBT_CLOUD_BASE_URL is set, and not read: dbt-run reads DBT_URL",
  ]);
  for (const DBT_URL of ["emea.dbt.com", "ab123.us1.dbt.com"]) {
    assertEquals(read([], { DBT_CLOUD_BASE_URL, DBT_URL }).warnings, []);
  }
  const refused = { DBT_CLOUD_BASE_URL, DBT_URL: "https://ab.dbt.com/x" };
  assertEquals(read([], refused).warnings, [
    "DBT_CLOUD_BASE_URL is set, and not read: dbt-run reads DBT_URL",
  ]);
});

const UNREAD: [name: string, meant: string][] = [
  ["DBT_JOB_SHA", "DBT_JOB_GIT_SHA"],
  ["DBT_GIT_SHA", "DBT_JOB_GIT_SHA"],
  ["GITHUB_PR_ID", "DBT_JOB_GITHUB_PULL_REQUEST_ID"],
  ["DBT_CLOUD_CAUSE", "DBT_JOB_CAUSE"],
  ["DBT_CLOUD_URL", "DBT_URL"],
  ["DBT_HOST", "DBT_URL"],
  ["DBT_CLOUD_STEPS", "DBT_JOB_STEPS_OVERRIDE"],
  ["DBT_CLOUD_JOB_SCHEMA_OVERRIDE", "DBT_JOB_SCHEMA_OVERRIDE"],
  ["DBT_SCHEMA_OVERRIDE", "DBT_JOB_SCHEMA_OVERRIDE"],
  // Slips.
  ["DBT_JOB_GIT_BRACH", "DBT_JOB_GIT_BRANCH"],
  ["DBT_JOB_SCHEMA_OVERIDE", "DBT_JOB_SCHEMA_OVERRIDE"],
  ["DBT_RUN_RETRIE", "DBT_RUN_RETRIES"],
  ["DBT_POLL_INTERVALL_SECONDS", "DBT_POLL_INTERVAL_SECONDS"],
];
for (const [name, meant] of UNREAD) {
  Deno.test(`readInput() warns of ${name}, and uses nothing of it`, () => {
    const env = { [name]: "1" };
    const { faults, warnings, values } = read([], env);
    assertEquals([faults, warnings], [[], [
      `${name} is set, and not read: dbt-run reads ${meant}`,
    ]]);
    assertEquals(values, read().values);
    assertEquals(read(["--quiet"], env).warnings, []);
    assertEquals(read([], { [name]: " " }).warnings, []);
    assertEquals(
      read(["cancel", "7"], env).warnings,
      meant === "DBT_URL" ? warnings : [],
    );
  });
}

Deno.test("readInput() names DBT_MR_JOB_ID where there is no job", () => {
  const env = { DBT_PR_JOB_ID: undefined, DBT_MR_JOB_ID: "7" };
  assertEquals(read([], env).warnings, [
    "DBT_MR_JOB_ID is set, and not read: dbt-run reads DBT_PR_JOB_ID",
  ]);
});

Deno.test("readInput() does not warn of other names where its own setting is there", () => {
  for (
    const [args, env] of [
      [["--git-sha=8d1ef1b"], { DBT_JOB_SHA: "1" }],
      [["--pull-request"], { GITHUB_PR_ID: "1", DBT_GIT_SHA: "1" }],
      [["--url=emea.dbt.com"], { DBT_HOST: "1" }],
      [[], { DBT_MR_JOB_ID: "1" }],
      [[], { DBT_API_TOKEN: "1" }],
      [["wait", "7"], { DBT_JOB_SHA: "1", DBT_CLOUD_STEPS: "1" }],
    ] as [string[], Record<string, string>][]
  ) {
    assertEquals(read(args, env).warnings, [], args.join());
  }
});

Deno.test("readInput() does not warn of variables that projects have for themselves", () => {
  const names = [
    "DBT_JOB_CAUSE_SUFFIX",
    "DBT_JOB_ID_2",
    "DBT_JOB_ID2",
    "DBT_JOB_URL_A",
    "DBT_RUN_ID",
    "DBT_TARGET",
    "DBT_JOBS",
    "MY_JOB_GIT_BRACH",
  ];
  for (const name of names) {
    assertEquals(read([], { [name]: "1" }).warnings, [], name);
  }
});

Deno.test("readInput() looks for slips only where variables may be listed", () => {
  const env = (name: string) =>
    ({ ...ENVIRONMENT, DBT_JOB_GIT_BRACH: "a", GITHUB_PR_ID: "1" })[name];
  const read: string[] = [];
  const { warnings } = readInput({
    args: [],
    env(name) {
      read.push(name);
      return env(name);
    },
    envNames: () => [],
  });
  assertEquals(warnings, []);
  // Deno would ask somebody for the permission to read it.
  assertEquals(read.filter((name) => !/^(DBT_|GITLAB_CI)/.test(name)), []);
});
