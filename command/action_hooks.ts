/** The GitHub Action extends the command that it runs by these hooks. */
import type { Listener } from "./events.ts";
import type { ActionInputReader } from "./input/action_input.ts";
import type { InputFault } from "./input/parsed_input.ts";

/** Hooks of the GitHub Action; the command alone has none. */
export interface ActionHooks {
  input?: ActionInputReader;
  /** Faults of inputs that are no settings of the command. */
  faults?: InputFault[];
  /** Hears what happens, beside the command's own listeners. */
  observer?: Listener;
  /** The mark of the run; the action has to know it before the trigger. */
  mark?: string;
}
