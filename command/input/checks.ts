/** Checks settings beyond their types: alone, with each other, with the command. */
import { checkOptions } from "../../api/checks.ts";
import { findProxyFault } from "../../api/proxies.ts";
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

/** Returns what is wrong with a setting; `name` is that of its source. */
type Check = (name: string, builder: InputBuilder) => string | undefined;

/** What is wrong with a setting that is set, beyond its type. */
const CHECKS: { [N in SettingName]?: Check } = {
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
    // What is no address of the web is refused by the check of options.
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
    const { origin, username, password } = new URL(url);
    // The URL may end in /api/v2 and nothing else.
    if (url !== origin && !username && !password) {
      return `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`;
    }
    const proxied = findProxyFault(origin);
    return proxied && `Cannot use ${name}: ${proxied}`;
  },
  extraArgs(name, { values, sources: { stepsOverride } }) {
    if (stepsOverride) return bothGiven(name, stepsOverride.name);
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
  allArtifacts: (name, { values }) =>
    values.artifacts ? undefined : `${name} needs --artifacts`,
  latest: (name, { command, values }) =>
    command === "retry" && values.latest === "success"
      ? `${name}=success finds nothing to retry: use --latest`
      : undefined,
};

function bothGiven(...names: string[]): string {
  return `${names.join(" and ")} are both given: use one of them`;
}

/** Why no run can be taken for a build of ours, if so: `--reuse` needs a commit. */
export function describeReuseFault(
  name: string,
  { reuse, gitSha }: Pick<ParsedInput["values"], "reuse" | "gitSha">,
): string | undefined {
  if (reuse !== true || /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(gitSha ?? "")) {
    return;
  }
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
      ? CHECKS[name]?.(source.name, builder)
      : describeForeign(builder, source, values[name], commands);
    if (fault) builder.refuse(name, fault);
  }
  // The reader of a value, and the checks above, have shorter sentences.
  const { reuse: _, interval: __, ...options } = values;
  for (const { option, error } of checkOptions(options)) {
    const name = option as SettingName;
    const source = sources[name];
    if (builder.isRefused(name)) continue;
    builder.refuse(name, `${source?.name ?? option} ${error.message}`);
  }
  checkTogether(builder);
}

/** Variables serve several steps; so do an action's inputs, with defaults. */
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

/** Settings that do nothing without a wait for the run. */
const NEED_WAIT = ["junit", "artifacts", "retries", "logs"] as const;

function checkTogether(builder: InputBuilder): void {
  checkIdle(builder);
  checkPullRequests(builder);
}

/** Refuses what somebody typed and has no effect; a variable is only a warning. */
function checkIdle(builder: InputBuilder): void {
  const { command, values, sources } = builder;
  if (command !== "run" || values.wait) return;
  const noWait = sources.wait?.kind === "input"
    ? sources.wait.name
    : "--no-wait";
  for (const name of NEED_WAIT) {
    const source = sources[name];
    const { default: fallback }: Setting = SETTINGS[name];
    if (!source || source.isDefault || values[name] === fallback) continue;
    const text = `${source.name} does nothing with ${noWait}`;
    if (isExplicit(source)) {
      builder.refuse(name, `${text}: leave out one of them`);
    } else builder.warnings.push(text);
  }
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
    builder.refuse("pullRequest", bothGiven(...explicit.map((it) => it.name)));
  } else if (command === "run") {
    builder.warnings.push(
      `${names.join(" and ")} are both set, and a run has one pull request`,
    );
  }
}
