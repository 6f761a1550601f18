/** The inputs of the GitHub Action: those of dbt Labs' own, and one for each flag. */
import type { ActionInput } from "../command/input/action_input.ts";
import { UNEXPANDED } from "../command/process/ci_environment.ts";
import type { Setting } from "../command/input/setting.ts";
import {
  SETTING_LIST,
  type SettingName,
  SETTINGS,
} from "../command/input/settings.ts";

/** The longest time that a timer takes: a longer one would end at once. */
const MAX_LIMIT = 2 ** 31 - 1;

/** Returns an input by its name; empty if it is not set. */
export type GetInput = (name: string, variable?: string) => string;

/** The cause if neither input nor variable has one. dbt Labs' action has the same. */
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

/** Returns the name of the input for a setting: dbt Labs' own, or the flag's. */
export function getInputName(setting: SettingName): string {
  const { flag = setting }: Setting = SETTINGS[setting];
  return OFFICIAL[setting] ?? flag.replaceAll("-", "_");
}

/** Makes the reader of inputs. GitHub hands them to us with blanks around them. */
export function createInputReader(
  env: (variable: string) => string | undefined,
): GetInput {
  return (name, variable = `INPUT_${name.toUpperCase()}`) => {
    const text = env(variable) ?? "";
    // The first line of a list is indented like the others.
    return name === "steps_override" ? text : text.trim();
  };
}

/** Reads the input for a setting. */
export function readSettingInput(
  setting: SettingName,
  read: GetInput,
): ActionInput {
  const name = getInputName(setting);
  const text = read(name);
  switch (setting) {
    case "cause": {
      const isSet = read("", "DBT_JOB_CAUSE").trim();
      return withDefault(name, text, isSet ? "" : DEFAULT_CAUSE);
    }
    case "artifacts":
      // The other action's switch, which means its folder.
      return withDefault(
        name,
        text,
        isOn(read("get_artifacts")) ? "target" : "",
      );
    default:
      return { name, text: isWrongSwitch(setting, text) ? "" : text };
  }
}

/** Returns an input that has a default of the action's own. */
function withDefault(
  name: string,
  text: string,
  fallback: string,
): ActionInput {
  return { name, text: text || fallback, isDefault: !text };
}

/** Inputs without a setting that are true or false. */
const SWITCHES = ["failure_on_error", "get_artifacts"];

/** Whether a text is one of the words that `core.getBooleanInput()` of GitHub takes. */
function isBoolean(text: string): boolean {
  return /^(true|True|TRUE|false|False|FALSE|)$/.test(text);
}

function isWrongSwitch(setting: SettingName, text: string): boolean {
  const { type, choices = [] }: Setting = SETTINGS[setting];
  return /boolean|switch/.test(type) && !isBoolean(text) &&
    !choices.includes(text);
}

/** Finds faults in inputs that the command does not see as they are. */
export function findFaults(read: GetInput): string[] {
  return [
    ...findLimitFaults(read),
    ...findUnexpanded(read),
    ...findSwitchFaults(read),
  ];
}

function findLimitFaults(read: GetInput): string[] {
  const text = read("api_timeout");
  if (/^\d*$/.test(text) && Number(text) <= MAX_LIMIT) return [];
  const range = `a whole number of milliseconds, from 0 to ${MAX_LIMIT}`;
  return [describeFault("api_timeout", range, text)];
}

function findSwitchFaults(read: GetInput): string[] {
  const settings = SETTING_LIST.flatMap(([setting, { choices = [] }]) => {
    const name = getInputName(setting);
    const text = read(name);
    if (!isWrongSwitch(setting, text)) return [];
    const expected = joinChoices("true", "false", ...choices);
    return [describeFault(name, expected, text)];
  });
  const others = SWITCHES.filter((name) => !isBoolean(read(name)))
    .map((name) => describeFault(name, "true or false", read(name)));
  return [...settings, ...others];
}

/** Joins choices as people say them: "true, false or in-progress". */
function joinChoices(...choices: string[]): string {
  return `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

function describeFault(name: string, expected: string, text: string): string {
  return `${name} must be ${expected}: current value is ${
    JSON.stringify(text)
  }`;
}

/** The command refuses these itself, or nothing depends on them. */
const MAY_BE_UNEXPANDED = ["apiKey", "accountId", "jobId", "cause"];

/** Finds inputs that the command would drop with a warning, and build what is not meant. */
function findUnexpanded(read: GetInput): string[] {
  return SETTING_LIST.map(([setting]) => setting)
    .filter((setting) => !MAY_BE_UNEXPANDED.includes(setting))
    .filter((setting) => !isWrongSwitch(setting, read(getInputName(setting))))
    .map(getInputName)
    .filter((name) => UNEXPANDED.test(read(name)))
    .map((name) =>
      `${name} is a variable that was not expanded: ${read(name)}`
    );
}

/** Whether an input is true, which is the default of `get_artifacts` and its like. */
export function isOn(text: string): boolean {
  return !/^false$/i.test(text);
}
