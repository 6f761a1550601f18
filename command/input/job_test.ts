import { assertEquals, assertStringIncludes } from "@std/assert";
import { NO_IDS, read, readFaults } from "../../testing/input_case.ts";

const PAGE = "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44";
const HOST = "https://ab123.us1.dbt.com";

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

Deno.test("readInput() says that DBT_JOB_URL holds a run's page", () => {
  const DBT_JOB_URL = `${HOST}/deploy/22/projects/33/runs/7/`;
  assertEquals(readFaults([], { ...NO_IDS, DBT_JOB_URL }), [
    "DBT_JOB_URL is the address of a run's page: use the job's, or `dbt-run wait URL` for the run",
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

Deno.test("readInput() takes a job by its id or its name: a flag beats variables", () => {
  const name = read(["--job-name", "Deploy"]);
  assertEquals({
    faults: name.faults,
    jobName: name.values.jobName,
    jobId: name.values.jobId,
  }, { faults: [], jobName: "Deploy", jobId: undefined });
  const id = read(["--job-id=5"], { DBT_JOB_NAME: "Deploy" });
  assertEquals([id.values.jobName, id.values.jobId], [undefined, 5]);
  assertEquals(readFaults([], { DBT_JOB_NAME: "Deploy" }), [
    "DBT_PR_JOB_ID and DBT_JOB_NAME are both given: use one of them",
  ]);
});
