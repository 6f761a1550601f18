/** Finds variables that a CI system left as they are: `$(X)`, `${X}`, `$X`. */
import { UNEXPANDED } from "../process/environment.ts";
import type { SettingName } from "./settings.ts";

/** A variable anywhere in a line. */
const VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;

/** Settings where a $ is never meant; a command may hold one. */
const WITHOUT_VARIABLES: readonly SettingName[] = [
  "gitBranch",
  "schemaOverride",
];

/** A variable that was not expanded. */
export interface UnexpandedVariable {
  /** The line that it stands in. */
  line: string;
  /** Whether the text is this variable alone. */
  isWholeValue: boolean;
}

/** Finds the first variable in the text of a setting that was not expanded. */
export function findUnexpandedVariable(
  setting: SettingName,
  text: string,
): UnexpandedVariable | undefined {
  // A command may be an item of a list.
  const lines = text.split("\n").map((line) => line.trim().replace(/^-\s/, ""))
    .map((line) => line.trim()).filter(Boolean);
  const pattern = WITHOUT_VARIABLES.includes(setting) ? VARIABLE : UNEXPANDED;
  const line = lines.find((line) => pattern.test(line));
  if (line === undefined) return;
  const isWholeValue = lines.length === 1 && line.replace(VARIABLE, "") === "";
  return { line, isWholeValue };
}
