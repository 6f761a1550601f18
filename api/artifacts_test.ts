import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  DbtCloudError,
  getArtifact,
  getReport,
  listArtifacts,
} from "../mod.ts";
import { KEY, setUp } from "../testing/harness.ts";

Deno.test("listArtifacts() lists the paths, or none", async () => {
  using fixture = setUp({ jobs: { 2: {}, 3: { steps: [] } } });
  const { id } = fixture.cloud.trigger(2);
  assertEquals(await fixture.settle(listArtifacts(id, fixture.account)), [
    "manifest.json",
    "run_results.json",
  ]);
  const none = fixture.cloud.trigger(3);
  assertEquals(
    await fixture.settle(listArtifacts(none.id, fixture.account)),
    [],
  );
});

Deno.test("getArtifact() retrieves what a step wrote", async () => {
  using fixture = setUp({
    steps: [
      { name: "a", logs: "", artifacts: { "dir/a b.json": { step: 1 } } },
      { name: "b", logs: "", artifacts: { "dir/a b.json": { step: 2 } } },
    ],
  });
  const { id } = fixture.cloud.trigger(2);
  for (const [step, expected] of [[undefined, 2], [1, 1], [2, 2]]) {
    const response = await fixture.settle(
      getArtifact(id, "dir/a b.json", { ...fixture.account, step }),
    );
    assertEquals(await response.json(), { step: expected });
  }
  const error = await assertRejects(
    () => fixture.settle(getArtifact(id, "catalog.json", fixture.account)),
    DbtCloudError,
    `Cannot get catalog.json of run ${id}: dbt Cloud answered 404`,
  );
  assertEquals([error.status, error.runId], [404, id]);
});

Deno.test("getArtifact() fails if no piece of it comes for 30 s", async () => {
  using fixture = setUp();
  const fetch = () =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode("{"));
          },
        }),
      ),
    );
  const response = await fixture.settle(
    getArtifact(7, "manifest.json", {
      ...fixture.account,
      fetch: (_input, init) => {
        const pending = fetch();
        return pending.then((response) => abortable(response, init?.signal));
      },
    }),
  );
  const began = fixture.time.now;
  await assertRejects(
    () => fixture.settle(response.text()),
    DbtCloudError,
    "no answer within 30 s",
  );
  assertEquals(fixture.time.now - began, 30_000);
});

/** A body that ends with its signal, as that of the real fetch does. */
function abortable(response: Response, signal?: AbortSignal | null): Response {
  const reader = response.body!.getReader();
  return new Response(
    new ReadableStream({
      async pull(controller) {
        const aborted = new Promise<never>((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
        });
        try {
          const { value } = await Promise.race([reader.read(), aborted]);
          controller.enqueue(value);
        } catch (error) {
          controller.error(error);
        }
      },
    }),
  );
}

Deno.test("getArtifact() does not count the time in which nobody reads", async () => {
  using fixture = setUp();
  const { id } = fixture.cloud.trigger(2);
  const response = await fixture.settle(
    getArtifact(id, "run_results.json", fixture.account),
  );
  fixture.time.tick(120_000);
  assertEquals((await response.json()).results.length, 7);
});

Deno.test("getReport() reports the failed nodes, their files and messages", async () => {
  using fixture = setUp({ ending: "error" });
  const run = fixture.cloud.trigger(2);
  const report = await fixture.settle(getReport(run.id, fixture.account));
  const failed = report.nodes.filter(({ outcome }) => outcome === "failed");
  assertEquals(failed.map(({ name, file }) => [name, file]), [
    ["orders", "models/marts/orders.sql"],
    ["not_null_stg_orders_customer_id", "models/staging/stg_orders.yml"],
  ]);
  assertStringIncludes(failed[0]!.message, "unexpected ')'");
  assertEquals({
    status: report.run.status,
    stepCount: report.steps.length,
    gaps: report.gaps,
  }, { status: "error", stepCount: 4, gaps: [] });
});

Deno.test("getReport() rejects with the signal's reason, whatever it was reading", async () => {
  for (const path of [/run_steps/, /run_results/, /manifest/, /runs\/\?/]) {
    using fixture = setUp({ ending: "error" });
    const { id } = fixture.cloud.trigger(2);
    const reason = new Error("stop");
    const controller = new AbortController();
    const reading = getReport(id, {
      ...fixture.account,
      history: true,
      signal: controller.signal,
      fetch(input, init) {
        if (!path.test(String(input))) return fixture.cloud.fetch(input, init);
        controller.abort(reason);
        return new Promise(() => {});
      },
    });
    const error = await fixture.settle(reading.catch((error) => error));
    assertEquals(error, reason, String(path));
  }
});

Deno.test("getReport() holds the key nowhere", async () => {
  using fixture = setUp({
    ending: "error",
    statusMessage: `No: ${KEY}`,
    steps: [{
      name: `Invoke dbt with \`dbt build --vars ${KEY}\``,
      logs: `It broke: ${KEY}`,
      fails: true,
      artifacts: {
        "run_results.json": {
          results: [{
            unique_id: "model.a.b",
            status: "error",
            message: `No: \u001b[31m${KEY}`,
          }],
        },
        "manifest.json": {
          nodes: { "model.a.b": { original_file_path: `models/${KEY}.sql` } },
        },
      },
    }],
  });
  const { id } = fixture.cloud.trigger(2);
  const report = await fixture.settle(getReport(id, fixture.account));
  assertEquals(JSON.stringify(report).includes(KEY.slice(5)), false);
});
