/** Refuses an input that lacks the key, the account or the job. */
import type { EnvReader } from "../../api/environment.ts";
import { ciEnv } from "../process/ci_environment.ts";
import { type Draft, isRefused, needsJob, type StageResult } from "./draft.ts";
import type { InputFault } from "./parsed_input.ts";
import { findOtherNames } from "./unread_variables.ts";
import type { Setting } from "./setting.ts";
import { type SettingName, SETTINGS } from "./settings.ts";

/** Refuses each setting that is missing, unless it has another fault already. */
export function requireSettings(draft: Draft): StageResult {
  const missing = listRequired(draft).filter((name) =>
    !draft.sources[name] && !isRefused(draft, name)
  );
  const isBlank = (name: SettingName) =>
    missing.includes(name) && draft.given[name] === undefined &&
    draft.unexpanded[name] === undefined;
  // The quick start knows one setting in place of these two.
  const needsPage = isBlank("accountId") && isBlank("jobId");
  const faults = missing.flatMap((setting): InputFault[] => {
    if (needsPage && setting === "jobId") return [];
    const text = needsPage && setting === "accountId"
      ? describeMissingPage(draft)
      : draft.unexpanded[setting] ?? describeMissing(draft, setting);
    return [{ setting, text }];
  });
  return { faults };
}

function listRequired(draft: Draft): SettingName[] {
  const { values, sources } = draft;
  // The page of the job names account and job; a wrong page has been refused.
  if (sources.jobUrl) return ["apiKey"];
  return needsJob(draft) && values.jobName === undefined
    ? ["apiKey", "accountId", "jobId"]
    : ["apiKey", "accountId"];
}

function describeMissingPage({ environment }: Draft): string {
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
  { given, environment: { env, actionInput } }: Draft,
  name: SettingName,
): string {
  const { variables = [], flag }: Setting = SETTINGS[name];
  const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
  const input = actionInput?.(name).name;
  const isEmpty = given[name] !== undefined;
  const problem = `${input ?? `${variables[0]}${orFlag}`} is ${
    isEmpty ? "empty" : "not set"
  }`;
  if (name !== "apiKey") return problem;
  // A secret that a pipeline may not see is empty, and so is an input without one.
  const isSecret = isEmpty || input !== undefined;
  return problem +
    (describeKeyElsewhere(env) ?? (isSecret ? describeHiddenSecret(env) : ""));
}

/** Describes where the key is, or why GitLab hides it, if either is known. */
function describeKeyElsewhere(env: EnvReader): string | undefined {
  const read = ciEnv(env);
  const other = findOtherNames("apiKey", read)[0];
  if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
  return read("GITLAB_CI") &&
    ": GitLab keeps a protected variable from branches that are not protected";
}

/** Describes why GitHub may have hidden a secret. */
function describeHiddenSecret(env: EnvReader): string {
  const event = ciEnv(env)("GITHUB_EVENT_NAME") ?? "pull_request";
  return event.startsWith("pull_request")
    ? ": pipelines of forks and of Dependabot get no secrets"
    : ": is there a secret of that name? GitHub makes an empty text of one that is not there";
}
