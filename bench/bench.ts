/**
 * Measures what the docs/comparison.md says in figures: `deno task bench [RUNS]`. Each
 * figure stands beside its reference, measured in the same run.
 */
import { FakeTime } from "@std/testing/time";
import { triggerAndWait } from "../mod.ts";
import { offlineFlags } from "../offline/flag.ts";
import {
  fakeDbtCloud,
  type FakeDbtCloudOptions,
} from "../testing/fake_dbt_cloud.ts";
import { HOUR, MINUTE, SECOND, setUp } from "../testing/harness.ts";
import { bundleProgram } from "../testing/process.ts";
import { settle } from "../testing/settle.ts";
import { serveRegistry } from "./registry.ts";

const RUNS = Number(Deno.args[0] ?? 15);
const MIB = 2 ** 20;
const FLAGS = await offlineFlags();
const root = new URL("..", import.meta.url);
const folder = await Deno.makeTempDir();

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function print(title: string, head: string[], rows: (string | number)[][]) {
  const lines = [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`);
  // deno-lint-ignore no-console
  console.log(`\n${title}\n\n${lines.join("\n")}`);
}

/** The stand-in behind a port; tells when the next POST arrives. */
function serve(handler = fakeDbtCloud().handler) {
  let arrived: (at: number) => void = () => {};
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      if (request.method === "POST") arrived(performance.now());
      return handler(request);
    },
  );
  const post = () => new Promise<number>((resolve) => arrived = resolve);
  const env = {
    DBT_URL: `http://127.0.0.1:${server.addr.port}`,
    DBT_API_KEY: "secret",
    DBT_ACCOUNT_ID: "1",
    DBT_PR_JOB_ID: "2",
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
  };
  return { server, post, env };
}

function start(
  command: string[],
  env: Record<string, string> = {},
  cwd: string | URL = root,
) {
  const [program = "", ...args] = command;
  return new Deno.Command(program, {
    args,
    env,
    cwd,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** Python itself: what is found in PATH may be a shim that takes its time. */
async function python(): Promise<string> {
  const { stdout } = await new Deno.Command("python3", {
    args: ["-c", "import sys; print(sys.executable)"],
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** From the start of a process to its POST, or to its end. */
async function timeToPost(
  { post, env }: ReturnType<typeof serve>,
  command: string[],
  more: Record<string, string> = {},
  cwd?: string,
): Promise<number> {
  const began = performance.now();
  const child = start(command, { ...env, ...more }, cwd);
  const end = child.status.then(() => performance.now());
  const took = await Promise.race([post(), end]) - began;
  await child.status;
  return took;
}

/** A first start on a machine whose cache is empty, for each latency. */
async function coldStart(): Promise<void> {
  const stand = serve();
  const rows = [];
  for (const latency of [20, 50, 100]) {
    await using registry = await serveRegistry(latency);
    const times = [];
    let counts = registry.count();
    for (let i = 0; i < Math.min(RUNS, 7); i++) {
      const cache = await Deno.makeTempDir({ dir: folder });
      const command = [Deno.execPath(), "run", "-A", "jsr:@org/dbt-run"];
      times.push(
        await timeToPost(stand, [...command, "--no-wait"], {
          JSR_URL: registry.url,
          DENO_DIR: cache,
          DENO_NO_UPDATE_CHECK: "1",
        }, cache),
      );
      counts = registry.count();
    }
    rows.push([
      `${latency} ms`,
      median(times).toFixed(0),
      counts.requests,
      counts.rounds,
    ]);
  }
  await stand.server.shutdown();
  print(
    "With an empty cache, from the start of the process to the POST",
    ["A request takes", "ms", "Requests", "Rounds"],
    rows,
  );
}

async function startUp(): Promise<void> {
  const bare = `${folder}/bare.ts`;
  await Deno.writeTextFile(
    bare,
    `await fetch(Deno.env.get("DBT_URL"), { method: "POST", body: "{}" });`,
  );
  const bundle = `${folder}/dbt-run.js`;
  await bundleProgram(bundle);
  const run = [Deno.execPath(), "run", "-A"];
  const commands: Record<string, string[]> = {
    "dbt-run": [...run, ...FLAGS, "main.ts", "--no-wait"],
    "dbt-run, as a bundle": [...run, bundle, "--no-wait"],
    "a Deno script that only POSTs": [...run, bare],
    "Python with requests": [await python(), "bench/trigger.py"],
  };
  const times: Record<string, number[]> = {};
  const stand = serve();
  for (let i = 0; i <= RUNS; i++) {
    // In any order, for the one before leaves the machine's caches to the next.
    const names = Object.keys(commands).toSorted(() => Math.random() - 0.5);
    for (const name of names) {
      const command = commands[name]!;
      const took = await timeToPost(stand, command);
      if (i > 0) (times[name] ??= []).push(took);
    }
  }
  await stand.server.shutdown();
  const own = median(times["dbt-run"]!);
  print(
    `From the start of the process to the POST, medians of ${RUNS}`,
    ["", "ms", "dbt-run takes"],
    Object.keys(commands).map((name) => [name, times[name]!] as const).map((
      [name, values],
    ) => [
      name,
      median(values).toFixed(1),
      `${(own / median(values)).toFixed(2)} ×`,
    ]),
  );
  const { size } = await Deno.stat(bundle);
  print("The bundle", ["KiB"], [[(size / 1_024).toFixed(0)]]);
}

/** Measures the time that a wait loses, and its requests, by a fake clock. */
async function wait(
  running: number,
  options: { initialDelay?: number; interval?: number },
) {
  using time = new FakeTime();
  const cloud = fakeDbtCloud({ running });
  let bytes = 0;
  const job = {
    accountId: 1,
    jobId: 2,
    apiKey: "secret",
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const response = await cloud.fetch(input, init);
      const body = await response.arrayBuffer();
      bytes += body.byteLength;
      return new Response(body, response);
    },
  };
  const began = time.now;
  await settle(time, triggerAndWait({ ...job, ...options }));
  return {
    lost: (time.now - began - running) / SECOND,
    requests: cloud.requests.length,
    kib: bytes / 1_024,
  };
}

async function waiting(): Promise<void> {
  const rows = [];
  for (const seconds of [5, 30, 300, 3_600]) {
    // Not one length but many around it: when a poll falls is chance.
    const lengths = Array.from(
      { length: 21 },
      (_, i) => seconds * SECOND * (0.9 + i / 100),
    );
    const of = async (options: Parameters<typeof wait>[1]) => {
      const all = [];
      for (const running of lengths) all.push(await wait(running, options));
      return [
        `${median(all.map(({ lost }) => lost)).toFixed(1)} s`,
        median(all.map(({ requests }) => requests)),
        `${median(all.map(({ kib }) => kib)).toFixed(0)} KiB`,
      ];
    };
    rows.push(
      [`${seconds} s`, "dbt-run", ...await of({})],
      [
        "",
        "the script: 30 s, then 10 s",
        ...await of({
          initialDelay: 30 * SECOND,
          interval: 10 * SECOND,
        }),
      ],
      [
        "",
        "every 30 s",
        ...await of({
          initialDelay: 30 * SECOND,
          interval: 30 * SECOND,
        }),
      ],
    );
  }
  print(
    "Lost after the end of the run, and asked for it; medians of 21 runs of about that length",
    ["Run", "", "Lost", "Requests", "Read"],
    rows,
  );
}

/** Counts the requests about earlier runs, by a fake clock. */
async function history(): Promise<void> {
  const kinds: [kind: string, options: FakeDbtCloudOptions, flags: string[]][] =
    [];
  const earlier = Array.from({ length: 8 }, (_, i) => ({
    jobId: 2,
    ago: (8 - i) * 24 * HOUR,
    running: 9 * MINUTE,
    ending: i < 3 ? "success" as const : "error" as const,
  }));
  for (const ending of ["success", "error"] as const) {
    const options = { running: 10 * MINUTE, ending, earlier };
    kinds.push([`${ending}, with history`, options, []]);
    kinds.push([`${ending}, --no-history`, options, ["--no-history"]]);
  }
  const rows = [];
  for (const [kind, options, flags] of kinds) {
    using fixture = setUp(options);
    let bytes = 0;
    const { took } = await fixture.command({
      args: flags,
      async fetch(input, init) {
        const response = await fixture.cloud.fetch(input, init);
        const body = await response.arrayBuffer();
        bytes += body.byteLength;
        return new Response(body, response);
      },
    });
    rows.push([
      kind,
      fixture.cloud.requests.length,
      `${(bytes / 1_024).toFixed(0)} KiB`,
      `${(took / SECOND).toFixed(1)} s`,
    ]);
  }
  print(
    "The command and a run of 10 min after eight others",
    ["", "Requests", "Read", "Took"],
    rows,
  );
}

/** The most memory that a process held, by the kernel's account. */
async function peak(child: Deno.ChildProcess): Promise<number> {
  let highest = 0;
  let isOver = false;
  const end = child.status.then(() => isOver = true);
  while (!isOver) {
    try {
      const text = await Deno.readTextFile(`/proc/${child.pid}/status`);
      highest = Math.max(
        highest,
        Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0),
      );
    } catch {
      // It has just ended.
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await end;
  return highest * 1_024 / MIB;
}

async function memory(): Promise<void> {
  const size = 500 * MIB;
  const piece = new Uint8Array(MIB).fill(32);
  const big = () => {
    let remaining = size;
    return new ReadableStream({
      pull(controller) {
        controller.enqueue(piece);
        if ((remaining -= piece.length) <= 0) controller.close();
      },
    });
  };
  const measure = async (args: string[], isBig = false) => {
    const cloud = fakeDbtCloud({ running: 2 * SECOND });
    const { server, env } = serve((request) =>
      isBig && request.url.endsWith("/catalog.json")
        ? Promise.resolve(new Response(big()))
        : isBig && request.url.endsWith("/artifacts/")
        ? Promise.resolve(Response.json({ data: ["catalog.json"] }))
        : cloud.handler(request)
    );
    const highest = await peak(
      start([Deno.execPath(), "run", "-A", ...FLAGS, ...args], env),
    );
    await server.shutdown();
    return highest;
  };
  const idle = await measure(["main.ts"]);
  const download = await measure(
    ["main.ts", "--artifacts", `${folder}/artifacts`],
    true,
  );
  const many = await measure(["bench/thousand.ts"]);
  print("The most memory", ["", "MiB", "over a wait"], [
    ["waiting for a run", idle.toFixed(0), ""],
    [
      "downloading an artifact of 500 MiB",
      download.toFixed(0),
      `+ ${(download - idle).toFixed(0)}`,
    ],
    [
      "1,000 runs waited for at once",
      many.toFixed(0),
      `+ ${(many - idle).toFixed(0)}`,
    ],
  ]);
}

await coldStart();
await startUp();
await waiting();
await history();
if (Deno.build.os === "linux") await memory();
await Deno.remove(folder, { recursive: true });
