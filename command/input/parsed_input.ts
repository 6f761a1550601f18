/** The input of the command, as its other parts see it. */
import type { Command } from "./setting.ts";
import type { SettingName, Values } from "./settings.ts";

/** Flags, inputs and variables as they were read, right or wrong. */
export interface ParsedInput {
  command: Command;
  values: Values;
  /** The run of `wait RUN_ID` and its like. */
  runId?: number | undefined;
  /** Values as they were written, or as the CI system has them. */
  given: { [N in SettingName]?: string };
  /** The sources of the values, for messages: `--job-id` or `DBT_JOB_ID`. */
  names: { [N in SettingName]?: string };
  /** The setting that the access URL comes from, for messages. */
  urlSetting: string;
  warnings: string[];
  /** Sentences that are printed first, such as the pull request that was found. */
  notices: string[];
}

/** Input that was checked: nothing is wrong or missing. */
export interface Input extends ParsedInput {
  values: Values & { apiKey: string; accountId: number };
  faults?: undefined;
}

/** A fault of the input. */
export interface InputFault {
  /** The setting that it is about, if it is about one. */
  setting?: SettingName | undefined;
  /** The source of its value: `--job-id` or `DBT_JOB_ID`. */
  name?: string | undefined;
  /** The sentence that people read. */
  text: string;
}

/** Input that is not used, with all its faults. */
export interface InvalidInput extends ParsedInput {
  faults: InputFault[];
}
