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

/** Values as `name=value`, a line each: no quotes, which some systems keep. */
export function assignments(values: Record<string, string>): string {
  return Object.entries(values).filter(([, value]) => value)
    .map(([name, value]) => `${name}=${value.replace(/\s+/g, " ")}\n`)
    .join("");
}

/** For everything else: plain text. */
export const plain: CiSystem = {
  name: "this system",
  detect: () => true,
  colour: false,
  pullRequest: () => undefined,
  group: (title, lines) => [title, ...lines],
  annotate: () => [],
  outputs: () => ({}),
};
