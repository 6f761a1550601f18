/** Builds the input, value by value, and collects its faults. */
import type { EnvReader } from "../../api/environment.ts";
import type { ActionInputReader } from "./action_input.ts";
import type { Input, InputFault, InvalidInput } from "./parsed_input.ts";
import {
  type Command,
  defaultValues,
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

/** Whether somebody wrote a value for this very command, unlike a variable. */
export function isExplicit({ kind }: Source): boolean {
  return kind !== "variable";
}

/** Builds an input: each value once, with its source, and all faults. */
export class InputBuilder {
  readonly values: Values = defaultValues();
  readonly given: InvalidInput["given"] = {};
  readonly sources: { [N in SettingName]?: Source } = {};
  /** Values that a CI system did not expand, each with a sentence. */
  readonly unexpanded = new Map<SettingName, string>();
  readonly faults: InputFault[] = [];
  readonly warnings: string[] = [];
  runId: number | undefined;

  /** Constructs a new instance. */
  constructor(
    readonly command: Command,
    /** The text of the RUN_ID, if there is one. */
    readonly target: string | undefined,
    readonly environment: InputEnvironment,
  ) {}

  /** Whether the job has to be known: it is triggered, or its runs are searched. */
  get needsJob(): boolean {
    return this.command !== "cancel" && !this.target;
  }

  /** Sets a value. Without a source, the setting keeps the one that it has. */
  set<N extends SettingName>(name: N, value: Values[N], source?: Source): void {
    this.values[name] = value;
    if (source) this.sources[name] = source;
  }

  /** Adds a fault, of a setting or of none. */
  refuse(
    setting: SettingName | undefined,
    text: string,
    name = setting && this.sources[setting]?.name,
  ): void {
    this.faults.push({ setting, name, text });
  }

  /** Whether a setting has a fault. */
  isRefused(setting: SettingName): boolean {
    return this.faults.some((fault) => fault.setting === setting);
  }

  /**
   * Returns the input. Without faults it has everything that is required; help
   * requires nothing.
   */
  build(): Input | InvalidInput {
    const { command, values, given, runId, faults, warnings } = this;
    const names: Input["names"] = {};
    for (const [name] of SETTING_LIST) {
      const source = this.sources[name];
      if (source) names[name] = source.name;
    }
    const urlSetting = names.url ?? SETTINGS.url.variables[0];
    const parts = { names, urlSetting, warnings, notices: [] };
    const input = { command, values, given, runId, ...parts };
    if (faults.length > 0) return { ...input, faults };
    return { ...input, values: values as Input["values"] };
  }
}
