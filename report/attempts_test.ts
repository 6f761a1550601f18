import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../testing/fake_dbt_cloud.ts";
import { setUp } from "../testing/harness.ts";
import { nodeOf, reportOf, stepOf } from "../testing/report_case.ts";
import { mergeAttempts } from "./attempts.ts";
import type { ResultsState } from "./report_model.ts";

const BUILD = "Invoke dbt with `dbt build`";
const NO_LOG = "08:00:00  Running with dbt=1.9.4\n08:00:01  Nothing to do\n";

/** An attempt that could not connect, and a retry with these results. */
function retryWith(artifacts: object, logs = NO_LOG): FakeDbtCloudOptions {
  return {
    ending: "error",
    steps: [{
      name: BUILD,
      logs: "08:00:00  Encountered an error:\nDatabase Error\n  No route",
      fails: true,
    }],
    retry: {
      ending: "success",
      steps: [{ name: BUILD, logs, artifacts: { ...artifacts } }],
    },
  };
}

const nothing: [what: string, artifacts: object][] = [
  ["whose results are empty", { "run_results.json": { results: [] } }],
  ["without results, where all artifacts were saved", {}],
];
for (const [what, artifacts] of nothing) {
  Deno.test(`dbt-run calls a retry that ran nothing failed, ${what}`, async () => {
    using fixture = setUp(retryWith(artifacts));
    const files = new Map<string, string>();
    const { code, lines, stdout } = await fixture.command({
      args: ["--retries=1", "--junit=j.xml", "--summary=s.md", "--json"],
      env: { GITHUB_ACTIONS: "true", NO_COLOR: "1" },
      files,
    });
    const text = lines.join("\n");
    assertEquals(code, 1);
    assertStringIncludes(text, "The retry ran nothing: ");
    assertStringIncludes(text, "Failed after");
    assertStringIncludes(
      text,
      "::error title=step dbt build::No route%0AThe retry ran nothing: ",
    );
    assert(!/FLAKY|successfully/.test(text), text);
    const page = files.get("s.md")!;
    assertStringIncludes(page, "❌ ran nothing");
    assertStringIncludes(page, "> The retry ran nothing");
    const xml = files.get("j.xml")!;
    assertStringIncludes(xml, '<error message="No route"');
    assertStringIncludes(xml, "The retry ran nothing: ");
    const { exit_code, failed_nodes } = JSON.parse(stdout.at(-1)!);
    assertEquals([exit_code, failed_nodes.length], [1, 1]);
    assertStringIncludes(failed_nodes[0].message, "The retry ran nothing: ");
  });
}

const something: [what: string, artifacts: object, logs?: string][] = [
  ["has results", {
    "run_results.json": {
      results: [{ unique_id: "model.a.b", status: "success" }],
    },
  }],
  [
    "names a node in its log",
    {},
    "08:00:01  1 of 1 OK created sql table model a.b .... [OK in 1s]",
  ],
  ["has results that cannot be read", { "run_results.json": "<html>" }],
];
for (const [what, artifacts, logs] of something) {
  Deno.test(`dbt-run calls a retry succeeded that ${what}`, async () => {
    using fixture = setUp(retryWith(artifacts, logs));
    const { code, lines } = await fixture.command({ args: ["--retries=1"] });
    assertEquals(code, 0);
    assertStringIncludes(lines.join("\n"), "FLAKY step dbt build: No route");
  });
}

/** Whether a retry of a failed step with these steps counts as one of nothing. */
function ranNothing(
  names: string[],
  state: ResultsState["state"],
  failed = nodeOf({ type: "step", uniqueId: "step.1", name: "dbt build" }),
) {
  const steps = names.map((name, i) =>
    stepOf({ index: i + 1, name, status: "success", logs: "" })
  );
  const results = steps.map(({ index }) => ({ step: index, state }));
  const report = reportOf({ steps, results });
  report.run.status = "success";
  const before = reportOf({ nodes: [failed] });
  return mergeAttempts(report, before).retryRanNothing ?? false;
}

Deno.test("mergeAttempts() looks only at steps that run nodes", () => {
  assert(ranNothing([BUILD], "empty"));
  assert(ranNothing(["Clone git repository", BUILD], "absent"));
  for (
    const name of [
      "Invoke dbt with `dbt source freshness`",
      "Invoke dbt with `dbt run-operation grant`",
      "Invoke dbt with `dbt deps`",
      "Clone git repository",
    ]
  ) assert(!ranNothing([name], "empty"), name);
});

Deno.test("mergeAttempts() calls no retry one of nothing where it is not known, or nodes had run", () => {
  assert(!ranNothing([BUILD], "unknown"));
  assert(!ranNothing([BUILD], "some"));
  assert(!ranNothing([BUILD], "empty", nodeOf()));
});
