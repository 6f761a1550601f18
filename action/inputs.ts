/** The inputs of the GitHub Action: those of dbt Labs' own, and one for each flag. */
import type { ActionInput } from "../command/input/action_input.ts";
import { UNEXPANDED } from "../command/process/environment.ts";
import {
  type Setting,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
} from "../command/input/settings.ts";

/** A timer that is to take longer ends at once. */
const MAX_LIMIT = 2 ** 31 - 1;

/** Reads an input by its name; empty if it is not set. */
export type ReadInput = (name: string, variable?: string) => string;

/** The cause if neither input nor variable has one, as in dbt Labs' action. */
const DEFAULT_CAUSE = "Triggered by a GitHub Action";

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
  return (name, variable = `INPUT_${name.toUpperCase()}`) => {
    const text = env(variable) ?? "";
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
    case "cause": {
      const isSet = read("", "DBT_JOB_CAUSE").trim();
      return { name, text: text || (isSet ? "" : DEFAULT_CAUSE) };
    }
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

/** Inputs without a setting that are true or false. */
const SWITCHES = ["failure_on_error", "get_artifacts"];

/** GitHub's own `core.getBooleanInput()` takes no other words. */
function isBoolean(text: string): boolean {
  return /^(true|True|TRUE|false|False|FALSE|)$/.test(text);
}

function isWrongSwitch(setting: SettingName, text: string): boolean {
  const { type, choices = [] }: Setting = SETTINGS[setting];
  return /boolean|switch/.test(type) && !isBoolean(text) &&
    !choices.includes(text);
}

/** What is wrong with inputs that the command does not see as they are. */
export function faultsOf(read: ReadInput): string[] {
  const shown = (name: string) =>
    `current value is ${JSON.stringify(read(name))}`;
  const limit = read("api_timeout");
  const isLimit = /^\d*$/.test(limit) && Number(limit) <= MAX_LIMIT;
  const switches = [
    ...SETTING_LIST.map(([setting]) => setting)
      .filter((setting) => isWrongSwitch(setting, read(inputName(setting))))
      .map(inputName),
    ...SWITCHES.filter((name) => !isBoolean(read(name))),
  ];
  return [
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
