/** Finds the source of a setting's value: a flag, an input or a variable. */
import { readVariable, type Variable } from "../../api/environment.ts";
import { UNEXPANDED } from "../process/environment.ts";
import type { InputBuilder, Source } from "./builder.ts";
import type { Setting, SettingName } from "./settings.ts";

/** Takes a flag before an input of the action, and both before variables. */
export function findSource(
  builder: InputBuilder,
  setting: SettingName,
  { flag, ...rest }: Setting,
  texts: string[] | undefined,
): Source | undefined {
  if (texts) return { kind: "flag", name: `--${flag}`, texts };
  const input = builder.environment.actionInput?.(setting);
  if (!input?.text.trim()) return findVariable(builder, setting, rest);
  const { name, text, isDefault } = input;
  return { kind: "input", name, texts: [text], isDefault };
}

/** Finds the first variable with a usable value, else the first that is set. */
function findVariable(
  builder: InputBuilder,
  setting: SettingName,
  { variables = [], commands, finds }: Setting,
): Source | undefined {
  const { command, needsJob, environment } = builder;
  // A pipeline sets many variables for other steps.
  const isUsed = commands?.includes(command) ?? true;
  if (!isUsed || (finds && !needsJob)) return;
  const set = variables.flatMap((name): Source[] => {
    const { text, fault } = readVariable(environment.env, name);
    if (fault) reportFault(builder, setting, name, fault);
    return text === undefined
      ? []
      : [{ kind: "variable", name, texts: [text] }];
  });
  const usable = set.filter((source) => {
    const text = joinTexts(source).trim();
    return text && !UNEXPANDED.test(text);
  });
  reportContradiction(builder, setting, variables, usable);
  // One that is not usable is refused by its name.
  return usable[0] ?? set.find((it) => joinTexts(it).trim()) ?? set[0];
}

/** Joins the texts of a source. */
export function joinTexts({ texts }: Source): string {
  return texts.join("\n");
}

/** Refuses a variable that cannot be used. One that may not be read stands for all. */
function reportFault(
  builder: InputBuilder,
  setting: SettingName,
  name: string,
  fault: NonNullable<Variable["fault"]>,
): void {
  if (fault === "not text") return reportNotText(builder, setting, name);
  const denied = "Requires env access to ";
  if (builder.faults.some(({ text }) => text.startsWith(denied))) return;
  builder.refuse(setting, `${denied}"${name}": run with --allow-env`, name);
}

/** Refuses a value that is no text, and never shows it: it may be a key. */
export function reportNotText(
  builder: InputBuilder,
  setting: SettingName,
  name: string,
): void {
  const sentence = `${name} holds bytes that are no UTF-8 text`;
  // A cause is only a label: the subject of a commit must not end a pipeline.
  if (setting === "cause") {
    builder.warnings.push(`${sentence}. It counts as not set`);
  } else builder.refuse(setting, `${sentence}: set it again`, name);
}

/** Refuses two names of other tools that disagree, without their values. */
function reportContradiction(
  builder: InputBuilder,
  setting: SettingName,
  variables: readonly string[],
  usable: Source[],
): void {
  const [first, ...others] = usable;
  // The script's name takes precedence. Other tools' names are equals.
  if (!first || first.name === variables[0]) return;
  const other = others.find((it) => toPlain(it) !== toPlain(first));
  if (!other) return;
  const text = `${first.name} and ${other.name} disagree: set only one`;
  builder.refuse(setting, text, first.name);
}

/** Prepares a text for a comparison: an address without scheme and last slash. */
function toPlain(source: Source): string {
  return joinTexts(source).trim().replace(/^https:\/\//, "")
    .replace(/(?<!\/)\/+$/, "");
}
