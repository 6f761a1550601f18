// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
import { assignments, type CiSystem, joinUrl, readId } from "./ci_system.ts";

const MESSAGE_LIMIT = 4_000;

function data(text: string): string {
  return text.slice(0, MESSAGE_LIMIT)
    .replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** What stands at a path in the event, which may hold anything. */
function at(event: unknown, ...path: string[]): unknown {
  return path.reduce((value, name) => Object(value)[name], event);
}

const textOf = (value: unknown) =>
  typeof value === "string" ? value : undefined;

function forkWarning(pull: unknown): string | undefined {
  const from = textOf(at(pull, "head", "repo", "full_name"));
  const to = textOf(at(pull, "base", "repo", "full_name"));
  return from && to && from !== to
    ? "It comes from a fork, whose commits dbt Cloud cannot see"
    : undefined;
}

/** GitHub Actions. */
export const github = {
  name: "GitHub Actions",
  detect: (env) => env("GITHUB_ACTIONS") === "true",
  colour: true,
  dangers: [
    // Anywhere in a line.
    [/##(?=\[)/g, "##\\"],
    // At the beginning of a line.
    [/^(\s*)::/, "$1\\::"],
  ],
  eventFile: "GITHUB_EVENT_PATH",
  pullRequest(env, event) {
    const queue = at(event, "merge_group");
    const ref = textOf(at(queue, "head_ref")) ?? env("GITHUB_REF") ?? "";
    const [, merged, number] =
      /^refs\/heads\/(gh-readonly-queue\/.+\/pr-(\d+)-.+)$/.exec(ref) ?? [];
    if (number) {
      return {
        option: "githubPullRequestId",
        id: Number(number),
        sha: textOf(at(queue, "head_sha")),
        branch: merged,
      };
    }
    // GITHUB_SHA and GITHUB_REF_NAME are those of a merge that GitHub made.
    const pull = at(event, "pull_request");
    return {
      option: "githubPullRequestId",
      id: readId(at(pull, "number")) ?? readId(at(event, "number")) ??
        readId(/^refs\/pull\/(\d+)\//.exec(env("GITHUB_REF") ?? "")?.[1]),
      sha: textOf(at(pull, "head", "sha")),
      branch: env("GITHUB_HEAD_REF") ?? textOf(at(pull, "head", "ref")),
      warning: forkWarning(pull),
    };
  },
  noPullRequest: (env) =>
    `The event is ${
      env("GITHUB_EVENT_NAME") ?? "unknown"
    }: GitHub has a pull request for the events pull_request, pull_request_target and merge_group`,
  group: (title) => [`::group::${data(title)}`, "::endgroup::"],
  annotate({ kind, title, message, file, line }) {
    const properties = [
      ...(file ? [`file=${property(file)}`] : []),
      ...(file && line ? [`line=${line}`] : []),
      `title=${property(title)}`,
    ];
    return [`::${kind} ${properties.join(",")}::${data(message)}`];
  },
  fileUrl(file, sha, env) {
    const repository = env("GITHUB_REPOSITORY");
    const server = env("GITHUB_SERVER_URL");
    if (repository) return joinUrl(server, repository, "blob", sha, file);
  },
  outputs(values, env) {
    const path = env("GITHUB_OUTPUT");
    const text = assignments(values);
    return path ? { files: [{ path, text, append: true }] } : {};
  },
  summary(markdown, env) {
    const path = env("GITHUB_STEP_SUMMARY");
    return path ? { files: [{ path, text: markdown, append: true }] } : {};
  },
} satisfies CiSystem;
