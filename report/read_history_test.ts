/** What is read of earlier runs: few files, and no more than their budget. */
import { assert, assertEquals } from "@std/assert";
import type { Run } from "../api/model.ts";
import type { NodeResult, Report } from "./report_model.ts";
import { hasComparableNodes, readHistory } from "./read_history.ts";

function node(name: string, step: number, type = "model"): NodeResult {
  return {
    uniqueId: `${type}.shop.${name}`,
    name,
    type,
    package: "shop",
    status: "error",
    outcome: "failed",
    message: "",
    seconds: 0,
    file: null,
    tests: null,
    compiledCode: null,
    step,
  };
}

const step = (index: number, command = "dbt build") => ({
  index,
  name: `Invoke dbt with \`${command}\``,
  status: "error" as const,
  startedAt: null,
  finishedAt: null,
  durationMs: null,
  logs: null,
});

function createReport(nodes: NodeResult[]): Report {
  const steps = [step(1, "dbt deps"), step(2), step(3)];
  const run = { id: 9, createdAt: "2026-01-31T12:00:00Z" } as Partial<
    Run
  > as Run;
  return { run, steps, nodes, flaky: [], gaps: [] };
}

const earlier = (id: number) => ({
  run: {
    id,
    href: `https://x/${id}`,
    createdAt: "2026-01-31T10:00:00Z",
  } as Partial<Run> as Run,
  retryingRunId: null,
});

function results(status: string, padding = 0): string {
  const found = [{ unique_id: "model.shop.orders", status }];
  return JSON.stringify({ padding: "x".repeat(padding), results: found });
}

/** A source of so many earlier runs; `texts` has their results by run. */
function createSource(ids: number[], texts: { [run: number]: string | Error }) {
  const opened: string[] = [];
  return {
    opened,
    redact: (text: string) => text,
    listEarlier: () => Promise.resolve(ids.map(earlier)),
    openArtifact(runId: number, name: string, index: number) {
      opened.push(`${runId} ${name} ${index}`);
      const text = texts[runId];
      if (text instanceof Error) return Promise.reject(text);
      return Promise.resolve(
        text === undefined ? undefined : (async function* () {
          yield await Promise.resolve(new TextEncoder().encode(text));
        })(),
      );
    },
  };
}

const read = async (
  nodes: NodeResult[],
  source: ReturnType<typeof createSource>,
) => (await readHistory(createReport(nodes), source)).nodes[0]!.history;

Deno.test("readHistory() reads the results of the steps at which nodes failed, of five runs", async () => {
  const source = createSource([8, 7, 6, 5, 4, 3], {});
  await read([node("orders", 3)], source);
  assertEquals(
    source.opened,
    [8, 7, 6, 5, 4].map((id) => `${id} run_results.json 3`),
  );
});

Deno.test("readHistory() reads all steps for a node of the attempt before", async () => {
  const source = createSource([8], { 8: results("success") });
  await read([node("orders", 0)], source);
  assertEquals(source.opened, ["8 run_results.json 2", "8 run_results.json 3"]);
});

Deno.test("readHistory() reads nothing where no node has failed, only a step", async () => {
  const source = createSource([8], {});
  const nodes = [node("dbt build", 2, "step")];
  await read(nodes, source);
  assertEquals(source.opened, []);
  assert(!hasComparableNodes(createReport(nodes)));
});

Deno.test("readHistory() looks further where a run has no results", async () => {
  const source = createSource([8, 7], { 7: results("success") });
  assertEquals(
    await read([node("orders", 2)], source),
    "New: it passed in run 7, 2 h ago",
  );
});

Deno.test("readHistory() says `or earlier` where reading ended before its end", async () => {
  const source = createSource([8, 7, 6], {
    8: results("error"),
    7: new Error("broken"),
    6: results("success"),
  });
  assertEquals(
    await read([node("orders", 2)], source),
    "Failing since run 8, 2 h ago, or earlier (2 runs)",
  );
  assertEquals(source.opened.length, 2);
});

Deno.test("readHistory() reads no more than 32 MiB of all runs together", async () => {
  const size = 12 * 2 ** 20;
  const source = createSource([8, 7, 6, 5], {
    8: results("error", size),
    7: results("error", size),
    6: results("success", size),
    5: results("success"),
  });
  assertEquals(
    await read([node("orders", 2)], source),
    "Failing since run 7, 2 h ago, or earlier (3 runs)",
  );
});
