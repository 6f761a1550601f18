import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { ENVIRONMENT, KEY } from "../testing/harness.ts";
import { createContext } from "./context.ts";
import { createEvents, type RunEvent } from "./events.ts";
import { readInput } from "./input/input.ts";
import type { Input } from "./input/parsed_input.ts";
import type { Process } from "./process/process.ts";
import { listenForShutdown } from "./process/shutdown.ts";
import { createStateHolder } from "./run_state.ts";

/** Makes the context of a command line, 10 s after the process started. */
async function create(args: string[]) {
  const events = createEvents();
  const heard: RunEvent[] = [];
  events.listen((event) => heard.push(event));
  const process = {
    args,
    env: (name: string) => ENVIRONMENT[name],
    envNames: () => [],
    startedAt: Date.now() - 10_000,
    onSignal: () => {},
  } as Partial<Process> as Process;
  const input = readInput(process) as Input;
  const context = await createContext(input, {
    process,
    hooks: {},
    shutdown: listenForShutdown(process, 0, () => undefined),
    state: createStateHolder(),
    emit: events.emit,
  });
  return { context, heard };
}

Deno.test("createContext() counts the time limit from the start of the process", async () => {
  using _time = new FakeTime();
  const limited = await create(["--timeout=60"]);
  assertEquals(limited.context.deadline.remaining(), 50_000);
  const unlimited = await create([]);
  assertEquals(unlimited.context.deadline.remaining(), Infinity);
});

Deno.test("createContext() makes a client whose notices are events, and that hides the key", async () => {
  using _time = new FakeTime();
  const { context, heard } = await create([]);
  context.client.notify("text");
  assertEquals(heard, [{ type: "notice", text: "text" }]);
  assert(!context.client.redact(`the key ${KEY}`).includes(KEY));
});
