/**
 * Starts one run and never two, also when the answer to the POST is lost.
 *
 * ```
 * posting ── good answer ───────────────▶ started
 *    │ ├──── refused ───────────────────▶ error
 *    │ ├──── never left, or 429 ─ pause ▶ posting   (nothing can have started)
 *    │ └──── unclear ─▶ looking up ─ ours ─────────▶ started, others cancelled
 *    │                     └─ not in 30 s, < 3 posts ▶ posting (the same mark)
 *    └──── aborted ───▶ leaving ── found ──────────▶ started
 *                          └─ not found ───────────▶ error: unclear
 * ```
 */
import { formatMark, triggerBody } from "./checks.ts";
import type { Client } from "./client.ts";
import { clock, type Deadline, deadlineIn, pause } from "./clock.ts";
import { DbtCloudError, UnclearTriggerError } from "./errors.ts";
import { type ApiRequest, getData, REQUEST_LIMIT } from "./http.ts";
import type { ClientOptions, TriggerOptions } from "./options.ts";
import { backoff, decide, join, retrying, retryNotice } from "./retry.ts";
import {
  aboutRun,
  type CallOptions,
  cancelWithRetry,
  causeOf,
  hasEnded,
  isRawRun,
  PAGE_SIZE,
  pageOf,
  type RawRun,
  type Run,
  runIdOf,
  toRun,
} from "./run.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const MAX_POSTS = 3;
/** How long a job's trigger is posted again on 429. */
const BUSY_LIMIT = 600 * SECOND;
/** When the run is looked up after an unclear answer. */
const LOOK_UPS = [0, 1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND);
/** The most runs that are looked through. */
const MAX_RUNS = 10 * PAGE_SIZE;
/** The pause between two look-ups on leaving. */
const LEAVING_PAUSE = SECOND / 2;
/** What finding the run leaves of the time, for cancelling it. */
const CANCEL_RESERVE = SECOND;

/** One run to start: the request, and how to recognise the run. */
export interface StartPlan extends ApiRequest {
  /** The query that lists the runs among which ours is. */
  among: ApiRequest["query"];
  /** Whether a run is ours; `undefined` if that cannot be told. */
  isOurs?: ((raw: RawRun) => boolean) | undefined;
  mark: string | null;
  /** What a person should know of what is sent. */
  warning?: string | undefined;
  /** The page in dbt Cloud that shows the run, if there is one. */
  page: string;
}

/** Makes a mark: 8 hexadecimal digits. */
export function newMark(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** The options of a trigger, without those of every call. */
export type JobOptions = Omit<TriggerOptions, keyof ClientOptions>;

/** The plan that triggers a job. Without a mark, no run can be recognised. */
export function planTrigger(
  client: Client,
  options: JobOptions,
  mark: string | null = options.mark === false ? null : newMark(),
): StartPlan {
  const { jobId, cause = "" } = options;
  const body = triggerBody(options, mark);
  const isWhole = String(body.cause).startsWith(cause);
  return {
    to: `trigger job ${jobId}`,
    method: "POST",
    path: `jobs/${jobId}/run/`,
    body,
    among: { job_definition_id: jobId, include_related: '["trigger"]' },
    isOurs: mark === null
      ? undefined
      : (raw) => causeOf(raw)?.includes(formatMark(mark)) ?? false,
    mark,
    warning: isWhole ? undefined : "The cause was cut to 255 characters",
    page: pageOf(client, "jobs", jobId),
  };
}

/** The plan that retries a run: the new one names the run that it retries. */
export function planRetry(client: Client, run: Run | number): StartPlan {
  const runId = runIdOf(run);
  return {
    ...aboutRun(runId, "retry", "retry/"),
    method: "POST",
    among: { id__gt: runId },
    isOurs: (raw) => raw.retrying_run_id === runId,
    mark: null,
    page: typeof run === "number" ? pageOf(client, "runs", run) : run.href,
  };
}

type Signal = AbortSignal | undefined;

/** A run that was started. */
export interface Started {
  run: Run;
  /** Set if an earlier POST may still start a second run. */
  duplicates?: Duplicates | undefined;
}

/** What is needed to look for other runs of the same trigger. */
export interface Duplicates extends StartPlan {
  lastPostAt: number;
  /** All runs of the trigger, the oldest first. */
  find: Find;
}

/**
 * Starts a run. On an abort it throws the signal's reason if no run can have
 * been started, returns the run if it can be found in the time for leaving
 * (without one: not at all), and throws an {@linkcode UnclearTriggerError}
 * otherwise.
 */
export async function startRun(
  client: Client,
  plan: StartPlan,
  { signal, leaving }: { signal?: Signal; leaving?: () => Deadline },
): Promise<Started> {
  const { find, unknown } = createSearch(client, plan);
  const busy = deadlineIn(BUSY_LIMIT);
  let [posts, lastPostAt] = [0, 0];
  /** Why it is unclear whether there is a run; `undefined` if it is clear. */
  let unclear: DbtCloudError | undefined;

  const finalError = (error: unknown) =>
    unclear && error instanceof DbtCloudError ? unclearError(error) : error;

  /** What to do after a fault: the runs that were found, or another POST. */
  async function recover(error: Error): Promise<Run[]> {
    if (!(error instanceof DbtCloudError)) throw error;
    const decision = decide("start", error);
    if (decision === "look up") {
      unclear = error;
      if (!plan.isOurs) throw error;
      const next = "Looking for the run before another try";
      client.notify(join(error.message, next));
      const found = await lookUp(client, find, signal);
      if (found.length > 0) return found;
      if (unknown.size > 0 || posts >= MAX_POSTS) throw error;
      client.notify("No run was found. Trying again");
      return [];
    }
    const next = backoff(posts, error);
    const isBusy = error.status === 429;
    const isOver = isBusy ? next > busy.left() : posts >= MAX_POSTS;
    if (decision === "final" || isOver) throw error;
    if (isBusy) posts--; // It was refused: it does not count.
    client.notify(retryNotice(error, next));
    await pause(next, signal);
    return [];
  }

  /**
   * Finds the run in the time for leaving; `answer` is what a POST may bring.
   * All that goes on is ended by `stop`.
   */
  async function leave(stop: AbortController, answer?: Promise<Run | Error>) {
    if (!answer && !unclear) return []; // None can have been started.
    if (!leaving) throw unclearError(signal?.reason);
    const told = answer?.then((said) => {
      if (!(said instanceof Error)) return [said];
      const isRefused = said instanceof DbtCloudError &&
        decide("start", said) !== "look up";
      // A refusal is clear: no run was started.
      if (isRefused && !unclear) return [];
      throw said;
    });
    const seen = plan.isOurs && lookUpOften(find, stop.signal);
    const found = Promise.any([told, seen].filter((runs) => !!runs));
    const late = pause(leaving().left() - CANCEL_RESERVE, stop.signal);
    const runs = await Promise.race([found, late]).catch(() => {});
    if (!runs) throw unclearError(signal?.reason);
    return runs;
  }

  for (let isFirst = true;; isFirst = false) {
    let found: Run[];
    let answer: Promise<Run | Error> | undefined;
    // Not aborted by `signal`: leaving decides how long the answer may take.
    const stop = new AbortController();
    try {
      signal?.throwIfAborted();
      answer = getData(client, { ...plan, signal: stop.signal }, isRawRun)
        .then((raw) => toRun(client, raw)).catch((error: Error) => error);
      posts++;
      if (isFirst && plan.warning) client.notify(plan.warning);
      const said = await Promise.race([answer, abortOf(signal, stop.signal)]);
      lastPostAt = clock.now();
      if (!(said instanceof Error)) return toStarted(said);
      signal?.throwIfAborted();
      answer = undefined; // It is known.
      found = await recover(said);
    } catch (error) {
      if (!signal?.aborted) throw finalError(error);
      if (answer) lastPostAt = clock.now();
      found = await leave(stop, answer);
      if (found.length === 0) throw signal.reason;
    } finally {
      stop.abort();
    }
    if (found.length === 0) continue;
    // dbt Cloud cancels an older run of a pull request by itself.
    const run = found.find(({ status }) => status !== "cancelled") ?? found[0]!;
    client.notify(`Found run ${run.id}, which was started all the same`);
    await cancelOthers(client, run.id, found);
    return toStarted(run);
  }

  function toStarted(run: Run): Started {
    if (!unclear || posts < 2) return { run };
    return { run, duplicates: { ...plan, lastPostAt, find } };
  }

  /** The error that says what may have been started, and what was in the way. */
  function unclearError(error: unknown) {
    // Not for how long it could not be looked up, but why.
    const { cause: root } = Object(error);
    const last = root instanceof DbtCloudError ? root : error;
    const reasons = [...new Set([unclear, last])]
      .filter((reason) => reason instanceof DbtCloudError);
    const where = `A run may have been started: ${whereToLook(plan)}`;
    const text = [...reasons.map(({ message }) => message), where].join(". ");
    const { status, kind } = reasons[0] ?? {};
    const candidates = [...unknown.values()];
    const cause = unclear ?? error;
    const about = { ...plan, cause, status, kind, candidates };
    return new UnclearTriggerError(client.redact(text), about);
  }
}

type Find = ReturnType<typeof createSearch>["find"];

function createSearch(client: Client, plan: StartPlan) {
  const asked = new Map<number, unknown>();
  /** Runs that may be ours: they would not say what triggered them. */
  const unknown = new Map<number, Run>();
  // Only the trigger tells of our mark, and some lists leave it out.
  const maxAsked = plan.mark === null ? 0 : Infinity;
  /**
   * The runs that are ours, the oldest first. With `isFirst`, the first page
   * that has one will do. Throws if a page cannot be read: that is no absence.
   */
  const find = async (limits: Omit<CallOptions, "query">, isFirst = false) => {
    // A lost answer is rare: what finds the run is loaded when it is needed.
    const { listTriggered } = await import("./find.ts");
    const found = new Map<number, Run>();
    let [newest, oldest] = [NaN, NaN];
    for (let offset = 0; offset < MAX_RUNS; offset += PAGE_SIZE) {
      const query = { ...plan.among, ...(offset > 0 && { offset }) };
      const options = { ...limits, query };
      const runs = await listTriggered(client, options, asked, maxAsked);
      for (const raw of runs) {
        const run = toRun(client, raw);
        if (plan.isOurs?.(raw)) found.set(run.id, run);
        if (maxAsked === 0 || run.cause !== null) unknown.delete(run.id);
        else unknown.set(run.id, run);
        oldest = Date.parse(run.createdAt ?? "");
        newest ||= oldest;
      }
      const isEnd = runs.length < PAGE_SIZE || oldest < newest - HOUR;
      if (isEnd || (isFirst && found.size > 0)) break;
    }
    return [...found.values()].toSorted((a, b) => a.id - b.id);
  };
  return { find, unknown };
}

/** Finds the run that a plan has started, for a process that knows no more. */
export async function findStarted(
  client: Client,
  plan: StartPlan,
  signal: AbortSignal,
): Promise<Run[]> {
  return await lookUp(client, createSearch(client, plan).find, signal);
}

/** Looks for the run until it must have appeared. */
async function lookUp(
  client: Client,
  find: Find,
  signal: Signal,
): Promise<Run[]> {
  const began = clock.now();
  const look = () => find({ signal });
  for (const after of LOOK_UPS) {
    await pause(began + after - clock.now(), signal);
    const found = await retrying(client, "look up", look, { signal });
    if (found.length > 0) return found;
  }
  return [];
}

/** Looks for the run again and again, whatever the lists answer. */
async function lookUpOften(find: Find, signal: AbortSignal) {
  for (;;) {
    const found = await find({ signal }, true).catch(() => []);
    if (found.length > 0) return found;
    await pause(LEAVING_PAUSE, signal);
  }
}

/** Cancels all runs of one trigger but the one that is followed. */
export async function cancelOthers(
  client: Client,
  runId: number,
  runs: Run[],
  { signal, timeLimit = REQUEST_LIMIT }: CallOptions = {},
  notify = client.notify,
): Promise<void> {
  const limit = AbortSignal.timeout(timeLimit);
  const stop = signal ? AbortSignal.any([signal, limit]) : limit;
  const others = runs.filter((run) => run.id !== runId && !hasEnded(run));
  const what = "a second run of the same trigger";
  const texts = others.map(({ id, href }) =>
    cancelWithRetry(client, id, stop).then(
      () => `Cancelled run ${id}, ${what}: ${href}`,
      ({ message }: Error) =>
        `Run ${id}, ${what}, may still be running: ${href} (${message})`,
    )
  );
  (await Promise.all(texts)).forEach(notify);
}

/** What a person has to look for, and where. */
export function whereToLook({ mark, page }: Pick<StartPlan, "mark" | "page">) {
  return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
}

/** Rejects when a signal is aborted, which it forgets at the `end`. */
function abortOf(signal: Signal, end: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = () => reject(signal?.reason);
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { signal: end });
  });
}
