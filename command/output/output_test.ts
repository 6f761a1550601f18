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

const looks: [args: string[], ending: "error" | "success"][] = [
  [["wait", "--latest=any"], "error"],
  [["wait", "--latest=success"], "success"],
  [["status", "--latest"], "error"],
  [["status", "300580980"], "success"],
];
for (const [args, ending] of looks) {
  for (const env of [GITHUB, GITLAB]) {
    const name = Object.keys(env)[0];
    Deno.test(`dbt-run ${args.join(" ")} writes the files that were named, and nothing for the CI system: ${name}`, async () => {
      for (const quiet of [[], ["--quiet"]]) {
        const { files, lines } = await lookAt(
          { ending },
          [...args, ...quiet],
          env,
        );
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
  using fixture = setUp({ running: 9_000 });
  const { code, stderr } = await fixture.command({
    env: GITHUB,
    isReadOnly: true,
  });
  assertEquals(code, 0);
  assertEquals(stderr, [
    "warning: Cannot write /output: It is read-only",
    "warning: Cannot write /summary.md: It is read-only",
  ]);
});
