/** Finds where the value of a setting comes from: flag, input or variable. */
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

/** The first variable with a usable value, else the first to complain about. */
function findVariable(
  builder: InputBuilder,
  setting: SettingName,
  { variables = [], commands, finds }: Setting,
): Source | undefined {
  const { command, needsJob, environment } = builder;
  // Many are set for other steps.
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
  // The last two only to complain about.
  return usable[0] ?? set.find((it) => joinTexts(it).trim()) ?? set[0];
}

/** The whole text of a source. */
export function joinTexts({ texts }: Source): string {
  return texts.join("\n");
}

/** Names a variable that cannot be used; one that may not be read speaks for all. */
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

/** Names a value that is no text, and never shows it: it may be a key. */
export function reportNotText(
  builder: InputBuilder,
  setting: SettingName,
  name: string,
): void {
  const what = `${name} holds bytes that are no UTF-8 text`;
  // A cause is only a label: the subject of an old commit must not end a pipeline.
  if (setting === "cause") {
    builder.warnings.push(`${what}. It counts as not set`);
  } else builder.refuse(setting, `${what}: set it again`, name);
}

/** Refuses two names of other tools that disagree, without their values. */
function reportContradiction(
  builder: InputBuilder,
  setting: SettingName,
  variables: readonly string[],
  usable: Source[],
): void {
  const [first, ...others] = usable;
  // The script's name comes first; of other tools' names, none does.
  if (!first || first.name === variables[0]) return;
  const other = others.find((it) => toPlain(it) !== toPlain(first));
  if (!other) return;
  const text = `${first.name} and ${other.name} disagree: set only one`;
  builder.refuse(setting, text, first.name);
}

/** A text as two are compared: an address without its scheme and last slash. */
function toPlain(source: Source): string {
  return joinTexts(source).trim().replace(/^https:\/\//, "")
    .replace(/(?<!\/)\/+$/, "");
}
