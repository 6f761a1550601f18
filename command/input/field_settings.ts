/** The settings of the fields of the trigger body. */
import { TRIGGER_FIELDS } from "../../api/trigger_fields.ts";
import { SELECTS_RUN } from "./setting.ts";

type Fields = typeof TRIGGER_FIELDS;
type Field = keyof Fields;

/** The help of each field, and the placeholder of its value. */
const FIELD_HELP: { [F in Field]: { help: string; value?: string } } = {
  cause: {
    help:
      "why the job runs; cut at 255 characters, mark included (default: API-triggered job)",
  },
  git_branch: {
    value: "NAME",
    help: "branch to check out; refs/heads/ is removed",
  },
  schema_override: {
    value: "NAME",
    help: "schema to build into; - and / become _",
  },
  git_sha: {
    value: "SHA",
    help:
      "commit to check out; with wait, status and retry: the run of this commit",
  },
  steps_override: {
    value: "COMMAND",
    help:
      "dbt command in place of the job's own: the flag several times, one a line, or a JSON or YAML list",
  },
  dbt_version_override: { value: "VERSION", help: "version of dbt" },
  threads_override: { help: "number of threads" },
  target_name_override: {
    value: "NAME",
    help: "target.name that the project sees",
  },
  generate_docs_override: { help: "whether to generate docs" },
  timeout_seconds_override: {
    help: "time limit that dbt Cloud sets the run, in seconds",
  },
  github_pull_request_id: { help: "pull request on GitHub" },
  gitlab_merge_request_id: { help: "merge request on GitLab (its IID)" },
  azure_pull_request_id: { help: "pull request on Azure DevOps" },
  non_native_pull_request_id: { help: "pull request on any other Git host" },
};

/** Creates the settings of all fields of the trigger body, by one rule. */
export function createFieldSettings() {
  const settings = Object.entries(TRIGGER_FIELDS).map(
    ([field, { option, type, role }]) => {
      const variables = [`DBT_JOB_${field.toUpperCase()}`];
      // The Python script's name comes first.
      if (field === "git_branch") variables.unshift("DBT_JOB_BRANCH");
      const help = FIELD_HELP[field as Field];
      const isSelector = role === "pullRequest" || role === "commit";
      return [option, {
        type,
        variables,
        ...help,
        ...(isSelector && SELECTS_RUN),
      }];
    },
  );
  return Object.fromEntries(settings) as {
    [F in Field as Fields[F]["option"]]: {
      type: Fields[F]["type"];
      help: string;
    };
  };
}
