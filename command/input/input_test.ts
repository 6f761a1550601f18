import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc, { anyCharacter } from "../../testing/fast_check.ts";
import { ENVIRONMENT, KEY } from "../../testing/harness.ts";
import { read, readFaults } from "../../testing/input_case.ts";
import { readInput } from "./input.ts";

// Flags and variables

Deno.test("readInput() reads what the Python script reads", () => {
  const { command, values, faults, warnings } = read([], {
    DBT_JOB_CAUSE: "Merge of 'a'",
    DBT_JOB_BRANCH: "refs/heads/feature/a-b",
    DBT_JOB_SCHEMA_OVERRIDE: "pr-7/a",
    DBT_URL: "https://emea.dbt.com/",
  });
  assertEquals({ command, faults, warnings }, {
    command: "run",
    faults: [],
    warnings: [],
  });
  assertEquals(
    {
      apiKey: values.apiKey,
      accountId: values.accountId,
      projectId: values.projectId,
      jobId: values.jobId,
    },
    { apiKey: KEY, accountId: 1, projectId: 52901, jobId: 2 },
  );
  assertEquals(
    {
      url: values.url,
      cause: values.cause,
      gitBranch: values.gitBranch,
      schemaOverride: values.schemaOverride,
    },
    {
      url: "https://emea.dbt.com",
      cause: "Merge of 'a'",
      gitBranch: "feature/a-b",
      schemaOverride: "pr_7_a",
    },
  );
});

Deno.test("readInput() prefers a flag to its variables, and the first variable to the others", () => {
  const { values, faults } = read(["--job-id", "3", "--cause=From a flag"], {
    DBT_PR_JOB_ID: "4",
    DBT_JOB_ID: "5",
    DBT_JOB_CAUSE: "From a variable",
    DBT_CLOUD_TOKEN: "dbtc_another_one",
    DBT_CLOUD_ACCOUNT_ID: "9",
  });
  assertEquals(faults, []);
  assertEquals(
    {
      jobId: values.jobId,
      cause: values.cause,
      apiKey: values.apiKey,
      accountId: values.accountId,
    },
    { jobId: 3, cause: "From a flag", apiKey: KEY, accountId: 1 },
  );
});

Deno.test("readInput() knows the names of dbt's own documentation", () => {
  const { values, faults } = read([], {
    DBT_API_KEY: undefined,
    DBT_ACCOUNT_ID: undefined,
    DBT_CLOUD_TOKEN: KEY,
    DBT_CLOUD_ACCOUNT_ID: "7",
    DBT_CLOUD_ACCOUNT_HOST: "ab123.us1.dbt.com",
  });
  assertEquals(faults, []);
  assertEquals(
    { apiKey: values.apiKey, accountId: values.accountId, url: values.url },
    { apiKey: KEY, accountId: 7, url: "https://ab123.us1.dbt.com" },
  );
});

Deno.test("readInput() takes every field of the trigger body from its flag or variable", () => {
  const args = [
    "--git-sha=8d1ef1b",
    "--steps-override",
    "dbt seed",
    "--steps-override=dbt build --select +a",
    "--dbt-version-override",
    "latest",
    "--threads-override",
    "4",
    "--target-name-override=ci",
    "--generate-docs-override",
    "false",
    "--timeout-seconds-override=600",
  ];
  const { values, faults } = read(args, {
    DBT_JOB_GITHUB_PULL_REQUEST_ID: "7",
    DBT_JOB_GITLAB_MERGE_REQUEST_ID: "8",
    DBT_JOB_AZURE_PULL_REQUEST_ID: "9",
    DBT_JOB_NON_NATIVE_PULL_REQUEST_ID: "10",
    DBT_JOB_GIT_BRANCH: "main",
  });
  assertEquals(faults, []);
  assertEquals(values.stepsOverride, ["dbt seed", "dbt build --select +a"]);
  assertEquals(
    {
      gitSha: values.gitSha,
      threadsOverride: values.threadsOverride,
      generateDocsOverride: values.generateDocsOverride,
    },
    { gitSha: "8d1ef1b", threadsOverride: 4, generateDocsOverride: false },
  );
  assertEquals(
    [values.githubPullRequestId, values.nonNativePullRequestId],
    [7, 10],
  );
});

Deno.test("readInput() asks nothing of the environment for help", () => {
  for (const args of [["--help"], ["-h"], ["help"], ["wait", "--help"]]) {
    const env = () => {
      throw new Error("It was asked");
    };
    const { values, faults } = readInput({ args, env });
    assertEquals([values.help, faults], [true, undefined]);
  }
  for (const args of [["--version"], ["-V"]]) {
    assertEquals(
      readInput({ args, env: () => undefined }).values.version,
      true,
    );
  }
});

// What is missing or wrong

Deno.test("readInput() names all faults at once", () => {
  const faults = readFaults(["run", "--threads-override", "many"], {
    DBT_API_KEY: `${KEY}\nmore`,
    DBT_ACCOUNT_ID: "one",
    DBT_PR_JOB_ID: "",
    DBT_URL: "http://emea.dbt.com",
    DBT_RUN_TIMEOUT_SECONDS: "soon",
    DBT_JOB_GENERATE_DOCS_OVERRIDE: "perhaps",
    DBT_RUN_RETRIES: "-1",
  });
  assertEquals(faults.toSorted(), [
    '--threads-override must be a positive whole number: current value is "many"',
    'DBT_ACCOUNT_ID must be a positive whole number: current value is "one"',
    "DBT_API_KEY must be one word of plain characters, without spaces or line breaks, at most 4,096",
    'DBT_JOB_GENERATE_DOCS_OVERRIDE must be true or false: current value is "perhaps"',
    "DBT_PR_JOB_ID (or --job-id, or DBT_JOB_URL) is empty",
    'DBT_RUN_RETRIES must be a whole number of 0 or more: current value is "-1"',
    'DBT_RUN_TIMEOUT_SECONDS must be a number of seconds, from 0 to 2147483: current value is "soon"',
    "DBT_URL begins with http://: use https://emea.dbt.com",
  ]);
});

Deno.test("readInput() warns of a key that is too short to be one", () => {
  const { warnings, faults } = read([], { DBT_API_KEY: "wrong" });
  assertEquals(faults, []);
  assertEquals(warnings, [
    "DBT_API_KEY has 5 characters: real keys are longer, and this one is not hidden in the log",
  ]);
});

// The job by its name

for (const name of ["--steps-override", "DBT_JOB_STEPS_OVERRIDE"]) {
  Deno.test(`readInput() refuses half a command in ${name}`, () => {
    for (const text of ["dbt run \\", "- dbt run 'a", "rm -rf a"]) {
      const faults = name.startsWith("-")
        ? readFaults([`${name}=${text}`])
        : readFaults([], { [name]: text });
      assertEquals(faults.length, 1);
      assertStringIncludes(faults[0]!, `${name} cannot be read: `);
    }
  });
}

// Whatever is typed

Deno.test("readInput() throws nothing, whatever stands in flags and variables", () => {
  const word = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 20 }),
    fc.constantFrom(
      "--timeout",
      "--git-branch=",
      "--no-wait",
      "--steps-override",
      "wait",
      "--",
      "-",
      "--=",
      "--no-",
      "__proto__",
      "--__proto__=1",
      "5",
    ),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 6 }),
      fc.dictionary(
        fc.constantFrom(...Object.keys(ENVIRONMENT), "DBT_URL", "DBT_JOB_URL"),
        fc.string({ unit: anyCharacter }),
      ),
      (args, env) => {
        const { faults, warnings } = read(args, env);
        for (const text of [...faults, ...warnings]) {
          assert(!text.includes(KEY));
        }
      },
    ),
    { numRuns: 2_000, seed: 20260131 },
  );
});
