/** One way to say the end, and no part that can disturb another. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { toRun } from "../api/read_run.ts";
import { ENVIRONMENT, memoryFiles } from "../testing/harness.ts";
import type { Listener } from "./events.ts";
import { CommandError } from "./exit_codes.ts";
import { readInput } from "./input/input.ts";
import type { OutputStream, Process, SignalName } from "./process/process.ts";
import { listenForShutdown } from "./process/shutdown.ts";
import { createReporter } from "./reporter.ts";

function setUp(args: string[] = [], observer?: Listener) {
  const printed: { out: string[]; err: string[] } = { out: [], err: [] };
  const createStream = (lines: string[]): OutputStream => ({
    line: (line) => lines.push(typeof line === "string" ? line : line.text),
    isTerminal: false,
    draw: () => {},
  });
  let send: (name: SignalName) => void = () => {};
  const files = new Map<string, string>();
  const process = {
    args,
    startedAt: Date.now(),
    env: (name: string) => ENVIRONMENT[name],
    envNames: () => [],
    out: createStream(printed.out),
    err: createStream(printed.err),
    waiting: () => 0,
    columns: () => 80,
    fileSystem: memoryFiles(files),
    onSignal: (listener: typeof send) => send = listener,
  } as Partial<Process> as Process;
  const shutdown = listenForShutdown(process, 0, () => undefined);
  const hooks = observer ? { observer } : {};
  const input = readInput(process);
  const reporter = createReporter({ ...input, process, hooks, shutdown });
  return { ...printed, reporter, files, send: () => send("SIGTERM") };
}

const links = { url: "https://cloud.getdbt.com", accountId: 1 };
const run = toRun(links, { id: 7, status: 3 });

Deno.test("createReporter() warns of a listener that fails, and goes on with the others", async () => {
  using _time = new FakeTime();
  const { reporter, out, err } = setUp(["--json"], {
    on: () => {
      throw new TypeError("x is undefined");
    },
    end: () => Promise.reject(new TypeError("y is undefined")),
  });
  reporter.on({ type: "notice", text: "text" });
  assertEquals(await reporter.end({ end: "succeeded", run }), "succeeded");
  assertStringIncludes(err.join("\n"), "warning: x is undefined");
  assertStringIncludes(err.join("\n"), "warning: y is undefined");
  assertEquals(JSON.parse(out.join("")).exit_code, 0);
});

Deno.test("Reporter.end() returns the end that a signal decides", async () => {
  using _time = new FakeTime();
  const { reporter, send } = setUp();
  send();
  assertEquals(await reporter.end({ end: "succeeded", run }), "SIGTERM");
});

Deno.test("Reporter.end() says each fault of the input once, and why in the summary", async () => {
  using _time = new FakeTime();
  const { reporter, err, files } = setUp(["--summary=page.md"]);
  const faults = [{ text: "A is wrong" }, { text: "B is wrong" }];
  assertEquals(
    await reporter.end({ end: "invalidInput", faults }),
    "invalidInput",
  );
  assertEquals(err, ["error: A is wrong", "error: B is wrong"]);
  assertStringIncludes(files.get("page.md")!, "A is wrong");
});

Deno.test("Reporter.endAtOnce() writes only what a person has to look after", async () => {
  using _time = new FakeTime();
  const error = new CommandError("Interrupted (SIGTERM)", "SIGTERM");
  const args = ["--json", "--summary=page.md"];
  const quiet = setUp(args);
  await quiet.reporter.endAtOnce({ end: "SIGTERM", error });
  assertEquals(JSON.parse(quiet.out.join("")).exit_code, 143);
  assert(!quiet.files.has("page.md"));
  const hint = `Run 7 may still be running: ${run.href}`;
  const open = setUp(args);
  await open.reporter.endAtOnce({ end: "SIGTERM", error, run, hint });
  assertStringIncludes(JSON.parse(open.out.join("")).error, hint);
  assertStringIncludes(open.err.join(), `warning: ${hint}`);
  assert(open.files.has("page.md"));
});
