/** The GitHub Action as GitHub runs it: on Node, by its inputs, in two parts. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { delay } from "@std/async/delay";
import { KEY } from "../testing/harness.ts";
import { finish, has, start, until } from "../testing/process.ts";
import {
  serveSockets,
  type SocketOptions,
  type SocketServer,
} from "../testing/socket_server.ts";
import { readInput } from "../command/input/input.ts";
import {
  type Setting,
  SETTING_LIST,
  type SettingName,
} from "../command/input/settings.ts";
import { faultsOf, inputName, inputReader, readSetting } from "./inputs.ts";

const ignore = Deno.build.os === "windows" || !await has("node");
const root = new URL("..", import.meta.url);
const yml = await Deno.readTextFile(new URL("action.yml", root));

/** The inputs of action.yml with their defaults. */
const INPUTS = Object.fromEntries(
  [...yml.split("\noutputs:")[0]!.matchAll(/^ {2}(\w+):\n((?: {4}.*\n)+)/gm)]
    .map((
      [, name, about],
    ) => [name!, /default: "?([^"\n]*)/.exec(about!)?.[1] ?? ""]),
);

type Inputs = { [name: string]: string };
/** What every step sets. */
const ACCOUNT: Inputs = {
  dbt_cloud_token: KEY,
  dbt_cloud_account_id: "1",
  dbt_cloud_job_id: "2",
  initial_delay: "0",
};

/** One step of a workflow: its folder, its files, and its state. */
async function step(
  options: SocketOptions,
  inputs: Inputs,
  work: (step: {
    it: SocketServer;
    main: (more?: Inputs) => Deno.ChildProcess;
    post: () => ReturnType<typeof finish>;
    read: (file: string) => Promise<string>;
  }) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    await using it = serveSockets(options);
    const files = {
      GITHUB_OUTPUT: `${folder}/output`,
      GITHUB_STATE: `${folder}/state`,
      GITHUB_STEP_SUMMARY: `${folder}/summary.md`,
    };
    for (const file of Object.values(files)) await Deno.writeTextFile(file, "");
    const set = { ...INPUTS, ...ACCOUNT, dbt_cloud_url: it.url, ...inputs };
    const env: Inputs = {
      ...files,
      GITHUB_ACTIONS: "true",
      ...Object.fromEntries(
        Object.entries(set)
          .map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
      ),
    };
    const run = (part: string, more: Inputs = {}) => {
      const file = `${import.meta.dirname}/dist/${part}.js`;
      return start("node", [file], { ...env, ...more }, folder);
    };
    const read = (file: string) => Deno.readTextFile(`${folder}/${file}`);
    await work({
      it,
      main: (more) => run("main", more),
      async post() {
        const state = [...(await read("state")).matchAll(/(\w+)=(.*)\n/g)]
          .map(([, name, value]) => [`STATE_${name}`, value!]);
        return await finish(run("post", Object.fromEntries(state)));
      },
      read,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test(
  "the action runs the job and warns once if GITHUB_STATE cannot be written",
  {
    ignore,
  },
  async () => {
    await step({}, {}, async ({ it, main }) => {
      const child = main({ GITHUB_STATE: "missing/state" });
      const { code, stdout, stderr } = await finish(child);
      assertEquals([code, it.cloud.runs.length], [0, 1], stderr);
      const lines = (stdout + stderr).match(/.*GITHUB_STATE.*/g);
      assertEquals(lines, [
        "::warning title=dbt-run::Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled",
      ]);
      assert(!/^\s+at /m.test(stderr), "a stack trace");
    });
  },
);

Deno.test("action/dist/ is what the sources make: `deno task action`", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  const { tasks } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const args = tasks.action.replace("action/dist ", `${folder} `).split(" ");
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: args.slice(1),
    cwd: root,
  }).output();
  assert(success);
  for (const name of ["main.js", "post.js"]) {
    const built = await Deno.readTextFile(`${folder}/${name}`);
    const dist = new URL(`action/dist/${name}`, root);
    assert(built === await Deno.readTextFile(dist), `${name} is stale`);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("action.yml has every input of dbt Labs' action, and one for each flag", () => {
  const official =
    "dbt_cloud_url dbt_cloud_token dbt_cloud_account_id dbt_cloud_job_id interval failure_on_error get_artifacts cause git_sha git_branch schema_override dbt_version_override threads_override target_name_override generate_docs_override timeout_seconds_override steps_override wait_for_job github_pull_request_id fetch_catalog api_timeout"
      .split(" ");
  const own = SETTING_LIST.map(([name]) => inputName(name))
    .filter((name) => name !== "help" && name !== "version");
  assertEquals(
    Object.keys(INPUTS).toSorted(),
    [...new Set([...official, ...own, "command"])].toSorted(),
  );
});

/** A value that is not the default, and what the command makes of it. */
function sampleOf(
  name: SettingName,
  { type, choices, default: fallback }: Setting,
): [text: string, value: unknown] {
  const special: { [name: string]: [string, unknown] } = {
    url: ["https://a.example.com", "https://a.example.com"],
    jobUrl: Array(2).fill(
      "https://a.example.com/deploy/7/projects/7/jobs/7",
    ) as [string, string],
    stepsOverride: ["- dbt a", ["dbt a"]],
    pullRequest: ["TRUE", "required"],
    latest: ["true", "new"],
  };
  if (special[name]) return special[name];
  switch (type) {
    case "integer":
    case "request":
    case "count":
      return ["7", 7];
    case "seconds":
      return ["7", 7_000];
    case "time":
      return ["1970-01-01T00:00:07Z", 7_000];
    case "boolean":
    case "switch":
      return fallback === true ? ["False", false] : ["TRUE", true];
    default: {
      const [choice = "some-text"] = choices?.slice(-1) ?? [];
      return [choice, choice];
    }
  }
}

Deno.test("the action hands each input to its setting, whatever blanks surround it", () => {
  for (const [name, setting] of SETTING_LIST) {
    if (["help", "version"].includes(name)) continue;
    const [text, value] = sampleOf(name, setting);
    for (const around of ["", " ", "\n", "\r\n  "]) {
      const variable = `INPUT_${inputName(name).toUpperCase()}`;
      const read = inputReader((other) =>
        other === variable ? around + text + around : undefined
      );
      assertEquals(faultsOf(read), []);
      const { values } = readInput(
        { args: [], env: () => undefined },
        (setting) => readSetting(setting, read),
      );
      assertEquals(values[name], value, name);
    }
  }
});

Deno.test("the action takes what core.getBooleanInput() takes, and refuses all else", () => {
  const names = SETTING_LIST.filter(([, { type }]) =>
    /boolean|switch/.test(type)
  )
    .map(([name]) => inputName(name))
    .filter((name) => name !== "help" && name !== "version");
  for (const name of [...names, "failure_on_error", "get_artifacts"]) {
    const faults = (text: string) =>
      faultsOf((other) => other === name ? text : "");
    for (
      const text of ["true", "True", "TRUE", "false", "False", "FALSE", ""]
    ) {
      assertEquals(faults(text), []);
    }
    for (const text of ["yes", "no", "on", "1", "0", "tRUE", "nope"]) {
      assertEquals(faults(text), [
        `${name} must be true or false: current value is "${text}"`,
      ]);
    }
  }
});

Deno.test(
  "the action builds nothing where another branch or schema was meant",
  {
    ignore,
  },
  async () => {
    const inputs = ["git_branch", "schema_override", "dbt_cloud_url"];
    const steps = inputs.map((input) =>
      step({}, { [input]: "$WANTED" }, async ({ it, main }) => {
        const { code, stdout } = await finish(main());
        assertEquals([code, it.cloud.requests.length], [2, 0]);
        const fault =
          `::error title=dbt-run::${input} is a variable that was not expanded: $WANTED`;
        assertStringIncludes(stdout, fault);
      })
    );
    await Promise.all(steps);
  },
);

Deno.test("the action takes an empty input for its default", {
  ignore,
}, async () => {
  const inputs = {
    failure_on_error: "",
    get_artifacts: " ",
    artifacts: " ",
    fetch_catalog: "",
  };
  await step({ ending: "error" }, inputs, async ({ main, read }) => {
    const { code, stdout } = await finish(main());
    assertEquals(code, 1);
    JSON.parse(await read("target/run_results.json"));
    assert(!stdout.includes("catalog.json"), stdout);
  });
});

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
    await step({ running: 50 }, inputs, async ({ it, main, post, read }) => {
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
      assertEquals(it.cloud.runs.map(it.cloud.statusOf), [10]);
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
        Object.keys(ACCOUNT).map((name) => [name, ""]),
      );
      await step({}, { ...inputs, dbt_cloud_url: "" }, async ({ it, main }) => {
        const child = main({ ...ids, ...env, DBT_URL: `${it.url}/` });
        const { code, stdout, stderr } = await finish(child);
        assertEquals(code, 0, stdout + stderr);
        const { cause = "", ...body } = it.cloud.runs[0]!.trigger;
        const plain = `${cause}`.replace(/ \[dbt-run \w{8}\]$/, "");
        assertEquals({ cause: plain, ...body }, sent);
      });
    },
  );
}

Deno.test(
  "the action sends branch and schema as they are",
  { ignore },
  async () => {
    const inputs = { git_branch: "refs/heads/a", schema_override: "pr-7/a" };
    await step({}, inputs, async ({ it, main }) => {
      await finish(main());
      const { git_branch, schema_override } = it.cloud.runs[0]!.trigger;
      assertEquals({ git_branch, schema_override }, inputs);
    });
  },
);

Deno.test(
  "the action refuses steps_override that it cannot read, and sends nothing",
  { ignore },
  async () => {
    const inputs = {
      steps_override: '- dbt run\n- ""',
      dbt_cloud_job_id: "x",
      wait_for_job: "yes",
    };
    await step({}, inputs, async ({ it, main, post }) => {
      const { code, stdout, stderr } = await finish(main());
      assertEquals([code, stderr], [2, ""]); // Each fault is said once.
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::steps_override cannot be read: a command is empty. Write each",
      );
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::dbt_cloud_job_id must be",
      );
      assertEquals(stdout.split("wait_for_job").length, 2);
      assertEquals((await post()).stdout, "");
      assertEquals(it.cloud.requests.length, 0);
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
    await step({ ending: "error" }, inputs, async ({ main }) => {
      const { code, stdout } = await finish(main());
      assertEquals(code, 0);
      assertStringIncludes(stdout, "FAILED");
    });
    await step({ jobs: {} }, inputs, async ({ main }) => {
      assertEquals((await finish(main())).code, 3);
    });
    const search = { ...inputs, command: "wait", latest: "success" };
    await step({}, search, async ({ it, main }) => {
      const { code, stdout } = await finish(main());
      assertEquals([code, it.count("POST")], [5, 0], stdout);
    });
    await step({ ending: "error" }, {}, async ({ main }) => {
      assertEquals((await finish(main())).code, 1);
    });
  },
);

Deno.test(
  "the action names the input that is missing or wrong, and sends nothing",
  {
    ignore,
  },
  async () => {
    const inputs = { dbt_cloud_token: "", dbt_cloud_job_id: "x" };
    await step({}, inputs, async ({ it, main, post }) => {
      const { code, stdout, stderr } = await finish(main());
      assertEquals([code, stderr], [2, ""]); // Each fault is said once.
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::dbt_cloud_token is not set: pipelines of forks and of Dependabot get no secrets",
      );
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::dbt_cloud_job_id must be a positive",
      );
      await post();
      assertEquals(it.cloud.requests.length, 0);
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
    await step(options, inputs, async ({ main }) => {
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
  await step(options, { api_timeout: "300" }, async ({ main, read }) => {
    const { stdout, stderr } = await finish(main());
    assert(!stdout.includes("left no manifest.json"), stdout + stderr);
    assertEquals(JSON.parse(await read("target/manifest.json")), manifest);
  });
});

Deno.test("the action with json: true prints nothing else on stdout", {
  ignore,
}, async () => {
  await step({}, { json: "true", fetch_catalog: "true" }, async ({ main }) => {
    const { stdout, stderr } = await finish(main());
    JSON.parse(stdout);
    assertStringIncludes(stderr, "The run left no catalog.json");
  });
});

Deno.test("the action refuses an api_timeout that no timer takes", {
  ignore,
}, async () => {
  const texts = ["3000000000", "5 s", "-1", "0x10"];
  const steps = texts.map((api_timeout) =>
    step({}, { api_timeout }, async ({ it, main }) => {
      const { code, stdout } = await finish(main());
      assertEquals([code, it.cloud.requests.length], [2, 0], stdout);
      assertStringIncludes(
        stdout,
        "::error title=dbt-run::api_timeout must be a whole number of milliseconds, from 0 to 2147483647: current value is",
      );
    })
  );
  await Promise.all(steps);
});

// What the second part cancels

Deno.test(
  "the action cancels the run by itself on a signal, and post leaves it alone",
  {
    ignore,
  },
  async () => {
    await step({ running: 60_000 }, {}, async ({ it, main, post }) => {
      const child = main();
      await until(child, () => it.count("GET") > 0);
      child.kill("SIGINT");
      assertEquals((await finish(child)).code, 130);
      const { stdout } = await post();
      assertEquals([stdout, it.count("POST")], ["", 2]);
      assertEquals(it.cloud.runs.map(it.cloud.statusOf), [30]);
    });
  },
);

Deno.test("the action's post cancels the run of a process that was killed", {
  ignore,
}, async () => {
  await step({ running: 60_000 }, {}, async ({ it, main, post, read }) => {
    const child = main();
    await until(child, () => it.count("GET") > 1);
    child.kill("SIGKILL");
    await child.output();
    assertStringIncludes(await read("state"), "run=300580980\n");
    const { code, stdout } = await post();
    assertEquals(code, 0);
    assertStringIncludes(stdout, "Run 300580980 is cancelled: ");
    assertEquals(it.cloud.runs.map(it.cloud.statusOf), [30]);
  });
});

Deno.test(
  "the action's post finds the run of a process that was killed during the POST",
  {
    ignore,
  },
  async () => {
    const options: SocketOptions = {
      running: 60_000,
      listedAfter: 1_000,
      matches: /^POST .*\/run\//,
      breaks: ["hang"],
    };
    await step(options, {}, async ({ it, main, post, read }) => {
      const child = main();
      await until(child, () => it.cloud.runs.length > 0);
      await delay(50);
      child.kill("SIGKILL");
      await child.output();
      assertMatch(await read("state"), /^mark=\w{8}\njob=2\n$/);
      it.cloud.trigger(2);
      const { stdout } = await post();
      assertStringIncludes(stdout, "Run 300580980 is cancelled: ");
      assertEquals(it.cloud.runs.map(it.cloud.statusOf), [30, 3]);
    });
  },
);

Deno.test(
  "the action's post finds the retry of a process that was killed during its POST",
  { ignore },
  async () => {
    const options: SocketOptions = {
      ending: "error",
      retry: { running: 60_000 },
      listedAfter: 1_000,
      matches: /^POST .*\/retry\//,
      breaks: ["hang"],
    };
    const inputs = { retries: "1", get_artifacts: "false" };
    await step(options, inputs, async ({ it, main, post, read }) => {
      const child = main();
      await until(child, () => it.cloud.runs.length > 1);
      child.kill("SIGKILL");
      await child.output();
      assertMatch(
        await read("state"),
        /\njob=2\nrun=300580980\nretried=300580980\n$/,
      );
      const { code, stdout } = await post();
      assertEquals(code, 0);
      assertStringIncludes(stdout, `Run ${it.cloud.runs[1]!.id} is cancelled`);
      assertEquals(it.cloud.runs.map(it.cloud.statusOf), [20, 30]);
    });
  },
);

Deno.test("the action's post cancels a retry that was under way", {
  ignore,
}, async () => {
  const options: SocketOptions = {
    ending: "error",
    retry: { running: 60_000 },
  };
  const inputs = { retries: "1", get_artifacts: "false" };
  await step(options, inputs, async ({ it, main, post, read }) => {
    const child = main();
    await until(child, () => it.cloud.runs.length > 1);
    await delay(200);
    child.kill("SIGKILL");
    await child.output();
    const { id } = it.cloud.runs[1]!;
    assertStringIncludes(await read("state"), `run=${id}\n`);
    assertStringIncludes((await post()).stdout, `Run ${id} is cancelled`);
  });
});

for (const isKilled of [true, false]) {
  Deno.test(
    `the action leaves a run that it reuses to its owner, ${
      isKilled ? "and so does post" : "and says so"
    }`,
    { ignore },
    async () => {
      const git_sha = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
      const running = isKilled ? 60_000 : 5_000;
      const inputs = { reuse: "true", git_sha };
      await step({ running }, inputs, async ({ it, main, post, read }) => {
        const { id } = it.cloud.trigger(2, { git_sha });
        const child = main();
        await until(child, () => it.count("GET") > 3);
        if (isKilled) child.kill("SIGKILL");
        const { code, stdout } = await finish(child);
        if (!isKilled) {
          assertEquals(code, 0, stdout);
          assertMatch(await read("output"), new RegExp(`^run_id=${id}$`, "m"));
          assertMatch(await read("output"), /^reused=true$/m);
        }
        assertMatch(await read("state"), /^mark=\w{8}\n(ended=true\n)?$/);
        assertEquals((await post()).stdout, "");
        assertEquals([it.count("POST"), it.cloud.runs.length], [0, 1]);
        const statuses = it.cloud.runs.map(it.cloud.statusOf);
        assertEquals(statuses, [isKilled ? 3 : 10]);
      });
    },
  );
}

for (
  const inputs of [{ wait_for_job: "false" }, { cancel: "false" }] as Inputs[]
) {
  const [name = ""] = Object.keys(inputs);
  Deno.test(`the action's post cancels nothing with ${name}: false`, {
    ignore,
  }, async () => {
    await step({ running: 60_000 }, inputs, async ({ it, main, post }) => {
      const child = main();
      await until(child, () => it.cloud.runs.length > 0);
      await delay(100);
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await child.output();
      await post();
      assertEquals(it.cloud.runs.map(it.cloud.statusOf), [3]);
    });
  });
}
