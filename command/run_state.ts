/** The state of the run while the command works, and the result of the command. */
import type { DuplicateSearch } from "../api/started_runs.ts";
import type { Run } from "../api/model.ts";
import type { PendingRun } from "../api/start_request.ts";
import type { EndName } from "./exit_codes.ts";
import type { InputFault } from "./input/parsed_input.ts";
import type { Report } from "../report/report_model.ts";

/** The phases of the command. */
export type Phase = "start" | "watch" | "cancel";

/** Everything that is known of the run. It is replaced, and never written into. */
export interface RunState {
  readonly phase: Phase;
  /** The run as it was seen last. */
  readonly run?: Run | undefined;
  /** The report of the attempt that ended last. */
  readonly report?: Report | undefined;
  /** Whether this command started the run: others are not its to cancel. */
  readonly isOurs: boolean;
  /** The run of a POST that has no answer yet. */
  readonly pendingPost?: PendingRun | undefined;
  /** The search for other runs of the same trigger, if there may be some. */
  readonly duplicates?: DuplicateSearch | undefined;
}

/** Holds the state; whoever has to end the command at once reads it here. */
export interface StateHolder {
  readonly current: RunState;
  /** Replaces the state by one with these changes, and returns it. */
  update: (changes: Partial<RunState>) => RunState;
}

/** Picks what a result names of the state. */
export function pickResult(
  { run, report, pendingPost }: RunState,
): Pick<Result, "run" | "report" | "pendingPost"> {
  return { run, report, pendingPost };
}

/** Makes a holder, with the state of a command that has not done anything. */
export function createStateHolder(): StateHolder {
  let current: RunState = { phase: "start", isOurs: false };
  return {
    get current() {
      return current;
    },
    update: (changes) => current = { ...current, ...changes },
  };
}

/** The result of the command: nothing decides after it. */
export interface Result {
  end: EndName;
  run?: Run | undefined;
  report?: Report | undefined;
  /** The error that ended the command early. */
  error?: Error | undefined;
  /** All that is wrong with the input; then nothing was done. */
  faults?: InputFault[];
  /** Tells a person what to look after, beside the error. */
  hint?: string | undefined;
  /** Set if it is unknown whether a run was started. */
  pendingPost?: PendingRun | undefined;
}
