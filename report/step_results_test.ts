import { assert, assertEquals } from "@std/assert";
import { nodeOf, stepOf } from "../testing/report_case.ts";
import {
  classifyResults,
  hasSelectedNothing,
  joinNodes,
  readStepResults,
  type ResultsReading,
} from "./step_results.ts";

/** Results that were read. */
function createReading(
  nodes = [nodeOf()],
  invocationId: string | null = null,
): ResultsReading {
  const isEmpty = nodes.length === 0;
  return { kind: "read", results: { nodes, invocationId, isEmpty } };
}

Deno.test("readStepResults() tells results apart that do not exist and that cannot be read", async () => {
  const errors: string[] = [];
  const steps = [
    stepOf({ name: "Invoke dbt with `dbt deps`" }),
    stepOf({ index: 2 }),
    stepOf({ index: 3 }),
    stepOf({ index: 4, status: "running" }),
  ];
  const readings = await readStepResults(steps, {
    redact: (value) => value,
    getSteps: () => Promise.reject(),
    openArtifact: (_, step) =>
      step === 2
        ? Promise.resolve(undefined)
        : Promise.reject(new Error(`No step ${step}`)),
  }, ({ message }) => errors.push(message));
  const kinds = readings.map(({ kind }) => kind);
  assertEquals(kinds, ["none", "absent", "unreadable", "none"]);
  assertEquals(errors, ["No step 3"]);
});

Deno.test("joinNodes() takes the nodes of one call of dbt once", () => {
  const [first, other] = [nodeOf(), nodeOf({ name: "other" })];
  const readings = [
    createReading([first], "a"),
    createReading([first], "a"),
    createReading([other]),
    { kind: "absent" } as const,
  ];
  assertEquals(joinNodes(readings), [first, other]);
});

Deno.test("classifyResults() calls results absent only where all artifacts are saved", () => {
  assertEquals(classifyResults(createReading()), "some");
  assertEquals(classifyResults(createReading([])), "empty");
  assertEquals(classifyResults({ kind: "absent" }), "unknown");
  assertEquals(classifyResults({ kind: "absent" }, true), "absent");
  assertEquals(classifyResults({ kind: "unreadable" }, true), "unknown");
});

Deno.test("hasSelectedNothing() does not count operations", () => {
  const operation = stepOf({ name: "Invoke dbt with `dbt run-operation a`" });
  const empty = createReading([]);
  assert(hasSelectedNothing([operation, stepOf()], [createReading(), empty]));
  assert(!hasSelectedNothing([operation], [empty]));
  assert(!hasSelectedNothing([stepOf()], [{ kind: "absent" }]));
});
