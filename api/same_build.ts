/**
 * Whether two builds are of the same kind, by the roles of the fields that
 * triggered them. A field that only one of them names makes a difference: both
 * sides are looked at.
 */
import { type Json, textOrNull } from "./json.ts";
import { type RawRun, readTrigger } from "./read_run.ts";
import { isFullCommit } from "./text.ts";
import {
  createTriggerBody,
  type FieldRole,
  fieldsOfRole,
  type JobOptions,
} from "./trigger_fields.ts";

/** A build, as far as two builds are compared. */
export interface Build {
  jobId: unknown;
  /** The fields that triggered it, by the API's names. */
  trigger: Json;
  /** The branch and the commit that were checked out, if that is known. */
  gitBranch: string | null;
  gitSha: string | null;
}

/** The roles by which builds differ: the others change nothing of the result. */
export type ComparedRole = Exclude<FieldRole, "label" | "execution">;

/** Makes the build that a trigger would start. */
export function planBuild(options: JobOptions): Build {
  const trigger = createTriggerBody(options, null);
  return { jobId: options.jobId, trigger, gitBranch: null, gitSha: null };
}

/**
 * Makes the build of a run. dbt Cloud triggers a retry without the fields of the
 * run that it retries: `origin` is that run.
 */
export function readBuild(raw: RawRun, origin: RawRun = raw): Build {
  return {
    jobId: raw.job_definition_id,
    trigger: readTrigger(origin),
    gitBranch: textOrNull(raw.git_branch) || textOrNull(origin.git_branch),
    gitSha: textOrNull(raw.git_sha) || textOrNull(origin.git_sha),
  };
}

/** Whether two builds are the same in each of these roles. */
export function isSameBuild(
  ours: Build,
  theirs: Build,
  roles: readonly ComparedRole[],
): boolean {
  return roles.every((role) => COMPARISONS[role](ours, theirs));
}

/** Whether a build names a pull request. */
export function hasPullRequest({ trigger }: Build): boolean {
  return fieldsOfRole("pullRequest").some((field) => readField(trigger[field]));
}

/** The comparison of two builds, for each role. */
const COMPARISONS: {
  [R in ComparedRole]: (ours: Build, theirs: Build) => boolean;
} = {
  override(ours, theirs) {
    const ownSchemas = [ours, theirs].map(nameOwnSchema);
    return fieldsOfRole("override").every((field) => {
      const [ourValue, theirValue] = [ours, theirs]
        .map(({ trigger }) => readField(trigger[field]))
        .map((value) => ownSchemas.includes(value) ? "" : value);
      return ourValue === theirValue;
    });
  },
  pullRequest: (ours, theirs) =>
    fieldsOfRole("pullRequest").every((field) =>
      readField(ours.trigger[field]) === readField(theirs.trigger[field])
    ),
  branch(ours, theirs) {
    const named = [ours, theirs].map(readBranchField);
    const ourBranch = named[0] || ours.gitBranch;
    const theirBranch = named[1] || theirs.gitBranch;
    if (ourBranch === theirBranch) return true;
    // Neither names one: each ran on the branch of its job's environment.
    if (named.some((branch) => branch !== "")) return false;
    return ourBranch === null || theirBranch === null;
  },
  commit(ours, theirs) {
    const ourCommits = readCommits(ours);
    return readCommits(theirs).some((commit) => ourCommits.includes(commit));
  },
};

/** Reads the branch that a trigger names; empty if it names none. */
function readBranchField({ trigger }: Build): string {
  return textOrNull(trigger.git_branch) ?? "";
}

/** Names the schema that dbt Cloud itself gives the build of a pull request. */
function nameOwnSchema({ jobId, trigger }: Build): string {
  const ids = fieldsOfRole("pullRequest").map((field) => trigger[field]);
  const id = ids.find((id) => readField(id));
  return id ? readField(`dbt_cloud_pr_${jobId}_${id}`) : "";
}

/** Reads a value of a trigger in one form; empty if there is none. */
function readField(value: unknown): string {
  const isEmpty = value === undefined || value === null || value === "" ||
    value === 0 || (Array.isArray(value) && value.length === 0);
  return isEmpty ? "" : JSON.stringify(value);
}

/** Reads the full names of the commit that a build is of. */
function readCommits({ trigger, gitSha }: Build): string[] {
  return [gitSha, trigger.git_sha].filter(isFullCommit)
    .map((commit) => commit.toLowerCase());
}
