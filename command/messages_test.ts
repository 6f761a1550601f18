import { assertEquals } from "@std/assert";
import { toRun } from "../api/read_run.ts";
import {
  describeCancelledRun,
  describeOpenRun,
  describeRun,
} from "./messages.ts";

const links = { url: "https://cloud.getdbt.com", accountId: 1 };
const createRun = (status: number) => toRun(links, { id: 7, status });
const LINK = "https://cloud.getdbt.com/deploy/1/runs/7/";

Deno.test("describeRun() has the link if the run is known", () => {
  assertEquals(describeRun(7, "is still running"), "Run 7 is still running");
  assertEquals(
    describeRun(createRun(3), "is still running"),
    `Run 7 is still running: ${LINK}`,
  );
});

for (
  const [status, text] of [
    [30, "Run 7 is cancelled"],
    [3, "Run 7 is being cancelled"],
    [10, "Run 7 had ended already (success)"],
  ] as const
) {
  Deno.test(`describeCancelledRun() says of status ${status}: ${text}`, () => {
    assertEquals(describeCancelledRun(createRun(status)), `${text}: ${LINK}`);
  });
}

Deno.test("describeOpenRun() names the POST without an answer before the run", () => {
  const page = "https://cloud.getdbt.com/deploy/1/jobs/2/";
  const pendingPost = { mark: "9c41a07e", page };
  assertEquals(
    describeOpenRun({ pendingPost, run: createRun(3) }, "is still running"),
    `A run may have been started: look for [dbt-run 9c41a07e] at ${page}`,
  );
});

Deno.test("describeOpenRun() has nothing to say of a run that has ended, or of none", () => {
  assertEquals(
    describeOpenRun({ run: createRun(10) }, "is still running"),
    undefined,
  );
  assertEquals(describeOpenRun({}, "is still running"), undefined);
});
