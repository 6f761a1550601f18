/** The interface of a CI system, and what the files of all systems share. */
import type { TriggerOptions } from "../api/options.ts";
import type { CiCommand } from "./command.ts";

/** Reads an environment variable; empty and unexpanded ones are not set. */
export type Env = (name: string) => string | undefined;

/** A file that a CI system reads. */
export interface CiFile {
  path: string;
  text: string;
  /** Whether the text comes after what the file holds already. */
  append?: boolean;
}

/** Output for a CI system: files to write, and commands to print after them. */
export interface CiOutput {
  commands?: CiCommand[];
  files?: CiFile[];
}

/** Text in a line that a CI system would obey. */
export interface CommandPattern {
  pattern: RegExp;
  /** Replaces it, so that the line is harmless and still readable. */
  replacement: string;
}

/** Something that a person should see at a glance. */
export interface Finding {
  kind: "error" | "warning";
  title: string;
  message: string;
  /** The file that it is about, as a path in the repository. */
  file?: string;
  /** The line of that file. */
  line?: number;
  /** Tells one finding from another; empty if it is about no node. */
  id: string;
}

/**
 * Where the head of a pull request is: in the repository that it goes to, or in
 * a fork, whose branches may have the names of ours. "unstated" if the CI system
 * says nothing about that, "unknown" if it says only half of it.
 */
export type Origin = "own" | "fork" | "unstated" | "unknown";

/** A pull request, as dbt Cloud wants to know of it. */
export interface PullRequest {
  /** The option for its number, by where the repository is. */
  option: Extract<keyof TriggerOptions, `${string}RequestId`>;
  /** Its number; none if the pipeline runs for no pull request. */
  id: number | undefined;
  /** Whose branch and commit these are. */
  origin: Origin;
  /** Its head commit, never a merge commit that the CI system made. */
  sha?: string | undefined;
  /** Its branch, in the repository of its origin. */
  branch?: string | undefined;
}

/** One CI system. All text that it gets was made harmless before. */
export interface CiSystem {
  name: string;
  /** Whether we are in it. */
  detect: (env: Env) => boolean;
  /** Whether its log shows colours. */
  colour?: boolean;
  /** The texts in a line that it would obey. */
  commandPatterns?: readonly CommandPattern[];
  /** The variable that names a JSON file about what started the pipeline. */
  eventFile?: string;
  pullRequest: (env: Env, event?: unknown) => PullRequest;
  /** The variables that the origin depends on. */
  originVariables: readonly string[];
  /** Why there may be no pull request, and what to do. */
  noPullRequest: (env: Env) => string;
  /** Makes the commands before and after lines that can be folded. */
  group?: (title: string, now: number) => { start: CiCommand; end: CiCommand };
  annotate?: (finding: Finding) => CiCommand;
  /** A report of all findings, if the system shows one. */
  findings?: (findings: Finding[]) => CiOutput;
  /** Values for the steps or jobs that follow. */
  outputs?: (values: Record<string, string>, env: Env) => CiOutput;
  /** The Markdown page of the run, if the system shows one. */
  summary?: (markdown: string, env: Env) => CiOutput;
  /** The page of a file at a commit, if the environment tells the repository. */
  fileUrl?: (file: string, sha: string, env: Env) => string | undefined;
  /** Files of ours that an earlier pipeline may have left in the folder. */
  staleFiles?: readonly string[];
}

/** Reads a positive whole number; `[7]`, `true` and `0x7` are none. */
export function readId(value: unknown): number | undefined {
  const isDigits = typeof value === "string" && /^\d+$/.test(value);
  const id = isDigits ? Number(value) : value as number;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Reads a full commit. Git takes "HEAD" and short ones for something else. */
export function readCommit(text: string | undefined): string | undefined {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text ?? "") ? text : undefined;
}

/** Chooses the option for the Git host of an address or a provider's name. */
export function requestOption(text: string): PullRequest["option"] {
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

/** Returns the address of a path below a page of the repository, if that is known. */
export function joinUrl(page = "", path: string): string | undefined {
  if (!/^https?:/.test(page)) return;
  const names = path.toWellFormed().split("/").map(encodeURIComponent);
  return `${page.replace(/\/$/, "")}/${names.join("/")}`;
}

/** Adds a text to the file that a variable names, if it is set. */
export function append(path: string | undefined, text: string): CiOutput {
  return path ? { files: [{ path, text, append: true }] } : {};
}

/** Formats the values that are set as `name=value`, each escaped. */
export function pairs(
  values: { [name: string]: string | number | undefined },
  escape: (text: string) => string,
): string[] {
  return Object.entries(values).filter(([, value]) => value)
    .map(([name, value]) => `${name}=${escape(`${value}`)}`);
}

/** Formats values as `name=value`, one a line. Some systems would keep quotes. */
export function assignments(values: Record<string, string>): string {
  const lines = pairs(values, (text) => text.replace(/\s+/g, " "));
  return lines.map((line) => `${line}\n`).join("");
}
