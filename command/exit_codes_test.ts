import { assertEquals } from "@std/assert";
import { type EndName, ENDS, isVerdict, listExitCodes } from "./exit_codes.ts";

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
