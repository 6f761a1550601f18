import { assert, assertEquals } from "@std/assert";
import { ENVIRONMENT, KEY } from "../../testing/harness.ts";
import { read, readFaults } from "../../testing/input_case.ts";
import { readInput } from "./input.ts";

Deno.test("readInput() takes the alias of a variable that was not expanded", () => {
  const { values, faults } = read([], {
    DBT_URL: "$(DBT_URL)",
    DBT_CLOUD_ACCOUNT_HOST: "emea.dbt.com",
    DBT_API_KEY: "$(K)",
    DBT_CLOUD_TOKEN: KEY,
  });
  assertEquals(faults, []);
  assertEquals(values.url, "https://emea.dbt.com");
  assertEquals(values.apiKey, KEY);
});

Deno.test("readInput() looks at no variable that the command has no use for", () => {
  const env = {
    DBT_JOB_URL: "https://cloud.getdbt.com/deploy/1/projects/52901/jobs/77",
    DBT_JOB_NAME: "Deploy",
    DBT_JOB_THREADS_OVERRIDE: "0",
    DBT_JOB_PULL_REQUEST: "yes",
    DBT_RUN_RETRIES: "x",
    DBT_RUN_LOGS: "All",
  };
  assertEquals(readFaults(["cancel", "5"], env), []);
  const { DBT_RUN_RETRIES: _, DBT_RUN_LOGS: __, ...others } = env;
  assertEquals(readFaults(["wait", "5"], others), []);
  assertEquals(readFaults(["run"], others).length, 4);
});

Deno.test("readInput() takes the names of other tools, and the script's first", () => {
  const { values, faults } = read([], {
    DBT_API_KEY: undefined,
    DBT_CLOUD_API_TOKEN: KEY,
    DBT_PR_JOB_ID: undefined,
    DBT_CLOUD_JOB_ID: "7",
    DBT_CLOUD_HOST: "ab123.us1.dbt.com",
  });
  assertEquals(faults, []);
  assertEquals(
    { apiKey: values.apiKey, jobId: values.jobId, url: values.url },
    { apiKey: KEY, jobId: 7, url: "https://ab123.us1.dbt.com" },
  );
  const service = { DBT_API_KEY: undefined, DBT_CLOUD_SERVICE_TOKEN: KEY };
  assertEquals(read([], service).values.apiKey, KEY);
  assertEquals(read([], { DBT_CLOUD_JOB_ID: "7" }).values.jobId, 2);
});

Deno.test("readInput() refuses two names of other tools that disagree, without their values", () => {
  assertEquals(
    readFaults([], {
      DBT_API_KEY: undefined,
      DBT_CLOUD_TOKEN: `${KEY}1`,
      DBT_CLOUD_API_TOKEN: `${KEY}2`,
      DBT_CLOUD_ACCOUNT_HOST: "a.dbt.com",
      DBT_CLOUD_HOST: "https://b.dbt.com/",
    }),
    [
      "DBT_CLOUD_TOKEN and DBT_CLOUD_API_TOKEN disagree: set only one",
      "DBT_CLOUD_ACCOUNT_HOST and DBT_CLOUD_HOST disagree: set only one",
    ],
  );
  const same = {
    DBT_CLOUD_ACCOUNT_HOST: "b.dbt.com",
    DBT_CLOUD_HOST: "https://b.dbt.com/",
  };
  assertEquals(readFaults([], same), []);
});

/** What Node makes of a byte of Latin-1; on Deno, reading it throws. */
const NOT_TEXT = "m\ufffdller";

function readLatin1(variable: string, isDeno: boolean, args: string[] = []) {
  const { faults, warnings, values } = readInput({
    args,
    env(name) {
      if (name !== variable) return ENVIRONMENT[name];
      if (isDeno) throw new TypeError('Invalid UTF-8: "m\\xFCller"');
      return NOT_TEXT;
    },
  });
  return { faults: faults?.map(({ text }) => text), warnings, values };
}

for (
  const name of [
    "DBT_API_KEY",
    "DBT_CLOUD_TOKEN",
    "DBT_URL",
    "DBT_JOB_BRANCH",
    "DBT_RUN_JUNIT",
  ]
) {
  Deno.test(`readInput() refuses ${name} if it is no text, and never shows it`, () => {
    for (const isDeno of [true, false]) {
      assertEquals(readLatin1(name, isDeno).faults, [
        `${name} holds bytes that are no UTF-8 text: set it again`,
      ]);
    }
  });
}

Deno.test("readInput() takes the default for a cause that is no text", () => {
  for (const isDeno of [true, false]) {
    const { faults, warnings, values } = readLatin1("DBT_JOB_CAUSE", isDeno);
    assertEquals([faults, values.cause], [undefined, undefined]);
    assertEquals(warnings, [
      "DBT_JOB_CAUSE holds bytes that are no UTF-8 text. It counts as not set",
    ]);
  }
});

Deno.test("readInput() refuses a flag that is no text, and never shows it", () => {
  assertEquals(readFaults([`--git-branch=${NOT_TEXT}`]), [
    "--git-branch holds bytes that are no UTF-8 text: set it again",
  ]);
  const { faults, warnings } = read([`--cause=${NOT_TEXT}`]);
  assertEquals([faults, warnings.length], [[], 1]);
});

Deno.test("readInput() compares addresses with many slashes at once", () => {
  const slashes = "/".repeat(100_000);
  const startedAt = performance.now();
  for (
    const url of [`https://a.dbt.com${slashes}x`, `a.dbt.com${slashes}x/y`]
  ) {
    for (const name of ["DBT_CLOUD_HOST", "DBT_URL", "DBT_JOB_URL"]) {
      readFaults([], { DBT_CLOUD_ACCOUNT_HOST: "b.dbt.com", [name]: url });
    }
    readFaults(["wait", url]);
  }
  assert(performance.now() - startedAt < 1_000);
});
