/** What happens to a run, in order, and how the command ends. */
import type { Json } from "../api/json.ts";
import type { Run } from "../api/run.ts";
import type { Duplicates, StartPlan } from "../api/start.ts";
import type { ExitCode } from "./process/exit.ts";
import type { Report } from "../report/report.ts";

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
    unclear: Unclear;
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
