/** What happens to a run, in order, and how the command ends. */
import type { Json } from "../api/json.ts";
import type { Run } from "../api/run.ts";
import type { Twins } from "../api/start.ts";
import type { ExitCode } from "./process/exit.ts";
import type { Report } from "../report/report.ts";

/** A step that has begun. */
export interface StepStart {
  index: number;
  name: string;
  /** How many steps there are, if that is known. */
  total?: number | undefined;
  /** When it began, in milliseconds since 1970, as far as that is known. */
  startedAt: number;
}

/** Consumers react to these; nothing they do changes what comes next. */
export type RunEvent =
  /** A run is about to be triggered, or in a dry run would be. */
  | { type: "triggering"; jobId: number | string; body: Json; isDry: boolean }
  | { type: "started"; run: Run }
  | { type: "polled"; run: Run }
  | { type: "step"; step: StepStart }
  /** New lines of a step's log, with `--logs live`. */
  | { type: "log"; step: number; lines: string[] }
  /** Something that was survived, or is good to know. */
  | { type: "notice"; text: string; isVerdict?: boolean }
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
  twins?: Twins | undefined;
}

/** What is known of the run so far: what an early end has to tell. */
export interface Known {
  run?: Run;
  /** Set if a second run may appear. */
  twins?: Twins | undefined;
  report?: Report;
  phase: Phase;
}

/** How the command ends: nothing decides after this. */
export interface Outcome {
  code: ExitCode;
  run?: Run | undefined;
  report?: Report | undefined;
  error?: Error | undefined;
  /** Set if it is unknown whether a run was started. */
  unclear?: { mark: string | null; page: string } | undefined;
}

/** Reacts to events. A consumer keeps its own state, and knows no other. */
export interface Consumer {
  /** Must not take long: slow work waits for `done`. */
  on?: (event: RunEvent) => void;
  /** Does what comes last. */
  done?: (outcome: Outcome) => void | Promise<void>;
}
