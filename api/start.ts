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
import { formatMark, isCauseCut, triggerBody } from "./checks.ts";
import type { Client } from "./client.ts";
import { clock, type Deadline, pause } from "./clock.ts";
import { DbtCloudError, UnclearTriggerError } from "./errors.ts";
import { getData } from "./http.ts";
import { type Json, textOrNull } from "./json.ts";
import type { ClientOptions, TriggerOptions } from "./options.ts";
import {
  backoff,
  decide,
  join,
  type Notice,
  notice,
  resultOf,
  retrying,
  retryNotice,
} from "./retry.ts";
import {
  cancelWithRetry,
  causeOf,
  hasEnded,
  isRawRun,
  jobPage,
  PAGE_SIZE,
  type RawRun,
  type Run,
  runIdOf,
  runPage,
  toRun,
} from "./run.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MAX_POSTS = 3;
/** How long a job's trigger is posted again on 429. */
const BUSY_LIMIT = 10 * MINUTE;
/** When the run is looked up after an unclear answer. */
const LOOK_UPS = [0, 1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND);
const MAX_PAGES = 10;
/** The pause between two look-ups on leaving. */
const LEAVING_PAUSE = SECOND / 2;
/** What finding the run leaves of the time, for cancelling it. */
const CANCEL_RESERVE = SECOND;
/** How long a duplicate is cancelled. */
const CANCEL_LIMIT = 30 * SECOND;

/** One run to start: what to send, and how to recognise it. */
export interface StartPlan {
  /** What is attempted: "trigger job 7". */
  to: string;
  path: string;
  body?: Json;
  /** The run that is retried. */
  runId?: number;
  /** The query that lists the runs among which ours is. */
  query: { [name: string]: string | number };
  /** Whether a run is ours; `undefined` if that cannot be told. */
  isOurs?: (raw: RawRun) => boolean;
  mark: string | null;
  /** What a person should know of what is sent. */
  warning?: string | undefined;
  /** The page in dbt Cloud that shows the run, if there is one. */
  page: string;
}

/** Makes a mark: 8 hexadecimal digits. */
export function newMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** The options of a trigger, without those of every call. */
export type JobOptions = Omit<TriggerOptions, keyof ClientOptions>;

/** The plan that triggers a job. Without a mark, no run can be recognised. */
export function planTrigger(
  client: Client,
  options: JobOptions,
  mark: string | null = options.mark === false ? null : newMark(),
): StartPlan {
  const { jobId } = options;
  return {
    to: `trigger job ${jobId}`,
    path: `jobs/${jobId}/run/`,
    body: triggerBody(options, mark),
    query: { job_definition_id: jobId, include_related: '["trigger"]' },
    ...(mark !== null && {
      isOurs: (raw: RawRun) =>
        causeOf(raw)?.includes(formatMark(mark)) ?? false,
    }),
    mark,
    warning: isCauseCut(options, mark)
      ? "The cause was cut to 255 characters"
      : undefined,
    page: jobPage(client, jobId),
  };
}

/** The plan that retries a run: the new one names the run that it retries. */
export function planRetry(client: Client, run: Run | number): StartPlan {
  const runId = runIdOf(run);
  return {
    to: `retry run ${runId}`,
    path: `runs/${runId}/retry/`,
    runId,
    query: { id__gt: runId },
    isOurs: (raw) => raw.retrying_run_id === runId,
    mark: null,
    page: runPage(client, run),
  };
}

/** What happens while a run is started. */
export type StartEvent =
  /** The first POST is on its way. */
  | { type: "sent" }
  | Notice;

/** A run that was started. */
export interface Started {
  run: Run;
  /** Set if an earlier POST may still start a second run. */
  duplicates?: Duplicates;
}

/** What is needed to look for other runs of the same trigger. */
export interface Duplicates extends Pick<StartPlan, "mark" | "page"> {
  lastPostAt: number;
  /** All runs of the trigger, the oldest first. */
  find: (limits: Limits) => Promise<Run[]>;
}

/** How long the requests of a look-up may take. */
interface Limits {
  signal: AbortSignal | undefined;
  /** The limit of each request, in milliseconds. */
  timeLimit?: number;
}

/** Options for {@linkcode startRun}. */
export interface StartOptions {
  signal?: AbortSignal | undefined;
  /** How long an abort may wait for an unclear answer; by default not at all. */
  leaving?: (() => Deadline) | undefined;
}

/** The state that all steps of one start share. */
interface Start extends StartOptions {
  client: Client;
  plan: StartPlan;
  posts: number;
  startedAt: number;
  /** When the last POST was answered, or given up. */
  lastPostAt: number;
  /** Why it is unclear whether there is a run; `undefined` if it is clear. */
  unclear?: unknown;
  /** Whether a POST was sent. */
  hasSent: boolean;
  /** The triggers of runs that a list left out. */
  asked: Map<number, unknown>;
  /** Runs that may be ours: they would not say what triggered them. */
  unknown: Map<number, RawRun>;
}

type State = (start: Start) => AsyncGenerator<StartEvent, State | Started>;

/**
 * Starts a run. On an abort it throws the signal's reason if no run can have
 * been started, returns the run if it can be found in the time for leaving, and
 * throws an {@linkcode UnclearTriggerError} otherwise.
 */
export async function* startRun(
  client: Client,
  plan: StartPlan,
  options: StartOptions,
): AsyncGenerator<StartEvent, Started> {
  const start = beginStart(client, plan, options);
  let state: State | Started = posting;
  while (typeof state === "function") state = yield* state(start);
  return state;
}

function beginStart(
  client: Client,
  plan: StartPlan,
  options: StartOptions,
): Start {
  const [startedAt, lastPostAt] = [clock.now(), clock.now()];
  const state = { posts: 0, hasSent: false, startedAt, lastPostAt };
  const [asked, unknown] = [new Map(), new Map()];
  return { ...options, ...state, client, plan, asked, unknown };
}

/** Finds the run that a plan has started, for a process that knows no more. */
export async function findStarted(
  client: Client,
  plan: StartPlan,
  signal: AbortSignal,
): Promise<Run[]> {
  const start = beginStart(client, plan, { signal });
  return await resultOf(lookUp(start, true));
}

async function* posting(
  start: Start,
): AsyncGenerator<StartEvent, State | Started> {
  const { client, plan, signal } = start;
  if (signal?.aborted) return leaving();
  start.posts++;
  const { to, path, body, runId } = plan;
  // Not aborted by `signal`: leaving decides how long the answer may take.
  const abortPost = new AbortController();
  const answer = getData(
    client,
    { to, method: "POST", path, body, runId, signal: abortPost.signal },
    isRawRun,
  ).then((raw) => toRun(client, raw, "queued"));
  answer.catch(() => {}); // It is looked at below.
  if (!start.hasSent) {
    start.hasSent = true;
    yield { type: "sent" };
    if (plan.warning) yield notice(plan.warning);
  }
  try {
    const run = await unlessAborted(answer, signal);
    start.lastPostAt = clock.now();
    return toStarted(start, run);
  } catch (error) {
    start.lastPostAt = clock.now();
    if (signal?.aborted) return leaving(answer, abortPost);
    return yield* afterFault(start, error);
  }
}

async function* afterFault(
  start: Start,
  error: unknown,
): AsyncGenerator<StartEvent, State> {
  if (!(error instanceof DbtCloudError)) throw error;
  const decision = decide("start", error);
  if (decision === "look up") {
    start.unclear = error;
    if (!start.plan.isOurs) throw unclearError(start, error);
    yield notice(join(error.message, "Looking for the run before another try"));
    return lookingUp;
  }
  const next = backoff(start.posts, error);
  const isBusy = error.status === 429;
  const isOver = isBusy
    ? clock.now() + next - start.startedAt > BUSY_LIMIT
    : start.posts >= MAX_POSTS;
  if (decision === "final" || isOver) {
    throw start.unclear ? unclearError(start, error) : error;
  }
  if (isBusy) start.posts--; // It was refused: it does not count.
  yield notice(retryNotice(error, next));
  await pause(next, start.signal).catch(() => {});
  return posting;
}

async function* lookingUp(
  start: Start,
): AsyncGenerator<StartEvent, State | Started> {
  try {
    const hasAnswered = (start.unclear as DbtCloudError).status !== undefined;
    const found = yield* lookUp(start, hasAnswered);
    if (found.length > 0) return yield* adopt(start, found);
  } catch (error) {
    if (start.signal?.aborted) return leaving();
    // Not for how long, but why it could not be looked up.
    const { cause } = error as Error;
    throw unclearError(start, cause instanceof DbtCloudError ? cause : error);
  }
  if (start.unknown.size > 0 || start.posts >= MAX_POSTS) {
    throw unclearError(start, start.unclear);
  }
  yield notice("No run was found. Trying again");
  return posting;
}

/** Looks for the run until it must have appeared. */
async function* lookUp(
  start: Start,
  hasAnswered: boolean,
): AsyncGenerator<Notice, Run[]> {
  const { signal, lastPostAt } = start;
  for (const after of LOOK_UPS) {
    await pause(lastPostAt + after - clock.now(), signal);
    const find = () => findRuns(start, { signal });
    const found = yield* retrying("look up", find, { signal, hasAnswered });
    if (found.length > 0) return found;
    hasAnswered = true;
  }
  return [];
}

/** What to do on an abort; `answer` is what a POST may still be answered. */
function leaving(answer?: Promise<Run>, abortPost?: AbortController): State {
  return async function* (start) {
    const { signal, plan } = start;
    const reason = signal?.reason;
    if (!answer && !start.unclear) throw reason;
    const deadline = start.leaving?.();
    if (!deadline) {
      abortPost?.abort();
      throw unclearError(start, reason);
    }
    const stop = new AbortController();
    const limit = setTimeout(
      () => stop.abort(reason),
      Math.max(0, deadline.left() - CANCEL_RESERVE),
    );
    const isFirstPost = start.unclear === undefined;
    const attempts = [
      ...(plan.isOurs ? [lookUpOften(start, stop.signal)] : []),
      ...(answer
        ? [
          answer.then((run) => [run], (error) => {
            // A refusal is clear: no run was started.
            if (isFirstPost && isClear(error)) return [];
            throw error;
          }),
        ]
        : []),
    ];
    let found: Run[];
    try {
      found = await unlessAborted(Promise.any(attempts), stop.signal);
    } catch {
      throw unclearError(start, reason);
    } finally {
      clearTimeout(limit);
      stop.abort(reason);
      abortPost?.abort();
    }
    if (found.length === 0) throw reason;
    return yield* adopt(start, found);
  };
}

function isClear(error: unknown): boolean {
  return error instanceof DbtCloudError && decide("start", error) !== "look up";
}

/** Looks for the run again and again, whatever the lists answer. */
async function lookUpOften(start: Start, signal: AbortSignal): Promise<Run[]> {
  for (;;) {
    signal.throwIfAborted();
    const found = await findRuns(start, { signal }, true).catch(() => []);
    if (found.length > 0) return found;
    await pause(LEAVING_PAUSE, signal);
  }
}

/** Takes one of the runs that are ours, and cancels the others. */
async function* adopt(
  start: Start,
  found: Run[],
): AsyncGenerator<StartEvent, Started> {
  // dbt Cloud cancels an older run of a pull request by itself.
  const run = found.find(({ status }) => status !== "cancelled") ?? found[0]!;
  yield notice(`Found run ${run.id}, which was started all the same`);
  yield* cancelOthers(start.client, run.id, found);
  return toStarted(start, run);
}

/** Cancels all runs of one trigger but the one that is followed. */
export async function* cancelOthers(
  client: Client,
  runId: number,
  runs: Run[],
  signal: AbortSignal = AbortSignal.timeout(CANCEL_LIMIT),
): AsyncGenerator<Notice, void> {
  const others = runs.filter((run) => run.id !== runId && !hasEnded(run));
  const texts = others.map(async ({ id, href }) => {
    const what = `run ${id}, a second run of the same trigger`;
    try {
      await cancelWithRetry(client, id, signal);
      return `Cancelled ${what}: ${href}`;
    } catch (error) {
      const { message } = error as Error;
      return `R${what.slice(1)}, may still be running: ${href} (${message})`;
    }
  });
  for (const text of await Promise.all(texts)) yield notice(text);
}

function toStarted(start: Start, run: Run): Started {
  const { unclear, posts, lastPostAt, plan: { mark, page } } = start;
  if (!unclear || posts < 2) return { run };
  const find = (limits: Limits) => findRuns(start, limits);
  return { run, duplicates: { lastPostAt, mark, page, find } };
}

/** What a person has to look for, and where. */
export function whereToLook(
  { mark, page }: Pick<StartPlan, "mark" | "page">,
): string {
  return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
}

function unclearError(start: Start, error: unknown): UnclearTriggerError {
  const { plan: { mark, page, runId }, client, unclear, unknown } = start;
  const cause = unclear ?? error;
  const { status, kind } = cause instanceof DbtCloudError
    ? cause
    : new DbtCloudError("");
  const reasons = [...new Set([unclear, error])]
    .filter((reason) => reason instanceof DbtCloudError)
    .map(({ message }) => message);
  const candidates = [...unknown.values()]
    .map((raw) => toRun(client, raw, "queued"));
  const where = `A run may have been started: ${whereToLook({ mark, page })}`;
  const message = [...reasons, where].join(". ");
  const about = { cause, status, kind, runId, mark, page, candidates };
  return new UnclearTriggerError(client.redact(message), about);
}

// Finding the run

/**
 * The runs that are ours, the oldest first: page after page, until the runs are
 * an hour older than the newest one. With `isFirst`, the first page that has
 * one will do. Throws if a page cannot be read, for that is no absence.
 */
async function findRuns(
  { client, plan, asked, unknown }: Start,
  limits: Limits,
  isFirst = false,
): Promise<Run[]> {
  // A lost answer is rare: what finds the run is loaded when it is needed.
  const { listTriggered } = await import("./find.ts");
  const found = new Map<number, RawRun>();
  // Only the trigger tells of our mark, and some lists leave it out.
  const maxAsked = plan.mark === null ? 0 : Infinity;
  let newest = NaN;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = { ...plan.query, ...(page && { offset: page * PAGE_SIZE }) };
    const options = { ...limits, query, asked, maxAsked };
    const runs = await listTriggered(client, options);
    if (page === 0) newest = createdAt(runs[0]);
    for (const raw of runs) {
      if (plan.isOurs?.(raw)) found.set(raw.id, raw);
      const isTold = plan.mark === null || causeOf(raw) !== null;
      if (isTold) unknown.delete(raw.id);
      else unknown.set(raw.id, raw);
    }
    const isEnd = runs.length < PAGE_SIZE ||
      createdAt(runs.at(-1)) < newest - HOUR;
    if (isEnd || (isFirst && found.size > 0)) break;
  }
  return [...found.values()].toSorted((a, b) => a.id - b.id)
    .map((raw) => toRun(client, raw, "queued"));
}

function createdAt(raw: RawRun | undefined): number {
  return Date.parse(textOrNull(raw?.created_at)?.replace(" ", "T") ?? "");
}

/** Waits for a promise, and no longer than until the signal is aborted. */
async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return await promise;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
