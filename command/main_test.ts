/** The command as a process: signals, pipes, files, permissions. */
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { delay } from "@std/async/delay";
import { offlineFlags } from "../offline/flag.ts";
import { ENVIRONMENT } from "../testing/harness.ts";
import { finish, start, startCommand, until } from "../testing/process.ts";
import { checkStalledReader } from "../testing/runtimes.ts";
import { serveSockets, type SocketServer } from "../testing/socket_server.ts";
import { main } from "./main.ts";
import type { Process } from "./process/process.ts";

const FLAGS = await offlineFlags();
const isWindows = Deno.build.os === "windows";

const ROOT = new URL("..", import.meta.url);
const dbtRun = ({ url }: SocketServer, args: string[] = []) =>
  startCommand(args, { ...ENVIRONMENT, DBT_URL: url });

const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
  for (const way of [undefined, "hang"] as const) {
    const during = way ? "while a poll hangs" : "between two polls";
    Deno.test(`dbt-run cancels the run on a ${signal} ${during}`, {
      ignore: isWindows,
    }, async () => {
      await using it = serveSockets({
        running: 600_000,
        matches: /^GET .*\/runs\/\d+\/ /,
        breaks: [way],
      });
      const child = dbtRun(it, ["--initial-delay=0"]);
      await until(child, () => it.count("GET") > 0);
      child.kill(signal);
      const { code, stdout, stderr } = await finish(child);
      assertEquals(code, CODES[signal]);
      assertEquals(it.cloud.runs.map(it.cloud.getStatus), [30]);
      assertStringIncludes(stderr, `error: Interrupted (${signal})`);
      assertStringIncludes(stdout, "is cancelled: ");
    });
  }
}

Deno.test(
  "dbt-run finds and cancels the run on a signal while the POST hangs",
  {
    ignore: isWindows,
  },
  async () => {
    await using it = serveSockets({
      running: 600_000,
      matches: /^POST .*\/run\//,
      breaks: ["hang"],
    });
    const child = dbtRun(it);
    await until(child, () => it.cloud.runs.length > 0);
    child.kill("SIGTERM");
    assertEquals((await finish(child)).code, 143);
    assertEquals(it.cloud.runs.map(it.cloud.getStatus), [30]);
  },
);

/** What the import map of a process without deno.json has to hold. */
async function importsOfAll(): Promise<Record<string, string>> {
  const file = FLAGS.length > 0 ? "offline/import_map.json" : "deno.json";
  const from = new URL(file, ROOT);
  const { imports } = JSON.parse(await Deno.readTextFile(from));
  return Object.fromEntries(
    Object.entries<string>(imports).flatMap(([name, to]) =>
      to.startsWith("jsr:")
        ? [[`${name}/`, `${to.replace("jsr:", "jsr:/")}/`]]
        : [[name, new URL(to, from).href]]
    ),
  );
}

/**
 * How many milliseconds before the reporter is loaded the POST arrives, in the best
 * of four starts; below 0 if it comes before.
 */
async function measurePost(env: Record<string, string> = {}): Promise<number> {
  const folder = await Deno.makeTempDir();
  const posts: number[] = [];
  const server = Deno.serve({ port: 0, onListen() {} }, () => {
    posts.push(Date.now());
    return Response.json({ status: {} }, { status: 400 });
  });
  try {
    const reporter = new URL("command/reporter.ts", ROOT).href;
    const code = `console.error("loaded at " + Date.now());
      for (const end = Date.now() + 1_000; Date.now() < end;);
      export * from "${reporter}?";`;
    const slow = `data:application/javascript,${encodeURIComponent(code)}`;
    const map = { imports: { ...await importsOfAll(), [reporter]: slow } };
    await Deno.writeTextFile(`${folder}/map.json`, JSON.stringify(map));
    const measure = async () => {
      const child = start(
        Deno.execPath(),
        ["run", "-A", `--import-map=${folder}/map.json`, "main.ts"],
        {
          ...ENVIRONMENT,
          DBT_URL: `http://127.0.0.1:${server.addr.port}`,
          ...env,
        },
      );
      const { stderr } = await finish(child);
      return posts.at(-1)! - Number(/loaded at (\d+)/.exec(stderr)?.[1]);
    };
    // What the POST gets is 5 ms: on a machine that is busy with other tests,
    // its thread may not have run until then.
    const late = [await measure()];
    while (!(late.at(-1)! < 500) && late.length < 4) late.push(await measure());
    assertEquals(posts.length, late.length);
    return late.at(-1)!;
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("dbt-run has posted before it loads what prints", async () => {
  const late = await measurePost();
  assert(late < 500, `${late} ms too late`);
});

Deno.test("dbt-run has posted before it loads what prints, also with a cause that is cut", async () => {
  const late = await measurePost({ DBT_JOB_CAUSE: "x".repeat(300) });
  assert(late < 500, `${late} ms too late`);
});

Deno.test("dbt-run takes two signals within 10 ms as one", {
  ignore: isWindows,
}, async () => {
  await using it = serveSockets({
    running: 600_000,
    faults: { cancel: [{ delay: 300 }] },
  });
  const child = dbtRun(it, ["--initial-delay=0"]);
  await until(child, () => it.count("GET") > 0);
  child.kill("SIGINT");
  await delay(10);
  child.kill("SIGINT");
  const { code, stdout } = await finish(child);
  assertEquals([code, it.cloud.runs.map(it.cloud.getStatus)], [130, [30]]);
  assertStringIncludes(stdout, "is cancelled: ");
});

/** The command as a shell writes it. */
const SHELL_COMMAND = [Deno.execPath(), "run", "-A", "--quiet", ...FLAGS]
  .concat("main.ts", "--initial-delay=0")
  .map((word) => `'${word}'`).join(" ");

Deno.test("dbt-run goes on when the reader of its log goes away", {
  ignore: isWindows,
}, async () => {
  await using it = serveSockets({ running: 500 });
  const child = start("sh", [
    "-c",
    `{ ${SHELL_COMMAND} 2>/dev/null; echo "code $?" >&2; } | head -n 1`,
  ], { ...ENVIRONMENT, DBT_URL: it.url });
  const { stderr } = await finish(child);
  assertEquals([stderr, it.cloud.runs.length], ["code 0\n", 1]);
});

Deno.test("dbt-run waits for the run even if nothing can be printed", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using it = serveSockets({ running: 500 });
  const child = start("sh", [
    "-c",
    `exec ${SHELL_COMMAND} >/dev/full 2>&1`,
  ], { ...ENVIRONMENT, DBT_URL: it.url });
  const { code } = await finish(child);
  assertEquals([code, it.cloud.runs.map(it.cloud.getStatus)], [0, [10]]);
});

// Readers that stall, and those that are slow

/** Ten megabytes of a step's log. */
const LINES = Array.from(
  { length: 80_000 },
  (_, i) => `line ${i} ${"x".repeat(115)}`,
);
const STEPS = [{ name: "Invoke dbt with `dbt build`", logs: LINES.join("\n") }];

Deno.test(
  "dbt-run cancels the run and ends on a SIGTERM while nobody reads its log",
  {
    ignore: isWindows,
  },
  () =>
    checkStalledReader({
      name: "Deno",
      command: [Deno.execPath(), "run", "-A", "--quiet", ...FLAGS],
      program: `${import.meta.dirname}/../main.ts`,
    }),
);

Deno.test("dbt-run loses no line to a reader that is slow, and mixes none up", {
  ignore: isWindows,
}, async () => {
  await using it = serveSockets({ running: 4_000, steps: STEPS });
  const child = dbtRun(it, ["--initial-delay=0", "--logs=live"]);
  await delay(8_000);
  const { code, stdout } = await finish(child);
  const shown = stdout.split("\n").filter((line) =>
    line.startsWith("  | line")
  );
  assertEquals([code, shown.length], [0, LINES.length]);
  assert(shown.every((line, i) => line === `  | ${LINES[i]}`));
});

Deno.test("dbt-run --json prints its document while nobody reads stderr", {
  ignore: isWindows,
}, async () => {
  await using it = serveSockets({ running: 4_000, steps: STEPS });
  const args = ["--initial-delay=0", "--logs=live", "--json"];
  const child = dbtRun(it, args);
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  assertEquals(JSON.parse(new TextDecoder().decode(value)).exit_code, 0);
  child.kill("SIGKILL");
  await child.status;
  await Promise.all([reader.cancel(), child.stderr.cancel()]);
});

Deno.test(
  "dbt-run cancel is gone within 5.5 s of a SIGTERM, also under endless 502s",
  {
    ignore: isWindows,
  },
  async () => {
    await using it = serveSockets({
      running: 600_000,
      faults: { cancel: Array(99).fill({ status: 502 }) },
    });
    const child = dbtRun(it, ["cancel", "7"]);
    await until(child, () => it.count("POST") > 0);
    child.kill("SIGTERM");
    const began = performance.now();
    assertEquals((await finish(child)).code, 143);
    assert(performance.now() - began < 5_500);
  },
);

// Variables that are no text

/** Runs the command with a variable of bytes that are no UTF-8. */
async function runWithBytes(
  { url }: SocketServer,
  name: string,
  bytes: string,
  env: Record<string, string> = {},
) {
  const script = `export ${name}="$(printf '${bytes}')"; exec ${SHELL_COMMAND}`;
  const child = start("sh", ["-c", script], {
    ...ENVIRONMENT,
    DBT_URL: url,
    ...env,
  });
  const { code, stdout, stderr } = await finish(child);
  return { code, text: stdout + stderr };
}

for (const name of ["DBT_API_KEY", "DBT_CLOUD_TOKEN"]) {
  Deno.test(
    `dbt-run names ${name} whose value is no text, and shows nothing of it`,
    {
      ignore: isWindows,
    },
    async () => {
      await using it = serveSockets();
      const bytes = "dbtc_topsecret0123\\240";
      const { code, text } = await runWithBytes(it, name, bytes);
      assertEquals([code, it.cloud.requests.length], [2, 0], text);
      assertStringIncludes(text, `error: ${name} holds bytes`);
      assert(!text.includes("topsecret"), text);
    },
  );
}

Deno.test(
  "dbt-run warns of a cause that is no text, and runs the job without it",
  {
    ignore: isWindows,
  },
  async () => {
    await using it = serveSockets();
    const bytes = "caf\\351 secret";
    const { code, text } = await runWithBytes(it, "DBT_JOB_CAUSE", bytes);
    assertEquals([code, it.cloud.runs.length], [0, 1], text);
    assertStringIncludes(text, "warning: DBT_JOB_CAUSE holds bytes");
    assert(!/caf|secret/.test(text), text);
  },
);

Deno.test(
  "dbt-run warns of a proxy that is no text, and finds its run after a lost answer all the same",
  {
    ignore: isWindows,
  },
  async () => {
    await using it = serveSockets({
      matches: /^POST .*\/run\//,
      breaks: ["reset"],
    });
    const bytes = "http://user:topsecret\\240@127.0.0.1:1";
    const { code, text } = await runWithBytes(it, "HTTPS_PROXY", bytes);
    assertEquals([code, it.cloud.runs.length], [0, 1], text);
    assertStringIncludes(text, "warning: HTTPS_PROXY holds bytes");
    assert(!text.includes("topsecret"), text);
  },
);

Deno.test("main() shows nothing of an error that comes while the input is read", async () => {
  const lines: string[] = [];
  const process = {
    args: [],
    env: () => undefined,
    envNames: () => [],
    err: { line: (line: unknown) => lines.push(String(line)) },
    flush: () => Promise.resolve(),
  } as unknown as Process;
  const code = await main(process, {
    input: () => {
      throw new TypeError('Invalid value: "dbtc_topsecret0123"');
    },
  });
  assertEquals(code, 70);
  assertEquals(lines, [
    "error: The input could not be read (TypeError). This is a fault of dbt-run",
  ]);
});

// Files

async function inFolder(
  work: (
    folder: string,
    run: (...args: string[]) => Promise<string>,
  ) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    await using it = serveSockets({ ending: "error" });
    const main = `${import.meta.dirname}/../main.ts`;
    await work(folder, async (...args) => {
      const child = start(
        Deno.execPath(),
        ["run", "-A", "--quiet", ...FLAGS, main, "--initial-delay=0", ...args],
        { ...ENVIRONMENT, DBT_URL: it.url },
        folder,
      );
      const { stdout, stderr } = await finish(child);
      return stdout + stderr;
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const isFileOrNothing = (path: string) =>
  Deno.lstat(path).then(({ isFile }) => isFile, () => true);

const filesIn = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();

Deno.test("dbt-run follows no symbolic link that somebody laid", {
  ignore: isWindows,
}, async () => {
  await inFolder(async (folder, run) => {
    await Deno.mkdir(`${folder}/work`);
    await Deno.writeTextFile(`${folder}/outside`, "precious");
    for (const name of ["junit.xml", "junit.xml.part"]) {
      await Deno.symlink(`${folder}/outside`, `${folder}/${name}`);
    }
    await Deno.symlink("/tmp", `${folder}/linked`);
    await run("--junit=junit.xml");
    assertEquals(await Deno.readTextFile(`${folder}/outside`), "precious");
    assert((await Deno.lstat(`${folder}/junit.xml`)).isFile);
    const text = await run("--junit=linked/junit.xml");
    assertStringIncludes(
      text,
      "error: Cannot write linked/junit.xml (--junit): linked is a symbolic link",
    );
  });
});

Deno.test("dbt-run writes to a device, and does not replace it", {
  ignore: isWindows,
}, async () => {
  await inFolder(async (folder, run) => {
    // Some containers have no /dev/stdout.
    if (!await isFileOrNothing("/dev/stdout")) {
      assertStringIncludes(await run("--junit=/dev/stdout"), "<testsuites");
    }
    assertStringIncludes(
      await run("--junit=/dev/no-such-device"),
      "error: Cannot write /dev/no-such-device (--junit): there is no",
    );
    await assertRejects(() => Deno.lstat("/dev/no-such-device"));
    const fifo = `${folder}/fifo`;
    assert((await start("mkfifo", [fifo]).output()).success);
    const reading = start("cat", [fifo]).output();
    await run(`--junit=${fifo}`);
    const { stdout } = await reading;
    assertStringIncludes(new TextDecoder().decode(stdout), "<testsuites");
  });
});

Deno.test("dbt-run of two processes in one folder leaves whole files, and nothing else", async () => {
  await inFolder(async (folder, run) => {
    await Promise.all(
      [1, 2, 3].map(() => run("--junit=junit.xml", "--artifacts=target")),
    );
    assertEquals(filesIn(folder), ["junit.xml", "target"]);
    assertEquals(filesIn(`${folder}/target`), [
      "manifest.json",
      "run_results.json",
    ]);
    JSON.parse(await Deno.readTextFile(`${folder}/target/manifest.json`));
  });
});

Deno.test("dbt-run needs only the host and its own variables", async () => {
  await using it = serveSockets();
  const { host } = new URL(it.url);
  const child = start(Deno.execPath(), [
    "run",
    "--no-prompt",
    "--quiet",
    `--allow-net=${host}`,
    "--allow-env=DBT_*",
    ...FLAGS,
    "main.ts",
    "--initial-delay=0",
  ], { ...ENVIRONMENT, DBT_URL: it.url });
  const { code, stderr } = await finish(child);
  assertEquals([code, stderr], [0, ""]);
});

Deno.test("dbt-run says which permission is missing", async () => {
  await using it = serveSockets();
  const run = (...flags: string[]) =>
    finish(start(
      Deno.execPath(),
      ["run", "--no-prompt", "--quiet", ...flags, ...FLAGS, "main.ts"],
      { ...ENVIRONMENT, DBT_URL: it.url },
    ));
  const env = await run("-N");
  assertEquals(env.code, 2);
  assertStringIncludes(env.stderr, "error: Requires env access to");
  const net = await run("-E");
  assertEquals(net.code, 2);
  assertStringIncludes(net.stderr, "Requires net access to");
  assertEquals(it.cloud.runs.length, 0);
});
