/** Runs each recipe as it stands on the page, in a shell of its own. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async/delay";
import config from "../deno.json" with { type: "json" };
import type { FakeDbtCloud, FakeJob } from "../testing/fake_dbt_cloud.ts";
import { type PipelineOptions, runCommand, SHA } from "../testing/pipeline.ts";
import { bundleProgram, has } from "../testing/process.ts";

const page = await Deno.readTextFile(new URL("recipes.md", import.meta.url));
const ignore = Deno.build.os === "windows";

/** The blocks of a recipe, by the beginning of its title. */
function blocksOf(title: string, language = "sh"): string[] {
  const section = page.split("\n## ").find((text) => text.startsWith(title));
  assert(section, `there is no recipe "${title}"`);
  const blocks = section.matchAll(
    new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"),
  );
  return Array.from(blocks, ([, block]) => block!);
}

interface Scenario extends PipelineOptions {
  recipe: string;
  what: string;
  /** Which block of the recipe, the first by default. */
  block?: number;
  system?: string;
  /** Changes the block as a reader would. */
  edit?: (block: string) => string;
  code?: number;
  check: (cloud: FakeDbtCloud, output: string) => void;
}

/** Stands in for other programs of a recipe. */
const STUBS = {
  dbt: `#!/bin/sh\necho "dbt $*: $(ls state | grep manifest)"\n`,
  curl: "#!/bin/sh\n",
};

const statuses = ({ runs, getStatus }: FakeDbtCloud) => runs.map(getStatus);
const jobIds = ({ runs }: FakeDbtCloud) => runs.map(({ jobId }) => jobId);

/** Sends a signal to the shell alone, once that many runs were started. */
const stopAfter =
  (runs: number): NonNullable<PipelineOptions["during"]> =>
  async (shell, cloud) => {
    while (cloud.runs.length < runs) await delay(10);
    await delay(200); // The answer arrives.
    shell.kill("SIGTERM");
  };

const ATTEMPT = "A second attempt";

/** A schedule that begins now; its runs go so, one of them for each job. */
function schedule(...jobs: FakeJob[]): PipelineOptions {
  const job: Record<number, FakeJob> = { 2: {} };
  return {
    cloud: { jobs: job },
    async arrange(cloud) {
      // The run that there is, a success, was yesterday's.
      await delay(5);
      const since = new Date().toISOString().replace("Z", "+00:00");
      await delay(5);
      for (const scenario of jobs) {
        job[2] = scenario;
        const { id } = cloud.trigger(2, {});
        if (scenario.ending === "cancelled") {
          cloud.runs.at(-1)!.cancelledAt = Date.now();
        }
        assert(id);
      }
      job[2] = {};
      return { DBT_SINCE: since };
    },
  };
}

const SCENARIOS: Scenario[] = [
  {
    recipe: "Every night",
    what: "triggers the job",
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: "Several jobs, one after the other",
    what: "starts the second job when the first has succeeded",
    check: (cloud) => assertEquals(jobIds(cloud), [2, 559062, 559063]),
  },
  {
    recipe: "Several jobs, one after the other",
    what: "ends with the first that fails, and prints what failed",
    cloud: { jobs: { 2: {}, 559062: { ending: "error" }, 559063: {} } },
    code: 1,
    check(cloud, output) {
      assertEquals(jobIds(cloud), [2, 559062]);
      assertStringIncludes(output, "FAILED model orders");
    },
  },
  ...["bash", "sh"].map((shell): Scenario => ({
    recipe: "Several jobs, one after the other",
    what: `cancels the run on a signal to ${shell} alone, and starts no other`,
    shell,
    cloud: { jobs: { 2: {}, 559062: { running: 60_000 }, 559063: {} } },
    during: stopAfter(2),
    code: 143,
    check: (cloud) => assertEquals(statuses(cloud), [10, 30]),
  })),
  {
    recipe: "Use a run again",
    what: "triggers nothing",
    check(cloud, output) {
      assertEquals(cloud.runs.length, 1);
      assertStringIncludes(output, "Using run ");
    },
  },
  {
    recipe: ATTEMPT,
    what: "triggers the job where yesterday's run succeeded",
    ...schedule(),
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: ATTEMPT,
    what: "ends where an earlier attempt's run has succeeded",
    ...schedule({ ending: "success" }),
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: ATTEMPT,
    what: "waits for an earlier attempt's run",
    ...schedule({ running: 1_500 }),
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: ATTEMPT,
    what: "fails where the run that it waits for fails",
    ...schedule({ running: 1_500, ending: "error" }),
    code: 1,
    check: (cloud) => assertEquals(statuses(cloud), [10, 20]),
  },
  {
    recipe: ATTEMPT,
    what: "retries an earlier attempt's run that failed",
    ...schedule({ ending: "error" }),
    check(cloud) {
      assertEquals(statuses(cloud), [10, 20, 10]);
      assertEquals(cloud.runs[2]!.retryingRunId, cloud.runs[1]!.id);
    },
  },
  {
    recipe: ATTEMPT,
    what: "triggers the job again where dbt Cloud does not retry the run",
    ...schedule({
      ending: "error",
      retryNotSupportedReason: "RETRY_NOT_LATEST_RUN",
    }),
    check(cloud) {
      assertEquals(statuses(cloud), [10, 20, 10]);
      assertEquals(cloud.runs[2]!.retryingRunId, null);
    },
  },
  {
    recipe: ATTEMPT,
    what: "triggers the job again where an earlier attempt was cancelled",
    ...schedule({ running: 60_000, ending: "cancelled" }),
    check(cloud) {
      assertEquals(statuses(cloud), [10, 30, 10]);
      assertEquals(cloud.runs[2]!.retryingRunId, null);
    },
  },
  ...["bash", "sh"].map((shell): Scenario => ({
    recipe: ATTEMPT,
    what: `cancels the run that it waits for on a signal to ${shell} alone`,
    ...schedule({ running: 60_000 }),
    shell,
    async during(child, cloud) {
      const polls = () =>
        cloud.requests.filter(({ endpoint }) => endpoint === "retrieve");
      while (polls().length < 2) await delay(10);
      await delay(200);
      child.kill("SIGTERM");
    },
    code: 143,
    check: (cloud) => assertEquals(statuses(cloud), [10, 30]),
  })),
  {
    recipe: ATTEMPT,
    what: "takes no other commit's run, where the run is named by its commit",
    edit: (block) =>
      block.replace(
        /^selector=.*$/m,
        /`(selector="--git-sha[^`]+)`/.exec(page)![1]!,
      ),
    ...schedule({ ending: "success" }),
    env: () => ({ DBT_JOB_GIT_SHA: "b".repeat(40) }),
    check(cloud) {
      assertEquals(statuses(cloud), [10, 10, 10]);
      assertEquals(cloud.runs[2]!.trigger.git_sha, "b".repeat(40));
    },
  },
  {
    recipe: ATTEMPT,
    what:
      "waits for its own run, where that is named by its id, beside another's",
    edit: (block) => block.replace(/^selector=.*$/m, 'selector="$RUN_ID"'),
    cloud: { running: 1_500, ending: "error" },
    arrange(cloud) {
      Object.assign(cloud.trigger(2, {}).scenario, {
        running: 0,
        ending: "success",
      });
      return Promise.resolve();
    },
    code: 1,
    check: (cloud) => assertEquals(statuses(cloud), [20, 10]),
  },
  ...[["dbt-29401020", "2025-11-25T09:00:00Z"], ["dbt-20260131", ""], [
    "dbt-x",
    "",
  ]]
    .map(([job = "", since = ""]): Scenario => ({
      recipe: ATTEMPT,
      what: `reads the start of the schedule from the name ${job}`,
      block: 1,
      // The rest of the script only shows it.
      edit: (block) =>
        `${block}\necho "since $DBT_SINCE" # jsr:@org/dbt-run@${config.version}`,
      env: () => ({ JOB: job }),
      code: since ? 0 : 2,
      check: (_, output) => assertEquals(output, since && `since ${since}\n`),
    })),
  {
    recipe: "Attach, or else start",
    what: "waits for the run that is in progress",
    ...schedule({ running: 1_500 }),
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: "Attach, or else start",
    what: "takes no run of a merge request",
    // The run that there is has one.
    cloud: { running: 1_500 },
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: "Attach, or else start",
    what: "triggers the job where no run is in progress",
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  ...([["success", 0], ["error", 1]] as const).map((
    [ending, code],
  ): Scenario => ({
    recipe: "Look once",
    what: `says how the newest run ended: ${ending}`,
    cloud: { ending },
    code,
    check: (cloud) => assertEquals(cloud.runs.length, 1),
  })),
  {
    recipe: "Look once",
    what: "does not wait for a run in progress",
    cloud: { running: 60_000 },
    code: 4,
    check: (cloud) => assertEquals(statuses(cloud), [3]),
  },
  {
    recipe: "A pull request on Jenkins",
    what: "sends number and branch",
    system: "jenkins",
    check({ runs }) {
      const { git_branch, git_sha, non_native_pull_request_id } =
        runs[1]!.trigger;
      assertEquals({ git_branch, git_sha, non_native_pull_request_id }, {
        git_branch: "feature/a",
        git_sha: undefined,
        non_native_pull_request_id: 7,
      });
    },
  },
  {
    recipe: "A pull request on Jenkins",
    what: "sends the commit, too",
    block: 1,
    system: "jenkins",
    check: ({ runs }) => assertEquals(runs[1]!.trigger.git_sha, SHA),
  },
  {
    recipe: "A pull request on Jenkins",
    what: "uses the run of the commit again",
    block: 1,
    system: "jenkins",
    arrange: (cloud) => {
      cloud.trigger(2, {
        git_sha: SHA,
        git_branch: "feature/a",
        non_native_pull_request_id: 7,
      });
      return Promise.resolve();
    },
    check: (cloud) => assertEquals(statuses(cloud), [10, 10]),
  },
  {
    recipe: "The artifacts of production",
    what: "downloads the manifest, and starts nothing",
    check({ runs }, output) {
      assertEquals(runs.length, 1);
      assertStringIncludes(output, "\ndbt build ");
      assertStringIncludes(output, "--state state: manifest.json");
    },
  },
  {
    recipe: "A schema named",
    what: "sends the schema",
    check: ({ runs }) =>
      assertEquals(runs[1]!.trigger.schema_override, "ci_pr_7"),
  },
  {
    recipe: "The job's own",
    what: "sends the commands with the flags",
    check: ({ runs }) =>
      assertEquals(runs[1]!.trigger.steps_override, [
        "dbt build --vars '{day: 2026-01-31}'",
      ]),
  },
  {
    recipe: "Without jsr.io",
    what: "runs the file of a release",
    check: ({ runs }) => assertEquals(runs.length, 2),
  },
];

for (const scenario of SCENARIOS) {
  const { recipe, what, block: index = 0, edit, system = "gitlab" } = scenario;
  const block = blocksOf(recipe)[index]!;
  const needsNode = /exec node/.test(block);
  Deno.test(`the recipe "${recipe}" ${what}`, {
    ignore: ignore || (needsNode && !await has("node")),
  }, async () => {
    const { code, output, cloud } = await runCommand(
      system,
      edit ? edit(block) : block,
      "success",
      {
        ...scenario,
        async prepare(folder) {
          for (const [name, text] of Object.entries(STUBS)) {
            await Deno.writeTextFile(`${folder}/${name}`, text, {
              mode: 0o755,
            });
          }
          if (needsNode) await bundleProgram(`${folder}/dbt-run.js`);
        },
      },
    );
    assertEquals(code, scenario.code ?? 0, output);
    scenario.check(cloud, output);
  });
}

const SIDE_BY_SIDE = "Several jobs, side by side";

/** Runs the script of a recipe against the stand-in. */
function runScript(options: PipelineOptions) {
  const [script = ""] = blocksOf(SIDE_BY_SIDE, "ts");
  const name = `jsr:@org/dbt-run@${config.version}`;
  const command = `exec deno run -A --no-config jobs.ts # ${name}`;
  return runCommand("gitlab", command, "success", {
    ...options,
    prepare: (folder) =>
      Deno.writeTextFile(
        `${folder}/jobs.ts`,
        script.replace('"@org/dbt-run"', `"${name}"`)
          .replace('"https://cloud.getdbt.com"', 'Deno.env.get("DBT_URL")!')
          .replace('"dbtc_example"', 'Deno.env.get("DBT_API_KEY")!'),
      ),
  });
}

Deno.test(
  `the recipe "${SIDE_BY_SIDE}" waits for all, and prints what failed`,
  {
    ignore,
  },
  async () => {
    const jobs = { 2: {}, 559062: { ending: "error" as const }, 559063: {} };
    const { code, output, cloud } = await runScript({ cloud: { jobs } });
    assertEquals([code, jobIds(cloud)], [1, [2, 559062, 559063]], output);
    assertStringIncludes(output, "Succeeded: http");
    assertStringIncludes(output, "  model orders: 001003 (42000)");
  },
);

Deno.test(
  `the recipe "${SIDE_BY_SIDE}" cancels all on a signal, without a stack trace`,
  {
    ignore,
  },
  async () => {
    const jobs = {
      2: {},
      559062: { running: 60_000 },
      559063: { running: 60_000 },
    };
    const during = stopAfter(3);
    const { code, output, cloud } = await runScript({
      cloud: { jobs },
      during,
    });
    assertEquals([code, statuses(cloud)], [1, [10, 30, 30]], output);
    assertEquals(output, "Stopped by a signal\n".repeat(2));
  },
);

Deno.test("each block of the recipes is run by a test", () => {
  const all = page.split("\n## ").slice(1).flatMap((section) => {
    const [title = ""] = section.split("\n");
    return blocksOf(title).map((_, i) => `${title} ${i}`);
  });
  const run = new Set(SCENARIOS.map(({ recipe, block = 0 }) => {
    const title = page.split("\n## ").find((it) => it.startsWith(recipe))!;
    return `${title.split("\n")[0]} ${block}`;
  }));
  // The last block makes a binary; the test below compares it.
  assertEquals(all.filter((name) => !run.has(name)).length, 1);
});

Deno.test("the binary of the recipes has the permissions of a release's", async () => {
  const compile = new URL("../bench/compile.ts", import.meta.url);
  const permissions = (await Deno.readTextFile(compile)).match(/--allow-\w+/g);
  const line = /deno compile .*/.exec(page)![0];
  assertEquals(line.match(/--allow-\w+/g), permissions);
  assertStringIncludes(line, `jsr:@org/dbt-run@${config.version}`);
});
