import { assertEquals } from "@std/assert";
import { nodeOf, reportOf } from "../testing/report_case.ts";
import { selectNodes } from "./select_nodes.ts";

Deno.test("selectNodes() keeps the last result of a node, among those of the outcomes", () => {
  const first = nodeOf({ message: "first" });
  const last = nodeOf({ message: "last" });
  const passed = nodeOf({ outcome: "passed" });
  const skipped = nodeOf({ uniqueId: "model.a.c", outcome: "skipped" });
  const report = reportOf({ nodes: [first, last, passed, skipped] });
  assertEquals(selectNodes(report, "failed"), [last]);
  assertEquals(selectNodes(report, "failed", "skipped"), [last, skipped]);
});
