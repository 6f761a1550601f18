/** Checks settings beyond their types, and whether the command takes them. */
import { checkOptions } from "../../api/option_checks.ts";
import { findProxyFault } from "../../api/proxies.ts";
import { isFullCommit } from "../../api/text.ts";
import { describeHttp } from "./address.ts";
import {
  type Draft,
  isRefused,
  type Source,
  type StageResult,
} from "./draft.ts";
import type { InputFault, ParsedInput } from "./parsed_input.ts";
import type { Command } from "./setting.ts";
import { describeConflict } from "./setting_conflicts.ts";
import { SETTING_LIST, type SettingName } from "./settings.ts";
import { checkBareCommand } from "./steps_override.ts";
import { quoteValue } from "./values.ts";

/** Describes the fault of a setting, if it has one; `name` is that of its source. */
type SettingCheck = (name: string, draft: Draft) => string | undefined;

/** The checks of settings that are set, beyond their types. */
const SETTING_CHECKS: { [N in SettingName]?: SettingCheck } = {
  interval: (name, { values }) =>
    values.interval === 0 ? `${name} must be above 0` : undefined,
  apiKey(name, { values: { apiKey = "" } }) {
    if (/^(["']).*\1$/s.test(apiKey)) {
      return `${name} begins and ends with a quote: delete both`;
    }
    const scheme = /^(Token|Bearer)\s/i.exec(apiKey)?.[1];
    return scheme && `${name} begins with "${scheme}": delete that word`;
  },
  url(name, { values: { url } }) {
    const fault = describeHttp(url);
    if (fault) return `${name} ${fault}`;
    // The check of options refuses everything that is no address of the web.
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
    const { origin, username, password } = new URL(url);
    // No path remains: that of the API has been removed.
    if (url !== origin && !username && !password) {
      return `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`;
    }
    const proxied = findProxyFault(origin);
    return proxied && `Cannot use ${name}: ${proxied}`;
  },
  extraArgs(name, { values, sources: { stepsOverride } }) {
    if (stepsOverride) return describeConflict(name, stepsOverride.name);
    try {
      checkBareCommand(`dbt ${values.extraArgs}`);
    } catch (error) {
      return `${name} cannot be read: ${(error as Error).message}`;
    }
  },
  // The commit may come with the pull request, which is read later.
  reuse: (name, { values }) =>
    values.pullRequest === "none"
      ? describeReuseFault(name, values)
      : undefined,
  latest: (name, { commandLine, values }) =>
    commandLine.command === "retry" && values.latest === "success"
      ? `${name}=success finds nothing to retry: use --latest`
      : undefined,
};

/** Describes why `--reuse` cannot recognise a run, if it cannot: it needs a full commit. */
export function describeReuseFault(
  name: string,
  { reuse, gitSha }: Pick<ParsedInput["values"], "reuse" | "gitSha">,
): string | undefined {
  if (reuse !== true || isFullCommit(gitSha)) return;
  const commit = gitSha
    ? `a full commit, and ${quoteValue(gitSha)} is none`
    : "a commit";
  return `${name} needs ${commit}: add --git-sha, or use --reuse=in-progress`;
}

/** Checks each setting by itself, and then as the library checks its options. */
export function checkSettings(draft: Draft): StageResult {
  const faults = checkEach(draft);
  const wrong = new Set(faults.map(({ setting }) => setting));
  for (const fault of checkAsOptions(draft)) {
    const { setting } = fault;
    const isKnown = setting &&
      (isRefused(draft, setting) || wrong.has(setting));
    if (!isKnown) faults.push(fault);
  }
  return { faults };
}

function checkEach(draft: Draft): InputFault[] {
  const { commandLine: { command }, values, sources } = draft;
  return SETTING_LIST.flatMap(([setting, { commands = [command] }]) => {
    const source = sources[setting];
    if (!source) return [];
    const text = commands.includes(command)
      ? SETTING_CHECKS[setting]?.(source.name, draft)
      : describeForeign(draft, source, values[setting], commands);
    return text ? [{ setting, text }] : [];
  });
}

/** Checks the values as the library checks its options. */
function checkAsOptions({ values, sources }: Draft): InputFault[] {
  // Those two have a check of their own, by the names of the command.
  const { reuse: _, interval: __, ...options } = values;
  return checkOptions(options).map(({ option, error }) => {
    const setting = option as SettingName;
    const name = sources[setting]?.name ?? option;
    return { setting, text: `${name} ${error.message}` };
  });
}

/**
 * Describes a setting that does not go with the command. Variables serve several
 * steps, and an action's inputs have defaults: they are not refused.
 */
function describeForeign(
  { commandLine: { command }, environment: { actionInput } }: Draft,
  { name, kind }: Source,
  value: unknown,
  commands: readonly Command[],
): string | undefined {
  if (kind === "variable") return;
  if (actionInput && (command !== "run" || value !== true)) return;
  const flag = value === false && kind === "flag"
    ? `--no-${name.slice(2)}`
    : name;
  const hint = flag === "--no-wait" && command === "wait"
    ? ": to look at a run once, use `status`"
    : "";
  return `${flag} only works with ${joinCommands(commands)}${hint}`;
}

function joinCommands(commands: readonly Command[]): string {
  const names = commands.map((command) => `\`${command}\``);
  const last = names.pop();
  return names.length > 0 ? `${names.join(", ")} and ${last}` : `${last}`;
}
