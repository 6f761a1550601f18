/** What becomes of the files and the report of a run that has ended. */
import { assertEquals } from "@std/assert";
import { refusal, RUN, setUp } from "../testing/harness.ts";

const STEP = {
  name: "Invoke dbt with `dbt build`",
  logs: "Done.",
  artifacts: {
    "manifest.json": { nodes: {} },
    "run_results.json": { metadata: {}, results: [] },
  },
};

/** Runs the command over a run that fails, and lists its requests for artifacts. */
async function dbtRun(faults: { retry?: ReturnType<typeof refusal>[] }) {
  using fixture = setUp({ ending: "error", steps: [STEP], faults });
  const files = new Map<string, string>();
  const requested: string[] = [];
  const { code } = await fixture.command({
    args: ["--retries=1", "--artifacts=out"],
    files,
    fetch(input, init) {
      const [, runId, name] = /\/runs\/(\d+)\/artifacts\/(.+?)(\?|$)/
        .exec(String(input)) ?? [];
      if (name) requested.push(`${name} of run ${Number(runId) - RUN}`);
      return fixture.cloud.fetch(input, init);
    },
  });
  return { code, requested, names: [...files.keys()].toSorted() };
}

Deno.test("a run whose retry is refused keeps the files that its report has read, and gets each of them once", async () => {
  const { code, requested, names } = await dbtRun({ retry: [refusal(400)] });
  assertEquals({ code, requested: requested.toSorted(), names }, {
    code: 1,
    requested: [
      "catalog.json of run 0",
      "manifest.json of run 0",
      "run_results.json of run 0",
      "sources.json of run 0",
    ],
    names: ["out/manifest.json", "out/run_results.json"],
  });
});

Deno.test("a run that is retried leaves no file", async () => {
  const { requested, names } = await dbtRun({});
  assertEquals(
    requested.filter((text) => text.startsWith("manifest")),
    ["manifest.json of run 1"],
  );
  assertEquals(names, ["out/manifest.json", "out/run_results.json"]);
});
