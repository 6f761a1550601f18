/** All CI systems; each has one file beside this one. */
import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import type { EnvReader } from "../api/environment.ts";
import type { CiSystem } from "./ci_system.ts";
import { CiCommand } from "./ci_command.ts";
import { circleci } from "./circleci.ts";
import { forgejo } from "./forgejo.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { jenkins } from "./jenkins.ts";

/** No CI system, or none that is known: plain text. */
const noCi: CiSystem = {
  name: "no CI system",
  detect: () => true,
  pullRequest: () => ({
    option: "nonNativePullRequestId",
    id: undefined,
    origin: "unstated",
  }),
  originVariables: [],
  noPullRequest: () =>
    "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID with DBT_JOB_GIT_SHA",
};

/** The first one that is detected counts. */
export const CI_SYSTEMS: readonly CiSystem[] = [
  forgejo, // They say that they are GitHub, too.
  github,
  gitlab,
  azure,
  bitbucket,
  buildkite,
  circleci,
  jenkins,
];

/** Detects the CI system by the environment. */
export function detectCi(env: EnvReader): CiSystem {
  return CI_SYSTEMS.find((system) => system.detect(env)) ?? noCi;
}

// The gate: whatever is printed where a CI system may read it comes through here

const COMMAND_PATTERNS = CI_SYSTEMS.flatMap(({ commandPatterns = [] }) =>
  commandPatterns
);

/** Makes a line harmless for every CI system, whichever one we are in. */
export function escapeCommands(line: string): string {
  return COMMAND_PATTERNS.reduce(
    (text, { pattern, replacement }) => text.replace(pattern, replacement),
    line,
  );
}

/**
 * Returns what a stream prints: a command as it is, and lines of text made
 * harmless. Some agents end a line at a carriage return, too.
 */
export function renderLine(line: string | CiCommand): string {
  if (line instanceof CiCommand) return line.text;
  if (!/[\r\n]/.test(line)) return escapeCommands(line);
  return line.split(/(\r\n|[\r\n])/).map(escapeCommands).join("");
}

/**
 * Returns JSON that says the same and holds no command: a backslash, which makes
 * text harmless, would make JSON unreadable.
 */
export function escapeJsonCommands(json: string): string {
  return json.replace(/##(?=\[|vso\[)/gi, "\\u0023\\u0023")
    .replace(/(["\s]|\\[nrt])::/g, "$1\\u003a\\u003a")
    // Terminals obey some of these, and some readers end a line at others.
    .replace(
      /[\x7f-\x9f\u2028\u2029]/g,
      (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
