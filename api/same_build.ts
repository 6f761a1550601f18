/** Whether two builds are of the same kind, and runs that are taken for one. */
import type { Client } from "./client.ts";
import type { Json } from "./json.ts";
import type { Run } from "./model.ts";
import { type RawRun, toRun } from "./read_run.ts";
import { hasEnded } from "./run_status.ts";
import {
  createRunSearch,
  createSelector,
  isOfCommit,
  readTrigger,
  type RunSelector,
} from "./search.ts";
import {
  createTriggerBody,
  fieldsOfRole,
  type JobOptions,
} from "./trigger_fields.ts";

/**
 * Finds a run that does what a trigger would do: of the same commit and pull
 * request, without other overrides; in progress or, for a pull request, the
 * newest one if it succeeded.
 */
export async function findReusableRun(
  client: Client,
  options: JobOptions,
  signal: AbortSignal | undefined,
): Promise<Run | undefined> {
  const selector = createSelector(options);
  if (!selector.gitSha && !selector.pullRequest) {
    const needed = "'gitSha' or the id of a pull request";
    throw new TypeError(`Cannot use 'reuse' without ${needed}`);
  }
  const body = createTriggerBody(options, null);
  const raws = await createRunSearch(client, options.jobId, { signal })();
  const runs = raws.filter((raw) =>
    isSameTarget(raw, selector) && hasSameOverrides(readTrigger(raw), body)
  ).map((raw) => toRun(client, raw));
  const isTaken = selector.pullRequest && runs[0]?.status === "success";
  return runs.find((run) => !hasEnded(run)) ?? (isTaken ? runs[0] : undefined);
}

/** Whether a run is of the commit and, where both name one, the pull request. */
function isSameTarget(
  raw: RawRun,
  { gitSha, pullRequest }: RunSelector,
): boolean {
  if (gitSha && !isOfCommit(raw, gitSha)) return false;
  const trigger = readTrigger(raw);
  const fields = fieldsOfRole("pullRequest").filter((field) => trigger[field]);
  if (!pullRequest || (gitSha && fields.length === 0)) return true;
  return trigger[pullRequest.field] === pullRequest.id;
}

/** Whether each override of a trigger is absent, or as in our body. */
function hasSameOverrides(trigger: Json, body: Json): boolean {
  return fieldsOfRole("override").every((field) =>
    [null, undefined, "", [], body[field]].some((same) =>
      JSON.stringify(same) === JSON.stringify(trigger[field])
    )
  );
}
