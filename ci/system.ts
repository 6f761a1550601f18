/** The one interface of all CI systems. */

/** Reads an environment variable; empty and unexpanded ones are not set. */
export type Env = (name: string) => string | undefined;

/** What a CI system is to be told: lines to print and files to write. */
export interface Telling {
  lines?: string[];
  files?: { path: string; text: string; append?: boolean }[];
}

/** Something to be seen at a glance. */
export interface Annotation {
  kind: "error" | "warning" | "notice";
  title: string;
  message: string;
  /** The file it is about. */
  file?: string;
}

/** A pull request, as dbt Cloud wants to know of it. */
export interface PullRequest {
  /** The field of the trigger body for its id. */
  field:
    | "githubPullRequestId"
    | "gitlabMergeRequestId"
    | "azurePullRequestId"
    | "nonNativePullRequestId";
  id: number;
  /** Its head commit, never a merge commit that the CI system made. */
  sha?: string;
  branch?: string;
  /** What is odd about it. */
  warning?: string;
}

/** One CI system. All text must have gone through the sanitiser. */
export interface CiSystem {
  name: string;
  /** Whether we are in it. */
  detect: (env: Env) => boolean;
  /** Whether its log shows colours. */
  colour: boolean;
  /** The variable that names a JSON file about what set the pipeline off. */
  eventFile?: string;
  pullRequest: (env: Env, event?: unknown) => PullRequest | undefined;
  /** The lines as a block that can be folded. */
  group: (title: string, lines: string[], now: number) => string[];
  annotate: (annotation: Annotation) => string[];
  /** Values for the steps or jobs that follow. */
  outputs: (values: Record<string, string>, env: Env) => Telling;
  /** The Markdown page of the run, where the system shows one. */
  summary?: (markdown: string, env: Env) => Telling;
}

/** A positive whole number, or nothing. */
export function idOf(text: unknown): number | undefined {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** A branch without the prefix of its ref. */
export function branchOf(ref: string | undefined): string | undefined {
  return ref?.replace(/^refs\/heads\//, "");
}
