/** Runs the two parts of the GitHub Action as GitHub does: on Node, by their inputs. */
import { KEY } from "./harness.ts";
import { finish, has, start } from "./process.ts";
import {
  serveSockets,
  type SocketOptions,
  type SocketServer,
} from "./socket_server.ts";

/** Whether Node cannot be run as GitHub runs it. */
export const ignore = Deno.build.os === "windows" || !await has("node");
const root = new URL("..", import.meta.url);
const yml = await Deno.readTextFile(new URL("action.yml", root));

/** The inputs of action.yml with their defaults. */
export const DEFAULT_INPUTS = Object.fromEntries(
  [...yml.split("\noutputs:")[0]!.matchAll(/^ {2}(\w+):\n((?: {4}.*\n)+)/gm)]
    .map((
      [, name, about],
    ) => [name!, /default: "?([^"\n]*)/.exec(about!)?.[1] ?? ""]),
);

/** Inputs by their names. */
export type Inputs = { [name: string]: string };

/** The inputs that every step sets. */
export const ACCOUNT_INPUTS: Inputs = {
  dbt_cloud_token: KEY,
  dbt_cloud_account_id: "1",
  dbt_cloud_job_id: "2",
  initial_delay: "0",
};

/** One step of a workflow: its folder, its files, and its state. */
export async function runStep(
  options: SocketOptions,
  inputs: Inputs,
  work: (step: {
    it: SocketServer;
    main: (more?: Inputs) => Deno.ChildProcess;
    /** Runs the second part, with variables that a later step has set. */
    post: (more?: Inputs) => ReturnType<typeof finish>;
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
    const set = {
      ...DEFAULT_INPUTS,
      ...ACCOUNT_INPUTS,
      dbt_cloud_url: it.url,
      ...inputs,
    };
    const env: Inputs = {
      ...files,
      GITHUB_ACTIONS: "true",
      ...Object.fromEntries(
        Object.entries(set)
          .map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
      ),
    };
    const run = (part: string, more: Inputs = {}) => {
      const file = `${import.meta.dirname}/../action/dist/${part}.js`;
      return start("node", [file], { ...env, ...more }, folder);
    };
    const read = (file: string) => Deno.readTextFile(`${folder}/${file}`);
    await work({
      it,
      main: (more) => run("main", more),
      async post(more) {
        const state = [...(await read("state")).matchAll(/(\w+)=(.*)\n/g)]
          .map(([, name, value]) => [`STATE_${name}`, value!]);
        const variables = { ...Object.fromEntries(state), ...more };
        return await finish(run("post", variables));
      },
      read,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
