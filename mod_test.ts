/** The two doors as a user opens them: an import, and a process. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import config from "./deno.json" with { type: "json" };
import * as main from "./main.ts";
import * as mod from "./mod.ts";
import { offlineFlags } from "./offline/flag.ts";
import {
  fakeDbtCloud,
  type FakeDbtCloudOptions,
} from "./testing/fake_dbt_cloud.ts";
import { ENVIRONMENT, KEY } from "./testing/harness.ts";
import { bundle, finish, has, start, startCommand } from "./testing/process.ts";

const FLAGS = await offlineFlags();

// The library

Deno.test("the library exports what a script needs, and both doors the same", () => {
  assertEquals(Object.keys(mod).toSorted(), [
    "DbtCloudError",
    "RunFailedError",
    "RunTimeoutError",
    "UnclearTriggerError",
    "cancelRun",
    "getArtifact",
    "getJob",
    "getReport",
    "getRun",
    "listArtifacts",
    "listRuns",
    "retryRun",
    "triggerAndWait",
    "triggerRun",
    "waitForRun",
    "watchRun",
  ]);
  assertEquals(Object.keys(main).toSorted(), Object.keys(mod).toSorted());
});

for (const door of ["main.ts", "mod.ts"]) {
  Deno.test(`importing ${door} prints nothing and needs no permission`, async () => {
    const script = await Deno.makeTempFile({ suffix: ".ts" });
    try {
      const module = import.meta.resolve(`./${door}`);
      await Deno.writeTextFile(
        script,
        `import { triggerAndWait } from "${module}"; triggerAndWait.length;`,
      );
      const args = ["run", "--quiet", "--no-prompt", "-c", "deno.json"];
      const result = await finish(
        start(Deno.execPath(), [...args, ...FLAGS, script]),
      );
      assertEquals(result, { code: 0, stdout: "", stderr: "" });
    } finally {
      await Deno.remove(script);
    }
  });
}

const bundlers: {
  [name: string]: (from: string, to: string) => Promise<void>;
} = {
  "deno bundle": (from, to) => bundle(from, to),
  async esbuild(from, to) {
    // deno-lint-ignore no-import-prefix
    const { build, stop } = await import("npm:esbuild@^0.25.0");
    const offline = `${import.meta.dirname}/offline/`;
    await build({
      entryPoints: [from],
      outfile: to,
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "silent",
      alias: {
        "@std/async/delay": `${offline}std_async_delay.ts`,
        "@std/cli/parse-args": `${offline}std_cli_parse_args.ts`,
      },
    });
    await stop();
  },
};
for (const [name, merge] of Object.entries(bundlers)) {
  Deno.test(
    `a script that imports the command starts nothing when ${name} merged it`,
    {
      sanitizeOps: false,
      sanitizeResources: false,
    },
    async () => {
      const folder = await Deno.makeTempDir();
      const [from, to] = [`${folder}/script.ts`, `${folder}/script.mjs`];
      try {
        // esbuild knows no URLs of files.
        const module = name === "esbuild"
          ? `${import.meta.dirname}/main.ts`
          : import.meta.resolve("./main.ts");
        const script = `import { getRun } from ${JSON.stringify(module)};
          console.log(typeof getRun);`;
        await Deno.writeTextFile(from, script);
        await merge(from, to);
        const runtimes = [
          [Deno.execPath(), "run", "-A", "--quiet"],
          ...(await has("node") ? [["node"]] : []),
          ...(await has("bun") ? [["bun"]] : []),
        ];
        for (const [program = "", ...args] of runtimes) {
          const result = await finish(
            start(program, [...args, to], ENVIRONMENT),
          );
          const expected = { code: 0, stdout: "function\n", stderr: "" };
          assertEquals(result, expected, program);
        }
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  );
}

// The command

async function dbtRun(
  args: string[],
  env: Record<string, string | undefined> = {},
  options: FakeDbtCloudOptions = {},
) {
  const cloud = fakeDbtCloud({ accountId: 1, apiKey: KEY, ...options });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    cloud.handler,
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const child = startCommand(args, {
    ...ENVIRONMENT,
    DBT_URL: url,
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
    ...env,
  });
  return { ...await finish(child), cloud, url };
}

Deno.test("dbt-run triggers the job, waits, and exits 0 on success", async () => {
  const { code, stdout, stderr, cloud, url } = await dbtRun([], {
    DBT_JOB_BRANCH: "refs/heads/main",
  });
  const link = `${url}/deploy/1/projects/52901/runs/${cloud.runs[0]!.id}/`;
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(stdout, `\nJob running! See job status at ${link}\n`);
  assertMatch(stdout, /\nJob completed successfully! See details at \S+\n$/);
  assertEquals(cloud.runs[0]!.trigger.git_branch, "main");
});

Deno.test("dbt-run exits 1 on a run that failed, and says why on stdout", async () => {
  const { code, stdout, stderr, cloud, url } = await dbtRun([], {}, {
    ending: "error",
  });
  const link = `${url}/deploy/1/projects/52901/runs/${cloud.runs[0]!.id}/`;
  assertEquals(code, 1);
  assertStringIncludes(stdout, "FAILED model orders (models/marts/orders.sql)");
  assertEquals(stderr, `Run failed or canceled. See why at ${link}\n`);
});

Deno.test("dbt-run exits 2 if it is not told what it needs", async () => {
  const { code, stdout, stderr } = await dbtRun([], {
    DBT_API_KEY: undefined,
    DBT_ACCOUNT_ID: undefined,
    DBT_PR_JOB_ID: undefined,
  });
  assertEquals([code, stdout], [2, ""]);
  assertEquals(stderr.trimEnd().split("\n"), [
    "error: DBT_API_KEY is not set",
    "error: DBT_JOB_URL is not set: it is the address of the job's page in dbt Cloud (or set DBT_ACCOUNT_ID and DBT_JOB_ID)",
  ]);
});

Deno.test("dbt-run --json prints one document to stdout, whatever happens", async () => {
  const good = await dbtRun(["--json"]);
  const document = JSON.parse(good.stdout);
  assertEquals(
    {
      run_id: document.run_id,
      run_status: document.run_status,
      exit_code: document.exit_code,
      error: document.error,
    },
    {
      run_id: good.cloud.runs[0]!.id,
      run_status: "success",
      exit_code: 0,
      error: null,
    },
  );
  assertStringIncludes(good.stderr, "Run status -> Success");
  const bad = await dbtRun(["--json"], { DBT_ACCOUNT_ID: "x" });
  assertEquals(JSON.parse(bad.stdout).exit_code, 2);
  assertStringIncludes(JSON.parse(bad.stdout).error, "DBT_ACCOUNT_ID");
});

Deno.test("dbt-run --help and --version need nothing, not even a permission", async () => {
  const args = ["run", "--quiet", "--no-prompt", ...FLAGS, "main.ts"];
  for (const flag of ["--help", "-h", "help"]) {
    const help = await finish(start(Deno.execPath(), [...args, flag]));
    assertEquals([help.code, help.stderr], [0, ""]);
    assertStringIncludes(help.stdout, "Usage: dbt-run");
  }
  const version = await finish(start(Deno.execPath(), [...args, "-V"]));
  assertEquals(version.stdout, `dbt-run ${config.version}\n`);
});

Deno.test("dbt-run ends at once when all is done, whatever its time limits", async () => {
  const began = performance.now();
  const { code } = await dbtRun(["--timeout=3600"]);
  assertEquals(code, 0);
  const took = performance.now() - began;
  assertEquals(took < 10_000, true, `${took} ms`);
});
