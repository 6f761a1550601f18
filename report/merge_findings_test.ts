import { assertEquals } from "@std/assert";
import type { LogFinding } from "./log_finding.ts";
import { type FindingLists, mergeFindings } from "./merge_findings.ts";
import { readNodeType } from "./node_identity.ts";

/** A finding of "model a (file:line): message", or of the step. */
function finding(
  label: string,
  message = "",
  more: Partial<LogFinding> = {},
): LogFinding {
  const [type, name = ""] = label.split(" ");
  const node = label ? { type: readNodeType(type)!, name } : undefined;
  return { node, message, kind: "error", mayBelongToNode: false, ...more };
}

function merged(lists: Partial<FindingLists>) {
  const none = { errors: [], failed: [], progress: [], failedCount: undefined };
  return mergeFindings({ ...none, ...lists }).map(({ node, file, message }) =>
    [node ? `${node.type} ${node.name}` : "step", file, message]
      .filter(Boolean).join(" | ")
  );
}

Deno.test("mergeFindings() completes what was said of a node", () => {
  assertEquals(
    merged({
      errors: [finding("model a", "", { file: "a.sql" })],
      failed: [finding("model main.a", "No."), finding("model b")],
    }),
    ["model a | a.sql | No.", "model b"],
  );
});

Deno.test("mergeFindings() prefers the reason to what only says that a test failed", () => {
  assertEquals(
    merged({
      errors: [
        finding("test a", "Test failed (1 failed row(s))"),
        finding("test a", "No such column"),
        finding(
          "unit_test b",
          "An error occurred during execution of unit test 'b'.",
        ),
        finding("unit_test b", "Invalid column name"),
      ],
    }),
    ["test a | No such column", "unit_test b | Invalid column name"],
  );
});

Deno.test("mergeFindings() keeps equal errors at two places, and one of two at one", () => {
  const at = (file: string) => finding("", "Unknown key", { file });
  assertEquals(merged({ errors: [at("a.yml"), at("b.yml"), at("a.yml")] }), [
    "step | a.yml | Unknown key",
    "step | b.yml | Unknown key",
  ]);
});

const progress = [
  finding("model a", "", { kind: "progress" }),
  finding("model b", "", { kind: "progress" }),
];

Deno.test("mergeFindings() adds nodes of progress where the log broke off, or as many as failed", () => {
  const errors = [finding("model a", "No.")];
  assertEquals(merged({ progress }), ["model a", "model b"]);
  assertEquals(merged({ errors, progress, failedCount: 2 }), [
    "model a | No.",
    "model b",
  ]);
  // The warehouse may call a model otherwise.
  assertEquals(merged({ errors, progress, failedCount: 1 }), ["model a | No."]);
  assertEquals(merged({ errors, progress }), ["model a | No."]);
});

const loose = (message: string, more: Partial<LogFinding> = {}) =>
  finding("", message, { mayBelongToNode: true, ...more });

Deno.test("mergeFindings() gives an error to the node that it names, or whose place it has", () => {
  const place = { file: "models/a.yml", line: 12 };
  assertEquals(
    merged({
      errors: [
        loose("Object 'RAW.ORDERS' does not exist"),
        loose("No.", place),
      ],
      failed: [
        finding("source shop.orders"),
        finding("source shop.riders"),
        finding("unit_test counts", "", place),
      ],
    }),
    [
      "source shop.orders | Object 'RAW.ORDERS' does not exist",
      "source shop.riders",
      "unit_test counts | models/a.yml | No.",
    ],
  );
});

Deno.test("mergeFindings() gives the one error to the one node without a cause", () => {
  const failed = [finding("model a"), finding("model b", "No.")];
  assertEquals(merged({ errors: [loose("Out of disk")], failed }), [
    "model a | Out of disk",
    "model b | No.",
  ]);
  // One of two would be a guess.
  assertEquals(
    merged({
      errors: [loose("Out of disk")],
      failed: [finding("model a"), finding("model b")],
    }),
    ["step | Out of disk", "model a", "model b"],
  );
});

Deno.test("mergeFindings() gives Core's errors without heads to its nodes, which ended in that order", () => {
  const errors = ["One", "Two"].map((text) => loose(text, { kind: "summary" }));
  assertEquals(merged({ errors, progress, failedCount: 2 }), [
    "model a | One",
    "model b | Two",
  ]);
});

Deno.test("mergeFindings() keeps a thousand findings, and takes no longer for more", () => {
  const errors = Array.from(
    { length: 50_000 },
    (_, i) =>
      finding(`test accepted_values_orders_${i}_${"0f".repeat(16)}`, `No ${i}`),
  );
  const start = performance.now();
  assertEquals(merged({ errors }).length, 1_000);
  assertEquals(performance.now() - start < 2_000, true);
});
