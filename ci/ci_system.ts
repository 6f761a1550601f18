/** The interface of a CI system: each system has one file beside this one. */
import type { EnvReader } from "../api/environment.ts";
import type { TriggerOptions } from "../api/options.ts";
import type { CiCommand } from "./ci_command.ts";

/** A file that a CI system reads. */
export interface CiFile {
  path: string;
  text: string;
  /** Whether the text comes after the one that the file has. */
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

/** A pull request, as the API takes it. */
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

/**
 * One CI system. Its readers of variables take empty and unexpanded ones for not
 * set, and all text that it gets was made harmless before.
 */
export interface CiSystem {
  name: string;
  /** Whether the environment is that of the system. */
  detect: (env: EnvReader) => boolean;
  /** Whether its log shows colours. */
  colour?: boolean;
  /** The texts in a line that it would obey. */
  commandPatterns?: readonly CommandPattern[];
  /** The variable that names a JSON file about what started the pipeline. */
  eventFile?: string;
  pullRequest: (env: EnvReader, event?: unknown) => PullRequest;
  /** The variables that the origin depends on. */
  originVariables: readonly string[];
  /** Why there may be no pull request, and what to do. */
  noPullRequest: (env: EnvReader) => string;
  /** Makes the commands before and after lines that can be folded. */
  group?: (title: string, now: number) => { start: CiCommand; end: CiCommand };
  annotate?: (finding: Finding) => CiCommand;
  /** A report of all findings, if the system shows one. */
  findings?: (findings: Finding[]) => CiOutput;
  /** Values for the steps or jobs that follow. */
  outputs?: (values: Record<string, string>, env: EnvReader) => CiOutput;
  /** The Markdown page of the run, if the system shows one. */
  summary?: (markdown: string, env: EnvReader) => CiOutput;
  /** The page of a file at a commit, if the environment tells the repository. */
  fileUrl?: (file: string, sha: string, env: EnvReader) => string | undefined;
  /** Files of ours that an earlier pipeline may have left in the folder. */
  staleFiles?: readonly string[];
}
