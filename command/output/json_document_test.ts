import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  type CommandOptions,
  dbtRun,
  LINK,
  RUN,
  setUp,
} from "../../testing/harness.ts";

Deno.test("dbt-run --json prints one line whatever happens", async () => {
  const ways: [code: number, CommandOptions][] = [
    [0, {}],
    [2, { args: ["--job-id=x"] }],
    [2, { denied: ["DBT_API_KEY"] }],
    [3, { args: ["--account-id=7"] }],
    [4, { args: ["--timeout=2"] }],
    [5, { args: ["wait", "--latest=any"] }],
    [143, { signals: [[2_000, "SIGTERM"]] }],
  ];
  for (const [code, options] of ways) {
    using it = setUp({ running: 20_000 });
    const args = ["--json", ...options.args ?? []];
    const { stdout } = await it.command({ ...options, args });
    assertEquals([stdout.length, JSON.parse(stdout[0]!).exit_code], [1, code]);
  }
});

Deno.test("dbt-run --json and --summary name the run also when a second signal ends the process at once", async () => {
  using it = setUp({ running: 60_000, faults: { cancel: [{ delay: 9_000 }] } });
  const files = new Map<string, string>();
  const { code, stdout } = await it.command({
    args: ["--json", "--summary=s.md"],
    files,
    signals: [[2_000, "SIGTERM"], [3_000, "SIGTERM"]],
  });
  const { exit_code, run_id, error } = JSON.parse(stdout[0]!);
  assertEquals([code, exit_code, run_id, stdout.length], [143, 143, RUN, 1]);
  assertStringIncludes(error, "may still be running");
  assert(!files.get("s.md")?.includes("fault of dbt"));
  assertStringIncludes(files.get("s.md")!, LINK);
});

Deno.test("dbt-run --json shows the CI system no command that a node's message holds, and says the same", async () => {
  const message = [
    "::stop-commands::x",
    "##vso[task.setvariable variable=a]b",
    "##[set-env name=a]b, ##VSO[a]",
    "select a::int -- ##",
    "  ::error::\u2028::error::\x9b2K",
  ].join("\n");
  const results = [{ unique_id: "model.a.b", status: "error", message }];
  const { stdout } = await dbtRun({
    ending: "error",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs: "",
      fails: true,
      artifacts: { "run_results.json": { results } },
    }],
  }, { args: ["--json"] });
  const [json = ""] = stdout;
  assertEquals(JSON.parse(json).failed_nodes[0].message, message);
  assert(!/##\[|##vso\[|"::|\\n *::|[\u2028\x9b]/i.test(json), json);
  assertStringIncludes(json, "select a::int -- ##");
});
