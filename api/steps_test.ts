import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { DbtCloudError, getRun } from "../mod.ts";
import { KEY } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import { fetchSteps } from "./steps.ts";

const MIB = 2 ** 20;

/** A client whose every answer is one text after the other. */
function clientOf(texts: Iterable<string>) {
  const iterator = texts[Symbol.iterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const fetch = () => Promise.resolve(new Response(body));
  return createClient({ accountId: 1, apiKey: KEY, fetch });
}

Deno.test("fetchSteps() keeps 1,000 steps of an answer with millions", async () => {
  function* answer() {
    yield '{"data": {"id": 7, "status": 20, "run_steps": [{"status": 10}';
    const steps = ',{"status": 10}'.repeat(MIB / 15);
    for (let i = 0; i < 40; i++) yield steps;
    yield "]}}";
  }
  const startedAt = performance.now();
  const { steps, isWhole } = await fetchSteps(clientOf(answer()), 7, {});
  assertEquals([steps.length, isWhole], [1_000, true]);
  assertLess(performance.now() - startedAt, 30_000);
});

Deno.test("fetchSteps() keeps the fields of a step that are read, and no others", async () => {
  function* answer() {
    yield '{"data": {"id": 7, "run_steps": [{"name": "a"';
    for (let i = 0; i < 100_000; i++) yield `,"field${i}": ${i}`;
    yield '}], "x": 0';
    for (let i = 0; i < 100_000; i++) yield `,"field${i}": ${i}`;
    yield "}}";
  }
  const { raw } = await fetchSteps(clientOf(answer()), 7, {});
  assertEquals(raw.run_steps, [{ name: "a" }]);
  assertLess(Object.keys(raw).length, 1_010);
});

Deno.test("fetchSteps() keeps the logs of the last steps, where all are too long", async () => {
  const line = `${"x".repeat(99)}\n`;
  function* answer() {
    yield '{"data": {"id": 7, "run_steps": [{"name": "first", "logs": "a"}';
    for (let i = 0; i < 60; i++) {
      yield `,{"name": "step ${i}", "status": 10, "logs": `;
      yield JSON.stringify(line.repeat(MIB / 100));
      yield "}";
    }
    yield `,{"name": "last", "status": 20, "logs": "why it failed"}]}}`;
  }
  const { steps } = await fetchSteps(clientOf(answer()), 7, {});
  assertEquals([steps.length, steps[0]!.logs], [62, null]);
  assertEquals(steps.at(-1)!.logs, "why it failed");
  const length = steps.reduce((sum, { logs }) => sum + (logs?.length ?? 0), 0);
  assert(length <= 16 * MIB && length > 14 * MIB, `${length}`);
});

Deno.test("fetchSteps() uses an answer that breaks off, though the id stands behind the steps", async () => {
  const text =
    '{"data": {"run_steps": [{"name": "a", "status": 20, "logs": "why';
  const { steps, isWhole } = await fetchSteps(clientOf([text]), 7, {});
  assertEquals([steps[0]!.logs, isWhole], ["why", false]);
  await assertRejects(
    () => fetchSteps(clientOf(['{"data": {"run_steps": []}}']), 7, {}),
    DbtCloudError,
    "the body is not what the API sends",
  );
});

Deno.test("getRun() with steps takes the rest from a second answer, if the first one is too long", async () => {
  const log = JSON.stringify("x".repeat(MIB));
  function* answer() {
    yield '{"data": {"run_steps": [{"name": "a", "status": 20, "logs": "why"}';
    for (let i = 0; i < 40; i++) yield `,{"name": "b", "logs": ${log}}`;
    yield '], "id": 7, "status": 20}}';
  }
  const { fetch: long } = clientOf(answer());
  const run = await getRun(7, {
    accountId: 1,
    apiKey: KEY,
    steps: true,
    fetch: (input, init) =>
      String(input).includes("run_steps")
        ? long!(input, init)
        : Promise.resolve(Response.json({ data: { id: 7, status: 20 } })),
  });
  assertEquals([run.status, run.steps[0]!.name], ["error", "a"]);
});
