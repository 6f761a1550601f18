/** The inputs of the GitHub Action: those of dbt Labs' own, and one for each flag. */
import type { ActionInput } from "../command/process.ts";
import {
  type Setting,
  type SettingName,
  SETTINGS,
} from "../command/settings.ts";
import { readYamlList } from "./yaml_list.ts";

/** A timer that is to take longer ends at once. */
const MAX_LIMIT = 2 ** 31 - 1;

/** Reads an input by its name; empty if it is not set. */
export type ReadInput = (name: string) => string;

/** The names that dbt Labs' action gives to settings of ours. */
const OFFICIAL: { [N in SettingName]?: string } = {
  apiKey: "dbt_cloud_token",
  url: "dbt_cloud_url",
  accountId: "dbt_cloud_account_id",
  jobId: "dbt_cloud_job_id",
  interval: "interval",
  wait: "wait_for_job",
  catalog: "fetch_catalog",
};

/** The name of the input for a setting: dbt Labs' own, or the flag's. */
export function inputName(setting: SettingName): string {
  const { flag = setting }: Setting = SETTINGS[setting];
  return OFFICIAL[setting] ?? flag.replaceAll("-", "_");
}

/** What an input says of a setting. */
export function readSetting(
  setting: SettingName,
  read: ReadInput,
): ActionInput {
  const name = inputName(setting);
  const text = read(name);
  switch (setting) {
    case "stepsOverride":
      return { name, text: readSteps(text).json };
    case "pullRequest":
      return { name, text: PULL_REQUEST[text.trim()] ?? text };
    case "artifacts":
      // The other action's switch, which means its folder.
      return {
        name,
        text: text || (isOn(read("get_artifacts")) ? "target" : ""),
      };
    default:
      return { name, text };
  }
}

/** The commands as a JSON list; none if there are none, or why they cannot be read. */
function readSteps(text: string): { json: string; fault?: string } {
  try {
    const steps = readYamlList(text);
    return { json: steps.length > 0 ? JSON.stringify(steps) : "" };
  } catch (error) {
    const { message } = error as Error;
    const fault =
      `steps_override cannot be read: ${message}. Write each command on a line of its own after a dash, in quotes if it holds a #`;
    return { json: "", fault };
  }
}

/** What is wrong with inputs that no setting takes as they are. */
export function faultsOf(read: ReadInput): string[] {
  const { fault } = readSteps(read("steps_override"));
  const limit = read("api_timeout").trim();
  const isLimit = /^\d*$/.test(limit) && Number(limit) <= MAX_LIMIT;
  return [
    ...(fault ? [fault] : []),
    ...(isLimit ? [] : [
      `api_timeout must be a whole number of milliseconds, from 0 to ${MAX_LIMIT}: current value is ${
        JSON.stringify(limit)
      }`,
    ]),
  ];
}

const PULL_REQUEST: { [text: string]: string } = {
  true: "required",
  false: "none",
};

/** Whether an input is true. */
export function isOn(text: string): boolean {
  return /^(true|yes|on|1)$/i.test(text.trim());
}
