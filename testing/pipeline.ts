/** Runs a command of a pipeline as it stands there, permissions and all. */
import { assert } from "@std/assert";
import { serveRegistry } from "../bench/registry.ts";
import config from "../deno.json" with { type: "json" };
import {
  type FakeDbtCloud,
  fakeDbtCloud,
  type FakeDbtCloudOptions,
  type FakeEnding,
} from "./fake_dbt_cloud.ts";
import { ENVIRONMENT, KEY } from "./harness.ts";
import { bareEnvironment } from "./process.ts";

// Deno fetches the package from here, as it does from jsr.io, and once for all tests of a file.
const registry = await serveRegistry(0);
const denoDir = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => {
  Deno.removeSync(denoDir, { recursive: true });
});

/** The surroundings of a command. */
export interface PipelineOptions {
  /** How the runs of the stand-in go; all end in `ending` without it. */
  cloud?: FakeDbtCloudOptions;
  /** Changes dbt Cloud before the command starts: returns more variables. */
  arrange?: (cloud: FakeDbtCloud) => Promise<Record<string, string> | void>;
  /** Does something to the shell while it runs. */
  during?: (shell: Deno.ChildProcess, cloud: FakeDbtCloud) => Promise<void>;
  /** Puts files into the folder that it runs in. */
  prepare?: (folder: string) => Promise<void>;
  /** Looks at the folder afterwards. */
  inspect?: (folder: string) => Promise<void>;
  /** Variables, which may name the host of the stand-in. */
  env?: (host: string) => Record<string, string>;
  /** The shell, by default bash. */
  shell?: string;
}

/** The commit of the pull request, and of the run that there is. */
export const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";

/** The variables of each CI system; files are in the folder of the test. */
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
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "20",
    CI_MERGE_REQUEST_PROJECT_ID: "20",
    CI_COMMIT_SHA: SHA,
  }),
  azure: (folder) => ({
    TF_BUILD: "True",
    AGENT_TEMPDIRECTORY: folder,
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
    SYSTEM_PULLREQUEST_ISFORK: "False",
  }),
  bitbucket: (folder) => ({
    BITBUCKET_BUILD_NUMBER: "1",
    BITBUCKET_PIPELINES_VARIABLES_PATH: `${folder}/variables`,
    BITBUCKET_PR_ID: "7",
  }),
  jenkins: () => ({
    JENKINS_URL: "https://ci.example.com/",
    BUILD_ID: "1",
    CHANGE_ID: "7",
    CHANGE_BRANCH: "feature/a",
    GIT_COMMIT: SHA,
  }),
};

/** GitHub's event for a pull request. */
const EVENT = { number: 7, pull_request: { number: 7, head: { sha: SHA } } };

/** Runs a command as it stands there, against a run that exists. */
export async function runCommand(
  system: string,
  command: string,
  ending: FakeEnding = "error",
  options: PipelineOptions = {},
): Promise<{ code: number; output: string; cloud: FakeDbtCloud }> {
  const { prepare, inspect, env, shell = "bash" } = options;
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/event.json`, JSON.stringify(EVENT));
    const cloud = fakeDbtCloud({ apiKey: KEY, ending, ...options.cloud });
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
    await prepare?.(folder);
    const arranged = await options.arrange?.(cloud);
    const child = new Deno.Command(shell, {
      args: ["-ec", localize(command, host)],
      cwd: folder,
      clearEnv: true,
      env: {
        ...createEnvironment(folder, host),
        ...SYSTEMS[system]!(folder),
        RUN_ID: `${id}`,
        ...env?.(host),
        ...arranged,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const ended = child.output();
    await options.during?.(child, cloud);
    const { code, stdout, stderr } = await ended;
    const output = new TextDecoder().decode(stdout) +
      new TextDecoder().decode(stderr);
    await inspect?.(folder);
    return { code, output, cloud };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The variables that a shell has on every CI system. */
function createEnvironment(
  folder: string,
  host: string,
): Record<string, string> {
  return {
    ...bareEnvironment(),
    ...ENVIRONMENT,
    JSR_URL: registry.url,
    DENO_DIR: denoDir,
    DENO_NO_UPDATE_CHECK: "1",
    PATH: `${folder}:${Deno.env.get("PATH")}`,
    // An access URL as people paste it.
    DBT_URL: `http://${host}/`,
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
  };
}

/** A command as it stands in the documents, for the server of a test. */
function localize(command: string, host: string): string {
  const isPinned = command.includes(`jsr:@org/dbt-run@${config.version}`) ||
    command.includes(`/download/${config.version}/`);
  assert(isPinned, command);
  return command
    .replace(/\S*deno run/g, `"${Deno.execPath()}" run --quiet`)
    .replace("--allow-net=cloud.getdbt.com", `--allow-net=${host}`);
}
