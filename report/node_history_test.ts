import { assertEquals } from "@std/assert";
import { nodeOf, reportOf } from "../testing/report_case.ts";
import { addHistory, type EarlierResults } from "./node_history.ts";
import type { NodeOutcome, NodeResult } from "./report_model.ts";
import { formatFailedCount } from "./report_words.ts";

const CREATED = "2026-01-31T03:00:00.000Z";

/** An earlier run by its id, its age in hours, and what came of nodes. */
function earlier(
  id: number,
  hours: number,
  outcomes: { [uniqueId: string]: NodeOutcome },
  retryingRunId?: number,
): EarlierResults {
  const createdAt = new Date(Date.parse(CREATED) - hours * 3_600_000)
    .toISOString();
  const nodes = Object.entries(outcomes)
    .map(([uniqueId, outcome]) => nodeOf({ uniqueId, outcome }));
  return {
    run: { id, href: `https://cloud/${id}`, createdAt },
    retryingRunId,
    nodes,
  };
}

function historyOf(
  runs: EarlierResults[],
  options = {},
  failed: Partial<NodeResult> = {},
) {
  const report = reportOf({ nodes: [nodeOf(failed)] });
  const [node] = addHistory(report, runs, options).nodes;
  return [node!.isNew, node!.since?.runId, node!.history];
}
const B = "model.a.b";

const cases: [
  what: string,
  runs: EarlierResults[],
  history: unknown[],
  options?: { isCut: boolean },
][] = [
  ["nothing of a job's first run", [], [undefined, undefined, undefined]],
  [
    "that a node is new",
    [earlier(6, 3, { [B]: "passed" }), earlier(5, 9, { [B]: "failed" })],
    [true, undefined, "New: it passed in run 6, 3 h ago"],
  ],
  [
    "that a node is new that only warned before",
    [earlier(6, 0.5, { [B]: "warned" })],
    [true, undefined, "New: it passed in run 6, 30 min ago"],
  ],
  [
    "since when a node fails",
    [
      earlier(6, 24, { [B]: "failed" }),
      earlier(5, 48, { [B]: "failed" }),
      earlier(4, 72, { [B]: "failed" }),
      earlier(3, 96, { [B]: "passed" }),
    ],
    [false, 4, "Failing since run 4, 3 days ago (4 runs)"],
  ],
  [
    "that a node failed in all runs that were read",
    [6, 5, 4, 3, 2].map((id) => earlier(id, (7 - id) * 24, { [B]: "failed" })),
    [false, 2, "Failing since run 2, 5 days ago, or earlier (6 runs)"],
  ],
  [
    "that more runs could not be read",
    [earlier(6, 24, { [B]: "failed" }), earlier(5, 48, {})],
    [false, 6, "Failing since run 6, 24 h ago, or earlier (2 runs)"],
    { isCut: true },
  ],
  [
    "more than that a node was skipped, or is not in the results",
    [
      earlier(6, 1, { [B]: "skipped" }),
      earlier(5, 2, {}),
      earlier(4, 3, { [B]: "failed" }),
      earlier(3, 4, { [B]: "unknown" }),
      earlier(2, 5, { [B]: "passed" }),
    ],
    [false, 4, "Failing since run 4, 3 h ago (2 runs)"],
  ],
  [
    "nothing of a node that is new in the project, or was renamed",
    [earlier(6, 1, { "model.a.old": "failed" }), earlier(5, 2, {})],
    [undefined, undefined, undefined],
  ],
  [
    "nothing of a model's other version",
    [earlier(6, 1, { "model.a.b.v1": "failed" })],
    [undefined, undefined, undefined],
  ],
  [
    "one thing of a run and its retry",
    [
      earlier(7, 1, { [B]: "failed" }, 6),
      earlier(6, 2, { [B]: "failed" }),
      earlier(5, 3, { [B]: "passed" }, 4),
      earlier(4, 4, { [B]: "failed" }),
    ],
    [false, 6, "Failing since run 6, 2 h ago (2 runs)"],
  ],
  [
    "what a run says of a node that its retry did not run again",
    [
      earlier(7, 1, { "model.a.other": "failed" }, 6),
      earlier(6, 2, { [B]: "passed" }),
    ],
    [true, undefined, "New: it passed in run 6, 2 h ago"],
  ],
  [
    "no age where the times make none",
    [earlier(6, -1, { [B]: "passed" })],
    [true, undefined, "New: it passed in run 6"],
  ],
];
for (const [what, runs, history, options] of cases) {
  Deno.test(`addHistory() says ${what}`, () => {
    assertEquals(historyOf(runs, options), history);
  });
}

Deno.test("addHistory() tells versions and unit tests apart by their ids", () => {
  const ids = ["model.a.b.v2", "unit_test.a.b.counts", "test.a.x.0123456789"];
  const nodes = ids.map((uniqueId) => nodeOf({ uniqueId }));
  const report = addHistory(reportOf({ nodes }), [
    earlier(6, 1, {
      "model.a.b.v2": "passed",
      "unit_test.a.b.counts": "failed",
      "test.a.x.9999999999": "failed",
    }),
  ]);
  assertEquals(report.nodes.map(({ isNew }) => isNew), [
    true,
    false,
    undefined,
  ]);
});

Deno.test("addHistory() finds a node that only the log names by type and name", () => {
  const runs = [
    earlier(6, 1, {
      "model.shop.b": "passed",
      "test.shop.not_null_b.0123456789": "failed",
    }),
  ].map((run) => ({
    ...run,
    nodes: run.nodes.map((node) => {
      const [type = "", project = "", name = ""] = node.uniqueId.split(".");
      return { ...node, type, package: project, name };
    }),
  }));
  const ours = (type: string, name: string) => ({
    ...{ type, name, package: "dbt", uniqueId: `${type}.dbt.${name}` },
  });
  assertEquals(historyOf(runs, {}, ours("model", "b"))[0], true);
  assertEquals(historyOf(runs, {}, ours("test", "not_null_b"))[0], false);
  assertEquals(historyOf(runs, {}, ours("model", "c"))[0], undefined);
});

Deno.test("addHistory() says nothing of steps, and of nodes that passed", () => {
  const nodes = [
    nodeOf({ uniqueId: "step.1", type: "step" }),
    nodeOf({ uniqueId: "model.a.c", outcome: "warned" }),
  ];
  const runs = [earlier(6, 1, { "step.1": "passed", "model.a.c": "passed" })];
  assertEquals(addHistory(reportOf({ nodes }), runs).nodes, nodes);
});

Deno.test("formatFailedCount() counts what is new", () => {
  const node = (id: string, isNew?: boolean) =>
    nodeOf({ uniqueId: id, ...(isNew !== undefined && { isNew }) });
  const count = (...nodes: NodeResult[]) =>
    formatFailedCount(reportOf({ nodes }));
  assertEquals(
    count(node("1", true), node("2", false), node("3")),
    "3 (1 new)",
  );
  assertEquals(count(node("1", true)), "1 (1 new)");
  assertEquals(count(node("1", false)), "1");
});
