/** The input as far as it has been read: each stage adds its result to it. */
import type { EnvReader } from "../../api/environment.ts";
import type { ActionInputReader } from "./action_input.ts";
import type { CommandLine } from "./command_line.ts";
import type { Input, InputFault, InvalidInput } from "./parsed_input.ts";
import {
  createDefaultValues,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
  type Values,
} from "./settings.ts";

/** The source of a setting's value. */
export interface Source {
  kind: "argument" | "flag" | "input" | "variable";
  /** `--job-id`, `job_id` or `DBT_JOB_ID`, for messages. */
  name: string;
  /** One text, or several if a flag was given several times. */
  texts: string[];
  /** Whether nobody typed it: it is a default of the GitHub Action. */
  isDefault?: boolean | undefined;
}

/** The sources of input beside the command line. */
export interface InputEnvironment {
  env: EnvReader;
  /** The names of all variables, as far as they may be listed. */
  envNames: () => string[];
  /** Reads the inputs of a GitHub Action, if the command runs in one. */
  actionInput?: ActionInputReader | undefined;
}

/** The input as far as it has been read. It is replaced, and never written into. */
export interface Draft {
  readonly commandLine: CommandLine;
  readonly environment: InputEnvironment;
  readonly values: Readonly<Values>;
  /** The texts of the values as they were written. */
  readonly given: Readonly<InvalidInput["given"]>;
  readonly sources: Readonly<{ [N in SettingName]?: Source }>;
  /** Values that a CI system did not expand, each with a sentence. */
  readonly unexpanded: Readonly<{ [N in SettingName]?: string }>;
  /** The name of a variable that may not be read: it stands for all of them. */
  readonly deniedVariable?: string | undefined;
  readonly runId?: number | undefined;
  readonly faults: readonly InputFault[];
  readonly warnings: readonly string[];
}

/** The result of a stage: the parts that it adds to the draft. */
export interface StageResult
  extends Partial<Omit<Draft, "commandLine" | "environment" | "values">> {
  readonly values?: Partial<Values>;
}

/** Creates the draft in which nothing is set. */
export function createDraft(
  commandLine: CommandLine,
  environment: InputEnvironment,
): Draft {
  return {
    commandLine,
    environment,
    values: createDefaultValues(),
    given: {},
    sources: {},
    unexpanded: {},
    faults: [],
    warnings: [],
  };
}

/**
 * Adds the result of a stage. A fault without the name of a source gets that of
 * its setting.
 */
export function addResult(draft: Draft, result: StageResult): Draft {
  const faults = (result.faults ?? []).map(({ setting, name, text }) => ({
    setting,
    name: name ?? (setting && draft.sources[setting]?.name),
    text,
  }));
  return {
    ...draft,
    ...result,
    values: { ...draft.values, ...result.values },
    given: { ...draft.given, ...result.given },
    sources: { ...draft.sources, ...result.sources },
    unexpanded: { ...draft.unexpanded, ...result.unexpanded },
    faults: [...draft.faults, ...faults],
    warnings: [...draft.warnings, ...result.warnings ?? []],
  };
}

/**
 * Returns the input of a draft. Without faults it has everything that is
 * required; help requires nothing.
 */
export function toInput(draft: Draft): Input | InvalidInput {
  const { commandLine: { command }, runId, sources } = draft;
  const names: Input["names"] = {};
  for (const [name] of SETTING_LIST) {
    const source = sources[name];
    if (source) names[name] = source.name;
  }
  const input = {
    command,
    runId,
    names,
    values: { ...draft.values },
    given: { ...draft.given },
    urlSetting: names.url ?? SETTINGS.url.variables[0],
    warnings: [...draft.warnings],
    notices: [],
  };
  if (draft.faults.length > 0) return { ...input, faults: [...draft.faults] };
  return { ...input, values: input.values as Input["values"] };
}

/** Whether somebody wrote a value for this very command, unlike a variable. */
export function isExplicit({ kind }: Source): boolean {
  return kind !== "variable";
}

/** Whether a setting has a fault. */
export function isRefused({ faults }: Draft, name: SettingName): boolean {
  return faults.some(({ setting }) => setting === name);
}

/** Whether the job has to be known: it is triggered, or its runs are searched. */
export function needsJob({ commandLine }: Draft): boolean {
  return commandLine.command !== "cancel" && !commandLine.target;
}
