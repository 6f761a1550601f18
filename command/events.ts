/** Events: the command emits them, and listeners hear them. */
import type { Json } from "../api/json.ts";
import type { Run } from "../api/model.ts";
import type { Report } from "../report/report_model.ts";
import type { UsualDuration } from "../report/usual_duration.ts";
import type { Phase, Result } from "./run_state.ts";

/** A step that has begun. */
export interface StepStart {
  index: number;
  name: string;
  /** The number of steps, if that is known. */
  total?: number | undefined;
  /** When it was first seen, by our clock. */
  startedAt: number;
}

/** A job, by what names it: a dry run does not look up its id. */
export type NamedJob = { id: number } | { name: string };

/** Something that happened. Listeners change nothing in what comes next. */
export type RunEvent =
  /** A run is about to be triggered, or in a dry run would be. */
  | {
    type: "triggering";
    job: NamedJob;
    body: Json;
    isDry: boolean;
  }
  /** A run was started or found; a reused one is another pipeline's. */
  | { type: "started"; run: Run; reused?: boolean }
  | { type: "polled"; run: Run }
  | { type: "step"; step: StepStart }
  /** New lines of a step's log, with `--logs live`. */
  | { type: "log"; step: number; lines: string[] }
  /** It is known how long the job usually takes. */
  | { type: "usual-duration"; usual: UsualDuration }
  /** Information, such as a fault that was retried. */
  | { type: "notice"; text: string; showWhenQuiet?: boolean }
  /** Something that may have gone wrong, and did not end the command. */
  | { type: "warning"; text: string }
  /** A run has ended; with `retry`, it is retried. */
  | { type: "attempt-ended"; report: Report; retry: boolean }
  /** The command ends early. */
  | { type: "stopping"; error: Error; during: Phase };

/** A part of the reporter. It keeps its own state, and knows no other part. */
export interface Listener {
  /** Hears an event. It must not take long: slow work waits for `end`. */
  on?: (event: RunEvent) => void;
  /** Does what comes last. */
  end?: (result: Result) => void | Promise<void>;
}

/** Passes on what happens. */
export interface Events {
  /** Resolves when a run was started, or found. */
  started: Promise<void>;
  emit: (event: RunEvent) => void;
  /** Passes on the events that were kept, and all that follow. */
  listen: (listener: (event: RunEvent) => void) => void;
}

/**
 * Keeps events until somebody listens: the POST leaves before the modules that
 * print are loaded.
 */
export function createEvents(): Events {
  const kept: RunEvent[] = [];
  let pass = (event: RunEvent): void => void kept.push(event);
  // Node 20 has no Promise.withResolvers().
  let resolve = (): void => {};
  const started = new Promise<void>((done) => resolve = done);
  return {
    started,
    emit(event) {
      if (event.type === "started") resolve();
      pass(event);
    },
    listen(listener) {
      pass = listener;
      kept.splice(0).forEach(listener);
    },
  };
}
