/** Finds runs of a job by what triggered them. */
import { TRIGGER_FIELDS, triggerBody } from "./checks.ts";
import type { Client } from "./client.ts";
import { isObject, type Json, textOrNull } from "./json.ts";
import { decide, retrying } from "./retry.ts";
import {
  type CallOptions,
  hasEnded,
  listRaw,
  type RawRun,
  retrieveRaw,
  type Run,
  toRun,
  WITH_CAUSE,
} from "./run.ts";
import type { JobOptions } from "./start.ts";

/** The most runs that are asked for their trigger, where a list leaves it out. */
const MAX_ASKED = 20;

/** By what a run is known: its commit, and the field and id of its pull request. */
export type Wanted = ReturnType<typeof wantedOf>;

/** What options say of the commit and the pull request. */
export function wantedOf(options: Omit<JobOptions, "jobId">) {
  const pull = Object.entries(TRIGGER_FIELDS)
    .filter(([field]) => field.endsWith("_request_id"))
    .map(([field, [option]]) => [field, options[option] as number] as const)
    .find(([, id]) => id !== undefined);
  return { gitSha: options.gitSha, pull };
}

/** What triggered a run, as far as the answer says. */
export function triggerOf(raw: RawRun): Json {
  return isObject(raw.trigger) ? raw.trigger : {};
}

/** Whether a run is of a commit; one of the two names may be short. */
export function isOfCommit(raw: RawRun, sha: string): boolean {
  return [raw.git_sha, triggerOf(raw).git_sha].some((value) => {
    const other = textOrNull(value) ?? "";
    const length = Math.min(other.length, sha.length);
    const start = (text: string) => text.slice(0, length).toLowerCase();
    return other === sha || (length >= 7 && start(other) === start(sha));
  });
}

/**
 * A page of runs, each with its trigger: where the list left it out, the run is
 * asked for, and the answer kept in `asked`. Throws if one cannot be read, for
 * that is no absence.
 */
export async function listTriggered(
  client: Client,
  options: CallOptions,
  asked: Map<number, unknown>,
  maxAsked = MAX_ASKED,
): Promise<RawRun[]> {
  const runs = await listRaw(client, options);
  for (const [i, raw] of runs.entries()) {
    if (isObject(raw.trigger) || i >= maxAsked) continue;
    if (!isObject(asked.get(raw.id))) {
      const asking = { ...options, ...WITH_CAUSE };
      const whole = await retrieveRaw(client, raw.id, asking)
        .catch((error) => {
          // A run that this key may not see is not the one.
          if (decide("look up", error) === "again") throw error;
          return raw;
        });
      asked.set(raw.id, whole.trigger);
    }
    // The trigger stays what it was; all else is as the list has it now.
    raw.trigger = asked.get(raw.id);
  }
  return runs;
}

/** Lists the latest runs of a job, as often as it is asked to. */
export function createFinder(
  client: Client,
  jobId: number,
  { signal, query }: CallOptions,
): () => Promise<RawRun[]> {
  const asked = new Map<number, unknown>();
  const ofJob = { job_definition_id: jobId, ...WITH_CAUSE.query, ...query };
  const list = () => listTriggered(client, { signal, query: ofJob }, asked);
  return () => retrying(client, "look up", list, { signal });
}

/**
 * Finds a run that does what a trigger would do: of the same commit and pull
 * request, without other overrides; in progress or, for a pull request, the
 * newest one if it succeeded.
 */
export async function findReusable(
  client: Client,
  options: JobOptions,
  signal: AbortSignal | undefined,
): Promise<Run | undefined> {
  const wanted = wantedOf(options);
  if (!wanted.gitSha && !wanted.pull) {
    const needed = "'gitSha' or the id of a pull request";
    throw new TypeError(`Cannot use 'reuse' without ${needed}`);
  }
  const body = triggerBody(options, null);
  const raws = await createFinder(client, options.jobId, { signal })();
  const runs = raws.filter((raw) =>
    isSameTarget(raw, wanted) && isSameKind(triggerOf(raw), body)
  ).map((raw) => toRun(client, raw));
  const isTaken = wanted.pull && runs[0]?.status === "success";
  return runs.find((run) => !hasEnded(run)) ?? (isTaken ? runs[0] : undefined);
}

/** Whether a run is of the commit and, where both name one, the pull request. */
function isSameTarget(raw: RawRun, { gitSha, pull }: Wanted): boolean {
  if (gitSha && !isOfCommit(raw, gitSha)) return false;
  const ids = Object.entries(triggerOf(raw))
    .filter(([field, id]) => field.endsWith("_request_id") && id);
  if (!pull || (gitSha && ids.length === 0)) return true;
  return ids.some(([field, id]) => field === pull[0] && id === pull[1]);
}

/** Whether each override of a trigger is absent, or as in our body. */
function isSameKind(trigger: Json, body: Json): boolean {
  return Object.entries(trigger)
    .filter(([field]) => field.endsWith("_override"))
    .every(([field, value]) =>
      [null, "", [], body[field]]
        .some((same) => JSON.stringify(same) === JSON.stringify(value))
    );
}
