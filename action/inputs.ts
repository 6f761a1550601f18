/** Reads the inputs of the GitHub Action: dbt Labs' own, and one for each flag. */
import type { EnvReader } from "../api/environment.ts";
import type { ActionInput } from "../command/input/action_input.ts";
import type { Setting } from "../command/input/setting.ts";
import { type SettingName, SETTINGS } from "../command/input/settings.ts";

/** Returns an input by its name; empty if it is not set. */
export type GetInput = (name: string) => string;

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

/** Makes the reader of inputs, around which GitHub may leave blanks. */
export function createInputReader(
  env: EnvReader,
): GetInput {
  return (name) => {
    const text = env(`INPUT_${name.toUpperCase()}`) ?? "";
    // The first line of a list is indented like the others.
    return name === "steps_override" ? text : text.trim();
  };
}

/** Reads the input for a setting. */
export function readSettingInput(
  setting: SettingName,
  getInput: GetInput,
  env: EnvReader,
): ActionInput {
  const name = getInputName(setting);
  const text = getInput(name);
  switch (setting) {
    case "cause": {
      const hasVariable = Boolean(env("DBT_JOB_CAUSE")?.trim());
      return withDefault(name, text, hasVariable ? "" : DEFAULT_CAUSE);
    }
    case "artifacts":
      // The other action's switch, which means its folder.
      return withDefault(
        name,
        text,
        isOn(getInput("get_artifacts")) ? "target" : "",
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

/** Whether a text is one of the words that `core.getBooleanInput()` of GitHub takes. */
export function isBoolean(text: string): boolean {
  return /^(true|True|TRUE|false|False|FALSE|)$/.test(text);
}

/** Whether the text of a setting that is true or false is no such word. */
export function isWrongSwitch(setting: SettingName, text: string): boolean {
  const { type, choices = [] }: Setting = SETTINGS[setting];
  return /boolean|switch/.test(type) && !isBoolean(text) &&
    !choices.includes(text);
}

/** Whether an input is true, which is the default of `get_artifacts` and its like. */
export function isOn(text: string): boolean {
  return !/^false$/i.test(text);
}
