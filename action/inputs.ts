/** The inputs of the GitHub Action: those of dbt Labs' own, and one for each flag. */
import type { ActionInput } from "../command/process/process.ts";
import { UNEXPANDED } from "../command/process/process.ts";
import {
  type Setting,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
} from "../command/input/settings.ts";
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

/** Reads the inputs as GitHub hands them to us, without blanks around them. */
export function inputReader(
  env: (variable: string) => string | undefined,
): ReadInput {
  return (name) => {
    const text = env(`INPUT_${name.toUpperCase()}`) ?? "";
    // The first line of a list is indented like the others.
    return name === "steps_override" ? text : text.trim();
  };
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
    case "latest":
      return { name, text: choiceOf(SETTINGS[setting], text) };
    case "artifacts":
      // The other action's switch, which means its folder.
      return {
        name,
        text: text || (isOn(read("get_artifacts")) ? "target" : ""),
      };
    default:
      return { name, text: isWrongSwitch(setting, text) ? "" : text };
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

/** Inputs without a setting that are true or false. */
const SWITCHES = ["failure_on_error", "get_artifacts"];

/** GitHub's own `core.getBooleanInput()` takes no other words. */
function isBoolean(text: string): boolean {
  return /^(true|True|TRUE|false|False|FALSE|)$/.test(text);
}

function isWrongSwitch(setting: SettingName, text: string): boolean {
  return /boolean|switch/.test(SETTINGS[setting].type) && !isBoolean(text);
}

/** What is wrong with inputs that the command does not see as they are. */
export function faultsOf(read: ReadInput): string[] {
  const shown = (name: string) =>
    `current value is ${JSON.stringify(read(name))}`;
  const { fault } = readSteps(read("steps_override"));
  const limit = read("api_timeout");
  const isLimit = /^\d*$/.test(limit) && Number(limit) <= MAX_LIMIT;
  const switches = [
    ...SETTING_LIST.map(([setting]) => setting)
      .filter((setting) => isWrongSwitch(setting, read(inputName(setting))))
      .map(inputName),
    ...SWITCHES.filter((name) => !isBoolean(read(name))),
  ];
  return [
    ...(fault ? [fault] : []),
    ...(isLimit ? [] : [
      `api_timeout must be a whole number of milliseconds, from 0 to ${MAX_LIMIT}: ${
        shown("api_timeout")
      }`,
    ]),
    ...unexpanded(read),
    ...switches.map((name) => `${name} must be true or false: ${shown(name)}`),
  ];
}

/** The command says it of these itself, or nothing depends on them. */
const MAY_BE_UNEXPANDED = ["apiKey", "accountId", "jobId", "cause"];

/** Inputs that the command would drop with a warning, and build what is not meant. */
function unexpanded(read: ReadInput): string[] {
  return SETTING_LIST.map(([setting]) => setting)
    .filter((setting) => !MAY_BE_UNEXPANDED.includes(setting))
    .filter((setting) => !isWrongSwitch(setting, read(inputName(setting))))
    .map(inputName)
    .filter((name) => UNEXPANDED.test(read(name)))
    .map((name) =>
      `${name} is a variable that was not expanded: ${read(name)}`
    );
}

/** `true` stands for what the flag alone stands for. */
function choiceOf({ implied = "" }: Setting, text: string): string {
  const words: { [text: string]: string } = { true: implied, false: "none" };
  return words[text.toLowerCase()] ?? text;
}

/** Whether an input is true, which is the default of all that are asked. */
export function isOn(text: string): boolean {
  return !/^false$/i.test(text);
}
