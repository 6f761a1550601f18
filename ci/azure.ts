// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
import type { EnvReader } from "../api/environment.ts";
import type { CiSystem, Origin } from "./ci_system.ts";
import { formatPairs, joinUrl } from "./format_output.ts";
import {
  choosePullRequestOption,
  parseCommit,
  parseId,
} from "./pull_request_parts.ts";
import { CiCommand } from "./ci_command.ts";

function encodeValue(text: string): string {
  return text.replaceAll("%", "%AZP25").replace(/[\r\n]/g, encodeURIComponent);
}

function encodeProperty(text: string): string {
  return encodeValue(text).replace(/[;\]]/g, encodeURIComponent);
}

/** Only GitHub's pull requests have a number; the id is Azure's own, even there. */
const PULL_REQUEST_NUMBER = "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER";

/** Azure sets it to "True" or "False" in builds of a pull request. */
const IS_FORK = "SYSTEM_PULLREQUEST_ISFORK";

function readForkFlag(env: EnvReader): Origin {
  const isFork = env(IS_FORK)?.toLowerCase();
  if (isFork === undefined) return "unstated";
  return isFork === "false" ? "own" : "fork";
}

/** Reads which Git host the repository is on. */
const readProvider = (env: EnvReader) => env("BUILD_REPOSITORY_PROVIDER") ?? "";

function chooseIdVariable(env: EnvReader): string {
  const isGitHub = /^github/i.test(readProvider(env)) ||
    parseId(env(PULL_REQUEST_NUMBER));
  return isGitHub ? PULL_REQUEST_NUMBER : "SYSTEM_PULLREQUEST_PULLREQUESTID";
}

/** Azure Pipelines. */
export const azure = {
  name: "Azure Pipelines",
  detect: (env) => env("TF_BUILD")?.toLowerCase() === "true",
  colour: true,
  commandPatterns: [
    // The agent looks for these anywhere in a line.
    { pattern: /##(?=\[|vso\[)/gi, replacement: "##\\" },
  ],
  pullRequest(env) {
    const branch = env("SYSTEM_PULLREQUEST_SOURCEBRANCH");
    const name = chooseIdVariable(env);
    const provider = name === PULL_REQUEST_NUMBER
      ? "GitHub"
      : readProvider(env) || "TfsGit";
    return {
      option: choosePullRequestOption(provider),
      id: parseId(env(name)),
      origin: readForkFlag(env),
      // BUILD_SOURCEVERSION is a merge that Azure made.
      sha: parseCommit(env("SYSTEM_PULLREQUEST_SOURCECOMMITID")),
      branch: branch?.replace(/^refs\/heads\//, ""),
    };
  },
  originVariables: [IS_FORK],
  noPullRequest: (env) =>
    `${
      chooseIdVariable(env)
    } is not set: Azure sets it in builds of a pull request, by \`pr:\` or a build validation policy`,
  group: (title) => ({
    start: new CiCommand(`##[group]${title}`),
    end: new CiCommand("##[endgroup]"),
  }),
  annotate({ kind, title, message, file, line }) {
    const place = { sourcepath: file, linenumber: file && line };
    const about = formatPairs({ type: kind, ...place }, encodeProperty);
    const text = encodeValue(`${title}: ${message}`);
    return new CiCommand(`##vso[task.logissue ${about.join(";")}]${text}`);
  },
  fileUrl(file, sha, env) {
    const page = env("BUILD_REPOSITORY_URI");
    if (!/^tfs/i.test(readProvider(env))) {
      return joinUrl(page?.replace(/\.git$/, ""), `blob/${sha}/${file}`);
    }
    const version = `GC${sha}`;
    const query = new URLSearchParams({ path: `/${file}`, version });
    return page && `${page}?${query}`;
  },
  outputs: (values) => ({
    commands: Object.entries(values).map(([name, value]) =>
      new CiCommand(
        `##vso[task.setvariable variable=${name};isoutput=true]${
          encodeValue(value)
        }`,
      )
    ),
  }),
  summary(markdown, env) {
    const folder = env("AGENT_TEMPDIRECTORY");
    if (!folder) return {};
    const path = `${folder}/dbt-run-summary.md`;
    const files = [{ path, text: markdown }];
    const upload = `##vso[task.uploadsummary]${encodeValue(path)}`;
    return { files, commands: [new CiCommand(upload)] };
  },
} satisfies CiSystem;
