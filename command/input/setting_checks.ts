/** Checks settings beyond their types: alone, with each other, with the command. */
import { checkOptions } from "../../api/checks.ts";
import { findProxyFault } from "../../api/proxies.ts";
import { isFullCommit } from "../../api/text.ts";
import { fieldsOfRole, TRIGGER_FIELDS } from "../../api/trigger_fields.ts";
import { type InputBuilder, isExplicit, type Source } from "./builder.ts";
import { describeHttp } from "./page.ts";
import type { ParsedInput } from "./parsed_input.ts";
import {
  type Command,
  type Setting,
  SETTING_LIST,
  type SettingName,
  SETTINGS,
} from "./settings.ts";
import { checkBareCommand } from "./steps_override.ts";
import { quoteValue } from "./values.ts";

/** Describes what is wrong with a setting; `name` is that of its source. */
type InputCheck = (name: string, builder: InputBuilder) => string | undefined;

/** Checks of settings that are set, beyond their types. */
const INPUT_CHECKS: { [N in SettingName]?: InputCheck } = {
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
  latest: (name, { command, values }) =>
    command === "retry" && values.latest === "success"
      ? `${name}=success finds nothing to retry: use --latest`
      : undefined,
};

function describeConflict(...names: string[]): string {
  return `${names.join(" and ")} are both given: use one of them`;
}

/** Describes why `--reuse` cannot recognise a run, if so: it needs a full commit. */
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

/** Checks all settings. */
export function checkSettings(builder: InputBuilder): void {
  const { command, values, sources } = builder;
  for (const [name, { commands = [command] }] of SETTING_LIST) {
    const source = sources[name];
    if (!source) continue;
    const fault = commands.includes(command)
      ? INPUT_CHECKS[name]?.(source.name, builder)
      : describeForeign(builder, source, values[name], commands);
    if (fault) builder.refuse(name, fault);
  }
  // Those were checked above, or when they were read.
  const { reuse: _, interval: __, ...options } = values;
  for (const { option, error } of checkOptions(options)) {
    const name = option as SettingName;
    const source = sources[name];
    if (builder.isRefused(name)) continue;
    builder.refuse(name, `${source?.name ?? option} ${error.message}`);
  }
  checkTogether(builder);
}

/**
 * Describes a setting that does not go with the command. Variables serve several
 * steps, and an action's inputs have defaults: they are not refused.
 */
function describeForeign(
  { command, environment: { actionInput } }: InputBuilder,
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
  return `${flag} only works with ${listCommands(commands)}${hint}`;
}

function listCommands(commands: readonly Command[]): string {
  const names = commands.map((command) => `\`${command}\``);
  const last = names.pop();
  return names.length > 0 ? `${names.join(", ")} and ${last}` : `${last}`;
}

// Settings that do not go together

function checkTogether(builder: InputBuilder): void {
  const { values, sources } = builder;
  if (builder.command === "run" && !values.wait) {
    const isInput = sources.wait?.kind === "input";
    const noWait = isInput ? sources.wait?.name : "--no-wait";
    for (const name of ["junit", "artifacts", "retries", "logs"] as const) {
      refuseIdle(builder, name, `with ${noWait}: leave out one of them`);
    }
  }
  if (!values.artifacts) {
    refuseIdle(builder, "allArtifacts", "without --artifacts: add it");
  }
  checkPullRequests(builder);
}

/** Refuses a setting that somebody typed and that does nothing. */
function refuseIdle(
  builder: InputBuilder,
  name: SettingName,
  reason: string,
): void {
  const { command, values, sources: { [name]: source } } = builder;
  const { default: fallback }: Setting = SETTINGS[name];
  if (!source || source.isDefault || values[name] === fallback) return;
  const text = `${source.name} does nothing ${reason}`;
  if (isExplicit(source)) builder.refuse(name, text);
  // A variable may be there for another step.
  else if (command === "run") builder.warnings.push(text.split(":")[0]!);
}

/** Refuses two fields for pull requests: a run has one. */
function checkPullRequests(builder: InputBuilder): void {
  const { command, sources } = builder;
  const found = fieldsOfRole("pullRequest").flatMap((field) => {
    const setting = TRIGGER_FIELDS[field].option;
    return sources[setting] ?? [];
  });
  if (found.length < 2) return;
  const explicit = found.filter(isExplicit);
  const names = found.map(({ name }) => name);
  if (explicit.length > 1) {
    builder.refuse(
      "pullRequest",
      describeConflict(...explicit.map((it) => it.name)),
    );
  } else if (command === "run") {
    builder.warnings.push(
      `${names.join(" and ")} are both set, and a run has one pull request`,
    );
  }
}
