import { assert, assertEquals } from "@std/assert";
import { ENVIRONMENT, KEY } from "../../testing/harness.ts";
import {
  type Env,
  NO_IDS,
  read,
  readFaults,
} from "../../testing/input_case.ts";
import { readInput } from "./input.ts";

const { DBT_API_KEY: _, ...NO_KEY } = ENVIRONMENT;

Deno.test("readInput() says what is not set, and what was not expanded", () => {
  const env = {
    DBT_API_KEY: "$(DBT_API_KEY)",
    DBT_ACCOUNT_ID: undefined,
    DBT_PR_JOB_ID: "${{ vars.JOB }}",
  };
  assertEquals(readFaults([], env), [
    "DBT_API_KEY is a variable that was not expanded: it begins with a $",
    "DBT_ACCOUNT_ID (or --account-id, or DBT_JOB_URL) is not set",
    "DBT_PR_JOB_ID is a variable that was not expanded: ${{ vars.JOB }}",
  ]);
  assertEquals(readFaults(["wait", "5"], { ...env, DBT_ACCOUNT_ID: "1" }), [
    "DBT_API_KEY is a variable that was not expanded: it begins with a $",
  ]);
});

Deno.test("readInput() never shows a key that looks like a variable", () => {
  for (
    const key of ["$xsecret", "${secret", "$(secret", "$(secret)", "${{s}}"]
  ) {
    for (const name of ["DBT_API_KEY", "DBT_CLOUD_TOKEN"]) {
      const { faults, warnings } = read([], {
        DBT_API_KEY: undefined,
        [name]: key,
      });
      const text = [...faults, ...warnings].join();
      assert(text.includes(name) && !text.includes("secret"), text);
      assert(!text.includes("{s}"), text);
    }
  }
});

Deno.test("readInput() names one setting in place of account and job", () => {
  assertEquals(readFaults([], { ...NO_IDS, DBT_API_KEY: undefined }), [
    "DBT_API_KEY is not set",
    "DBT_JOB_URL is not set: it is the address of the job's page in dbt Cloud (or set DBT_ACCOUNT_ID and DBT_JOB_ID)",
  ]);
  assertEquals(readFaults(["wait", "7"], NO_IDS), [
    "DBT_ACCOUNT_ID (or --account-id, or DBT_JOB_URL) is not set",
  ]);
});

Deno.test("readInput() says on a push that a secret may have another name", () => {
  const read = (event: string) =>
    readInput(
      {
        args: [],
        env: (name) => name === "GITHUB_EVENT_NAME" ? event : NO_KEY[name],
      },
      (name) => ({
        name: name === "apiKey" ? "dbt_cloud_token" : name,
        text: "",
      }),
    ).faults?.[0]?.text;
  assertEquals(
    read("push"),
    "dbt_cloud_token is not set: is there a secret of that name? GitHub makes an empty text of one that is not there",
  );
  assertEquals(
    read("pull_request"),
    "dbt_cloud_token is not set: pipelines of forks and of Dependabot get no secrets",
  );
});

Deno.test("readInput() says where the key may be, or why it is not there", () => {
  const cases: [Env, string][] = [
    [
      { DBT_API_TOKEN: KEY },
      ", but DBT_API_TOKEN is: dbt-run reads DBT_API_KEY",
    ],
    [{ DBT_TOKEN: KEY }, ", but DBT_TOKEN is: dbt-run reads DBT_API_KEY"],
    [
      { DBT_CLOUD_API_KEY: KEY },
      ", but DBT_CLOUD_API_KEY is: dbt-run reads DBT_API_KEY",
    ],
    [
      { GITLAB_CI: "true" },
      ": GitLab keeps a protected variable from branches that are not protected",
    ],
    [{ GITHUB_EVENT_NAME: "push" }, ""],
  ];
  for (const [env, why] of cases) {
    assertEquals(readFaults([], { DBT_API_KEY: undefined, ...env }), [
      `DBT_API_KEY is not set${why}`,
    ]);
  }
  const push = { DBT_API_KEY: "", GITHUB_EVENT_NAME: "push" };
  assertEquals(readFaults([], push), [
    "DBT_API_KEY is empty: is there a secret of that name? GitHub makes an empty text of one that is not there",
  ]);
});
