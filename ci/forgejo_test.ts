import { SHA, specify } from "../testing/ci_case.ts";
import { forgejo } from "./forgejo.ts";

const OURS = { full_name: "acme/shop" };

/** An event of a pull request from a repository. */
function eventFrom(repo: { full_name: string }) {
  const head = { sha: SHA, ref: "main", repo };
  return { pull_request: { number: 7, head, base: { repo: OURS } } };
}

specify({
  system: forgejo,
  env: {
    GITHUB_ACTIONS: "true",
    GITEA_ACTIONS: "true",
    GITHUB_OUTPUT: "/runner/output",
    GITHUB_STEP_SUMMARY: "/runner/summary.md",
    GITHUB_EVENT_NAME: "push",
  },
  noPullRequest: "No pull request was found. The event is push:",
  allowed: ["group", "endgroup", "error", "warning"],
  obeyed(line) {
    const command = /^\s*::([\w-]+)/.exec(line)?.[1];
    const old = [...line.matchAll(/##\[(\w+)/g)].map(([, name]) => name!);
    return [...(command ? [command] : []), ...old];
  },
  fileUrl: [[
    {
      GITHUB_SERVER_URL: "https://codeberg.org",
      GITHUB_REPOSITORY: "acme/shop",
    },
    `https://codeberg.org/acme/shop/src/commit/${SHA}/dbt/a%20b.sql`,
  ]],
  pullRequests: [
    {
      what: "number and commit of a fork's main, and not its branch",
      env: { GITHUB_HEAD_REF: "main", GITHUB_EVENT_PATH: "/event.json" },
      event: eventFrom({ full_name: "someone/shop" }),
      expected: { non_native_pull_request_id: 7, git_sha: SHA },
      warning: "It comes from a fork",
    },
    {
      what: "the pull request, which is none of GitHub's",
      env: { GITHUB_HEAD_REF: "main", GITHUB_EVENT_PATH: "/event.json" },
      event: eventFrom(OURS),
      expected: {
        non_native_pull_request_id: 7,
        git_sha: SHA,
        git_branch: "main",
      },
    },
    { what: "none on a push", env: { GITHUB_REF: "refs/heads/main" } },
  ],
});
