import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { MERGE, SHA, specify } from "../testing/ci_case.ts";
import { setUp } from "../testing/harness.ts";
import { github } from "./github.ts";

const env = {
  GITHUB_ACTIONS: "true",
  GITHUB_OUTPUT: "/runner/output",
  GITHUB_STEP_SUMMARY: "/runner/summary.md",
  GITHUB_EVENT_NAME: "push",
};

const OURS = { full_name: "acme/shop" };

specify({
  system: github,
  env,
  noPullRequest: "No pull request was found. The event is push:",
  allowed: ["group", "endgroup", "error", "warning"],
  obeyed(line) {
    const command = /^\s*::([\w-]+)/.exec(line)?.[1];
    const old = [...line.matchAll(/##\[(\w+)/g)].map(([, name]) => name!);
    return [...(command ? [command] : []), ...old];
  },
  fileUrl: [[
    {
      GITHUB_SERVER_URL: "https://github.example.com",
      GITHUB_REPOSITORY: "acme/shop",
    },
    `https://github.example.com/acme/shop/blob/${SHA}/dbt/a%20b.sql`,
  ]],
  pullRequests: [
    {
      what: "number and commit of a fork's main, and not its branch",
      env: { GITHUB_HEAD_REF: "main", GITHUB_EVENT_PATH: "/event.json" },
      event: {
        pull_request: {
          number: 7,
          head: { sha: SHA, ref: "main", repo: { full_name: "someone/shop" } },
          base: { repo: OURS },
        },
      },
      expected: { github_pull_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "number and commit of a fork that was deleted",
      env: { GITHUB_HEAD_REF: "main", GITHUB_EVENT_PATH: "/event.json" },
      event: {
        pull_request: {
          number: 7,
          head: { sha: SHA, ref: "main", repo: null },
          base: { repo: OURS },
        },
      },
      expected: { github_pull_request_id: 7, git_sha: SHA },
      warning: "It counts as one from a fork",
    },
    {
      what: "no branch alone, without an event that says whose it is",
      env: { GITHUB_REF: "refs/pull/7/merge", GITHUB_HEAD_REF: "main" },
      refusal: "Pull request 7 may come from a fork",
    },
    {
      what:
        "the pull request in a merge queue, with commit and branch of the queue",
      env: {
        GITHUB_EVENT_PATH: "/event.json",
        GITHUB_REF: `refs/heads/gh-readonly-queue/main/pr-7-${SHA}`,
      },
      event: {
        merge_group: {
          head_sha: SHA,
          head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${SHA}`,
        },
      },
      expected: {
        github_pull_request_id: 7,
        git_sha: SHA,
        git_branch: `gh-readonly-queue/main/pr-7-${SHA}`,
      },
    },
    {
      what: "the pull request of the event",
      env: {
        GITHUB_SHA: MERGE,
        GITHUB_REF: "refs/pull/7/merge",
        GITHUB_REF_NAME: "7/merge",
        GITHUB_HEAD_REF: "feature/a",
        GITHUB_EVENT_PATH: "/event.json",
      },
      event: {
        number: 7,
        pull_request: {
          number: 7,
          head: { sha: SHA, ref: "feature/a", repo: OURS },
          base: { repo: OURS },
        },
      },
      expected: {
        github_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "feature/a",
      },
    },
    {
      what: "the pull request of an event with an empty commit",
      env: { GITHUB_EVENT_PATH: "/event.json" },
      event: {
        pull_request: {
          number: 7,
          head: { sha: "", ref: "a", repo: OURS },
          base: { repo: OURS },
        },
      },
      expected: { github_pull_request_id: 7, git_branch: "a" },
    },
    {
      what: "none on a push",
      env: {
        GITHUB_SHA: SHA,
        GITHUB_REF: "refs/heads/main",
        GITHUB_HEAD_REF: "",
        GITHUB_EVENT_PATH: "/event.json",
      },
      event: { ref: "refs/heads/main" },
    },
  ],
});

Deno.test("github.pullRequest() takes an odd event for none, or for what is left of it", () => {
  const odd = [null, "a", 7, true, [7], {}, [{ number: 7 }], { number: 7 }];
  const events = odd.flatMap((value) => [
    value,
    { pull_request: value },
    { pull_request: { number: 8, head: value, base: value } },
    { pull_request: { number: 8, head: { sha: value, ref: value } } },
    { pull_request: { head: { repo: value } }, number: value },
  ]);
  for (const event of events) {
    const { id, sha, branch, origin } = github.pullRequest(
      () => undefined,
      event,
    );
    assert([undefined, 7, 8].includes(id), JSON.stringify(event));
    assert(branch === undefined || branch === "a", JSON.stringify(event));
    assertEquals([sha, origin], [undefined, "unstated"]);
  }
  const pull = (event: unknown, ref?: string) =>
    github.pullRequest((name) => name === "GITHUB_REF" ? ref : undefined, event)
      ?.id;
  assertEquals(pull({ pull_request: null }), undefined);
  assertEquals(pull({ pull_request: null }, "refs/pull/7/merge"), 7);
  assertEquals(pull({ number: "7" }), 7);
  for (const number of [[7], true, "7.5", "0x7", "", null, -7, 1e300]) {
    assertEquals(pull({ number }), undefined, JSON.stringify(number));
  }
});

Deno.test("dbt-run --pull-request sends nothing if the event cannot be read", async () => {
  using fixture = setUp();
  const { code, lines } = await fixture.command({
    args: ["--pull-request=auto"],
    env: { ...env, GITHUB_EVENT_PATH: "/none.json" },
  });
  assertEquals([code, fixture.cloud.requests.length], [2, 0]);
  const refusal = lines.find((line) => line.startsWith("::error title="));
  assertStringIncludes(refusal!, "Cannot read the event in /none.json");
});

Deno.test("github.annotate() escapes what would end a property", () => {
  const { text } = github.annotate({
    kind: "error",
    id: "",
    title: "a,b:c%",
    message: "one\ntwo",
    file: "models/a,b.sql",
  });
  assertEquals(
    text,
    "::error file=models/a%2Cb.sql,title=a%2Cb%3Ac%25::one%0Atwo",
  );
});
