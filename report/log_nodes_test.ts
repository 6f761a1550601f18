import { assert, assertEquals } from "@std/assert";
import { nodeOf, stepOf } from "../testing/report_case.ts";
import type { LogFinding } from "./log_finding.ts";
import { createLogNode, isNamedByLog } from "./log_nodes.ts";

const FINDING: LogFinding = {
  message: "No.",
  kind: "error",
  mayBelongToNode: false,
};

Deno.test("createLogNode() makes a node of a finding that names one", () => {
  const node = createLogNode(stepOf(), {
    ...FINDING,
    node: { type: "unit_test", name: "counts" },
    file: "models/a.yml",
    line: 3,
  });
  const { uniqueId, status, outcome, message, file, line } = node;
  assertEquals(
    { uniqueId, status, outcome, message, file, line },
    {
      uniqueId: "unit_test.dbt.counts",
      status: "fail",
      outcome: "failed",
      message: "No.",
      file: "models/a.yml",
      line: 3,
    },
  );
});

Deno.test("createLogNode() makes a step of a finding that names no node", () => {
  const { uniqueId, name, type, seconds } = createLogNode(stepOf(), FINDING);
  assertEquals(
    { uniqueId, name, type, seconds },
    { uniqueId: "step.1", name: "dbt build", type: "step", seconds: 90 },
  );
});

Deno.test("isNamedByLog() is true for an id that is not dbt's own", () => {
  assert(isNamedByLog(nodeOf({ package: "dbt" })));
  assert(isNamedByLog(nodeOf({ type: "test", uniqueId: "test.a.b" })));
  assert(
    !isNamedByLog(nodeOf({ type: "test", uniqueId: "test.a.b.0123456789" })),
  );
  assert(!isNamedByLog(nodeOf()));
});
