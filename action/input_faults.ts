/** Finds faults in the inputs of the GitHub Action that are not those of the command. */
import { UNEXPANDED } from "../command/process/ci_environment.ts";
import { SETTING_LIST } from "../command/input/settings.ts";
import {
  type GetInput,
  getInputName,
  isBoolean,
  isWrongSwitch,
} from "./inputs.ts";

/** The longest time that a timer takes: a longer one would end at once. */
const MAX_LIMIT = 2 ** 31 - 1;

/** Inputs without a setting that are true or false. */
const SWITCHES = ["failure_on_error", "get_artifacts"];

/** Finds faults in inputs that the command does not see as they are. */
export function findInputFaults(getInput: GetInput): string[] {
  return [
    ...findCommandFaults(getInput),
    ...findLimitFaults(getInput),
    ...findUnexpanded(getInput),
    ...findSwitchFaults(getInput),
  ];
}

/** The commands that look at what another step has started: they need no `post`. */
const SCRIPT_COMMANDS = ["status", "retry"];

function findCommandFaults(getInput: GetInput): string[] {
  const [command = ""] = getInput("command").split(/\s+/);
  if (!SCRIPT_COMMANDS.includes(command)) return [];
  return [
    `The action does not run "${command}": run dbt-run itself in a step of the job`,
  ];
}

function findLimitFaults(getInput: GetInput): string[] {
  const text = getInput("api_timeout");
  if (/^\d*$/.test(text) && Number(text) <= MAX_LIMIT) return [];
  const range = `a whole number of milliseconds, from 0 to ${MAX_LIMIT}`;
  return [describeFault("api_timeout", range, text)];
}

function findSwitchFaults(getInput: GetInput): string[] {
  const settings = SETTING_LIST.flatMap(([setting, { choices = [] }]) => {
    const name = getInputName(setting);
    const text = getInput(name);
    if (!isWrongSwitch(setting, text)) return [];
    const expected = joinChoices("true", "false", ...choices);
    return [describeFault(name, expected, text)];
  });
  const others = SWITCHES.filter((name) => !isBoolean(getInput(name)))
    .map((name) => describeFault(name, "true or false", getInput(name)));
  return [...settings, ...others];
}

/** Joins choices to "true, false or in-progress". */
function joinChoices(...choices: string[]): string {
  return `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

function describeFault(name: string, expected: string, text: string): string {
  return `${name} must be ${expected}: current value is ${
    JSON.stringify(text)
  }`;
}

/** The settings that the command refuses itself, or on which nothing depends. */
const MAY_BE_UNEXPANDED = ["apiKey", "accountId", "jobId", "cause"];

/** Finds inputs that the command would drop with a warning: it would build something else. */
function findUnexpanded(getInput: GetInput): string[] {
  return SETTING_LIST.map(([setting]) => setting)
    .filter((setting) => !MAY_BE_UNEXPANDED.includes(setting))
    .filter((setting) =>
      !isWrongSwitch(setting, getInput(getInputName(setting)))
    )
    .map(getInputName)
    .filter((name) => UNEXPANDED.test(getInput(name)))
    .map((name) =>
      `${name} is a variable that was not expanded: ${getInput(name)}`
    );
}
