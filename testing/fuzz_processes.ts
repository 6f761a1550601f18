/**
 * Cases of the fuzzer as processes: bytes that are no text in variables, flags
 * and files, real connections, real signals, and the memory that they take. Every
 * third case is the GitHub Action, with inputs, on Node.
 */
import { assert } from "@std/assert";
import { delay } from "@std/async/delay";
import { offlineFlags } from "../offline/flag.ts";
import fc from "./fast_check.ts";
import { applyMangle, findMangle, fuzzCloud } from "./fuzz_cloud.ts";
import { type FuzzCase, fuzzCase, SYSTEMS, type Value } from "./fuzz_case.ts";
import { checkFuzz } from "./fuzz_check.ts";
import { contextOf } from "./fuzz_fake.ts";
import type { FuzzSummary } from "./fuzz_pool.ts";
import { route } from "./fake/endpoints.ts";
import { ENVIRONMENT } from "./harness.ts";
import { bareEnvironment, has, sendSignal, watchMemory } from "./process.ts";
import { checkSchedules } from "./verify.ts";

/** The number of processes at once. */
const PROCESSES = 4;
/** A process must be gone this many milliseconds after the signal. */
const LEAVING_LIMIT = 6_500;
/** The memory that a case may need over an idle wait, in MiB. */
const MEMORY_LIMIT = 96;
const ROOT = `${import.meta.dirname}/..`;
const FLAGS = await offlineFlags();

/** How the command and the action are started, and what an idle wait takes. */
interface Programs {
  command: string;
  /** The parts of the action; none where there is no Node. */
  action?: { main: string; post: string };
  idle: number;
}

/** Checks the cases of so many seeds, from the first one on. */
export async function fuzzProcesses(
  seed: number,
  count: number,
): Promise<FuzzSummary> {
  const folder = await Deno.makeTempDir();
  try {
    const programs = await prepare(folder);
    const faults: string[] = [];
    const check = async (own: number) => {
      const plan = sampleCase(own);
      try {
        return await checkProcess(plan, own, programs, `${folder}/${own}`);
      } catch (error) {
        const json = JSON.stringify(plan).slice(0, 5_000);
        const { message } = error as Error;
        faults.push(
          `deno task fuzz ${own} --processes\n${
            message.slice(0, 3_000)
          }\n${json}`,
        );
        return -1;
      }
    };
    const seeds = (_: unknown, i: number) => seed + i;
    const codes = await checkSchedules(count, seed, PROCESSES, seeds, check);
    return { codes, faults };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The case of a seed, with durations for a real clock. */
function sampleCase(seed: number): FuzzCase {
  const [plan] = fc.sample(fuzzCase, { seed, numRuns: 1 });
  const { queued, running, signalAt } = plan!;
  return {
    ...plan!,
    queued: queued / 90,
    running: running > 60_000 ? 60_000 : running / 10,
    signalAt: 300 + signalAt % 6_000,
  };
}

async function prepare(folder: string): Promise<Programs> {
  const flags = FLAGS.map((flag) => `'${flag}'`).join(" ");
  const command =
    `'${Deno.execPath()}' run -A --quiet --config '${ROOT}/deno.json' ${flags} '${ROOT}/main.ts'`;
  const action = await has("node") ? await bundleAction(folder) : undefined;
  const programs: Programs = { command, ...(action && { action }), idle: 0 };
  const idle: FuzzCase = {
    ...sampleCase(1),
    ...{ system: "none", args: [], env: {}, ciEnv: {}, mangles: [] },
    ...{ queued: 0, running: 60_000, signalAt: 2_000, steps: undefined },
  };
  const { peak } = await runProcess(command, idle, `${folder}/idle`, {});
  return { ...programs, idle: peak };
}

/** Makes the action's parts of their sources, as `deno task action` does. */
async function bundleAction(folder: string): Promise<Programs["action"]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
  const args = tasks.action.replace("action/dist ", `${folder} `).split(" ");
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: args.slice(1),
    cwd: ROOT,
  }).output();
  assert(success, "the action cannot be bundled");
  return {
    main: `node '${folder}/main.js'`,
    post: `node '${folder}/post.js'`,
  };
}

/** Checks a case as a process; returns its exit code. */
async function checkProcess(
  any: FuzzCase,
  seed: number,
  { command, action, idle }: Programs,
  folder: string,
): Promise<number> {
  const isAction = action !== undefined && seed % 3 === 0;
  const plan = isAction ? { ...any, system: "github", ciEnv: {} } : any;
  const program = isAction ? action.main : command;
  const inputs = isAction ? inputsOf(plan) : {};
  const { peak, ...result } = await runProcess(program, plan, folder, inputs);
  const context = contextOf(plan);
  checkFuzz(result, context);
  const more = peak - idle;
  // Node takes other memory than Deno.
  assert(isAction || more <= MEMORY_LIMIT, `it took ${more.toFixed(0)} MiB`);
  if (isAction) {
    const post = await runProcess(action.post, plan, folder, inputs);
    checkFuzz(post, context);
  }
  return result.code;
}

/** The action has inputs in the place of flags and variables. */
function inputsOf({ args, env }: FuzzCase): Record<string, Value> {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const flags = args.flatMap((arg) => {
    const [, flag = "", text = "true"] = /^--([a-z-]+)=?(.*)$/s.exec(arg) ?? [];
    return flag ? [[flag.replaceAll("-", "_"), text]] : [];
  });
  const set: [string, string][] = [
    ["dbt_cloud_token", ENVIRONMENT.DBT_API_KEY!],
    ["dbt_cloud_account_id", "1"],
    ["dbt_cloud_job_id", "2"],
    ["initial_delay", "0"],
    ["command", words.join(" ")],
    ...flags as [string, string][],
  ];
  const inputs = set.map(([name, text]) =>
    [`INPUT_${name.toUpperCase()}`, { text, isText: true }] as const
  );
  return { ...Object.fromEntries(inputs), ...env };
}

/** The result of a process. */
interface ProcessResult {
  code: number;
  stdout: string;
  stderr: string;
  others: string[];
  tookToLeave: number | undefined;
  longestTurn: number;
  /** The most memory that it held, in MiB. */
  peak: number;
}

/** Runs a program in a folder of its own, against the stand-in of a case. */
async function runProcess(
  program: string,
  plan: FuzzCase,
  folder: string,
  inputs: Record<string, Value>,
): Promise<ProcessResult> {
  await Deno.mkdir(folder, { recursive: true });
  await using server = serve(plan);
  const script = await writeScript(program, plan, folder, {
    ...inputs,
    DBT_URL: {
      text: `http://127.0.0.1:${server.port}`,
      isText: true,
    },
  });
  const child = new Deno.Command("bash", {
    args: [script],
    cwd: folder,
    clearEnv: true,
    env: bareEnvironment(),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Response(child.stdout).text();
  const stderr = new Response(child.stderr).text();
  const memory = watchMemory(child);
  const ended = new AbortController();
  child.status.then(() => ended.abort());
  const within = (ms: number) => delay(ms, ended).then(() => false, () => true);
  let tookToLeave: number | undefined;
  if (!await within(plan.signalAt)) {
    sendSignal(child, plan.signal);
    const began = performance.now();
    const isGone = await within(LEAVING_LIMIT);
    if (!isGone) sendSignal(child, "SIGKILL");
    assert(isGone, `it goes on ${LEAVING_LIMIT} ms after the signal`);
    // A busy machine takes some time to end a process.
    tookToLeave = Math.max(0, performance.now() - began - 1_500);
  }
  const { code } = await child.status;
  return {
    code,
    stdout: await stdout,
    stderr: await stderr,
    others: await readWritten(folder),
    tookToLeave,
    longestTurn: 0,
    peak: memory(),
  };
}

/** Serves the stand-in of a case on a free port. */
function serve(plan: FuzzCase) {
  const cloud = fuzzCloud({ ...plan, mangles: [] });
  const counts: { [endpoint: string]: number } = {};
  const closing = new AbortController();
  const server = Deno.serve(
    {
      port: 0,
      hostname: "127.0.0.1",
      onListen: () => {},
      onError: () => new Response("", { status: 500 }),
    },
    async (request) => {
      const { pathname } = new URL(request.url);
      const { endpoint } = route(request.method, pathname);
      const name = endpoint ?? "";
      const nth = counts[name] = (counts[name] ?? -1) + 1;
      const response = await cloud.handler(request);
      const found = findMangle(plan, endpoint, nth);
      if (!found) return response;
      return await applyMangle(found, response, closing.signal);
    },
  );
  return {
    port: server.addr.port,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.shutdown();
    },
  };
}

/** Writes a script that starts the program: bash passes on bytes that are no text. */
async function writeScript(
  program: string,
  plan: FuzzCase,
  folder: string,
  more: Record<string, Value>,
): Promise<string> {
  const system = Object.entries(SYSTEMS[plan.system]!)
    .map(([name, text]) => [name, { text: inFolder(text, folder) }] as const);
  const own = Object.entries(ENVIRONMENT).map(([name, text]) =>
    [name, { text }] as const
  );
  const values: Record<string, { text: string; isText?: boolean }> = {
    ...Object.fromEntries([...system, ...own]),
    ...more,
    ...plan.ciEnv,
    ...plan.env,
    ...(more.DBT_URL && { DBT_URL: more.DBT_URL }),
    DBT_POLL_INTERVAL_SECONDS: { text: "0.3" },
  };
  const sets = Object.entries(values).map(([name, { text, isText = true }]) =>
    `export ${name}=${quote(text, isText)}`
  );
  const isAction = program.startsWith("node ");
  const args = isAction
    ? []
    : plan.args.map((arg) => quote(inFolder(arg, folder), true));
  if (plan.signalAt % 8 === 0) args.push(quote("--git-branch=", false));
  const lines = [...sets, `exec ${program} ${args.join(" ")}`];
  const event = JSON.stringify(plan.event);
  // In Latin-1, which is not what JSON is written in.
  const bytes = Uint8Array.from(event, (letter) => letter.charCodeAt(0));
  await Deno.writeFile(`${folder}/event.json`, bytes);
  for (const name of ["output", "page.md", "state"]) {
    await Deno.writeTextFile(`${folder}/${name}`, "", { append: true });
  }
  const path = `${folder}/start.sh`;
  await Deno.writeTextFile(path, lines.join("\n"));
  return path;
}

/** A path at the root of the fake file system, in a folder of this machine. */
function inFolder(text: string, folder: string): string {
  return text.replace(
    /(^|=)\/(?=(event\.json|output|page\.md|agent|junit\.xml|summary\.md|target|state)$)/,
    `$1${folder}/`,
  );
}

/** Quotes a text for bash; one that is no text ends in a byte of Latin-1. */
function quote(text: string, isText: boolean): string {
  // A system takes no zeros, and no more than 128 KiB in one variable.
  const plain = text.toWellFormed().replaceAll("\0", "").slice(0, 30_000);
  const bytes = new TextEncoder().encode(plain);
  const escaped = Array.from(
    bytes,
    (byte) => `\\x${byte.toString(16).padStart(2, "0")}`,
  ).join("");
  return `$'${escaped}${isText ? "" : "\\xa0\\xe9"}'`;
}

/** Reads what was written, but for what dbt wrote. */
async function readWritten(folder: string): Promise<string[]> {
  const written: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || /^(event\.json|start\.sh|state)$/.test(name)) continue;
    written.push(await Deno.readTextFile(`${folder}/${name}`));
  }
  return written;
}
