import { assertEquals } from "@std/assert";
import { NO_IDS, read, readFaults } from "../../testing/input_case.ts";

const PAGE = "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44";

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
