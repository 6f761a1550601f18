/** Finds a run that does already what a job would be triggered for. */
import type { Client } from "./client.ts";
import { isObject } from "./json.ts";
import type { Run } from "./model.ts";
import { toRun } from "./read_run.ts";
import { fetchOrigins, findOrigin } from "./retried_runs.ts";
import { hasEnded } from "./run_status.ts";
import {
  type Build,
  type ComparedRole,
  hasPullRequest,
  isSameBuild,
  planBuild,
  readBuild,
} from "./same_build.ts";
import { createRunSearch, isOfCommit } from "./search.ts";
import { isFullCommit } from "./text.ts";
import type { JobOptions } from "./trigger_fields.ts";

/** The runs that may be used: by default, those of the commit that is named. */
export type ReuseMode = true | "in-progress";

/** Throws if the options do not say enough to find such a run. */
function checkReuse({ gitSha }: JobOptions, mode: ReuseMode): void {
  if (mode === "in-progress" || gitSha) return;
  throw new TypeError(
    `Cannot use 'reuse' without 'gitSha', the full name of a commit: ` +
      `'reuse: "in-progress"' needs none`,
  );
}

/**
 * Finds a run that does what a trigger would do, and no other kind of build. One
 * in progress is taken. An ended one is taken only by its full commit and for a
 * pull request, if it is the newest one and succeeded.
 */
export async function findReusableRun(
  client: Client,
  options: JobOptions,
  mode: ReuseMode,
  signal: AbortSignal | undefined,
): Promise<Run | undefined> {
  checkReuse(options, mode);
  const list = createRunSearch(client, options.jobId, { signal });
  const raws = await list();
  const origins = await fetchOrigins(client, raws, { signal });
  const build = planBuild(options);
  const same = raws.filter((raw) => {
    const origin = findOrigin(raw, origins);
    // An unknown trigger is not the same.
    if (!origin || !isObject(origin.trigger)) return false;
    const { gitSha } = options;
    if (gitSha && ![raw, origin].some((run) => isOfCommit(run, gitSha))) {
      return false;
    }
    return isSame(build, readBuild(raw, origin), mode);
  });
  const runs = same.map((raw) => toRun(client, raw));
  const running = runs.find((run) => !hasEnded(run));
  if (running || mode === "in-progress") return running;
  const [newest] = runs;
  const isTaken = isFullCommit(options.gitSha) && hasPullRequest(build) &&
    newest?.status === "success";
  return isTaken ? newest : undefined;
}

function isSame(ours: Build, theirs: Build, mode: ReuseMode): boolean {
  // A run of the same commit that names no pull request may be of ours.
  const areNamed = hasPullRequest(ours) && hasPullRequest(theirs);
  const roles: ComparedRole[] = ["override", "branch"];
  if (mode === "in-progress" || areNamed) roles.push("pullRequest");
  return isSameBuild(ours, theirs, roles);
}
