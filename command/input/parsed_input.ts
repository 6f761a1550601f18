/** What comes of flags, inputs and variables. */
import type { Command, SettingName, Values } from "./settings.ts";

/** Flags, inputs and variables as they were read, right or wrong. */
export interface ParsedInput {
  command: Command;
  values: Values;
  /** The run of `wait RUN_ID` and its like. */
  runId?: number | undefined;
  /** Values as they were written, or as the CI system has them. */
  given: { [N in SettingName]?: string };
  /** What the values come from, for messages: `--job-id` or `DBT_JOB_ID`. */
  names: { [N in SettingName]?: string };
  /** The setting that the access URL comes from, for messages. */
  urlSetting: string;
  warnings: string[];
  /** What was found, to be printed first. */
  notices: string[];
}

/** Input that was checked: nothing is wrong or missing. */
export interface Input extends ParsedInput {
  values: Values & { apiKey: string; accountId: number };
  faults?: undefined;
}

/** What is wrong with the input. */
export interface InputFault {
  /** The setting that it is about, if it is about one. */
  setting?: SettingName | undefined;
  /** Where its value came from: `--job-id` or `DBT_JOB_ID`. */
  name?: string | undefined;
  /** The sentence that people read. */
  text: string;
}

/** Input that is not used, and all that is wrong with it. */
export interface InvalidInput extends ParsedInput {
  faults: InputFault[];
}
