import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { setUp } from "../testing/harness.ts";
import { modulesIn, SHIPPED } from "../testing/source.ts";
import { assignments } from "./ci_system.ts";
import { CiCommand } from "./command.ts";
import {
  CI_SYSTEMS,
  escapeCommands,
  escapeJsonCommands,
  renderLine,
} from "./registry.ts";

const GITHUB = {
  GITHUB_ACTIONS: "true",
  GITHUB_OUTPUT: "/runner/output",
  GITHUB_STEP_SUMMARY: "/runner/summary.md",
};

Deno.test("each CI system's file begins with the address of its documentation", async () => {
  const folder = new URL(".", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    if (!/^[a-z_]+\.ts$/.test(name)) continue;
    if (["ci_system.ts", "command.ts", "registry.ts"].includes(name)) continue;
    if (name.endsWith("_test.ts")) continue;
    const text = await Deno.readTextFile(new URL(name, folder));
    assert(/^\/\/ https:\/\/\S+\n/.test(text), name);
  }
});

Deno.test("escapeCommands() breaks what any CI system would obey, whichever one it is", () => {
  const cases: [string, string][] = [
    ["  ::error::a", "  \\::error::a"],
    ["a ::error::b", "a ::error::b"],
    ["##[error]##vso[a]##VSO[b] # #[", "##\\[error]##\\vso[a]##\\VSO[b] # #["],
  ];
  for (const [text, expected] of cases) {
    assertEquals(escapeCommands(text), expected);
  }
});

Deno.test("renderLine() prints commands as they are, and makes each line of a text harmless", () => {
  const text = "::error::a";
  assertEquals(renderLine(new CiCommand(text)), text);
  assertEquals(
    renderLine(`${text}\n${text}\r ${text}\r\n\x85${text}`),
    "\\::error::a\n\\::error::a\r \\::error::a\r\n\x85\\::error::a",
  );
  assertEquals(
    renderLine("a\r\x1b[0Ksection_end:1:a\r\x1b[0K"),
    "a\rsection_end:1:a\r",
  );
});

Deno.test("only the files of CI systems make commands", async () => {
  const found: string[] = [];
  for (const file of modulesIn(...SHIPPED, "action")) {
    const text = await Deno.readTextFile(
      new URL(`../${file}`, import.meta.url),
    );
    if (text.includes("new CiCommand(")) found.push(file);
  }
  assertEquals(found.filter((file) => !file.startsWith("ci/")), []);
});

Deno.test("escapeJsonCommands() makes JSON harmless that says the same, and changes no other", () => {
  const values = [
    "##[error]",
    "##vso[a]##VSO[b]",
    "::error",
    "\n\t::a",
    "\u2028\x7f",
  ];
  const json = escapeJsonCommands(JSON.stringify(values));
  assertEquals(JSON.parse(json), values);
  assert(!/##\[|##vso\[|"::|\\t::|[\u2028\x7f]/i.test(json), json);
  assertEquals(renderLine(json), json);
  const plain = JSON.stringify(["a::int", "# a", "## [a]", "--- a"]);
  assertEquals(escapeJsonCommands(plain), plain);
});

Deno.test("dbt-run --pull-request leaves alone what was set otherwise", async () => {
  using it = setUp();
  await it.command({
    args: ["--no-wait", "--pull-request", "--non-native-pull-request-id=9"],
    env: {
      BITBUCKET_BUILD_NUMBER: "1",
      BITBUCKET_PR_ID: "7",
      BITBUCKET_BRANCH: "feature/a",
      DBT_JOB_BRANCH: "mine",
    },
  });
  const { cause: _, ...trigger } = it.cloud.runs[0]!.trigger;
  assertEquals(trigger, { git_branch: "mine", non_native_pull_request_id: 9 });
});

Deno.test("dbt-run --pull-request outside of a CI system names the field to set", async () => {
  for (const [how, code] of [["required", 2], ["auto", 0]] as const) {
    using it = setUp();
    const { code: got, stderr } = await it.command({
      args: ["--no-wait", `--pull-request=${how}`],
    });
    assertEquals([got, it.cloud.requests.length], [code, code ? 0 : 1]);
    assertStringIncludes(
      stderr.join(),
      "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID",
    );
  }
});

Deno.test("dbt-run --pull-request is an error if no CI system may be detected", async () => {
  using it = setUp();
  const { code, stderr } = await it.command({
    args: ["--pull-request=auto"],
    env: GITHUB,
    denied: ["GITHUB_ACTIONS"],
  });
  assertEquals([code, it.cloud.requests.length], [2, 0]);
  assertStringIncludes(
    stderr.join(),
    "Cannot look for the pull request: GITHUB_ACTIONS may not be read. Add them to --allow-env",
  );
});

Deno.test("no output of a run writes another output, whatever stands in it", () => {
  const values = { run_id: "1", git_sha: "a\nrun_id=2\r\u2028run_url=3" };
  assertEquals(
    assignments(values),
    "run_id=1\ngit_sha=a run_id=2 run_url=3\n",
  );
});

Deno.test("every CI system has a name of its own", () => {
  const names = CI_SYSTEMS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
});
