/** All that the command needs to know while it works. */
import { type Client, createClient } from "../api/client.ts";
import { clock, createDeadline, type Deadline } from "../api/clock.ts";
import type { ActionHooks } from "./action_hooks.ts";
import type { RunEvent } from "./events.ts";
import type { Input } from "./input/parsed_input.ts";
import type { Process } from "./process/process.ts";
import type { Shutdown } from "./process/shutdown.ts";
import type { StateHolder } from "./run_state.ts";

/** The context of a command. Nothing of it changes, but the state that `state` holds. */
export interface Context extends Input {
  client: Client;
  /** The end of the time limit. */
  deadline: Deadline;
  shutdown: Shutdown;
  /** Aborted by a signal, or at the end of the time limit: ends what it is given to. */
  signal: AbortSignal;
  process: Process;
  hooks: ActionHooks;
  state: StateHolder;
  /** Emits an event. */
  emit: (event: RunEvent) => void;
}

/** The parts of a context, beside an input without faults. */
export type ContextParts = Pick<
  Context,
  "process" | "hooks" | "shutdown" | "state" | "emit"
>;

/** Makes the context of an input without faults. */
export async function createContext(
  input: Input,
  parts: ContextParts,
): Promise<Context> {
  const { process, shutdown, emit } = parts;
  const { timeout, url, apiKey, accountId, projectId, debug } = input.values;
  const { fetch } = process;
  const onNotice = (text: string) => emit({ type: "notice", text });
  const account = { url, apiKey, accountId, projectId };
  const client = createClient({ ...account, fetch, onNotice });
  if (debug) {
    const { logRequests } = await import("./output/request_log.ts");
    client.fetch = logRequests(process, client.redact);
  }
  const timeLeft = process.startedAt + timeout - clock.now();
  const deadline = createDeadline(timeout > 0 ? timeLeft : Infinity);
  const { aborted: signal } = shutdown;
  return { ...input, ...parts, client, deadline, signal };
}
