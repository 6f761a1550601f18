// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
import type { CiSystem } from "./ci_system.ts";
import {
  appendTo,
  formatAssignments,
  formatPairs,
  joinUrl,
} from "./format_output.ts";
import {
  compareRepositories,
  parseCommit,
  parseId,
} from "./pull_request_parts.ts";
import { CiCommand } from "./ci_command.ts";

/** GitHub cuts messages after 4,096 characters. */
const MESSAGE_LIMIT = 4_000;

function escapeData(text: string): string {
  return text.slice(0, MESSAGE_LIMIT).replace(/[%\r\n]/g, encodeURIComponent);
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/[:,]/g, encodeURIComponent);
}

/** Reads the text at a path in the event, which may hold anything. */
function readTextAt(event: unknown, ...path: string[]): string | undefined {
  const found = path.reduce((value, name) => Object(value)[name], event);
  return typeof found === "string" ? found : undefined;
}

/** GitHub Actions. */
export const github = {
  name: "GitHub Actions",
  detect: (env) => env("GITHUB_ACTIONS") === "true",
  colour: true,
  commandPatterns: [
    // The runner obeys the old form anywhere in a line.
    { pattern: /##(?=\[)/g, replacement: "##\\" },
    // It obeys the new form where a line begins with it.
    { pattern: /^([\s\x85]*)::/, replacement: "$1\\::" },
  ],
  eventFile: "GITHUB_EVENT_PATH",
  pullRequest(env, event) {
    const { merge_group: queue, pull_request: pull } = Object(event);
    const ref = readTextAt(queue, "head_ref") ?? env("GITHUB_REF") ?? "";
    const [, merged, number] =
      /^refs\/heads\/(gh-readonly-queue\/.+\/pr-(\d+)-.+)$/s.exec(ref) ?? [];
    if (number) {
      return {
        option: "githubPullRequestId",
        id: Number(number),
        // The branch of a queue is made in the repository itself.
        origin: "own",
        sha: parseCommit(readTextAt(queue, "head_sha")),
        branch: merged,
      };
    }
    // GITHUB_SHA and GITHUB_REF_NAME are those of a merge that GitHub made.
    return {
      option: "githubPullRequestId",
      id: parseId(Object(pull).number) ?? parseId(Object(event).number) ??
        parseId(/^refs\/pull\/(\d+)\//.exec(ref)?.[1]),
      // The event names no repository for a fork that was deleted.
      origin: compareRepositories(
        readTextAt(pull, "head", "repo", "full_name"),
        readTextAt(pull, "base", "repo", "full_name"),
      ),
      sha: parseCommit(readTextAt(pull, "head", "sha")),
      branch: env("GITHUB_HEAD_REF") ?? readTextAt(pull, "head", "ref"),
    };
  },
  originVariables: [],
  noPullRequest: (env) =>
    `The event is ${
      env("GITHUB_EVENT_NAME") ?? "unknown"
    }: GitHub has a pull request for the events pull_request, pull_request_target and merge_group`,
  group: (title) => ({
    start: new CiCommand(`::group::${escapeData(title)}`),
    end: new CiCommand("::endgroup::"),
  }),
  annotate({ kind, title, message, file, line }) {
    const about = formatPairs(
      { file, line: file && line, title },
      escapeProperty,
    );
    return new CiCommand(
      `::${kind} ${about.join(",")}::${escapeData(message)}`,
    );
  },
  fileUrl(file, sha, env) {
    const repository = env("GITHUB_REPOSITORY");
    const server = env("GITHUB_SERVER_URL");
    if (repository) return joinUrl(server, `${repository}/blob/${sha}/${file}`);
  },
  outputs: (values, env) =>
    appendTo(env("GITHUB_OUTPUT"), formatAssignments(values)),
  summary: (markdown, env) => appendTo(env("GITHUB_STEP_SUMMARY"), markdown),
} satisfies CiSystem;
