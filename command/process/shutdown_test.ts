/** Signals and the time limit, also as the system sends them. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { offlineFlags } from "../../offline/flag.ts";
import { ENVIRONMENT } from "../../testing/harness.ts";
import { finish, start, startCommand, until } from "../../testing/process.ts";
import { serveSockets } from "../../testing/socket_server.ts";
import type { Process, SignalName } from "./process.ts";
import {
  Interrupted,
  listenForShutdown,
  SHUTDOWN,
  signalListener,
  TimedOut,
} from "./shutdown.ts";

const isWindows = Deno.build.os === "windows";

/** A process that hears the signals of a test, and remembers how it ended. */
function createProcess() {
  let send: (name: SignalName) => void = () => {};
  const exits: number[] = [];
  const process = {
    startedAt: Date.now(),
    onSignal: (listener: typeof send) => send = listener,
    flush: () => Promise.resolve(),
    exit: (code: number) => exits.push(code),
  } as Partial<Process> as Process;
  return { process, exits, send: (name: SignalName) => send(name) };
}

Deno.test("listenForShutdown() aborts both signals when the process is asked to end", () => {
  using _time = new FakeTime();
  const { process, send } = createProcess();
  const shutdown = listenForShutdown(process, 0, () => undefined);
  send("SIGTERM");
  assert(shutdown.interrupted.reason instanceof Interrupted);
  assertEquals(shutdown.aborted.reason, shutdown.interrupted.reason);
});

Deno.test("listenForShutdown() ends the process after the grace period, with the last message before", async () => {
  using time = new FakeTime();
  const { process, exits, send } = createProcess();
  const said: string[] = [];
  listenForShutdown(process, 0, ({ message }) => {
    said.push(message);
    return Promise.resolve();
  });
  send("SIGINT");
  await time.tickAsync(SHUTDOWN.total - 1);
  assertEquals([said, exits], [[], []]);
  await time.tickAsync(SHUTDOWN.forcedMessage + 1);
  assertEquals(said, ["Interrupted (SIGINT)"]);
  assertEquals(exits[0], 130);
});

Deno.test("listenForShutdown() takes signals within half a second for one, and a later one for the end", async () => {
  using time = new FakeTime();
  const { process, exits, send } = createProcess();
  listenForShutdown(process, 0, () => undefined);
  send("SIGINT");
  await time.tickAsync(400);
  send("SIGINT");
  await time.tickAsync(50);
  assertEquals(exits, []);
  await time.tickAsync(100);
  send("SIGTERM");
  await time.tickAsync(SHUTDOWN.forcedMessage);
  assertEquals(exits[0], 143);
});

Deno.test("listenForShutdown() aborts at the end of the time limit, and not by a signal", async () => {
  using time = new FakeTime();
  const { process } = createProcess();
  const shutdown = listenForShutdown(process, 100, () => undefined);
  await time.tickAsync(100);
  assert(shutdown.aborted.reason instanceof TimedOut);
  assertEquals(shutdown.interrupted.aborted, false);
});

Deno.test("signalListener() hears SIGBREAK on Windows, and no SIGHUP that is ignored", () => {
  const heard = (options: Parameters<typeof signalListener>[0]) => {
    const names: string[] = [];
    const send: (() => void)[] = [];
    const add = (_: string, listener: () => void) => send.push(listener);
    signalListener(options, add)((name) => names.push(name));
    send.forEach((listener) => listener());
    return names;
  };
  const ignoresHangup = () => true;
  assertEquals(heard({ isWindows: false }), ["SIGHUP", "SIGINT", "SIGTERM"]);
  assertEquals(heard({ isWindows: true }), ["SIGHUP", "SIGINT", "SIGTERM"]);
  assertEquals(heard({ isWindows: false, ignoresHangup }), [
    "SIGINT",
    "SIGTERM",
  ]);
});

Deno.test("dbt-run under nohup waits on when its terminal goes away", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using it = serveSockets({ running: 3_000 });
  const flags = await offlineFlags();
  const command = [
    Deno.execPath(),
    "run",
    "-A",
    "--quiet",
    ...flags,
    "main.ts",
  ];
  const child = start("nohup", [...command, "--initial-delay=0"], {
    ...ENVIRONMENT,
    DBT_URL: it.url,
  });
  await until(child, () => it.count("GET") > 0);
  child.kill("SIGHUP");
  const { code, stdout } = await finish(child);
  assertEquals([code, it.cloud.runs.map(it.cloud.getStatus)], [0, [10]]);
  assertStringIncludes(stdout, "Job completed successfully!");
});

for (const body of ["short", "endless"] as const) {
  Deno.test(
    `dbt-run cancel is gone within 1 s of a SIGTERM under 502s with ${body} bodies`,
    {
      ignore: isWindows,
    },
    async () => {
      let requests = 0;
      await using server = Deno.serve({ port: 0, onListen() {} }, () => {
        requests++;
        const endless = new ReadableStream({
          start: (controller) => controller.enqueue(new Uint8Array(8)),
        });
        const content = body === "short" ? "Bad gateway" : endless;
        return new Response(content, { status: 502 });
      });
      const child = startCommand(["cancel", "7"], {
        ...ENVIRONMENT,
        DBT_URL: `http://127.0.0.1:${server.addr.port}`,
      });
      await until(child, () => requests > 0);
      const signalledAt = performance.now();
      child.kill("SIGTERM");
      assertEquals((await finish(child)).code, 143);
      const took = performance.now() - signalledAt;
      assert(took < 1_000, `${took} ms`);
    },
  );
}
