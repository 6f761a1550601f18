import { assert, assertEquals } from "@std/assert";
import { LINK, RUN, setUp } from "../testing/harness.ts";
import {
  DbtCloudError,
  RunFailedError,
  UnclearTriggerError,
} from "./errors.ts";
import { getRun, RunTimeoutError } from "../mod.ts";

Deno.test("an unclear trigger is a fault of dbt Cloud, and a run that failed is none", async () => {
  using fixture = setUp({ ending: "error", statusMessage: "Out of memory\n!" });
  fixture.cloud.trigger(2);
  const run = await getRun(RUN, fixture.account);
  const unclear = new UnclearTriggerError("No answer", {
    mark: null,
    page: "",
  });
  assert(unclear instanceof DbtCloudError);
  assertEquals(unclear.candidates, []);
  const failed: Error = new RunFailedError(run);
  assert(!(failed instanceof DbtCloudError));
  assertEquals(
    failed.message,
    `Run ${RUN} ended with status error (Out of memory !): ${LINK}`,
  );
  const names = [unclear, failed, new RunTimeoutError(run, RUN, 1)]
    .map(({ name }) => name);
  assertEquals(names, [
    "UnclearTriggerError",
    "RunFailedError",
    "RunTimeoutError",
  ]);
});

Deno.test("a DbtCloudError says the fault alone, too", () => {
  const error = new DbtCloudError("Cannot do it: No.", { reason: "No." });
  assertEquals([error.reason, error.fields], ["No.", []]);
  assertEquals(new DbtCloudError("No.").reason, "No.");
});
