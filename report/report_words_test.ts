import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  collectSteps,
  nodeOf,
  reportOf,
  stepOf,
} from "../testing/report_case.ts";
import { setUp } from "../testing/harness.ts";
import {
  firstLine,
  formatDetails,
  formatInterruption,
  formatNodeCounts,
  formatTitle,
} from "./report_words.ts";

Deno.test("firstLine() takes the line below along where the first one ends with a colon", () => {
  const lineOf = (message: string) => firstLine(nodeOf({ message }));
  assertEquals(
    lineOf("SQL compilation error:\nNo column"),
    "SQL compilation error: No column",
  );
  assertEquals(lineOf("One\nTwo"), "One");
  assertEquals(lineOf(" \n"), "error");
});

Deno.test("formatDetails() keeps the head and the tail of a long message", () => {
  const message = Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n");
  const lines = formatDetails(nodeOf({ message }));
  assertEquals(lines.length, 41);
  assertEquals([lines[0], lines.at(-1)], ["line 0", "line 99"]);
  assert(lines.includes("… and 60 more lines"));
});

Deno.test("formatDetails() says since when a node fails below its message", () => {
  const history = "New: it passed in run 7, 3 h ago";
  const node = nodeOf({ message: "No.", history });
  assertEquals(formatDetails(node), ["No.", history]);
});

Deno.test("formatTitle() names the type, the node and its file", () => {
  const node = nodeOf({ type: "unit_test", name: "a", file: "models/a.yml" });
  assertEquals(formatTitle(node), "unit test a (models/a.yml)");
});

/** The report of a run that was cancelled in these steps. */
function cancelled(statuses: ("success" | "cancelled" | "queued")[]) {
  const logs = Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join("\n");
  const steps = statuses.map((status, i) =>
    stepOf({ index: i + 1, status, logs })
  );
  const report = reportOf({ steps });
  report.run.status = "cancelled";
  return report;
}

Deno.test("formatInterruption() shows the last lines of the step that was running", () => {
  const lines = formatInterruption(
    cancelled(["success", "cancelled", "queued"]),
  );
  assertEquals(lines.length, 11);
  assertEquals(lines[0], "Step 2 of 3 was running: dbt build");
  assertEquals(lines.at(-1), "  | line 29");
});

Deno.test("formatInterruption() says that a run never began", () => {
  for (const statuses of [[], ["queued" as const]]) {
    const report = cancelled(statuses);
    report.run.startedAt = null;
    assertEquals(formatInterruption(report), ["The run never began"]);
  }
  assertEquals(formatInterruption(reportOf()), []);
});

Deno.test("dbt-run says where a cancelled run was, in log, page and JUnit", async () => {
  using fixture = setUp({
    running: 60_000,
    ending: "cancelled",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs: "1 of 2 START sql table model prod.a\nWaiting for a lock\n",
    }],
  });
  const files = new Map<string, string>();
  const args = ["--junit=j.xml", "--summary=s.md"];
  const { code, lines } = await fixture.command({ args, files });
  assertEquals(code, 1);
  const place = "Step 1 of 1 was running: dbt build";
  assertStringIncludes(lines.join("\n"), `${place}\n  | 1 of 2 START`);
  for (const text of files.values()) {
    assertStringIncludes(text, place);
    assertStringIncludes(text, "Waiting for a lock");
  }
});

Deno.test("formatNodeCounts() counts what there is", async () => {
  assertEquals(formatNodeCounts([]), "");
  const results = [
    { unique_id: "model.a.b", status: "success" },
    { unique_id: "model.a.c", status: "warn" },
    { unique_id: "model.a.d", status: "paused" },
  ];
  const { nodes } = await collectSteps([
    { status: "success", logs: "", results },
  ]);
  assertEquals(
    formatNodeCounts([...nodes, nodeOf({ type: "step" })]),
    "1 passed, 1 warned, 1 of unknown status",
  );
});

Deno.test("formatNodeCounts() counts what was reused, or had nothing to do, as such", async () => {
  const results = [
    { unique_id: "model.a.b", status: "success" },
    { unique_id: "model.a.c", status: "reused" },
    { unique_id: "model.a.d", status: "reused" },
    { unique_id: "saved_query.a.e", status: "no-op" },
  ];
  const { nodes } = await collectSteps([
    { status: "success", logs: "", results },
  ]);
  assertEquals(formatNodeCounts(nodes), "1 passed, 2 reused, 1 no-op");
});
