/** What the command is going to do, and what happens then, in order. */
import { type Client, createClient, type Redact } from "../api/client.ts";
import { clock, type Deadline, deadlineIn } from "../api/clock.ts";
import type { Json } from "../api/json.ts";
import { hasEnded, type Run } from "../api/run.ts";
import { type Duplicates, type StartPlan, whereToLook } from "../api/start.ts";
import type { Input } from "./input/input.ts";
import type { Ending, ExitCode, Process } from "./process/process.ts";
import type { Report } from "../report/model.ts";

/** All that the command needs to know. Nothing of it changes. */
export interface Plan extends Input {
  client: Client;
  /** The end of the time limit. */
  deadline: Deadline;
  ending: Ending;
  process: Process;
  /** Says what happens. */
  emit: (event: RunEvent) => void;
}

/** Makes a plan of an input without faults. */
export function makePlan(
  input: Input,
  process: Process,
  ending: Ending,
  emit: Plan["emit"],
): Plan {
  const { timeout, url, apiKey, accountId, projectId, debug } = input.values;
  const { fetch } = process;
  const onNotice = (text: string) => emit({ type: "notice", text });
  const account = { url, apiKey, accountId, projectId };
  const client = createClient({ ...account, fetch, onNotice });
  if (debug) client.fetch = traced(process, client.redact);
  const left = process.startedAt + timeout - clock.now();
  const deadline = deadlineIn(timeout > 0 ? left : Infinity);
  return { ...input, client, deadline, ending, process, emit };
}

/** Prints each request, without its headers and the key: `--debug`. */
function traced({ fetch, err }: Process, redact: Redact): typeof fetch {
  return async (input, init) => {
    const began = clock.now();
    const answer = fetch(input, init);
    const how = await answer.then(
      ({ status }) => status,
      ({ message }) => message,
    );
    const took = Math.round(clock.now() - began);
    const line = `debug: ${init?.method} ${input} → ${how} in ${took} ms`;
    err.line(redact(line));
    return answer;
  };
}

// What happens

/** A step that has begun. */
export interface StepStart {
  index: number;
  name: string;
  /** How many steps there are, if that is known. */
  total?: number | undefined;
  /** When it was first seen, by our clock. */
  startedAt: number;
}

/** What a person has to look for, if it is unknown whether a run was started. */
export type Unclear = Pick<StartPlan, "mark" | "page">;

/** Consumers react to these; nothing they do changes what comes next. */
export type RunEvent =
  /** A run is about to be triggered, or in a dry run would be. */
  | {
    type: "triggering";
    jobId: number | string;
    body: Json;
    isDry: boolean;
  }
  /** A run was started or found; a reused one is another pipeline's. */
  | { type: "started"; run: Run; reused?: boolean }
  | { type: "polled"; run: Run }
  | { type: "step"; step: StepStart }
  /** New lines of a step's log, with `--logs live`. */
  | { type: "log"; step: number; lines: string[] }
  /** Information, such as a fault that was retried. */
  | { type: "notice"; text: string; showWhenQuiet?: boolean }
  /** Something that may have gone wrong, and did not end the command. */
  | { type: "warning"; text: string }
  /** A run has ended; with `retry`, it is retried. */
  | { type: "attempt-ended"; report: Report; retry: boolean }
  /** The command ends early. */
  | { type: "stopping"; error: Error; during: Phase };

/** Keeps events until somebody listens, and passes on all that follow. */
export function createEvents() {
  const kept: RunEvent[] = [];
  let pass = (event: RunEvent): void => void kept.push(event);
  // Node 20 has no Promise.withResolvers().
  let resolve = (): void => {};
  const started = new Promise<void>((done) => resolve = done);
  return {
    /** Resolves when the POST was answered. */
    started,
    emit(event: RunEvent): void {
      if (event.type === "started") resolve();
      pass(event);
    },
    listen(listener: (event: RunEvent) => void): void {
      pass = listener;
      kept.splice(0).forEach(listener);
    },
  };
}

/** What the command was doing when it had to stop. */
export type Phase = "start" | "watch" | "cancel";

/** The run that is waited for; whole if this process knows it. */
export interface Target {
  run: Run | number;
  duplicates?: Duplicates | undefined;
}

/** What is known of the run so far: what an early end has to tell. */
export interface Known extends Partial<Target> {
  run?: Run;
  report?: Report;
  phase: Phase;
  /** Set while a POST is not answered. */
  unclear?: Unclear | undefined;
  /** Whether the run is another pipeline's, and is left alone. */
  reused?: boolean;
}

/** What a person has to know of a run that nobody decides on any more. */
export function lastWords(
  { run, unclear }: Partial<Known>,
  goesOn: string,
): string | undefined {
  if (unclear) return `A run may have been started: ${whereToLook(unclear)}`;
  if (!run || hasEnded(run)) return;
  return `Run ${run.id} ${goesOn}: ${run.href}`;
}

/** How the command ends: nothing decides after this. */
export interface Outcome {
  code: ExitCode;
  run?: Run | undefined;
  report?: Report | undefined;
  error?: Error | undefined;
  /** Set if it is unknown whether a run was started. */
  unclear?: Unclear | undefined;
}

/** Reacts to events. A consumer keeps its own state, and knows no other. */
export interface Consumer {
  /** Must not take long: slow work waits for `done`. */
  on?: (event: RunEvent) => void;
  /** Does what comes last. */
  done?: (outcome: Outcome) => void | Promise<void>;
}
