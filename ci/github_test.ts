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
        pull_request: { number: 7, head: { sha: SHA, ref: "feature/a" } },
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
      event: { pull_request: { number: 7, head: { sha: "", ref: "a" } } },
      expected: { github_pull_request_id: 7, git_branch: "a" },
    },
    {
      what: "the pull request of the ref, without an event",
      env: {
        GITHUB_SHA: MERGE,
        GITHUB_REF: "refs/pull/7/merge",
        GITHUB_HEAD_REF: "feature/a",
      },
      expected: { github_pull_request_id: 7, git_branch: "feature/a" },
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

Deno.test("dbt-run --pull-request warns of a pull request from a fork", async () => {
  using it = setUp();
  const event = {
    pull_request: {
      number: 7,
      head: { sha: SHA, ref: "a", repo: { full_name: "other/repo" } },
      base: { repo: { full_name: "our/repo" } },
    },
  };
  const { stderr } = await it.command({
    args: ["--no-wait", "--pull-request"],
    env: { ...env, GITHUB_EVENT_PATH: "/event.json" },
    files: new Map([["/event.json", JSON.stringify(event)]]),
  });
  assertStringIncludes(stderr.join(), "It comes from a fork");
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
    const { id, sha, branch, warning } = github.pullRequest(() =>
      undefined, event) ?? {};
    assert([undefined, 7, 8].includes(id), JSON.stringify(event));
    assert(sha === undefined || sha === "a", JSON.stringify(event));
    assertEquals([branch, warning], [sha, undefined]);
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
  using it = setUp();
  const { code, lines } = await it.command({
    args: ["--pull-request=auto"],
    env: { ...env, GITHUB_EVENT_PATH: "/none.json" },
  });
  assertEquals([code, it.cloud.requests.length], [2, 0]);
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
