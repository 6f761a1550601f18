/** Refuses an input that lacks the key, the account or the job. */
import type { EnvReader } from "../../api/environment.ts";
import { ciEnv } from "../process/environment.ts";
import type { InputBuilder } from "./builder.ts";
import { findOtherNames } from "./unread_variables.ts";
import { type Setting, type SettingName, SETTINGS } from "./settings.ts";

/** Refuses what is missing, unless another fault of the setting is known. */
export function requireSettings(builder: InputBuilder): void {
  const { needsJob, values, sources, given, unexpanded } = builder;
  const required: SettingName[] = ["apiKey"];
  // The page of the job has them; a wrong page has been refused.
  if (!sources.jobUrl) {
    required.push("accountId");
    if (needsJob && values.jobName === undefined) required.push("jobId");
  }
  const missing = required.filter((name) =>
    !sources[name] && !builder.isRefused(name)
  );
  const isBlank = (name: SettingName) =>
    missing.includes(name) && given[name] === undefined &&
    !unexpanded.has(name);
  // The quick start knows one setting in place of these two.
  const needsPage = isBlank("accountId") && isBlank("jobId");
  for (const name of missing) {
    if (needsPage && name === "jobId") continue;
    const text = needsPage && name === "accountId"
      ? describeMissingPage(builder)
      : unexpanded.get(name) ?? describeMissing(builder, name);
    builder.refuse(name, text);
  }
}

function describeMissingPage({ environment }: InputBuilder): string {
  const { actionInput } = environment;
  const [page, account, job] = actionInput
    ? [
      actionInput("jobUrl").name,
      actionInput("accountId").name,
      actionInput("jobId").name,
    ]
    : ["DBT_JOB_URL", "DBT_ACCOUNT_ID", "DBT_JOB_ID"];
  return `${page} is not set: it is the address of the job's page in dbt Cloud (or set ${account} and ${job})`;
}

function describeMissing(
  { given, environment: { env, actionInput } }: InputBuilder,
  name: SettingName,
): string {
  const { variables = [], flag }: Setting = SETTINGS[name];
  const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
  const input = actionInput?.(name).name;
  const isEmpty = given[name] !== undefined;
  const what = `${input ?? `${variables[0]}${orFlag}`} is ${
    isEmpty ? "empty" : "not set"
  }`;
  return name === "apiKey"
    ? what + describeMissingKey(env, isEmpty || input !== undefined)
    : what;
}

/** Says where the key may be, or why it may be missing. */
function describeMissingKey(env: EnvReader, isMaybeHidden: boolean): string {
  const read = ciEnv(env);
  const other = findOtherNames("apiKey", read)[0];
  if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
  if (read("GITLAB_CI")) {
    return ": GitLab keeps a protected variable from branches that are not protected";
  }
  if (!isMaybeHidden) return "";
  const event = read("GITHUB_EVENT_NAME") ?? "pull_request";
  return event.startsWith("pull_request")
    ? ": pipelines of forks and of Dependabot get no secrets"
    : ": is there a secret of that name? GitHub makes an empty text of one that is not there";
}
