/** The files that dbt-run writes for people and CI systems, and those it removes. */
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
  ENVIRONMENT,
  setUp,
} from "../../testing/harness.ts";
import { finish, startCommand } from "../../testing/process.ts";
import { serveSockets } from "../../testing/socket_server.ts";

async function dbtRun(
  options: FakeDbtCloudOptions,
  args: string[] = [],
  more: CommandOptions = {},
) {
  using fixture = setUp(options);
  const files = more.files ?? new Map<string, string>();
  const result = await fixture.command({ ...more, args, files });
  const names = [...files.keys()].toSorted();
  const { requests } = fixture.cloud;
  return { ...result, files, names, requests, text: result.lines.join("\n") };
}

// --artifacts

const RESULTS = { results: [{ unique_id: "model.a.b", status: "success" }] };
const STEPS: FakeDbtCloudOptions["steps"] = [
  { name: "Invoke dbt with `dbt deps`", logs: "" },
  {
    name: "Invoke dbt with `dbt source freshness`",
    logs: "",
    artifacts: { "sources.json": { results: [] } },
  },
  {
    name: "Invoke dbt with `dbt build`",
    logs: "",
    artifacts: { "run_results.json": RESULTS, "manifest.json": { step: 3 } },
  },
  {
    name: "Invoke dbt with `dbt docs generate`",
    logs: "",
    artifacts: {
      "run_results.json": { results: [] },
      "manifest.json": { step: 4 },
      "catalog.json": {},
    },
  },
];

Deno.test("dbt-run --artifacts downloads the files of every dbt step", async () => {
  const { code, files, names, text } = await dbtRun(
    { steps: STEPS },
    ["--artifacts=target"],
  );
  assertEquals([code, text.includes("warning")], [0, false]);
  assertEquals(names, [
    "target/catalog.json",
    "target/manifest.json",
    "target/run_results.json",
    "target/step-2/sources.json",
    "target/step-3/manifest.json",
    "target/step-3/run_results.json",
  ]);
  assertEquals(JSON.parse(files.get("target/manifest.json")!), { step: 4 });
  assertEquals(
    JSON.parse(files.get("target/step-3/run_results.json")!),
    RESULTS,
  );
});

const login: Fault = {
  status: 200,
  body: "<!doctype html><title>Log in</title>",
};
const half: Fault = { status: 200, body: '{"nodes": {"a": 1}' };
const broken: [what: string, faults: Fault[]][] = [
  ["an HTML page", [login, login, login]],
  ["cut off", Array(3).fill({ answer: "cut" })],
  ["half a document", Array(3).fill(half)],
  ["refused", [{ status: 403, body: { detail: "No." } }]],
];
for (const [what, faults] of broken) {
  Deno.test(`dbt-run --artifacts keeps no file that is ${what}, and gets the others`, async () => {
    const results = { "run_results.json": RESULTS, "manifest.json": {} };
    const { code, names, stderr } = await dbtRun({
      steps: [{ ...STEPS[2]!, artifacts: results }],
      // The results come first; the manifest is tried three times.
      faults: { artifact: [null, ...faults] },
    }, ["--artifacts=target", "--junit=j.xml"]);
    assertEquals(code, 0);
    assertEquals(names, ["j.xml", "target/run_results.json"]);
    assertStringIncludes(stderr.join(), "warning: Cannot get manifest.json");
  });
}

Deno.test("dbt-run --artifacts downloads a file again that was cut off", async () => {
  const { names, stderr } = await dbtRun({
    steps: [{ ...STEPS[2]!, artifacts: { "manifest.json": {} } }],
    faults: { artifact: [null, { answer: "cut" }] },
  }, ["--artifacts=target"]);
  assertEquals([names, stderr], [
    ["target/manifest.json"],
    ["warning: There is no run_results.json of step 1 (dbt build)"],
  ]);
});

for (
  const [setting, path] of [
    ["artifacts", "target"],
    ["junit", "out/junit.xml"],
    ["summary", "page.md"],
  ]
) {
  Deno.test(`dbt-run --${setting} that cannot be written is exit 2, and nothing is sent`, async () => {
    const args = [`--${setting}=${path}`];
    const { code, stderr, requests } = await dbtRun({}, args, {
      isReadOnly: true,
    });
    assertEquals({ code, requestCount: requests.length, stderr }, {
      code: 2,
      requestCount: 0,
      stderr: [`error: Cannot write ${path} (--${setting}): It is read-only`],
    });
  });
}

Deno.test("dbt-run tries files before the trigger, and leaves none", async () => {
  const args = ["--junit=a/j.xml", "--summary=s.md", "--artifacts=target"];
  const seen: string[][] = [];
  const files = new Map<string, string>();
  using fixture = setUp();
  await fixture.command({
    args,
    files,
    fetch: (input, init) => {
      if (init?.method === "POST") seen.push([...files.keys()]);
      return fixture.cloud.fetch(input, init);
    },
  });
  assertEquals(seen, [[]]);
});

Deno.test("dbt-run --artifacts lets go of a file that cannot be written", async () => {
  using fixture = setUp({ steps: STEPS.slice(2, 3) });
  const files = new Map<string, string>();
  // Nothing new can be made once it was tried.
  files.has = (path) =>
    path.startsWith("target/") && !path.includes(".dbt-run.");
  let [opened, closed] = [0, 0];
  const { code } = await fixture.command({
    args: ["--artifacts=target"],
    files,
    async fetch(input, init) {
      const response = await fixture.cloud.fetch(input, init);
      if (!/artifacts\/\w/.test(String(input)) || !response.ok) return response;
      opened++;
      const bytes = new TextEncoder().encode(await response.text());
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(bytes);
          controller.close();
          closed++;
        },
        cancel: () => void closed++,
      }, { highWaterMark: 0 });
      return new Response(body, response);
    },
  });
  assertEquals([code, opened], [0, closed]);
});

// --summary

Deno.test("dbt-run --summary writes the page on any system", async () => {
  for (const env of [{}, { DBT_RUN_SUMMARY: "page.md" }]) {
    const args = "DBT_RUN_SUMMARY" in env ? [] : ["--summary", "page.md"];
    const { files } = await dbtRun({ ending: "error" }, args, { env });
    assertStringIncludes(
      files.get("page.md")!,
      "## dbt Cloud run [300580980](<https://cloud.getdbt.com/deploy/1/projects/52901/runs/300580980/>) of Deploy ❌ failed",
    );
  }
});

Deno.test("dbt-run --summary is written for every end, with what happened and the link or the mark", async () => {
  const ways: [CommandOptions, page: RegExp][] = [
    [{ args: ["--job-id=x"] }, /wrong or missing input[^]*DBT&#95;|job&#45;id/],
    [{ args: ["--account-id=7"] }, /dbt Cloud refused/],
    [{ args: ["--timeout=2"] }, /gave up waiting[^]*\/runs\/300580980/],
    [{ signals: [[2_000, "SIGTERM"]] }, /SIGTERM[^]*\/runs\/300580980/],
    [{ args: ["--no-wait"] }, /was started[^]*\/runs\/300580980/],
    [{}, /succeeded/],
  ];
  for (const [options, page] of ways) {
    using fixture = setUp({ running: 20_000 });
    const files = new Map([["s.md", "## dbt Cloud run [1](<a>) ✅ succeeded"]]);
    const args = ["--summary=s.md", ...options.args ?? []];
    await fixture.command({ ...options, args, files });
    assertMatch(files.get("s.md")!, page);
    assert(!files.get("s.md")!.includes("[1](<a>)"));
  }
});

// --project-dir

const FILE = "models/marts/orders.sql";
const dirs: [what: string, FakeDbtCloudOptions, args: string[], string][] = [
  ["of the environment", { projectDir: "dbt/shop" }, [], `dbt/shop/${FILE}`],
  ["given", { projectDir: "a" }, ["--project-dir=./b/"], `b/${FILE}`],
  ["of the root", {}, [], FILE],
];
for (const [what, options, args, expected] of dirs) {
  Deno.test(`dbt-run shows files below the project folder ${what}`, async () => {
    const { text, stdout } = await dbtRun(
      { ending: "error", ...options },
      args,
      { env: { GITHUB_ACTIONS: "true", NO_COLOR: "1" } },
    );
    assertStringIncludes(text, `FAILED model orders (${expected})`);
    const line = `::error file=${expected},title=model orders::`;
    assert(stdout.some((found) => found.startsWith(line)));
  });
}

Deno.test("dbt-run shows no command of a CI system in files that are streams", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const message = "::stop-commands::x\n##vso[task.setvariable variable=a]b";
  const results = [{ unique_id: "model.a.b", status: "error", message }];
  await using server = serveSockets({
    ending: "error",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs: message,
      fails: true,
      artifacts: { "run_results.json": { results } },
    }],
  });
  const ways = [
    ["/dev/stdout", "/dev/stderr"],
    ["/proc/self/fd/1", "/dev/fd/2"],
  ] as const;
  for (const [summary, junit] of ways) {
    const args = [`--summary=${summary}`, `--junit=${junit}`, "--json"];
    const child = startCommand([...args, "--initial-delay=0"], {
      ...ENVIRONMENT,
      DBT_URL: server.url,
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: "/dev/stdout",
    });
    const { code, stdout, stderr } = await finish(child);
    assertEquals(code, 1, stderr);
    assertStringIncludes(stdout, "## dbt Cloud run ");
    assertStringIncludes(stderr, "<testsuites ");
    for (const text of [stdout, stderr]) {
      assertStringIncludes(text, "stop-commands");
      assert(!/^\s*::stop-|##\[|##vso\[/m.test(text), text);
    }
  }
});
