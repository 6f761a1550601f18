import { assert, assertEquals } from "@std/assert";
import { CI_SYSTEMS, detectCi } from "../ci/registry.ts";
import { SYSTEMS } from "./fuzz_case.ts";
import { checkFuzz } from "./fuzz_check.ts";
import { KEY } from "./harness.ts";
import { fuzz } from "./fuzz_pool.ts";
import { fuzzProcesses } from "./fuzz_processes.ts";

Deno.test("dbt-run ends in time, tells no key and gives no CI system a command, whatever it reads: 200 seeds", async () => {
  const { codes, faults } = await fuzz(20260131, 200);
  assertEquals(faults, []);
  assert(Object.keys(codes).length >= 6, JSON.stringify(codes));
});

Deno.test(
  "dbt-run and the action do so as processes, with bytes that are no text: 12 seeds",
  {
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    const { codes, faults } = await fuzzProcesses(20260131, 12);
    assertEquals(faults, []);
    assert(Object.keys(codes).length >= 3, JSON.stringify(codes));
  },
);

Deno.test("each CI system is among those in which it runs", () => {
  const played = Object.values(SYSTEMS)
    .map((variables) => detectCi((name) => variables[name]).name);
  const missing = CI_SYSTEMS.map(({ name }) => name)
    .filter((name) => !played.includes(name));
  assertEquals(missing, []);
});

Deno.test("checkFuzz() finds what must not be", () => {
  const fine = {
    code: 0,
    stdout: "a",
    stderr: "",
    others: [],
    tookToLeave: undefined,
    longestTurn: 0,
  };
  const finds = (more: object, system = "GitHub Actions") => {
    try {
      const context = { system, hasKey: true, isDebug: false };
      checkFuzz({ ...fine, ...more }, context);
      return false;
    } catch {
      return true;
    }
  };
  const wrong = [
    { code: 70 },
    { stdout: `Token ${KEY}` },
    { others: [KEY] },
    { stdout: "  ::set-output name=a::b" },
    { stderr: "a\r::stop-commands::x" },
    { stdout: '{"a": "##vso[task.complete]"}' },
    { stdout: "\x9b2K" },
    { stderr: "    at main (file:///a.ts:1:2)" },
    { tookToLeave: 6_000 },
    { longestTurn: 20_000 },
  ];
  assertEquals(wrong.filter((it) => !finds(it)), []);
  assertEquals(finds({}), false);
  assertEquals(finds({ stdout: "::error title=a::b" }), false);
  const set = "##vso[task.setvariable variable=";
  assertEquals(finds({ stdout: `${set}run_id]7` }, "Azure Pipelines"), false);
  assertEquals(finds({ stdout: `${set}PATH]7` }, "Azure Pipelines"), true);
});
