/** Finds variables that a CI system left as they are: `$(X)`, `${X}`, `$X`. */
import { UNEXPANDED } from "../process/ci_environment.ts";
import type { SettingName } from "./settings.ts";

/** A variable anywhere in a line. */
const VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;

/** Settings where a $ is never meant; a command may hold one. */
const WITHOUT_VARIABLES: readonly SettingName[] = [
  "gitBranch",
  "schemaOverride",
];

/** The first variable in a text that was not expanded. */
interface UnexpandedVariable {
  /** The line that it stands in. */
  line: string;
  /** Whether the text is this variable alone. */
  isWholeValue: boolean;
}

/** The verdict on a text that may hold variables, with a sentence where there is one. */
export type Expansion =
  | { kind: "usable" }
  | { kind: "not set"; text: string }
  | { kind: "refused"; text: string };

/**
 * Checks a text for variables that were not expanded. One that is nothing but a
 * variable counts as not set; any other says more, and is refused.
 */
export function checkExpansion(
  setting: SettingName,
  sourceName: string,
  text: string,
): Expansion {
  const found = findUnexpandedVariable(setting, text);
  // A cause is for people, who see where it has a variable.
  const isLabel = setting === "cause" && !found?.isWholeValue;
  if (!found || isLabel) return { kind: "usable" };
  // The text may be a key all the same: it is not shown.
  const detail = setting === "apiKey" ? "it begins with a $" : found.line;
  return {
    kind: found.isWholeValue ? "not set" : "refused",
    text: `${sourceName} is a variable that was not expanded: ${detail}`,
  };
}

function findUnexpandedVariable(
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
