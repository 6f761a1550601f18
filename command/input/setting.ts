/** The properties of a setting, and the commands that it may go with. */

/** The commands. */
export const COMMANDS = ["run", "wait", "cancel", "status", "retry"] as const;

/** A command. */
export type Command = (typeof COMMANDS)[number];

/** The headings of `--help`. */
export type Group = "dbt Cloud" | "The run" | "Waiting" | "Output" | "Other";

/** The type of a setting's value. */
export type SettingType =
  | "string"
  /** Several texts: the flag several times, or a line or a JSON list. */
  | "strings"
  | "integer"
  /** The number of a pull request. */
  | "pullRequestId"
  /** A whole number of 0 or more. */
  | "count"
  | "seconds"
  /** true or false. */
  | "boolean"
  /** A time of ISO 8601. */
  | "time"
  /** A flag without a value; `--no-FLAG` is false. */
  | "switch";

/** One setting. */
export interface Setting {
  type: SettingType;
  /** The words that the value may be. */
  choices?: readonly string[];
  /** The choice that the flag alone stands for; a value needs a `=` then. */
  implied?: string;
  /** The flag without its dashes, by default the name; the key has none. */
  flag?: string;
  /** The variables; the first one that is set counts. */
  variables?: readonly string[];
  default?: string | number | boolean;
  /** The placeholder of the value in `--help`. */
  value?: string;
  group: Group;
  /** The commands that it goes with; all, if none are named. */
  commands?: readonly Command[];
  /**
   * Set if the setting selects the job or the run, or filters the runs that are
   * found. It is not read where a run's id is given.
   */
  selects?: "job" | "run" | "filter";
  help: string;
}

/** The commands that select a run where no id is given. */
export const SELECTING: Command[] = ["wait", "status", "retry"];

/** The properties of a setting that selects the run of a command. */
export const SELECTS_RUN = {
  commands: ["run", ...SELECTING],
  selects: "run",
} as const;
