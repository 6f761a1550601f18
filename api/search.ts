/** Finds runs of a job by what triggered them. */
import type { Client } from "./client.ts";
import { isObject, textOrNull } from "./json.ts";
import { type RawRun, readTrigger } from "./read_run.ts";
import { retry } from "./retry.ts";
import { decide } from "./retry_rules.ts";
import {
  type CallOptions,
  fetchRawRun,
  listRunPage,
  type RunPage,
  WITH_CAUSE,
} from "./runs.ts";
import {
  fieldsOfRole,
  type JobOptions,
  TRIGGER_FIELDS,
  type TriggerFieldName,
} from "./trigger_fields.ts";

/** The maximum number of runs that are retrieved for their trigger. */
const MAX_RETRIEVED = 20;

/** A pull request, by the field that names it. */
export interface PullRequestField {
  field: TriggerFieldName;
  id: number;
}

/** Selects runs by their commit and their pull request. */
export interface RunSelector {
  gitSha: string | undefined;
  pullRequest: PullRequestField | undefined;
}

/** Makes a selector of the options of a trigger. */
export function createSelector(
  options: Omit<JobOptions, "jobId">,
): RunSelector {
  const pullRequests = fieldsOfRole("pullRequest").map((field) => ({
    field,
    id: options[TRIGGER_FIELDS[field].option] as number,
  }));
  const pullRequest = pullRequests.find(({ id }) => id !== undefined);
  return { gitSha: options.gitSha, pullRequest };
}

/** Whether a run is of a commit; one of the two names may be short. */
export function isOfCommit(raw: RawRun, sha: string): boolean {
  return [raw.git_sha, readTrigger(raw).git_sha].some((value) => {
    const commit = textOrNull(value) ?? "";
    const length = Math.min(commit.length, sha.length);
    const start = (text: string) => text.slice(0, length).toLowerCase();
    return commit === sha || (length >= 7 && start(commit) === start(sha));
  });
}

/** The triggers that were retrieved, by the ids of their runs. */
export type TriggerCache = Map<number, unknown>;

/**
 * Lists a page of runs, each with its trigger: where the list has none, the
 * run is retrieved. Throws if a run cannot be read: it might be the one.
 */
export async function listRunsWithTrigger(
  client: Client,
  options: CallOptions,
  cache: TriggerCache,
  maxRetrieved = MAX_RETRIEVED,
): Promise<RunPage> {
  const page = await listRunPage(client, options);
  const runs: RawRun[] = [];
  for (const [i, raw] of page.runs.entries()) {
    const isListed = isObject(raw.trigger) || i >= maxRetrieved;
    if (!isListed && !isObject(cache.get(raw.id))) {
      cache.set(raw.id, await fetchTrigger(client, raw, options));
    }
    // The trigger stays what it was; all else is as the list has it now.
    runs.push(isListed ? raw : { ...raw, trigger: cache.get(raw.id) });
  }
  return { ...page, runs };
}

async function fetchTrigger(
  client: Client,
  raw: RawRun,
  options: CallOptions,
): Promise<unknown> {
  try {
    const request = { ...options, ...WITH_CAUSE };
    return (await fetchRawRun(client, raw.id, request)).trigger;
  } catch (error) {
    // A run that this key may not see is not the one.
    if (decide("look up", error) === "again") throw error;
    return raw.trigger;
  }
}

/** Makes a function that lists the latest runs of a job, again and again. */
export function createRunSearch(
  client: Client,
  jobId: number,
  { signal, query }: CallOptions,
): () => Promise<RawRun[]> {
  const cache: TriggerCache = new Map();
  const options = {
    signal,
    query: { job_definition_id: jobId, ...WITH_CAUSE.query, ...query },
  };
  const list = async () =>
    (await listRunsWithTrigger(client, options, cache)).runs;
  return () => retry(client, "look up", list, { signal });
}
