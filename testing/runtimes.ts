/**
 * The command and the library on every runtime that README names: the same
 * lines, files, signals and exit codes everywhere.
 */
import { assert, assertEquals } from "@std/assert";
import { delay } from "@std/async/delay";
import { pathToFileURL } from "node:url";
import { offlineFlags } from "../offline/flag.ts";
import { checkConnections, checkProxy, type Runtime } from "./connections.ts";
import { ENVIRONMENT, KEY } from "./harness.ts";
import { bundle, bundleProgram, finish, start, until } from "./process.ts";
import { serveSockets, type SocketOptions } from "./socket_server.ts";

/** Makes the bundles, and the runtimes of these commands. */
export async function runtimesOf(
  folder: string,
  commands: { [name: string]: string[] },
): Promise<Runtime[]> {
  const [program, library] = [`${folder}/dbt-run.js`, `${folder}/mod.mjs`];
  await bundleProgram(program);
  await bundle("mod.ts", library);
  const flags = await offlineFlags();
  const fromSource = {
    name: "Deno from source",
    command: [Deno.execPath(), "run", "-A", "--quiet", ...flags],
    program: `${import.meta.dirname}/../main.ts`,
    library,
  };
  const others = Object.entries(commands)
    .map(([name, command]) => ({ name, command, program, library }));
  return [fromSource, ...others];
}

interface Scenario {
  what: string;
  options?: SocketOptions;
  args?: string[];
  env?: Record<string, string | undefined>;
  /** The signal that is sent once the run is known. */
  signal?: Deno.Signal;
  code: number;
  /** The status of each run at the end. */
  statuses: number[];
}

export const SCENARIOS: Scenario[] = [
  {
    what: "succeeds",
    options: { running: 100 },
    // A limit below that of a request: what is left of it is no whole number.
    args: ["--junit=out/junit.xml", "--summary=page.md", "--timeout=20"],
    code: 0,
    statuses: [10],
  },
  {
    what: "fails, and writes its reports",
    options: { running: 100, ending: "error" },
    args: [
      "--junit=out/junit.xml",
      "--summary=page.md",
      "--artifacts=target",
      "--json",
    ],
    code: 1,
    statuses: [20],
  },
  {
    what: "finds the run whose answer was lost, and survives bad polls",
    options: {
      running: 100,
      breaksOf: [
        [/^POST .*\/run\//, ["closed"]],
        [/^GET .*\/runs\/\d+\/ /, ["cut", "reset"]],
      ],
    },
    code: 0,
    statuses: [10],
  },
  {
    what: "cancels the run on a signal",
    options: { running: 60_000 },
    signal: "SIGTERM",
    code: 143,
    statuses: [30],
  },
  {
    what: "says what is wrong with the input",
    args: ["--job-id=x", "--timeuot=5"],
    code: 2,
    statuses: [],
  },
  {
    what: "takes the pull request from GitHub's event",
    args: ["--pull-request", "--no-wait"],
    env: { GITHUB_ACTIONS: "true", GITHUB_EVENT_PATH: "event.json" },
    code: 0,
    statuses: [10],
  },
];

/** Plays a scenario; returns its result without the parts that differ each time. */
export async function play(
  { command: [program = "", ...args], program: file }: Runtime,
  scenario: Scenario,
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    await using it = serveSockets(scenario.options);
    const event = {
      pull_request: { number: 7, head: { sha: "a".repeat(40) } },
    };
    await Deno.writeTextFile(`${folder}/event.json`, JSON.stringify(event));
    const child = start(
      program,
      [...args, file, "--initial-delay=0", ...scenario.args ?? []],
      { ...ENVIRONMENT, DBT_URL: it.url, ...scenario.env },
      folder,
    );
    if (scenario.signal) {
      while (it.count("GET") === 0) await delay(5);
      child.kill(scenario.signal);
    }
    const { code, stdout, stderr } = await finish(child);
    const { cloud } = it;
    assertEquals(
      [code, cloud.runs.map(cloud.getStatus)],
      [scenario.code, scenario.statuses],
      stdout + stderr,
    );
    assert(it.count("POST /api/v2/accounts/1/jobs/") <= 1, "two triggers");
    const files = await filesIn(folder);
    return [`exit ${code}`, "== stdout", stdout, "== stderr", stderr, ...files]
      .join("\n").replaceAll(it.url, "URL")
      .replace(/\[dbt-run \w{8}\]/g, "[dbt-run MARK]")
      .replace(/^(Looking|Trying|Cannot|Step|Run status).*\n/gm, "")
      .replace(/\b\d+ (ms|s)\b/g, "TIME")
      .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z?"/g, '"TIME"');
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function filesIn(folder: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  const names = [...Deno.readDirSync(`${folder}/${below}`)]
    .toSorted((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of names) {
    const path = below ? `${below}/${name}` : name;
    if (isDirectory) found.push(...await filesIn(folder, path));
    else {
      const text = await Deno.readTextFile(`${folder}/${path}`);
      found.push(`== ${path}`, text);
    }
  }
  return found;
}

/** The library in a script: a run that fails, and why. */
export async function playLibrary(
  { command: [program = "", ...args], library }: Runtime,
): Promise<string> {
  await using it = serveSockets({ running: 50, ending: "error" });
  const path = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await Deno.writeTextFile(
      path,
      `import { getReport, RunFailedError, triggerAndWait } from ${
        JSON.stringify(pathToFileURL(library))
      };
const job = { url: "${it.url}", accountId: 1, jobId: 2, apiKey: "${KEY}" };
try {
  await triggerAndWait({ ...job, initialDelay: 0 });
} catch (error) {
  if (!(error instanceof RunFailedError)) throw error;
  const { nodes } = await getReport(error.run, job);
  const failed = nodes.filter(({ outcome }) => outcome === "failed");
  console.log(failed.map(({ name }) => name).join());
}`,
    );
    const { stdout, stderr } = await finish(start(program, [...args, path]));
    return stdout + stderr;
  } finally {
    await Deno.remove(path);
  }
}

/** A signal while nobody reads the log: the run is cancelled, the process ends. */
export async function checkStalledReader(
  { name, command: [program = "", ...args], program: file }: Omit<
    Runtime,
    "library"
  >,
): Promise<void> {
  const logs = `${"x".repeat(119)}\n`.repeat(80_000);
  const steps = [{ name: "Invoke dbt with `dbt build`", logs }];
  await using it = serveSockets({ running: 20_000, steps });
  const child = start(
    program,
    [...args, file, "--initial-delay=0", "--logs=live"],
    { ...ENVIRONMENT, DBT_URL: it.url },
  );
  await until(child, () => it.count("GET") > 4);
  await delay(1_500); // Between two polls.
  child.kill("SIGTERM");
  const began = performance.now();
  const { code } = await child.status;
  const took = performance.now() - began;
  await Promise.all([child.stdout.cancel(), child.stderr.cancel()]);
  const statuses = it.cloud.runs.map(it.cloud.getStatus);
  assertEquals([code, statuses], [143, [30]], name);
  // Less, and nothing was stalled.
  assert(took > 4_000 && took < 5_500, `${name}: ${took} ms`);
}

/** All runtimes that npm has; for machines with npm. */
const ALL: { [name: string]: string[] } = {
  "Deno 2.4": ["npx", "-y", "deno@2.4.0", "run", "-A", "--quiet"],
  "Deno 2.6": ["npx", "-y", "deno@2.6.0", "run", "-A", "--quiet"],
  "Node 20": ["npx", "-y", "node@20"],
  "Node 22": ["npx", "-y", "node@22"],
  "Node 24": ["npx", "-y", "node@24"],
  "Bun": ["npx", "-y", "bun@1"],
};

/** Installs Deno as README says, by this version of npm: where it is then. */
async function installDeno(version: number, folder: string): Promise<string> {
  const readme = await Deno.readTextFile(
    new URL("../README.md", import.meta.url),
  );
  const [, args = ""] = /npm (install --global .*)/.exec(readme) ?? [];
  const cwd = `${folder}/npm ${version}`;
  await Deno.mkdir(cwd);
  const { success, stderr } = await new Deno.Command("npx", {
    args: ["-y", `npm@${version}`, ...args.split(" ")],
    cwd,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return `${cwd}/.npm/bin/deno`;
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir();
  const resolved: { [name: string]: string[] } = Object.fromEntries(
    await Promise.all(
      Object.entries(ALL).map(async ([name, [npx = "", ...args]]) => {
        // The binary itself: what npm puts before it passes no signals on.
        const at = args.findIndex((arg) => /@/.test(arg));
        const [binary = ""] = args[at]!.split("@");
        const { stdout } = await new Deno.Command(npx, {
          args: ["-y", "-p", args[at]!, "-c", `command -v ${binary}`],
        }).output();
        const found = new TextDecoder().decode(stdout).trim();
        const path = (await Deno.realPath(found))
          .replace(/\/bin\.cjs$/, `/${binary}`);
        return [name, [path, ...args.slice(at + 1)]];
      }),
    ),
  );
  for (const version of [10, 11, 12]) {
    const path = await installDeno(version, folder);
    resolved[`Deno by npm ${version}`] = [path, "run", "-A", "--quiet"];
  }
  const runtimes = await runtimesOf(folder, resolved);
  let failures = 0;
  for (const scenario of SCENARIOS) {
    const [first = "", ...others] = await Promise.all(
      runtimes.map((runtime) => play(runtime, scenario)),
    );
    for (const [i, shown] of others.entries()) {
      const isSame = shown === first;
      if (!isSame) failures++;
      const { name } = runtimes[i + 1]!;
      // deno-lint-ignore no-console
      console.log(isSame ? "same" : "OTHER", name, scenario.what);
      // deno-lint-ignore no-console
      if (!isSame) console.log(first, "\n---- against\n", shown);
    }
  }
  for (const runtime of runtimes) {
    const printed = await playLibrary(runtime);
    const isRight = printed === "orders,not_null_stg_orders_customer_id\n";
    if (!isRight) failures++;
    // deno-lint-ignore no-console
    console.log(
      isRight ? "right" : `WRONG ${printed}`,
      runtime.name,
      "library",
    );
    try {
      await checkConnections(runtime);
      await checkProxy(runtime);
      await checkStalledReader(runtime);
    } catch (error) {
      failures++;
      // deno-lint-ignore no-console
      console.log("WRONG", runtime.name, (error as Error).message);
    }
  }
  await Deno.remove(folder, { recursive: true });
  Deno.exit(failures ? 1 : 0);
}
