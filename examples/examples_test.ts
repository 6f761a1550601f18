/** Runs each command of the pipelines as it stands there, permissions and all. */
import { assert, assertEquals, assertMatch } from "@std/assert";
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

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";

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
    CI_COMMIT_SHA: SHA,
  }),
  azure: (folder) => ({
    TF_BUILD: "True",
    AGENT_TEMPDIRECTORY: folder,
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
  }),
  bitbucket: (folder) => ({
    BITBUCKET_BUILD_NUMBER: "1",
    BITBUCKET_PIPELINES_VARIABLES_PATH: `${folder}/variables`,
    BITBUCKET_PR_ID: "7",
  }),
};

const names = [...Deno.readDirSync(here)].map(({ name }) => name)
  .filter((name) => name.endsWith(".yml")).toSorted();

for (const name of names) {
  const [system = ""] = name.split("-");
  const text = await Deno.readTextFile(new URL(name, here));
  const commands = text.replace(/\\\n\s*/g, "")
    .match(/exec deno run .*jsr:.*/g) ?? [];

  Deno.test(`${name} names the host once, pins what it uses, and ends each script with exec`, () => {
    const hosts = text.match(/cloud\.getdbt\.com/g)?.length ?? 0;
    assertEquals(hosts, name.endsWith("-lint.yml") ? 0 : 1);
    for (const [, action] of text.matchAll(/uses: (.*)/g)) {
      assertMatch(action!, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
    assert(/timeout|max-time/i.test(text), "no time limit");
    const lines = text.split("\n");
    lines.forEach((line, i) => {
      if (!line.includes("jsr:@org/dbt-run")) return;
      const indent = (text = "") => text.search(/\S/);
      const next = lines[i + 1]?.trim();
      const isLast = !next || next === "fi" ||
        indent(lines[i + 1]) < indent(line) - 2;
      assert(isLast, `${line}\n${next}`);
    });
  });

  for (const command of commands) {
    const what = /jsr:\S+ ?(wait|cancel)?/.exec(command)?.[1] ?? "run";
    Deno.test(`${name} runs \`${what}\` with the permissions that it gives`, {
      ignore: Deno.build.os === "windows",
    }, async () => {
      const { code, said, cloud } = await runCommand(system, command);
      assertEquals(code, what === "cancel" ? 0 : 1, said);
      assert(!/Requires|Cannot|NotCapable|^warning:/m.test(said), said);
      assertEquals(cloud.runs.length, what === "run" ? 2 : 1);
      if (!command.includes("--pull-request")) return;
      const values = Object.values(cloud.runs.at(-1)!.trigger);
      assert(values.includes(7), said);
    });
  }
}

Deno.test("the GitLab component runs, and has the inputs that it documents", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const file = new URL("templates/run.yml", project);
  const text = await Deno.readTextFile(file);
  const [spec = "", job = ""] = text.split("\n---\n");
  const inputs = [...spec.matchAll(/^ {4}([\w-]+):$/gm)].map(([, name]) =>
    name
  );
  assertEquals(
    inputs.toSorted().join(" "),
    "account-id args image job-id job-url project-id pull-request stage url",
  );
  for (const name of inputs) {
    assert(job.includes(`$[[ inputs.${name} ]]`), name);
  }
  const scripts = [...job.matchAll(/- \|\n((?: {6,}.*\n)+)/g)]
    .map(([, script]) => script!.replace(/\$\[\[.*?\]\]/g, ""));
  assertEquals(scripts.length, 2);
  for (const [i, script] of scripts.entries()) {
    const { code, said, cloud } = await runCommand("gitlab", script);
    assertEquals([code, cloud.runs.length], [i === 0 ? 1 : 0, 2 - i], said);
    assert(!/Requires|NotCapable|^warning:/m.test(said), said);
  }
});

/** Runs a command as it stands there, against a run that exists. */
async function runCommand(system: string, command: string) {
  const folder = await Deno.makeTempDir();
  try {
    const event = {
      number: 7,
      pull_request: { number: 7, head: { sha: SHA } },
    };
    await Deno.writeTextFile(`${folder}/event.json`, JSON.stringify(event));
    const cloud = fakeDbtCloud({ apiKey: KEY, ending: "error" });
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      cloud.handler,
    );
    const { id } = cloud.trigger(2, {
      cause: "Webhook",
      gitlab_merge_request_id: 7,
      git_sha: SHA,
    });
    await Deno.writeTextFile(`${folder}/dbt-run.env`, `run_id=${id}\n`);
    const host = `127.0.0.1:${server.addr.port}`;
    assert(command.includes(`jsr:@org/dbt-run@${config.version}`), command);
    const local = command
      .replace(
        "exec deno run",
        `exec "${Deno.execPath()}" run --quiet ${FLAGS.join(" ")}`,
      )
      .replace(/--allow-net="\$.*?"/, `--allow-net=${host}`)
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
    return { code, said, cloud };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
