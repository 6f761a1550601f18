import { assertEquals } from "@std/assert";
import { createTriggerBody, TRIGGER_FIELDS } from "./trigger_fields.ts";
import type { TriggerOptions } from "../mod.ts";

Deno.test("triggerBody() sends every field in its own type, and no other", () => {
  const options: Partial<TriggerOptions> = {
    cause: "Merge of #7",
    gitSha: "8d1ef1b",
    gitBranch: "feature/a",
    schemaOverride: "pr_7",
    dbtVersionOverride: "latest",
    threadsOverride: 8,
    targetNameOverride: "ci",
    generateDocsOverride: false,
    timeoutSecondsOverride: 600,
    stepsOverride: ["dbt seed", "dbt build"],
    githubPullRequestId: 7,
    gitlabMergeRequestId: 8,
    azurePullRequestId: 9,
    nonNativePullRequestId: 10,
  };
  assertEquals(
    Object.keys(options).toSorted(),
    Object.values(TRIGGER_FIELDS).map(({ option }) => option).toSorted(),
  );
  assertEquals(createTriggerBody({ ...options, jobId: 2 }, null), {
    cause: "Merge of #7",
    git_sha: "8d1ef1b",
    git_branch: "feature/a",
    schema_override: "pr_7",
    dbt_version_override: "latest",
    threads_override: 8,
    target_name_override: "ci",
    generate_docs_override: false,
    timeout_seconds_override: 600,
    steps_override: ["dbt seed", "dbt build"],
    github_pull_request_id: 7,
    gitlab_merge_request_id: 8,
    azure_pull_request_id: 9,
    non_native_pull_request_id: 10,
  });
});
