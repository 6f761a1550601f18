import { assertEquals } from "@std/assert";
import { triggerRun } from "../mod.ts";
import { setUp } from "../testing/harness.ts";

Deno.test("every function accepts the url as people paste it", async () => {
  for (const more of ["", "/", "//", "/api", "/api/", "/api/v2/"]) {
    using fixture = setUp();
    const url = `https://ab123.us1.dbt.com${more}`;
    const run = await fixture.settle(triggerRun({ ...fixture.job, url }));
    assertEquals(
      run.href,
      `https://ab123.us1.dbt.com/deploy/1/projects/52901/runs/${run.id}/`,
    );
    assertEquals(
      fixture.cloud.requests[0]!.path,
      "/api/v2/accounts/1/jobs/2/run/",
    );
  }
});
