/** Checks which settings go together. */
import { fieldsOfRole, TRIGGER_FIELDS } from "../../api/trigger_fields.ts";
import { type Draft, isExplicit, type StageResult } from "./draft.ts";
import type { Setting } from "./setting.ts";
import { type SettingName, SETTINGS } from "./settings.ts";

/** A setting that does nothing, with the reason and what to do about it. */
interface IdleSetting {
  name: SettingName;
  reason: string;
  advice: string;
}

/** Describes settings of which only one may be given. */
export function describeConflict(...names: string[]): string {
  return `${names.join(" and ")} are both given: use one of them`;
}

/** Checks for settings that do nothing beside the others. */
export function checkIdle(draft: Draft): StageResult {
  const { commandLine: { command }, values, sources } = draft;
  const idle: IdleSetting[] = [];
  if (command === "run" && !values.wait) {
    const isInput = sources.wait?.kind === "input";
    const noWait = isInput ? sources.wait?.name : "--no-wait";
    for (const name of ["junit", "artifacts", "retries", "logs"] as const) {
      const reason = `with ${noWait}`;
      idle.push({ name, reason, advice: "leave out one of them" });
    }
  }
  if (!values.artifacts) {
    const reason = "without --artifacts";
    idle.push({ name: "allArtifacts", reason, advice: "add it" });
  }
  const results = idle.map((setting) => judgeIdle(draft, setting));
  return {
    faults: results.flatMap(({ faults = [] }) => faults),
    warnings: results.flatMap(({ warnings = [] }) => warnings),
  };
}

/** Refuses an idle setting that somebody typed; a variable is worth a warning. */
function judgeIdle(
  { commandLine, values, sources }: Draft,
  { name, reason, advice }: IdleSetting,
): StageResult {
  const source = sources[name];
  const { default: fallback }: Setting = SETTINGS[name];
  if (!source || source.isDefault || values[name] === fallback) return {};
  const text = `${source.name} does nothing ${reason}`;
  if (isExplicit(source)) {
    return { faults: [{ setting: name, text: `${text}: ${advice}` }] };
  }
  // A variable may be there for another step.
  return commandLine.command === "run" ? { warnings: [text] } : {};
}

/** Refuses two fields for pull requests: a run has one. */
export function checkPullRequests(
  { commandLine, sources }: Draft,
): StageResult {
  const set = fieldsOfRole("pullRequest").flatMap((field) => {
    const setting = TRIGGER_FIELDS[field].option;
    return sources[setting] ?? [];
  });
  const explicit = set.filter(isExplicit);
  if (explicit.length > 1) {
    const text = describeConflict(...explicit.map(({ name }) => name));
    return { faults: [{ setting: "pullRequest", text }] };
  }
  if (set.length < 2 || commandLine.command !== "run") return {};
  const names = set.map(({ name }) => name).join(" and ");
  return {
    warnings: [`${names} are both set, and a run has one pull request`],
  };
}
