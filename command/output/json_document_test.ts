import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type {
  FakeDbtCloudOptions,
  Fault,
} from "../../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  dbtRun,
  LINK,
  RUN,
  setUp,
} from "../../testing/harness.ts";
import { nodeOf, reportOf } from "../../testing/report_case.ts";
import { readInput } from "../input/input.ts";
import { createDocument } from "./json_document.ts";

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
    using fixture = setUp({ running: 20_000 });
    const args = ["--json", ...options.args ?? []];
    const { stdout } = await fixture.command({ ...options, args });
    assertEquals([stdout.length, JSON.parse(stdout[0]!).exit_code], [1, code]);
  }
});

Deno.test("dbt-run --json and --summary name the run also when a second signal ends the process at once", async () => {
  using fixture = setUp({
    running: 60_000,
    faults: { cancel: [{ delay: 9_000 }] },
  });
  const files = new Map<string, string>();
  const { code, stdout } = await fixture.command({
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

const outage: Fault[] = Array(999).fill({
  status: 502,
  body: "<title>Bad</title>",
});
const errors: {
  kind: string | null;
  status?: number;
  error: RegExp | null;
  options?: FakeDbtCloudOptions;
  more?: CommandOptions;
}[] = [
  { kind: null, error: null },
  { kind: null, error: null, options: { ending: "error" } },
  {
    kind: "input",
    error: /^--retries must be .*; --job-id must be/,
    more: { args: ["--job-id=x", "--retries=x"] },
  },
  {
    kind: "refused",
    status: 404,
    error: /answered 404 ".*"\. Check the id, and the key's permissions/,
    options: { jobs: {} },
  },
  {
    kind: "foreign",
    status: 403,
    error: /answered 403 with an HTML page: No\. This is not dbt Cloud's API/,
    options: {
      faults: { trigger: [{ status: 403, body: "<title>No</title>" }] },
    },
  },
  {
    kind: "foreign",
    status: 502,
    error: /No good answer for 10 minutes.*status\.getdbt\.com/,
    options: { faults: { retrieve: outage } },
  },
  {
    kind: "unsent",
    error: /gave no answer: .*Check the access URL \(DBT_URL\) and the network/,
    more: {
      fetch: () =>
        Promise.reject(
          Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
        ),
    },
  },
  {
    kind: "ambiguous",
    error: /may have been started: look for/,
    options: {
      faults: {
        trigger: Array(9).fill({ answer: "reset" }),
        list: Array(999).fill({ answer: "reset" }),
      },
    },
  },
  {
    kind: "not-found",
    error: /^Cannot find /,
    more: { args: ["wait", "--latest=any"] },
  },
  { kind: "timeout", error: /^Timed out/, more: { args: ["--timeout=2"] } },
  {
    kind: "interrupted",
    error: /^Interrupted \(SIGTERM\)/,
    more: { signals: [[2_000, "SIGTERM"]] },
  },
];
for (const { kind, status = null, error, options, more } of errors) {
  const name = [kind, status].filter(Boolean).join(" ") ||
    (options ? "a failed run" : "success");
  Deno.test(`dbt-run --json tells machines the kind of an error, and people the sentence of the log: ${name}`, async () => {
    const { stdout, stderr } = await dbtRun(
      { running: 20_000, ...options },
      { ...more, args: ["--json", ...more?.args ?? []] },
    );
    const document = JSON.parse(stdout[0]!);
    assertEquals(
      { kind: document.error_kind, status: document.status_code },
      { kind, status },
    );
    if (!error) return assertEquals(document.error, null);
    assertMatch(document.error, error);
    for (const sentence of document.error.split("; --")) {
      assertStringIncludes(stderr.join("\n"), sentence);
    }
  });
}

Deno.test("dbt-run --json has the nodes that warned, beside those that failed", async () => {
  const node = (name: string, status: string) => ({
    unique_id: `test.a.${name}`,
    status,
    message: `Got 1 result from ${name}`,
  });
  const results = [node("b", "warn"), node("c", "fail"), node("d", "pass")];
  const { stdout } = await dbtRun({
    ending: "error",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs: "",
      fails: true,
      artifacts: { "run_results.json": { results } },
    }],
  }, { args: ["--json"] });
  const { failed_nodes, warned_nodes } = JSON.parse(stdout[0]!);
  const names = (nodes: { name: string }[]) => nodes.map(({ name }) => name);
  assertEquals({ failed: names(failed_nodes), warned: names(warned_nodes) }, {
    failed: ["c"],
    warned: ["b"],
  });
  const { is_new, since } = failed_nodes[0];
  assertEquals({ is_new, since }, { is_new: null, since: null });
});

Deno.test("createDocument() says since when a node fails", () => {
  const earlier = {
    runId: 300580971,
    runUrl: "https://cloud.getdbt.com/deploy/1/projects/2/runs/300580971/",
    createdAt: "2026-01-29T00:00:00.000Z",
  };
  const report = reportOf({
    nodes: [
      nodeOf({ uniqueId: "model.a.b", isNew: true, since: null }),
      nodeOf({ uniqueId: "model.a.c", isNew: false, since: earlier }),
      nodeOf({ uniqueId: "model.a.d" }),
    ],
  });
  const input = readInput({ args: [], env: () => undefined });
  const document = createDocument({ end: "failed", report }, input);
  const { failed_nodes } = JSON.parse(JSON.stringify(document));
  const [isNew, isOld, isUnknown] = failed_nodes;
  assertEquals({ is_new: isNew.is_new, since: isNew.since }, {
    is_new: true,
    since: null,
  });
  assertEquals({ is_new: isOld.is_new, since: isOld.since }, {
    is_new: false,
    since: {
      run_id: earlier.runId,
      run_url: earlier.runUrl,
      created_at: earlier.createdAt,
    },
  });
  // The printer writes null for what is not known.
  assertEquals([isUnknown.is_new, isUnknown.since], [undefined, undefined]);
});
