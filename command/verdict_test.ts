import { assertEquals } from "@std/assert";
import {
  DbtCloudError,
  RunTimeoutError,
  UnclearTriggerError,
} from "../api/errors.ts";
import { nodeOf, reportOf } from "../testing/report_case.ts";
import { CommandError, type EndName, exitCode } from "./exit_codes.ts";
import { Interrupted } from "./process/shutdown.ts";
import { afterSignal, classifyError, judgeRun } from "./verdict.ts";

Deno.test("judgeRun() judges by the run, and by a retry that ran nothing", () => {
  const report = reportOf({ nodes: [nodeOf()] });
  const judgeStatus = (
    status: "success" | "error" | "cancelled",
    more = {},
  ) => judgeRun({ ...report, run: { ...report.run, status }, ...more });
  assertEquals(judgeStatus("success"), "succeeded");
  assertEquals(judgeStatus("error"), "failed");
  assertEquals(judgeStatus("cancelled"), "failed");
  assertEquals(judgeStatus("success", { retryRanNothing: true }), "failed");
});

const denied = Object.assign(new Error("Requires env access"), {
  name: "NotCapable",
});
const cases: [what: string, error: unknown, end: EndName, code: number][] = [
  [
    "a refusal",
    new DbtCloudError("No", { kind: "refused" }),
    "unreachable",
    3,
  ],
  ["a time-out", new RunTimeoutError(null, 1, 1), "timedOut", 4],
  ["a missing permission", denied, "invalidInput", 2],
  ["a fault of our own", new TypeError("x is undefined"), "bug", 70],
  ["what is no error", "text", "bug", 70],
  ["an end of its own", new CommandError("None", "notFound"), "notFound", 5],
];
for (const [what, error, end, code] of cases) {
  Deno.test(`classifyError() takes ${what} for the end "${end}"`, () => {
    const found = classifyError(error);
    assertEquals({ end: found, code: exitCode(found) }, { end, code });
  });
}

Deno.test("classifyError() takes a trigger without a clear answer for ambiguous", () => {
  const error = Object.create(UnclearTriggerError.prototype);
  assertEquals(classifyError(error), "ambiguous");
});

Deno.test("afterSignal() lets a signal decide how the command ends", () => {
  const controller = new AbortController();
  const { signal: interrupted } = controller;
  const result = { end: "succeeded" } as const;
  assertEquals(afterSignal({ interrupted }, result), result);
  controller.abort(new Interrupted("SIGTERM"));
  assertEquals(afterSignal({ interrupted }, result).end, "SIGTERM");
});
