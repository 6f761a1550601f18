/** The first part of the GitHub Action, as GitHub runs it. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import {
  ACCOUNT_INPUTS,
  ignore,
  type Inputs,
  runStep,
} from "../testing/action_step.ts";
import { KEY } from "../testing/harness.ts";
import { finish, until } from "../testing/process.ts";
import type { SocketOptions } from "../testing/socket_server.ts";

// What dbt Labs' action does with the examples of its README

const examples: { what: string; inputs: Inputs; body: object }[] = [
  {
    what: "Trigger a job and override the steps",
    inputs: {
      failure_on_error: "true",
      steps_override: "- dbt build -s my_model+\n- dbt docs generate\n",
    },
    body: {
      cause: "Triggered by a GitHub Action",
      steps_override: ["dbt build -s my_model+", "dbt docs generate"],
    },
  },
  {
    what: "Trigger a CI job previously created",
    inputs: {
      git_branch: "feature/a",
      target_name_override: "dbt_pr_7",
      github_pull_request_id: "7",
      cause: "CI job triggered from GH action",
      failure_on_error: "true",
    },
    body: {
      cause: "CI job triggered from GH action",
      git_branch: "feature/a",
      target_name_override: "dbt_pr_7",
      github_pull_request_id: 7,
    },
  },
];

for (const { what, inputs, body } of examples) {
  Deno.test(`the action takes the official one's example: ${what}`, {
    ignore,
  }, async () => {
    await runStep({ running: 50 }, inputs, async ({ it, main, post, read }) => {
      const { code, stdout, stderr } = await finish(main());
      assertEquals(code, 0, stdout + stderr);
      const [{ trigger } = { trigger: {} }] = it.cloud.runs;
      const { cause, ...sent } = trigger as { cause?: string };
      const plain = cause?.replace(/ \[dbt-run \w{8}\]$/, "");
      assertEquals({ cause: plain, ...sent }, body);
      const output = await read("output");
      assertMatch(output, /^run_id=300580980$/m);
      assertMatch(output, /^git_sha=[0-9a-f]{40}$/m);
      JSON.parse(await read("target/run_results.json"));
      JSON.parse(await read("target/manifest.json"));
      assert(!stdout.includes("catalog.json"), stdout);
      assertEquals((await post()).code, 0);
      assertEquals(it.cloud.runs.map(it.cloud.getStatus), [10]);
    });
  });
}

// dbt's guide, moved to `uses:` with its `env:` unchanged and no `with:`

const ids = {
  DBT_ACCOUNT_ID: "1",
  DBT_PROJECT_ID: "52901",
  DBT_PR_JOB_ID: "2",
  DBT_API_KEY: KEY,
};

const guides: { what: string; env: Inputs; sent: object }[] = [
  {
    what: "the workflow of a push to main",
    env: { DBT_JOB_CAUSE: "GitHub Pipeline CI Job", DBT_JOB_BRANCH: "main" },
    sent: { cause: "GitHub Pipeline CI Job", git_branch: "main" },
  },
  {
    what: "github.ref and a schema of a pull request",
    env: {
      DBT_JOB_CAUSE: "Bitbucket Pipeline CI Job",
      DBT_JOB_BRANCH: "refs/heads/feature/a",
      DBT_JOB_SCHEMA_OVERRIDE: "DBT_CLOUD_PR_MY-KEY/7",
    },
    sent: {
      cause: "Bitbucket Pipeline CI Job",
      git_branch: "feature/a",
      schema_override: "DBT_CLOUD_PR_MY_KEY_7",
    },
  },
  {
    what: "no cause, and empty variables",
    env: { DBT_JOB_CAUSE: "", DBT_JOB_BRANCH: "", DBT_JOB_SCHEMA_OVERRIDE: "" },
    sent: { cause: "Triggered by a GitHub Action" },
  },
];

for (const { what, env, sent } of guides) {
  Deno.test(
    `the action sends what the script sends, by the guide's env: ${what}`,
    {
      ignore,
    },
    async () => {
      const inputs = Object.fromEntries(
        Object.keys(ACCOUNT_INPUTS).map((name) => [name, ""]),
      );
      await runStep(
        {},
        { ...inputs, dbt_cloud_url: "" },
        async ({ it, main }) => {
          const child = main({ ...ids, ...env, DBT_URL: `${it.url}/` });
          const { code, stdout, stderr } = await finish(child);
          assertEquals(code, 0, stdout + stderr);
          const { cause = "", ...body } = it.cloud.runs[0]!.trigger;
          const plain = `${cause}`.replace(/ \[dbt-run \w{8}\]$/, "");
          assertEquals({ cause: plain, ...body }, sent);
        },
      );
    },
  );
}

Deno.test(
  "the action sends branch and schema as they are",
  { ignore },
  async () => {
    const inputs = { git_branch: "refs/heads/a", schema_override: "pr-7/a" };
    await runStep({}, inputs, async ({ it, main }) => {
      await finish(main());
      const { git_branch, schema_override } = it.cloud.runs[0]!.trigger;
      assertEquals({ git_branch, schema_override }, inputs);
    });
  },
);

Deno.test(
  "the action with failure_on_error: false forgives the run, and nothing else",
  {
    ignore,
  },
  async () => {
    const inputs = { failure_on_error: "false" };
    await runStep({ ending: "error" }, inputs, async ({ main }) => {
      const { code, stdout } = await finish(main());
      assertEquals(code, 0);
      assertStringIncludes(stdout, "FAILED");
    });
    await runStep({ jobs: {} }, inputs, async ({ main }) => {
      assertEquals((await finish(main())).code, 3);
    });
    const search = { ...inputs, command: "wait", latest: "success" };
    await runStep({}, search, async ({ it, main }) => {
      const { code, stdout } = await finish(main());
      assertEquals([code, it.count("POST")], [5, 0], stdout);
    });
    await runStep({ ending: "error" }, {}, async ({ main }) => {
      assertEquals((await finish(main())).code, 1);
    });
  },
);

Deno.test(
  "the action ends each request after api_timeout",
  { ignore },
  async () => {
    const options: SocketOptions = {
      running: 50,
      matches: /^GET .*\/runs\/\d+\/ /,
      breaks: ["hang"],
    };
    const inputs = { api_timeout: "200", get_artifacts: "false" };
    await runStep(options, inputs, async ({ main }) => {
      const { code, stdout } = await finish(main());
      assertEquals(code, 0);
      assertStringIncludes(stdout, "gave no answer");
    });
  },
);

Deno.test("the action's api_timeout ends no download that has begun", {
  ignore,
}, async () => {
  const manifest = { nodes: {}, long: "a".repeat(60_000) };
  const options: SocketOptions = {
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs: "",
      artifacts: { "run_results.json": {}, "manifest.json": manifest },
    }],
    matches: /manifest/,
    breaks: Array(9).fill("drip"),
  };
  await runStep(options, { api_timeout: "300" }, async ({ main, read }) => {
    const { stdout, stderr } = await finish(main());
    assert(!stdout.includes("left no manifest.json"), stdout + stderr);
    assertEquals(JSON.parse(await read("target/manifest.json")), manifest);
  });
});

Deno.test("the action with json: true prints nothing else on stdout", {
  ignore,
}, async () => {
  await runStep(
    {},
    { json: "true", fetch_catalog: "true" },
    async ({ main }) => {
      const { stdout, stderr } = await finish(main());
      JSON.parse(stdout);
      assertStringIncludes(stderr, "The run left no catalog.json");
    },
  );
});

Deno.test(
  "the action cancels the run by itself on a signal, and post leaves it alone",
  {
    ignore,
  },
  async () => {
    await runStep({ running: 60_000 }, {}, async ({ it, main, post }) => {
      const child = main();
      await until(child, () => it.count("GET") > 0);
      child.kill("SIGINT");
      assertEquals((await finish(child)).code, 130);
      const { stdout } = await post();
      assertEquals([stdout, it.count("POST")], ["", 2]);
      assertEquals(it.cloud.runs.map(it.cloud.getStatus), [30]);
    });
  },
);

Deno.test(
  "the action with reuse: in-progress waits for the run that is in progress, without a commit",
  {
    ignore,
  },
  async () => {
    const inputs = { reuse: "in-progress", get_artifacts: "false" };
    await runStep({ running: 1_500 }, inputs, async ({ it, main, read }) => {
      const { id } = it.cloud.trigger(2, { cause: "Nightly" });
      const { code, stdout } = await finish(main());
      assertEquals({ code, posts: it.count("POST") }, { code: 0, posts: 0 });
      assertStringIncludes(stdout, `${id}`);
      assertMatch(await read("output"), /^reused=true$/m);
    });
  },
);

Deno.test(
  "the action downloads every artifact with all_artifacts: true, and says nothing of earlier runs with history: false",
  {
    ignore,
  },
  async () => {
    const options: SocketOptions = {
      ending: "error",
      steps: [{
        name: "Invoke dbt with `dbt build`",
        logs: "Done",
        fails: true,
        artifacts: {
          "run_results.json": {
            results: [{ unique_id: "model.a.b", status: "error" }],
          },
          "manifest.json": {},
          "compiled/a/b.sql": "select 1",
        },
      }],
    };
    const inputs = { all_artifacts: "true", history: "false" };
    await runStep(options, inputs, async ({ it, main, read }) => {
      const { code } = await finish(main());
      assertEquals(code, 1);
      const lists = it.cloud.requests
        .filter(({ endpoint }) => endpoint === "list");
      assertEquals(lists.length, 0);
      assertStringIncludes(await read("target/compiled/a/b.sql"), "select 1");
    });
  },
);
