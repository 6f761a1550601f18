import { assertEquals } from "@std/assert";
import { formatAssignments, joinUrl } from "./format_output.ts";

Deno.test("joinUrl() escapes the names of a path", () => {
  assertEquals(joinUrl("https://a.b/", "c d/e#f"), "https://a.b/c%20d/e%23f");
  assertEquals(joinUrl("git@a.b:c", "d"), undefined);
});

Deno.test("no output of a run writes another output, whatever stands in it", () => {
  const values = { run_id: "1", git_sha: "a\nrun_id=2\r\u2028run_url=3" };
  assertEquals(
    formatAssignments(values),
    "run_id=1\ngit_sha=a run_id=2 run_url=3\n",
  );
});
