import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type CommandOptions, dbtRun } from "../../testing/harness.ts";

// Files of an earlier pipeline

const GITLAB = { GITLAB_CI: "true" };
const JUNIT = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dbt"';
const left = () =>
  new Map([
    ["dbt-run.env", "run_id=1"],
    ["dbt-run-annotations.json", "{}"],
    ["dbt-run-code-quality.json", "[]"],
    ["junit.xml", JUNIT],
    ["summary.md", "## dbt Cloud run [1](<a>) ✅ succeeded"],
    ["target/manifest.json", "{}"],
  ]);
const ARGS = ["--junit=junit.xml", "--summary=summary.md"];

const ways: [what: string, args: string[], CommandOptions, string[]][] = [
  [
    "if the input is wrong",
    ["--job-id=x", ...ARGS],
    { env: GITLAB },
    ["summary.md", "target/manifest.json"],
  ],
  [
    "if no run is started",
    ["--account-id=7", ...ARGS],
    { env: GITLAB },
    ["summary.md", "target/manifest.json"],
  ],
];
for (const [what, args, more, names] of ways) {
  Deno.test(`dbt-run removes the reports of an earlier pipeline ${what}`, async () => {
    const found = await dbtRun({}, { ...more, args, files: left() });
    assert(found.code === 2 || found.code === 3);
    assertEquals([...found.files.keys()].toSorted(), names);
    const page = found.files.get("summary.md")!;
    assertStringIncludes(page, "## dbt-run: ");
    assert(!page.includes("succeeded"), page);
  });
}

Deno.test("dbt-run removes no files in a dry run, none by cancel, and none of others", async () => {
  const all = [...left().keys()].toSorted();
  for (const args of [["--dry-run"], ["cancel", "7"], ["cancel"]]) {
    const files = left();
    await dbtRun({}, { args: [...args, ...ARGS], env: GITLAB, files });
    assertEquals([...files.keys()].toSorted(), all, args.join());
  }
  const files = new Map([["junit.xml", "<testsuites/>"], [
    "summary.md",
    "# a",
  ]]);
  await dbtRun({}, { args: ["--job-id=x", ...ARGS], files });
  assertEquals([...files.keys()].toSorted(), ["junit.xml", "summary.md"]);
});
