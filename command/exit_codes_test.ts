import { assertEquals } from "@std/assert";
import {
  DbtCloudError,
  RunTimeoutError,
  UnclearTriggerError,
} from "../api/errors.ts";
import {
  classifyError,
  CommandError,
  type EndName,
  ENDS,
  exitCode,
  isVerdict,
  listExitCodes,
} from "./exit_codes.ts";

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

Deno.test("listExitCodes() names each code once, in order, with all that it means", () => {
  const codes = listExitCodes();
  assertEquals(codes.map(({ code }) => code), [
    ...[0, 1, 2, 3, 4, 5, 70, 129, 130, 143],
  ]);
  assertEquals(
    codes.find(({ code }) => code === 4)?.meaning,
    "gave up waiting, or the run is in progress (status)",
  );
});

Deno.test("isVerdict() takes only success and failure for a verdict", () => {
  const verdicts = (Object.keys(ENDS) as EndName[]).filter(isVerdict);
  assertEquals(verdicts, ["succeeded", "failed"]);
});
