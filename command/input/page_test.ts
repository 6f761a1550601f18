import { assertEquals, assertStringIncludes } from "@std/assert";
import { NO_IDS, read, readFaults } from "../../testing/input_case.ts";

Deno.test("readInput() says one thing of a page that is none, and takes one without https://", () => {
  const env = {
    DBT_ACCOUNT_ID: undefined,
    DBT_PR_JOB_ID: undefined,
    DBT_PROJECT_ID: undefined,
  };
  assertEquals(
    readFaults([], { ...env, DBT_JOB_URL: "https://a.dbt.com/jobs/5" }),
    [
      'DBT_JOB_URL must be the address of a job\'s page, https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB: current value is "https://a.dbt.com/jobs/5"',
    ],
  );
  const DBT_JOB_URL = "emea.dbt.com/deploy/22/projects/33/jobs/44";
  const { values } = read([], { ...env, DBT_JOB_URL });
  assertEquals([values.url, values.jobId], ["https://emea.dbt.com", 44]);
});

// The address

for (
  const [text, expected] of [
    ["ab123.us1.dbt.com", "https://ab123.us1.dbt.com"],
    ["ab123.us1.dbt.com/", "https://ab123.us1.dbt.com"],
    ["dbt.corp:8443", "https://dbt.corp:8443"],
    ["localhost:8443", "https://localhost:8443"],
    ["https://ab123.us1.dbt.com", "https://ab123.us1.dbt.com"],
    ["https://ab123.us1.dbt.com/api", "https://ab123.us1.dbt.com"],
    ["https://ab123.us1.dbt.com/api/v2/", "https://ab123.us1.dbt.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ] as const
) {
  Deno.test(`readInput() takes ${text} as DBT_URL`, () => {
    const { values, faults } = read([], { DBT_URL: text });
    assertEquals([values.url, faults], [expected, []]);
  });
}

Deno.test("readInput() refuses a DBT_URL with a path, and says what to put there", () => {
  const url = "https://ab123.us1.dbt.com/deploy/1/projects/2/jobs/5";
  assertEquals(readFaults([], { DBT_URL: url }), [
    "DBT_URL must be an address without a path: use https://ab123.us1.dbt.com, or put the address of the job's page into DBT_JOB_URL",
  ]);
  assertEquals(
    readFaults([], { DBT_URL: "https://a.example.com/x" }).length,
    1,
  );
});

// The page of the job

const PAGE = "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44";

Deno.test("readInput() takes address, account, project and job from DBT_JOB_URL", () => {
  for (const more of ["", "/", "/settings", "/runs/5?a=b#c", "?tab=runs"]) {
    const { values, faults } = read([], {
      ...NO_IDS,
      DBT_JOB_URL: PAGE + more,
    });
    assertEquals(faults, []);
    const { url, accountId, projectId, jobId } = values;
    assertEquals({ url, accountId, projectId, jobId }, {
      url: "https://ab123.us1.dbt.com",
      accountId: 22,
      projectId: 33,
      jobId: 44,
    });
  }
});

Deno.test("readInput() refuses a DBT_JOB_URL that is none", () => {
  const wrong = [
    "https://ab123.us1.dbt.com",
    "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/",
    "https://user@ab123.us1.dbt.com/deploy/22/projects/33/jobs/44",
    "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/0",
    "44",
  ];
  for (const url of wrong) {
    const [fault] = readFaults([], { ...NO_IDS, DBT_JOB_URL: url });
    assertStringIncludes(
      fault!,
      "DBT_JOB_URL must be the address of a job's page",
    );
  }
  const http = "http://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44";
  assertEquals(readFaults([], { ...NO_IDS, DBT_JOB_URL: http }), [
    "DBT_JOB_URL begins with http://: use https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44",
  ]);
  const loopback = "http://127.0.0.1:8080/deploy/22/projects/33/jobs/44";
  assertEquals(readFaults([], { ...NO_IDS, DBT_JOB_URL: loopback }), []);
});

Deno.test("readInput() refuses variables that disagree with DBT_JOB_URL", () => {
  const faults = readFaults([], {
    DBT_JOB_URL: PAGE,
    DBT_URL: "https://cloud.getdbt.com",
  });
  assertEquals(faults, [
    "DBT_JOB_URL and DBT_URL disagree: https://ab123.us1.dbt.com and https://cloud.getdbt.com",
    "DBT_JOB_URL and DBT_ACCOUNT_ID disagree: 22 and 1",
    "DBT_JOB_URL and DBT_PROJECT_ID disagree: 33 and 52901",
    "DBT_JOB_URL and DBT_PR_JOB_ID disagree: 44 and 2",
  ]);
});

Deno.test("readInput() compares DBT_JOB_URL after normalisation", () => {
  const same = {
    DBT_JOB_URL: PAGE,
    DBT_URL: "AB123.us1.dbt.com/",
    DBT_ACCOUNT_ID: "22",
    DBT_PROJECT_ID: "33",
    DBT_PR_JOB_ID: "44",
  };
  assertEquals(readFaults([], same), []);
});

Deno.test("readInput() lets a flag beat variables, whichever of the two is the page", () => {
  const byPage = read(["--job-url", PAGE]);
  assertEquals([byPage.faults, byPage.values.jobId], [[], 44]);
  const byId = read(["--job-id=45"], { ...NO_IDS, DBT_JOB_URL: PAGE });
  assertEquals({
    faults: byId.faults,
    jobId: byId.values.jobId,
    accountId: byId.values.accountId,
  }, { faults: [], jobId: 45, accountId: 22 });
  assertEquals(readFaults(["--job-url", PAGE, "--job-id=45"]), [
    "--job-url and --job-id disagree: 44 and 45",
  ]);
});

// The page of the run

const HOST = "https://ab123.us1.dbt.com";
for (
  const path of [
    "/deploy/22/projects/33/runs/7",
    "/deploy/22/projects/33/runs/7/?tab=logs#a",
    "/#/accounts/22/projects/33/runs/7/",
    "/api/v2/accounts/22/runs/7",
  ]
) {
  Deno.test(`readInput() takes run and account from ${path}`, () => {
    for (const command of ["wait", "cancel"]) {
      const { faults, values, runId } = read([command, HOST + path], NO_IDS);
      assertEquals(faults, []);
      assertEquals({ runId, url: values.url, accountId: values.accountId }, {
        runId: 7,
        url: HOST,
        accountId: 22,
      });
      if (path.includes("33")) assertEquals(values.projectId, 33);
    }
  });
}

Deno.test("readInput() refuses a run's page that disagrees with what is set", () => {
  const page = `${HOST}/deploy/22/projects/33/runs/7/`;
  const DBT_URL = "https://emea.dbt.com";
  assertEquals(readFaults(["wait", page], { DBT_URL }), [
    `The run's address and DBT_URL disagree: ${HOST} and ${DBT_URL}`,
    "The run's address and DBT_ACCOUNT_ID disagree: 22 and 1",
  ]);
  const { faults, values } = read(["wait", page], {
    DBT_URL: HOST,
    DBT_ACCOUNT_ID: "22",
  });
  assertEquals([faults, values.projectId], [[], 52901]);
});

Deno.test("readInput() sends the key to no host of an argument alone", () => {
  const host = "https://dbt.example.com";
  const page = `${host}/deploy/22/projects/33/runs/7/`;
  assertEquals(readFaults(["cancel", page], NO_IDS), [
    `The key is not sent to ${host} for an argument alone: set DBT_URL, too`,
  ]);
  assertEquals(readFaults(["cancel", page], { ...NO_IDS, DBT_URL: host }), []);
  for (const bad of ["dbt.com.evil.io", "evildbt.com", "x.notgetdbt.com"]) {
    const { length } = readFaults(
      ["wait", `https://${bad}/deploy/22/projects/33/runs/7/`],
      NO_IDS,
    );
    assertEquals(length, 1);
  }
});

Deno.test("readInput() says that DBT_JOB_URL holds a run's page", () => {
  const DBT_JOB_URL = `${HOST}/deploy/22/projects/33/runs/7/`;
  assertEquals(readFaults([], { ...NO_IDS, DBT_JOB_URL }), [
    "DBT_JOB_URL is the address of a run's page: use the job's, or `dbt-run wait URL` for the run",
  ]);
});

Deno.test("readInput() says how to wait for a run of a job whose page is given", () => {
  const page = `${HOST}/deploy/22/projects/33/jobs/44`;
  for (const command of ["wait", "status", "retry"]) {
    assertEquals(readFaults([command, `${page}/settings`], NO_IDS), [
      `RUN_ID is the address of a job's page: for its runs, use \`dbt-run ${command} --latest --job-url ${page}\``,
    ]);
  }
  assertEquals(readFaults(["cancel", page], NO_IDS), [
    "RUN_ID is the address of a job's page: use the run's",
  ]);
});

Deno.test("readInput() warns where --job-name is used, and not the job of an address", () => {
  const { faults, warnings, values } = read(["--job-name=Build"], {
    ...NO_IDS,
    DBT_JOB_URL: PAGE,
  });
  assertEquals({ faults, jobName: values.jobName, jobId: values.jobId }, {
    faults: [],
    jobName: "Build",
    jobId: undefined,
  });
  assertEquals([values.accountId, values.projectId], [22, 33]);
  assertEquals(warnings, [
    "--job-name is used, and not the job of DBT_JOB_URL",
  ]);
  assertEquals(readFaults([`--job-url=${PAGE}`, "--job-name=Build"], NO_IDS), [
    "--job-url and --job-name are both given: use one of them",
  ]);
});
