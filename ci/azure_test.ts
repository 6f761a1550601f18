import { assertEquals } from "@std/assert";
import { MERGE, SHA, specify } from "../testing/ci_case.ts";
import { azure } from "./azure.ts";

specify({
  system: azure,
  env: { TF_BUILD: "True", AGENT_TEMPDIRECTORY: "/agent/_temp" },
  noPullRequest:
    "No pull request was found. SYSTEM_PULLREQUEST_PULLREQUESTID is not set",
  allowed: [
    "task.setvariable",
    "task.logissue",
    "task.uploadsummary",
    "group",
    "endgroup",
  ],
  obeyed: (line) =>
    [...line.matchAll(/##vso\[([\w.]+)|##\[(\w+)/gi)]
      .map(([, vso, command]) => vso ?? command!),
  fileUrl: [
    [
      {
        BUILD_REPOSITORY_URI: "https://dev.azure.com/acme/shop/_git/shop",
        BUILD_REPOSITORY_PROVIDER: "TfsGit",
      },
      `https://dev.azure.com/acme/shop/_git/shop?path=%2Fdbt%2Fa+b.sql&version=GC${SHA}`,
    ],
    [
      {
        BUILD_REPOSITORY_URI: "https://github.com/acme/shop.git",
        BUILD_REPOSITORY_PROVIDER: "GitHub",
      },
      `https://github.com/acme/shop/blob/${SHA}/dbt/a%20b.sql`,
    ],
    [{ BUILD_REPOSITORY_URI: "git@example.com:acme/shop.git" }, undefined],
  ],
  pullRequests: [
    {
      what: "nothing of a fork's main without its commit",
      env: {
        SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: "7",
        SYSTEM_PULLREQUEST_SOURCEBRANCH: "main",
        SYSTEM_PULLREQUEST_ISFORK: "True",
        BUILD_REPOSITORY_PROVIDER: "GitHub",
      },
      refusal:
        "Pull request 7 comes from a fork, and Azure Pipelines does not name its commit",
    },
    {
      what: "number and commit of a fork's main, and not its branch",
      env: {
        SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
        SYSTEM_PULLREQUEST_SOURCEBRANCH: "refs/heads/main",
        SYSTEM_PULLREQUEST_SOURCECOMMITID: SHA,
        SYSTEM_PULLREQUEST_ISFORK: "True",
        BUILD_REPOSITORY_PROVIDER: "TfsGit",
      },
      expected: { azure_pull_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "no branch alone where Azure does not say whose it is",
      env: {
        SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: "7",
        SYSTEM_PULLREQUEST_SOURCEBRANCH: "main",
        BUILD_REPOSITORY_PROVIDER: "GitHub",
      },
      refusal: "Pull request 7 may come from a fork",
    },
    {
      what: "number and commit where it may not be read whose they are",
      env: {
        SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
        SYSTEM_PULLREQUEST_SOURCEBRANCH: "refs/heads/main",
        SYSTEM_PULLREQUEST_SOURCECOMMITID: SHA,
        SYSTEM_PULLREQUEST_ISFORK: "False",
        BUILD_REPOSITORY_PROVIDER: "TfsGit",
      },
      denied: ["SYSTEM_PULLREQUEST_ISFORK"],
      expected: { azure_pull_request_id: 7, git_sha: SHA },
      warning: "It counts as one from a fork",
    },
    {
      what: "the pull request in Azure Repos",
      env: {
        SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
        SYSTEM_PULLREQUEST_PULLREQUESTNUMBER:
          "$(System.PullRequest.PullRequestNumber)",
        SYSTEM_PULLREQUEST_SOURCEBRANCH: "refs/heads/feature/a",
        SYSTEM_PULLREQUEST_SOURCECOMMITID: SHA,
        BUILD_SOURCEBRANCH: "refs/pull/7/merge",
        BUILD_SOURCEVERSION: MERGE,
        BUILD_REPOSITORY_PROVIDER: "TfsGit",
      },
      expected: {
        azure_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "GitHub's pull request",
      env: {
        SYSTEM_PULLREQUEST_PULLREQUESTID: "123456",
        SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: "7",
        SYSTEM_PULLREQUEST_SOURCEBRANCH: "feature/a",
        SYSTEM_PULLREQUEST_ISFORK: "False",
        BUILD_REPOSITORY_PROVIDER: "GitHub",
      },
      expected: { github_pull_request_id: 7, git_branch: "feature/a" },
    },
    { what: "none in a build of a branch", env: {} },
  ],
});

Deno.test("azure.annotate() escapes what would end a property", () => {
  const { text } = azure.annotate({
    kind: "error",
    id: "",
    title: "a",
    message: "b]%\nc",
    file: "models/a;b].sql",
  });
  assertEquals(
    text,
    "##vso[task.logissue type=error;sourcepath=models/a%3Bb%5D.sql]a: b]%AZP25%0Ac",
  );
});
