/** Finds the source of a setting's value: a flag, an input or a variable. */
import { readVariable } from "../../api/environment.ts";
import { UNEXPANDED } from "../process/ci_environment.ts";
import {
  type Draft,
  needsJob,
  type Source,
  type StageResult,
} from "./draft.ts";
import type { InputFault } from "./parsed_input.ts";
import type { Setting } from "./setting.ts";
import type { SettingName } from "./settings.ts";

/** The source of a setting, and the faults of its variables. */
interface FoundSource extends StageResult {
  readonly source?: Source | undefined;
}

/** Finds a flag before an input of the action, and both before variables. */
export function findSource(
  draft: Draft,
  name: SettingName,
  setting: Setting,
): FoundSource {
  const { commandLine: { flags }, environment: { actionInput } } = draft;
  const flag = flags.get(name);
  if (flag) {
    const source = { name: `--${setting.flag}`, texts: flag };
    return { source: { kind: "flag", ...source } };
  }
  const input = actionInput?.(name);
  if (input?.text.trim()) {
    const { text, ...rest } = input;
    return { source: { kind: "input", texts: [text], ...rest } };
  }
  return readsVariables(draft, setting)
    ? findVariable(draft, name, setting.variables ?? [])
    : {};
}

/**
 * Whether the command reads the variables of a setting: a pipeline sets many for
 * other steps, and those that select a run do not matter where one is named.
 */
export function readsVariables(
  draft: Draft,
  { commands, selects }: Setting,
): boolean {
  const isUsed = commands?.includes(draft.commandLine.command) ?? true;
  return isUsed && (needsJob(draft) || !selects);
}

/** Finds the first variable with a usable value, else the first that is set. */
function findVariable(
  { environment, deniedVariable: denied }: Draft,
  setting: SettingName,
  variables: readonly string[],
): FoundSource {
  const set: Source[] = [];
  const faults: InputFault[] = [];
  const warnings: string[] = [];
  let deniedVariable = denied;
  for (const name of variables) {
    const { text, fault } = readVariable(environment.env, name);
    if (text !== undefined) set.push({ kind: "variable", name, texts: [text] });
    if (fault === "not text") {
      const result = describeNotText(setting, name);
      faults.push(...result.faults);
      warnings.push(...result.warnings);
    } else if (fault === "denied" && deniedVariable === undefined) {
      deniedVariable = name;
      const text = `Requires env access to "${name}": run with --allow-env`;
      faults.push({ setting, name, text });
    }
  }
  const usable = set.filter(isUsable);
  faults.push(...findContradiction(setting, variables, usable));
  // One that is not usable is refused by its name.
  const source = usable[0] ?? set.find((it) => joinTexts(it).trim()) ?? set[0];
  return { source, faults, warnings, deniedVariable };
}

function isUsable(source: Source): boolean {
  const text = joinTexts(source).trim();
  return text !== "" && !UNEXPANDED.test(text);
}

/** Joins the texts of a source. */
export function joinTexts({ texts }: Source): string {
  return texts.join("\n");
}

/** Describes a value that is no text, and never shows it: it may be a key. */
export function describeNotText(
  setting: SettingName,
  name: string,
): { faults: InputFault[]; warnings: string[] } {
  const sentence = `${name} holds bytes that are no UTF-8 text`;
  // A cause is only a label: the subject of a commit must not end a pipeline.
  if (setting === "cause") {
    return { faults: [], warnings: [`${sentence}. It counts as not set`] };
  }
  const fault = { setting, name, text: `${sentence}: set it again` };
  return { faults: [fault], warnings: [] };
}

/** Finds two names of other tools that disagree, and does not show their values. */
function findContradiction(
  setting: SettingName,
  variables: readonly string[],
  usable: readonly Source[],
): InputFault[] {
  const [first, ...others] = usable;
  // The script's name takes precedence. Other tools' names are equals.
  if (!first || first.name === variables[0]) return [];
  const other = others.find((it) => toComparable(it) !== toComparable(first));
  if (!other) return [];
  const text = `${first.name} and ${other.name} disagree: set only one`;
  return [{ setting, name: first.name, text }];
}

/** Returns a text without the scheme and the last slash of an address. */
function toComparable(source: Source): string {
  return joinTexts(source).trim().replace(/^https:\/\//, "")
    .replace(/(?<!\/)\/+$/, "");
}
