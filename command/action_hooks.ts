/** What the GitHub Action adds to the command that it runs. */
import type { Listener } from "./events.ts";
import type { ActionInputReader } from "./input/action_input.ts";
import type { InputFault } from "./input/input.ts";

/** What the GitHub Action adds; the command alone has none of it. */
export interface ActionHooks {
  input?: ActionInputReader;
  /** What is wrong with inputs that are no settings of the command. */
  faults?: InputFault[];
  /** Hears what happens, beside the command's own listeners. */
  observer?: Listener;
  /** The mark of the run; the action has to know it before the trigger. */
  mark?: string;
}
