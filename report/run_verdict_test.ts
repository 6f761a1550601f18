import { assert, assertEquals } from "@std/assert";
import { nodeOf, reportOf } from "../testing/report_case.ts";
import { hasSucceeded, isInformative, runMessage } from "./run_verdict.ts";

Deno.test("runMessage() says no more than the list of what failed does", () => {
  const report = reportOf({ nodes: [nodeOf()] });
  assertEquals(runMessage(report), "");
  assertEquals(runMessage(reportOf()), "dbt command failed");
  report.run.statusMessage = "Out of memory";
  assertEquals(runMessage(report), "Out of memory");
});

Deno.test("hasSucceeded() is false for a retry that ran nothing", () => {
  const report = reportOf();
  report.run.status = "success";
  assert(hasSucceeded(report));
  assert(!hasSucceeded({ ...report, retryRanNothing: true }));
});

Deno.test("isInformative() is false for a message that repeats the status", () => {
  for (
    const message of [null, " ", "dbt command failed", "Cancelled by user."]
  ) {
    assert(!isInformative(message));
  }
  assert(isInformative("Out of memory"));
});
