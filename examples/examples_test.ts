/** Runs each command of the pipelines as it stands there, permissions and all. */
import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { offlineFlags } from "../offline/flag.ts";
import { ENVIRONMENT, KEY } from "../testing/harness.ts";
import { fakeDbtCloud } from "../testing/fake_dbt_cloud.ts";
import { bareEnvironment } from "../testing/process.ts";

const here = new URL(".", import.meta.url);
const project = new URL("..", import.meta.url);
const FLAGS = (await offlineFlags())
  .map((flag) =>
    flag.replace("offline/", new URL("offline/", project).pathname)
  );

/** What the CI system sets; files are in the folder of the test. */
const SYSTEMS: Record<string, (folder: string) => Record<string, string>> = {
  github: (folder) => ({
    GITHUB_ACTIONS: "true",
    GITHUB_OUTPUT: `${folder}/output`,
    GITHUB_STEP_SUMMARY: `${folder}/summary.md`,
    GITHUB_EVENT_PATH: `${folder}/event.json`,
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_HEAD_REF: "feature/a",
  }),
  gitlab: () => ({
    GITLAB_CI: "true",
    CI_JOB_STATUS: "canceled",
    CI_MERGE_REQUEST_IID: "7",
  }),
  azure: (folder) => ({
    TF_BUILD: "True",
    AGENT_TEMPDIRECTORY: folder,
    DBT_JOB_PULL_REQUEST: "auto",
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
  }),
  bitbucket: (folder) => ({
    BITBUCKET_BUILD_NUMBER: "1",
    BITBUCKET_PIPELINES_VARIABLES_PATH: `${folder}/variables`,
    BITBUCKET_PR_ID: "7",
  }),
};

for await (const { name } of Deno.readDir(here)) {
  const [system = ""] = name.split("-");
  if (!name.endsWith(".yml")) continue;
  const text = await Deno.readTextFile(new URL(name, here));
  const commands = text.replace(/\\\n\s*/g, "")
    .match(/exec deno run .*jsr:.*/g) ?? [];

  Deno.test(`${name} runs with the permissions that it gives`, {
    ignore: Deno.build.os === "windows",
  }, async () => {
    assert(commands.length >= 2);
    for (const command of commands) {
      const folder = await Deno.makeTempDir();
      await Deno.writeTextFile(`${folder}/event.json`, `{"number":7}`);
      const cloud = fakeDbtCloud({ apiKey: KEY, ending: "error" });
      await using server = Deno.serve(
        { port: 0, hostname: "127.0.0.1", onListen: () => {} },
        cloud.handler,
      );
      const { id } = cloud.trigger(1);
      await Deno.writeTextFile(`${folder}/dbt-run.env`, `run_id=${id}\n`);
      const host = `127.0.0.1:${server.addr.port}`;
      assert(command.includes(`jsr:@org/dbt-run@${config.version}`), command);
      const local = command
        .replace(
          "exec deno run",
          `exec "${Deno.execPath()}" run --quiet ${FLAGS.join(" ")}`,
        )
        .replace("cloud.getdbt.com", host)
        .replace(/jsr:\S+/, new URL("main.ts", project).pathname);
      const { code, stdout, stderr } = await new Deno.Command("bash", {
        args: ["-c", local],
        cwd: folder,
        clearEnv: true,
        env: {
          ...bareEnvironment(),
          ...ENVIRONMENT,
          ...SYSTEMS[system]!(folder),
          DBT_URL: `http://${host}`,
          DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
          RUN_ID: `${id}`,
        },
      }).output();
      const said = new TextDecoder().decode(stdout) +
        new TextDecoder().decode(stderr);
      const isCancel = command.includes(" cancel ");
      assertEquals(code, isCancel ? 0 : 1, said);
      assert(!/Requires|Cannot|NotCapable/.test(said), said);
      if (/--pull-request|azure/.test(command + name) && !isCancel) {
        const values = Object.values(cloud.runs[1]!.trigger);
        assert(values.includes(7), said);
      }
      await Deno.remove(folder, { recursive: true });
    }
  });
}
