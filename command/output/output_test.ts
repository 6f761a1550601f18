/** What a CI system gets, and of which runs. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FakeDbtCloudOptions } from "../../testing/fake_dbt_cloud.ts";
import { setUp } from "../../testing/harness.ts";

const GITHUB = {
  GITHUB_ACTIONS: "true",
  GITHUB_OUTPUT: "/output",
  GITHUB_STEP_SUMMARY: "/summary.md",
};
const GITLAB = { GITLAB_CI: "true" };

/** Looks at a run that another pipeline has started, with or without `--quiet`. */
async function lookAt(
  options: FakeDbtCloudOptions,
  args: string[],
  env: Record<string, string>,
) {
  using fixture = setUp(options);
  fixture.cloud.trigger(2);
  fixture.time.tick(60_000);
  const files = new Map([["dbt-run.env", "run_id=1\n"]]);
  const { lines } = await fixture.command({
    args: [...args, "--junit=j.xml", "--summary=s.md"],
    env,
    files,
  });
  return { files, lines };
}

for (const latest of ["any", "success"]) {
  for (const env of [GITHUB, GITLAB]) {
    const name = Object.keys(env)[0];
    Deno.test(`dbt-run wait --latest=${latest} writes nothing of a run that it only found for the CI system, and the files that were named: ${name}`, async () => {
      for (const quiet of [[], ["--quiet"]]) {
        const args = ["wait", `--latest=${latest}`, ...quiet];
        const ending = latest === "any" ? "error" : "success";
        const { files, lines } = await lookAt({ ending }, args, env);
        assertEquals([...files.keys()].toSorted(), [
          "dbt-run.env",
          "j.xml",
          "s.md",
        ]);
        assertEquals(files.get("dbt-run.env"), "run_id=1\n");
        assertStringIncludes(files.get("s.md")!, "## dbt Cloud run ");
        assert(!lines.some((line) => /^::(error|warning)/.test(line)));
      }
    });
  }
}

Deno.test("dbt-run wait --latest writes for the CI system: the run is this pipeline's", async () => {
  using fixture = setUp({ running: 60_000, ending: "error" });
  fixture.cloud.trigger(2);
  const files = new Map<string, string>();
  const { lines } = await fixture.command({
    args: ["wait", "--latest"],
    env: GITHUB,
    files,
  });
  assertStringIncludes(files.get("/output")!, "run_id=");
  assertStringIncludes(files.get("/summary.md")!, "## dbt Cloud run ");
  assert(lines.some((line) => line.startsWith("::error ")));
});

Deno.test("dbt-run says once that a file cannot be written, and waits for the run", async () => {
  using it = setUp({ running: 9_000 });
  const { code, stderr } = await it.command({ env: GITHUB, isReadOnly: true });
  assertEquals(code, 0);
  assertEquals(stderr, [
    "warning: Cannot write /output: It is read-only",
    "warning: Cannot write /summary.md: It is read-only",
  ]);
});
