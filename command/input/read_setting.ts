/** Reads the value of one setting from its source. */
import type { Source, StageResult } from "./draft.ts";
import { describeNotText, joinTexts } from "./find_source.ts";
import type { Setting } from "./setting.ts";
import type { SettingName, Values } from "./settings.ts";
import { checkExpansion } from "./unexpanded.ts";
import { parseValue } from "./values.ts";

/** The changes that the Python script makes to values before it sends them. */
const NORMALIZERS: {
  [N in SettingName]?: (value: Values[N]) => Values[N];
} = {
  gitBranch: (name) => name?.replaceAll("refs/heads/", "") || undefined,
  schemaOverride: (name) => name?.replace(/[-/]/g, "_"),
};

/** Reads a value; a text that is empty or not expanded counts as not set. */
export function readSetting<N extends SettingName>(
  name: N,
  setting: Setting,
  source: Source,
): StageResult {
  const text = joinTexts(source);
  // The runtimes put this character in the place of bytes that are no text.
  if (text.includes("\ufffd")) return describeNotText(name, source.name);
  const given = { [name]: text };
  if (!text.trim()) return { given };
  const expansion = checkExpansion(name, source.name, text);
  switch (expansion.kind) {
    case "not set":
      return { given, unexpanded: { [name]: expansion.text } };
    case "refused":
      return {
        given,
        faults: [{ setting: name, name: source.name, text: expansion.text }],
      };
    case "usable":
      return { given, ...parseSetting(name, setting, source) };
  }
}

/** Parses a value. One that is wrong keeps its source: other faults name it. */
function parseSetting<N extends SettingName>(
  name: N,
  setting: Setting,
  source: Source,
): StageResult {
  const sources = { [name]: source };
  try {
    const value = parseValue<N>(setting, source.texts);
    // The script had no inputs.
    const normalize = source.kind === "input" ? undefined : NORMALIZERS[name];
    return {
      values: { [name]: normalize ? normalize(value) : value },
      sources,
    };
  } catch (error) {
    const text = `${source.name} ${(error as Error).message}`;
    return { faults: [{ setting: name, name: source.name, text }], sources };
  }
}
