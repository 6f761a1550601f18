import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dbtRun, LINK } from "../../testing/harness.ts";
import { pythonRepr } from "./script.ts";

Deno.test("dbt-run prints the lines of the Python script in their order", async () => {
  const { stdout, stderr, cloud } = await dbtRun({ running: 5_000 }, {
    env: {
      DBT_JOB_CAUSE: "Merge of 'a'",
      DBT_JOB_BRANCH: "refs/heads/feature/a-b",
      DBT_JOB_SCHEMA_OVERRIDE: "pr-7/a",
      DBT_URL: "https://ab123.us1.dbt.com/",
    },
  });
  const link = LINK.replace("cloud.getdbt.com", "ab123.us1.dbt.com");
  const { cause } = cloud.runs[0]!.trigger;
  assertEquals(
    stdout.filter((line) => !/^Step|^Succeeded|WARNED/.test(line)),
    [
      "",
      "Configuration:",
      "api_base: https://ab123.us1.dbt.com",
      "job_cause: Merge of 'a'",
      "git_branch: refs/heads/feature/a-b",
      "schema_override: pr-7/a",
      "account_id: 1",
      "project_id: 52901",
      "job_id: 2",
      "",
      "Beginning request for job run...",
      "Triggering job:",
      "\turl: https://ab123.us1.dbt.com/api/v2/accounts/1/jobs/2/run/",
      `\tpayload: {'cause': "${cause}", 'git_branch': 'feature/a-b', ` +
      `'schema_override': 'pr_7_a'}`,
      `Job running! See job status at ${link}`,
      "Run status -> Running",
      "Run status -> Success",
      `Job completed successfully! See details at ${link}`,
    ],
  );
  assertEquals(stderr, []);
});

Deno.test("dbt-run shows the mark as ???????? in a dry run, and sends nothing", async () => {
  const { text, cloud } = await dbtRun({}, { args: ["--dry-run"] });
  assertStringIncludes(
    text,
    "'cause': 'API-triggered job [dbt-run ????????]'}\nDry run: nothing was sent",
  );
  assertEquals(cloud.requests, []);
});

Deno.test("dbt-run shows the branch of a pull request in its configuration", async () => {
  const { stdout } = await dbtRun({}, {
    args: ["--pull-request"],
    env: {
      GITLAB_CI: "true",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_PROJECT_ID: "1",
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
    },
  });
  assert(stdout.includes("git_branch: feature/a"), stdout.join("\n"));
});

Deno.test("pythonRepr() shows values as Python does", () => {
  const cases: [unknown, string][] = [
    [null, "None"],
    [true, "True"],
    [[1, "a"], "[1, 'a']"],
    [{ a: "b", c: false }, "{'a': 'b', 'c': False}"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ["a\\b\n\t\x1b\u200e é", "'a\\\\b\\n\\t\\x1b\\u200e é'"],
  ];
  for (const [value, expected] of cases) {
    assertEquals(pythonRepr(value), expected);
  }
});

Deno.test("dbt-run --dry-run shows the name of a job as a name, and no address that does not exist", async () => {
  const { text, cloud } = await dbtRun({}, {
    args: ["--dry-run", "--job-name=Build & test"],
    env: { DBT_PR_JOB_ID: undefined },
  });
  assertStringIncludes(text, "\njob_id: Build & test\n");
  assertStringIncludes(text, "/api/v2/accounts/1/jobs/JOB_ID/run/\n");
  assertEquals(cloud.requests, []);
});
