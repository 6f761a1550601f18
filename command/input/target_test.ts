import { assertEquals } from "@std/assert";
import { NO_IDS, read, readFaults } from "../../testing/input_case.ts";

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

Deno.test("readInput() takes a run's id from a line of Windows", () => {
  assertEquals(read(["retry", "5\r"]).runId, 5);
});

Deno.test("readInput() takes status and retry for commands, and their latest run of any age", () => {
  for (const command of ["status", "retry"] as const) {
    const { faults, values, runId, ...rest } = read([command, "5"]);
    assertEquals({ faults, command: rest.command, runId }, {
      faults: [],
      command,
      runId: 5,
    });
    const since = "--since=2026-01-31T06:00:00+01:00";
    const latest = read([command, "--latest", since]);
    assertEquals(latest.faults, []);
    assertEquals(latest.values.latest, "any");
    assertEquals(latest.values.since, Date.UTC(2026, 0, 31, 5));
    assertEquals(values.since, undefined);
  }
  assertEquals(read(["wait", "--latest"]).values.latest, "new");
});
