/** Reads the parts of a pull request as several CI systems name them. */
import { isFullCommit } from "../api/text.ts";
import type { Origin, PullRequest } from "./ci_system.ts";

/** Reads a positive whole number; `[7]`, `true` and `0x7` are none. */
export function parseId(value: unknown): number | undefined {
  const isDigits = typeof value === "string" && /^\d+$/.test(value);
  const id = isDigits ? Number(value) : value as number;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Reads a full commit. Git takes "HEAD" and short ones for something else. */
export function parseCommit(text: string | undefined): string | undefined {
  return isFullCommit(text) ? text : undefined;
}

/** Chooses the option for the Git host of an address or a provider's name. */
export function choosePullRequestOption(text: string): PullRequest["option"] {
  if (/github/i.test(text)) return "githubPullRequestId";
  if (/gitlab|\/merge_requests\//i.test(text)) return "gitlabMergeRequestId";
  return /^tfs|dev\.azure\.com|visualstudio\.com/i.test(text)
    ? "azurePullRequestId"
    : "nonNativePullRequestId";
}

/** Compares the repository that a head is in with the one that it goes to. */
export function compareRepositories(
  source: string | undefined,
  target: string | undefined,
): Origin {
  if (!source && !target) return "unstated";
  if (!source || !target) return "unknown";
  return source === target ? "own" : "fork";
}

/** Returns host, owner and name of a repository, whatever its address looks like. */
export function normalizeRepository(address = ""): string | undefined {
  const [, host, path] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^:/]+)(?::\d+)?[:/]([^/].*)$/is
      .exec(address) ?? [];
  const name = path?.replace(/\/$/, "").replace(/\.git$/, "");
  return host && name ? `${host}/${name}`.toLowerCase() : undefined;
}
