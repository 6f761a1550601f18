import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import { setUp } from "../testing/harness.ts";
import { collectSteps } from "../testing/report_case.ts";
import { startWorkTimer } from "../testing/work_time.ts";
import type { NodeResult } from "./report_model.ts";

async function failed(
  options: FakeDbtCloudOptions,
  args: string[] = [],
  env = {},
) {
  using fixture = setUp({ ending: "error", ...options });
  const files = new Map<string, string>();
  const result = await fixture.command({ args, files, env });
  assertEquals(result.code, 1);
  assertStringIncludes(
    result.stderr.at(-1)!,
    "Run failed or canceled. See why",
  );
  return { ...result, files, text: result.lines.join("\n") };
}

const step = (artifacts: Record<string, unknown>) => ({
  steps: [{
    name: "Invoke dbt with `dbt build`",
    logs: "It broke",
    fails: true,
    artifacts,
  }],
});

Deno.test("dbt-run reports without artifacts", async () => {
  const { text } = await failed(step({}));
  assertStringIncludes(
    text,
    "Step 1 of 1 failed: dbt build\n  FAILED step dbt build\n    | No cause was recognised in the log. Its end:\n    | It broke\nFailed after",
  );
});

Deno.test("dbt-run reports with artifacts that are malformed", async () => {
  const bodies = [
    "<html>",
    "",
    "null",
    "[]",
    '{"results": 1}',
    '{"results": [',
    "{}",
  ];
  for (const body of bodies) {
    const { text } = await failed(step({ "run_results.json": body }));
    assertStringIncludes(text, "Step 1 of 1 failed: dbt build");
  }
  const results = { results: [{ unique_id: "model.a.b", status: "error" }] };
  for (const body of [...bodies, undefined]) {
    const { text } = await failed(step({
      "run_results.json": results,
      ...(body !== undefined && { "manifest.json": body }),
    }));
    assertStringIncludes(text, "  FAILED model b\n    | error");
  }
});

Deno.test("dbt-run reports even if dbt Cloud fails to give steps and artifacts", async () => {
  for (const endpoint of ["retrieve", "artifact"] as const) {
    const none = endpoint === "retrieve" ? [null] : [];
    const { text } = await failed({
      faults: { [endpoint]: [...none, ...Array(99).fill({ status: 500 })] },
    });
    assertStringIncludes(text, "dbt Cloud answered 500");
  }
});

Deno.test("dbt-run waits for artifacts that come some seconds late", async () => {
  const { text } = await failed({ artifactsAfter: 3_000 });
  assertStringIncludes(text, "FAILED model orders (models/marts/orders.sql)");
});

Deno.test("dbt-run takes the results of the step that failed, not of the last one", async () => {
  const results = (id: string) => ({
    "run_results.json": { results: [{ unique_id: id, status: "error" }] },
  });
  const { text } = await failed({
    steps: [
      {
        name: "Invoke dbt with `dbt build`",
        logs: "",
        fails: true,
        artifacts: results("model.a.right"),
      },
      {
        name: "Invoke dbt with `dbt docs generate`",
        logs: "",
        artifacts: results("model.a.wrong"),
      },
    ],
  });
  assertStringIncludes(text, "FAILED model right");
  assert(!text.includes("wrong"));
});

Deno.test("dbt-run --logs says which logs are printed", async () => {
  const titles = ({ text }: { text: string }) =>
    [...text.matchAll(/^Log of step (\d+)/gm)].map(([, index]) => index);
  assertEquals(titles(await failed({})), ["4"]);
  assertEquals(titles(await failed({}, ["--logs=all"])), ["1", "2", "3", "4"]);
  assertEquals(titles(await failed({}, ["--logs=none"])), []);
});

/** A job with one build that came to these results. */
const build = (
  results: { unique_id: string; status: string; message?: string }[],
  fails = true,
): FakeDbtCloudOptions => ({
  ending: fails ? "error" : "success",
  steps: [{
    name: "Invoke dbt with `dbt build`",
    logs: "",
    fails,
    artifacts: {
      "run_results.json": { results },
      "manifest.json": {
        metadata: { project_name: "shop" },
        nodes: Object.fromEntries(
          results.map(({ unique_id: id }) => [id, {
            original_file_path: `models/${id.split(".")[2]}.sql`,
          }]),
        ),
      },
    },
  }],
});

const GITHUB = { GITHUB_ACTIONS: "true", NO_COLOR: "1" };

Deno.test("dbt-run annotates no file of the repository for a package's node", async () => {
  const { stdout, text } = await failed(
    {
      projectDir: "dbt",
      ...build([
        { unique_id: "model.shop.orders", status: "error", message: "No." },
        { unique_id: "model.utils.dates", status: "error", message: "No." },
      ]),
    },
    [],
    GITHUB,
  );
  const errors = stdout.filter((line) => line.startsWith("::error"));
  assertEquals(errors, [
    "::error file=dbt/models/orders.sql,title=model orders::No.",
    "::error title=model dates::No.",
  ]);
  assertStringIncludes(
    text,
    "FAILED model dates (dbt_packages/utils/models/dates.sql)",
  );
});

Deno.test("dbt-run shows a status that it does not know as such", async () => {
  const { text } = await failed(build([
    { unique_id: "model.shop.a", status: "error" },
    { unique_id: "model.shop.b", status: "paused", message: "Later" },
  ]));
  assertStringIncludes(text, "  UNKNOWN model b (models/b.sql): Later");
  assert(!text.includes("WARNED"));
});

Deno.test("dbt-run shows what failed before a retry that succeeded as flaky", async () => {
  const ids = ["model.shop.a", "model.shop.b"];
  const results = (status: string) =>
    ids.map((unique_id) => ({ unique_id, status, message: "Deadlock" }));
  using fixture = setUp({
    ...build(results("error")),
    retry: build(results("success"), false),
  });
  const files = new Map<string, string>();
  const { code, lines } = await fixture.command({
    args: ["--retries=1", "--junit=junit.xml", "--summary=page.md"],
    files,
  });
  const text = lines.join("\n");
  assertEquals(code, 0);
  assertStringIncludes(text, "  FLAKY model a (models/a.sql): Deadlock");
  assertStringIncludes(text, "Succeeded in 0 s: 2 passed");
  const [page, junit] = [files.get("page.md")!, files.get("junit.xml")!];
  assertStringIncludes(page, "- **model a** in models/a&#46;sql: Deadlock");
  assertEquals(junit.match(/<flakyFailure message="Deadlock"/g)?.length, 2);
});

const broken = (name: string, status?: string): FakeDbtCloudOptions => ({
  ending: "error",
  steps: [
    { name, logs: "fatal: gone", fails: true },
    ...(status ? build([{ unique_id: "model.shop.a", status }]).steps! : []),
  ],
});
const CLONE = "Clone git repository";
const retries: [what: string, retry: FakeDbtCloudOptions, count?: number][] = [
  ["that broke before it ran any", broken(CLONE)],
  ["that was cancelled", { ending: "cancelled", steps: [] }],
  ["that skipped them", broken(CLONE, "skipped")],
  ["and before another one", {
    ...broken(CLONE),
    retry: broken("Create profile from connection Snowflake"),
  }, 2],
];
for (const [what, retry, count = 1] of retries) {
  Deno.test(`dbt-run shows what failed before a retry ${what} as failed`, async () => {
    const files = new Map<string, string>();
    const job = build([
      { unique_id: "model.shop.a", status: "error", message: "No." },
    ]);
    using fixture = setUp({ ...job, retry });
    const { code, stdout, lines } = await fixture.command({
      env: GITHUB,
      args: [`--retries=${count}`, "--junit=j.xml", "--summary=s.md", "--json"],
      files,
    });
    assertEquals(code, 1);
    const text = lines.join("\n");
    assert(!text.includes("FLAKY"));
    assertStringIncludes(text, "file=models/a.sql,title=model a::No.");
    const { failed_nodes: nodes } = JSON.parse(stdout.join("\n"));
    assertEquals(nodes[0].unique_id, "model.shop.a");
    const [page, junit] = [files.get("s.md")!, files.get("j.xml")!];
    assertStringIncludes(page, "#### model a in models/a&#46;sql\n");
    assert(!page.includes("Flaky"));
    assertStringIncludes(junit, '<error message="No." type="error">');
    assert(!junit.includes("flakyFailure"));
  });
}

Deno.test("dbt-run shows what passed in a retry that failed elsewhere as flaky", async () => {
  using fixture = setUp({
    ...build([{ unique_id: "model.shop.a", status: "error", message: "No." }]),
    retry: { ...broken(CLONE, "success"), retry: broken(CLONE) },
  });
  const { code, lines } = await fixture.command({ args: ["--retries=2"] });
  const text = lines.join("\n");
  assertEquals(code, 1);
  assertEquals(text.match(/FLAKY model a/g)?.length, 2);
  assertEquals(text.match(/FAILED model a/g)?.length, 1);
});

Deno.test("dbt-run shows a step that a retry came past as failed no more", async () => {
  using fixture = setUp({
    ...broken(CLONE),
    retry: {
      ending: "error",
      steps: [
        { name: CLONE, logs: "" },
        ...build([{ unique_id: "model.shop.a", status: "error" }]).steps!,
      ],
    },
  });
  const { stdout } = await fixture.command({ args: ["--retries=1", "--json"] });
  const { failed_nodes: nodes } = JSON.parse(stdout.join("\n"));
  assertEquals(nodes.map((node: NodeResult) => node.name), ["a"]);
});

Deno.test("dbt-run shows the warnings of a run that succeeded, on every system", async () => {
  const warned = build([
    { unique_id: "test.shop.a", status: "warn", message: "Got 1 result" },
    { unique_id: "model.shop.b", status: "success" },
  ], false);
  for (const env of [{}, GITHUB, { GITLAB_CI: "true", NO_COLOR: "1" }]) {
    using fixture = setUp(warned);
    const { code, stdout } = await fixture.command({ env });
    assertEquals(code, 0);
    assertEquals(stdout.slice(-3, -1), [
      "  WARNED test a (models/a.sql): Got 1 result",
      "Succeeded in 0 s: 1 passed, 1 warned",
    ]);
    const annotations = stdout.filter((line) => line.startsWith("::"));
    assertEquals(
      annotations,
      env === GITHUB
        ? ["::warning file=models/a.sql,title=test a::Got 1 result"]
        : [],
    );
  }
});

Deno.test("dbt-run says each failure once, however many steps it failed", async () => {
  const { steps: [step] = [] } = build([
    { unique_id: "model.shop.a", status: "error", message: "No." },
  ]);
  const { stdout } = await failed({ steps: [step!, step!] }, [], GITHUB);
  const found = stdout.filter((line) => line.includes("model a"));
  assertEquals(found.map((line) => line.split(" ").slice(0, 3).join(" ")), [
    "::error file=models/a.sql,title=model a::No.",
    "  FAILED",
  ]);
});

/** The log, the page and JUnit of a job with these steps. */
async function pageOf(options: FakeDbtCloudOptions) {
  using fixture = setUp(options);
  const files = new Map<string, string>();
  const args = ["--junit=j.xml", "--summary=s.md"];
  const { code, lines } = await fixture.command({ args, files, env: GITHUB });
  const [page, xml] = [files.get("s.md")!, files.get("j.xml")!];
  return { code, text: lines.join("\n"), page, xml };
}

const dbt = (command: string, artifacts: object, fails = false) => ({
  name: `Invoke dbt with \`dbt ${command}\``,
  logs: fails ? "08:00:00  Encountered an error:\nRuntime Error\n  No." : "",
  fails,
  artifacts: { ...artifacts },
});

Deno.test("dbt-run counts results once that an earlier step wrote", async () => {
  const seeds = {
    "run_results.json": {
      metadata: { invocation_id: "a" },
      results: [{ unique_id: "seed.shop.a", status: "success" }],
    },
  };
  const { text, xml } = await pageOf({
    ending: "error",
    steps: [dbt("seed", seeds), dbt("build", seeds, true)],
  });
  assertStringIncludes(text, "FAILED step dbt build\n    | No.");
  assertStringIncludes(text, ": 1 passed\n");
  assertEquals(xml.match(/seed/g)?.length, 2, xml);
});

Deno.test("dbt-run says that a run selected nothing", async () => {
  const none = { "run_results.json": { results: [] } };
  const { code, text, page, xml } = await pageOf({
    ending: "success",
    steps: [dbt("build --select state:modified+", none)],
  });
  assertEquals(code, 0);
  assertStringIncludes(text, "Succeeded in 0 s: Nothing was selected");
  assertStringIncludes(page, "· Nothing was selected");
  assertStringIncludes(xml, '<skipped message="Nothing was selected"');
  // It runs nothing of its own, and some of its nodes are not counted.
  const passed = {
    "run_results.json": {
      results: [{ unique_id: "model.shop.a", status: "success" }],
    },
  };
  const other = await pageOf({
    ending: "success",
    steps: [dbt("compile", passed)],
  });
  assert(!other.text.includes("Nothing was"));
});

Deno.test("dbt-run warns of a step that failed in a run that succeeded", async () => {
  const { code, text, page, xml } = await pageOf({
    ending: "success",
    steps: [
      dbt("docs generate", {}, true),
      {
        ...dbt("source freshness", {
          "sources.json": {
            results: [{
              unique_id: "source.shop.a.b",
              status: "error",
              max_loaded_at_time_ago_in_s: 99,
            }],
          },
        }, true),
        name: "Source freshness",
        logs: "1 of 1 ERROR STALE freshness of a.b",
      },
    ],
  });
  assertEquals(code, 0);
  assertStringIncludes(text, "WARNED step dbt docs generate: No.");
  assertStringIncludes(text, "WARNED source a.b: Loaded 1 min 39 s ago");
  assertStringIncludes(text, "Succeeded in 0 s: 1 warned");
  assert(!/FAILED|::error/.test(text));
  assertStringIncludes(page, "### Warned");
  assert(!page.includes("Failed"));
  assertStringIncludes(xml, 'failures="0" errors="0"');
  assert(!/<(error|failure)/.test(xml));
});

Deno.test("dbt-run --json names the failed nodes", async () => {
  const { stdout } = await failed({}, ["--json"]);
  const { failed_nodes: nodes } = JSON.parse(stdout.join("\n"));
  assertEquals(nodes.map((node: NodeResult) => node.name), [
    "orders",
    "not_null_stg_orders_customer_id",
  ]);
});

Deno.test("dbt-run annotates why dbt Cloud cancelled a run that had warned before", async () => {
  const statusMessage = "This run timed out";
  for (
    const steps of [
      [],
      build([{ unique_id: "test.a.b", status: "warn" }]).steps!,
    ]
  ) {
    const { stdout } = await failed(
      { ending: "cancelled", statusMessage, steps },
      [],
      GITHUB,
    );
    const errors = stdout.filter((line) => line.startsWith("::error"));
    assertEquals(errors.length, 1);
    assertStringIncludes(errors[0]!, statusMessage);
  }
});

Deno.test("dbt-run writes to files what a log must not hold", async () => {
  using fixture = setUp(build([
    { unique_id: "model.shop.b", status: "error", message: "::error::No." },
  ]));
  const files = new Map<string, string>();
  await fixture.command({ env: { GITLAB_CI: "true", NO_COLOR: "1" }, files });
  const [issue] = JSON.parse(files.get("dbt-run-code-quality.json")!);
  assertEquals(issue?.description, "model b: ::error::No.");
});

Deno.test("collectReport() reads ten logs of 1 MiB with thousands of errors in a second", async () => {
  const error = (i: number) =>
    `08:00:00    Database Error in test accepted_values_${i} (models/a.yml)\n  No value ${i}\n`;
  const logs = Array.from({ length: 12_000 }, (_, i) => error(i)).join("");
  const steps = Array.from({ length: 10 }, () => ({ logs }));
  const elapsed = startWorkTimer();
  const { nodes } = await collectSteps(steps);
  // It took half a minute when each finding was compared with all others.
  assert(elapsed() < 5_000);
  assertEquals(nodes.length, 10_000);
});
