/**
 * Starts one run and never two, also when the answer to the POST is lost.
 *
 * ```
 * posting ── good answer ───────────────▶ started
 *    │ ├──── refused ───────────────────▶ error
 *    │ ├──── never left, or 429 ─ pause ▶ posting   (nothing can have started)
 *    │ └──── unclear ─▶ looking up ─ ours, once ───▶ started
 *    │                     │ ├─ ours, several times ▶ started (one), others cancelled
 *    │                     │ └─ not in 30 s, < 3 posts ▶ posting (the same mark)
 *    └──── aborted ───▶ leaving ── found ──────────▶ started
 *                          └─ not found ───────────▶ error: unclear
 * ```
 */
import type { Client } from "./client.ts";
import { DbtCloudError, UnclearTriggerError } from "./errors.ts";
import { getData } from "./http.ts";
import { type Json, textOrNull } from "./json.ts";
import { formatMark, isCauseCut, triggerBody } from "./checks.ts";
import type { ClientOptions, TriggerOptions } from "./options.ts";
import { pause } from "./clock.ts";
import { backoff, decide, join, retryNotice, trackOutage } from "./retry.ts";
import {
  causeOf,
  hasEnded,
  isRawRun,
  jobPage,
  type RawRun,
  type Run,
  runIdOf,
  runPage,
  toRun,
} from "./run.ts";
import { cancelInSpite, listRaw, PAGE_SIZE, retrieveRaw } from "./runs.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MAX_POSTS = 3;
/** For so long a job's trigger is posted again on 429. */
const BUSY_LIMIT = 10 * MINUTE;
/** When the run is looked for after an unclear answer. */
const LOOK_UPS = [0, 1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND);
const MAX_PAGES = 10;
/** How long a run is looked for and cancelled after an abort. */
export const LEAVING_LIMIT = 5 * SECOND;
/** Of this, so much for finding the run. */
export const FINDING_LIMIT = 4 * SECOND;
/** The pause between two look-ups on leaving, and the limit of each. */
const LEAVING_PAUSE = SECOND / 2;
/** How long a second run is cancelled. */
const CANCEL_LIMIT = 30 * SECOND;
const MAX_CANDIDATES = 5;

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

/** The plan that triggers a job. Without a mark, no run can be recognised. */
export function planTrigger(
  client: Client,
  options: Omit<TriggerOptions, keyof ClientOptions>,
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
  /** A fault was survived. */
  | { type: "notice"; text: string };

/** A run that was started. */
export interface Started {
  run: Run;
  /** Set if an earlier POST may still start a second run. */
  twins?: Twins;
}

/** How long the requests of a look-up may take. */
interface Limits {
  signal: AbortSignal | undefined;
  /** The limit of each request, in milliseconds. */
  timeLimit?: number;
}

/** What is needed to look for a second run. */
export interface Twins {
  lastPostAt: number;
  mark: string | null;
  /** The page in dbt Cloud that lists the runs. */
  page: string;
  /** All runs that are ours, the oldest first. */
  find: (limits: Limits) => Promise<Run[]>;
}

/** The state that all steps of one start share. */
interface Start {
  client: Client;
  plan: StartPlan;
  signal: AbortSignal | undefined;
  /** How long an abort may wait for an unclear answer, in milliseconds. */
  grace: number;
  posts: number;
  startedAt: number;
  /** When the last POST was answered, or given up. */
  lastPostAt: number;
  /** Why it is unclear whether there is a run; `undefined` if it is clear. */
  unclear?: unknown;
  /** Whether a POST was sent. */
  hasSent: boolean;
  /** Runs that were asked for their trigger: whether that can be told. */
  asked: Map<number, "not ours" | "unknown">;
}

type State = (start: Start) => AsyncGenerator<StartEvent, State | Started>;

const notice = (text: string) => ({ type: "notice", text } as const);

/**
 * Starts a run. On an abort it throws the signal's reason if no run can have
 * been started, returns the run if it can be found within `grace`, and throws
 * an {@linkcode UnclearTriggerError} otherwise.
 */
export async function* startRun(
  client: Client,
  plan: StartPlan,
  { signal, grace = 0 }: { signal?: AbortSignal | undefined; grace?: number },
): AsyncGenerator<StartEvent, Started> {
  const start = beginStart(client, plan, signal, grace);
  let state: State | Started = posting;
  while (typeof state === "function") state = yield* state(start);
  return state;
}

function beginStart(
  client: Client,
  plan: StartPlan,
  signal: AbortSignal | undefined,
  grace: number,
): Start {
  return {
    client,
    plan,
    signal,
    grace,
    posts: 0,
    startedAt: Date.now(),
    lastPostAt: Date.now(),
    hasSent: false,
    asked: new Map(),
  };
}

/** The runs that a plan has started, for a process that knows no more. */
export async function findStarted(
  client: Client,
  plan: StartPlan,
  signal: AbortSignal,
): Promise<Run[]> {
  return await findRuns(beginStart(client, plan, signal, 0), { signal });
}

async function* posting(
  start: Start,
): AsyncGenerator<StartEvent, State | Started> {
  const { client, plan, signal } = start;
  if (signal?.aborted) return leaving();
  start.posts++;
  const { to, path, body, runId } = plan;
  // Not aborted by `signal`: leaving decides how long the answer may take.
  const giveUp = new AbortController();
  const answer = getData(
    client,
    { to, method: "POST", path, body, runId, signal: giveUp.signal },
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
    start.lastPostAt = Date.now();
    return toStarted(start, run);
  } catch (error) {
    start.lastPostAt = Date.now();
    if (signal?.aborted) return leaving(answer, giveUp);
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
    yield notice(join(error.message, "Looking for the run before another try"));
    return lookingUp;
  }
  const next = backoff(start.posts, error);
  const isBusy = error.status === 429;
  const isOver = isBusy
    ? Date.now() + next - start.startedAt > BUSY_LIMIT
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
  const { unclear, plan, signal, lastPostAt } = start;
  const hasAnswered = (unclear as DbtCloudError).status !== undefined;
  const outage = trackOutage(hasAnswered);
  let wait = 0;
  for (let looks = 0; looks < LOOK_UPS.length;) {
    const due = lastPostAt + LOOK_UPS[looks]! - Date.now();
    const askedAt = Date.now() + Math.max(0, due, wait);
    try {
      await pause(Math.max(due, wait), signal);
      const found = await findRuns(start, { signal });
      outage.ended();
      wait = 0;
      looks++;
      if (found.length === 0) continue;
      if (plan.isOurs) return yield* adopt(start, found);
      throw unclearError(start, unclear, found);
    } catch (error) {
      if (signal?.aborted) return leaving();
      if (error instanceof UnclearTriggerError) throw error;
      if (decide("look up", error) !== "again") {
        throw unclearError(start, error);
      }
      const next = outage.failed(error as DbtCloudError, Date.now() - askedAt);
      if (next === undefined) throw unclearError(start, error);
      wait = next;
      yield notice(retryNotice(error as DbtCloudError, wait));
    }
  }
  const isUnknown = [...start.asked.values()].includes("unknown");
  if (!plan.isOurs || isUnknown || start.posts >= MAX_POSTS) {
    throw unclearError(start, unclear);
  }
  yield notice("No run was found. Trying again");
  return posting;
}

/** What to do on an abort; `answer` is what a POST may still be answered. */
function leaving(answer?: Promise<Run>, giveUp?: AbortController): State {
  return async function* (start) {
    const { signal, grace, plan } = start;
    const reason = signal?.reason;
    if (!answer && !start.unclear) throw reason;
    if (grace === 0) {
      giveUp?.abort();
      throw unclearError(start, reason);
    }
    const late = AbortSignal.timeout(grace);
    const stop = new AbortController();
    const onLate = () => stop.abort(late.reason);
    late.addEventListener("abort", onLate);
    const nothing = start.unclear === undefined;
    const ways = [
      ...(plan.isOurs ? [lookOften(start, stop.signal)] : []),
      ...(answer
        ? [
          answer.then((run) => [run], (error) => {
            // A refusal is clear: no run was started.
            if (nothing && isClear(error)) return [];
            throw error;
          }),
        ]
        : []),
    ];
    try {
      const found = await unlessAborted(Promise.any(ways), stop.signal);
      if (found.length === 0) throw reason;
      return yield* adopt(start, found);
    } catch (error) {
      throw error === reason ? reason : unclearError(start, reason);
    } finally {
      late.removeEventListener("abort", onLate);
      stop.abort();
      giveUp?.abort();
    }
  };
}

function isClear(error: unknown): boolean {
  return error instanceof DbtCloudError && decide("start", error) !== "look up";
}

/** Looks for the run again and again, until it is found or given up. */
async function lookOften(start: Start, signal: AbortSignal): Promise<Run[]> {
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
  const run = pickRun(found);
  yield notice(`Found run ${run.id}, which was started all the same`);
  yield* keepOne(start.client, found);
  return toStarted(start, run);
}

/** The oldest run, unless dbt Cloud cancelled it in favour of a newer one. */
function pickRun(runs: Run[]): Run {
  return runs.find(({ status }) => status !== "cancelled") ?? runs[0]!;
}

/** Cancels all runs of one trigger but the one that is followed. */
export async function* keepOne(
  client: Client,
  runs: Run[],
  signal?: AbortSignal,
): AsyncGenerator<{ type: "notice"; text: string }, Run> {
  const kept = pickRun(runs);
  const others = runs.filter(({ id }) => id !== kept.id);
  for (const text of await cancelTwins(client, others, signal)) {
    yield notice(text);
  }
  return kept;
}

/** Cancels runs that were started by mistake; says how that went. */
export async function cancelTwins(
  client: Client,
  runs: Run[],
  signal: AbortSignal = AbortSignal.timeout(CANCEL_LIMIT),
): Promise<string[]> {
  const alive = runs.filter((run) => !hasEnded(run));
  return await Promise.all(alive.map(async ({ id, href }) => {
    try {
      await cancelInSpite(client, id, signal);
      return `Cancelled run ${id}, a second run of the same trigger: ${href}`;
    } catch (error) {
      const { message } = error as Error;
      return `Run ${id}, a second run of the same trigger, may still be running: ${href} (${message})`;
    }
  }));
}

function toStarted(start: Start, run: Run): Started {
  const { unclear, posts, lastPostAt, plan: { mark, page } } = start;
  if (!unclear || posts < 2) return { run };
  const find = (limits: Limits) => findRuns(start, limits);
  return { run, twins: { lastPostAt, mark, page, find } };
}

/** What a person has to look for, and where. */
export function whereToLook(
  { mark, page }: Pick<StartPlan, "mark" | "page">,
): string {
  return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
}

function unclearError(
  { plan, client, unclear }: Start,
  error: unknown,
  candidates: Run[] = [],
): UnclearTriggerError {
  const { mark, page, runId } = plan;
  const cause = unclear ?? error;
  const { status, kind } = cause instanceof DbtCloudError
    ? cause
    : new DbtCloudError("");
  const reasons = [...new Set([unclear, error])]
    .filter((reason) => reason instanceof DbtCloudError)
    .map(({ message }) => message);
  const links = candidates.map(({ href }) => href).join(" ");
  const where = links ? `it may be ${links}` : whereToLook({ mark, page });
  const message = [...reasons, `A run may have been started: ${where}`]
    .join(". ");
  return new UnclearTriggerError(client.redact(message), {
    cause,
    status,
    kind,
    runId,
    mark,
    page,
    candidates,
  });
}

// Finding the run

/**
 * The runs that are ours, the oldest first: page after page, until the runs are
 * an hour older than the newest one. With `isFirst`, the first page that has
 * one will do. Throws if a page cannot be read, for that is no absence.
 */
async function findRuns(
  start: Start,
  limits: Limits,
  isFirst = false,
): Promise<Run[]> {
  const { client, plan } = start;
  const found: RawRun[] = [];
  let newest = NaN;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = { ...plan.query, ...(page && { offset: page * PAGE_SIZE }) };
    const runs = await listRaw(client, query, limits);
    if (page === 0) newest = createdAt(runs[0]);
    for (const raw of runs) {
      if (await isOurs(start, raw, newest, limits)) found.push(raw);
    }
    const isEnd = runs.length < PAGE_SIZE ||
      createdAt(runs.at(-1)) < newest - HOUR;
    if (isEnd || (isFirst && found.length > 0)) break;
  }
  const unique = [...new Map(found.map((raw) => [raw.id, raw])).values()]
    .toSorted((a, b) => a.id - b.id)
    .map((raw) => toRun(client, raw, "queued"));
  return plan.isOurs ? unique : unique.slice(-MAX_CANDIDATES);
}

async function isOurs(
  start: Start,
  raw: RawRun,
  newest: number,
  limits: Limits,
): Promise<boolean> {
  const { client, plan, asked } = start;
  if (!plan.isOurs) return isCandidate(plan, raw, newest);
  if (plan.isOurs(raw)) return true;
  // Only the trigger tells of our mark, and some lists leave it out.
  const isTold = plan.mark === null || causeOf(raw) !== null;
  if (isTold || asked.get(raw.id) === "not ours") return false;
  const query = { include_related: '["trigger"]' };
  const whole = await retrieveRaw(client, raw.id, { ...limits, query });
  if (plan.isOurs(whole)) return true;
  asked.set(raw.id, causeOf(whole) === null ? "unknown" : "not ours");
  return false;
}

/** Whether a run without a mark may be ours: the same cause, and recent. */
function isCandidate({ body }: StartPlan, raw: RawRun, newest: number) {
  const cause = causeOf(raw);
  const isRecent = !(createdAt(raw) < newest - HOUR);
  return isRecent && (cause === null || cause === body?.cause);
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
