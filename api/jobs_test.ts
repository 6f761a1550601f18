import { assertEquals, assertRejects } from "@std/assert";
import { DbtCloudError, getJob } from "../mod.ts";
import { KEY, setUp } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import { listJobPage } from "./jobs.ts";

Deno.test("getJob() retrieves the commands of a job", async () => {
  using fixture = setUp({
    jobs: { 2: { name: "Nightly", executeSteps: ["dbt seed", "dbt build"] } },
  });
  assertEquals(await fixture.settle(getJob(2, fixture.account)), {
    id: 2,
    name: "Nightly",
    projectId: 52901,
    environmentId: 46412,
    executeSteps: ["dbt seed", "dbt build"],
  });
});

Deno.test("getJob() takes no other answer for the job", async () => {
  const answers = [
    { id: 3, execute_steps: [] },
    { id: 2, execute_steps: null },
    { id: 2, execute_steps: ["dbt build", 5] },
    null,
  ];
  for (const data of answers) {
    using fixture = setUp();
    const fetch = () => Promise.resolve(Response.json({ data }));
    const error = await assertRejects(
      () => fixture.settle(getJob(2, { ...fixture.account, fetch })),
      DbtCloudError,
      "Cannot get job 2: dbt Cloud answered 200, but the body is not",
    );
    assertEquals(error.kind, "unreadable");
  }
});

Deno.test("getJob() reads a job whose name is no text", async () => {
  using fixture = setUp();
  const data = { id: 2, name: { toString: 1 }, execute_steps: [] };
  const fetch = () => Promise.resolve(Response.json({ data }));
  const job = await fixture.settle(getJob(2, { ...fixture.account, fetch }));
  assertEquals(job.name, null);
});

Deno.test("listJobPage() leaves out what is no job, and counts all rows", async () => {
  const data = [
    null,
    { id: 0 },
    { id: 2, name: "A", project_id: 5 },
    { id: 3, name: { odd: true } },
  ];
  const fetch = () => Promise.resolve(Response.json({ data }));
  const client = createClient({ accountId: 1, apiKey: KEY, fetch });
  assertEquals(await listJobPage(client, {}), {
    jobs: [
      { id: 2, name: "A", projectId: 5 },
      { id: 3, name: null, projectId: null },
    ],
    rowCount: 4,
  });
});
