/**
 * Trigger a dbt Cloud job, wait for its run, and learn how it ended.
 *
 * Web standards only: the module runs unchanged on Deno, Node and Bun. It
 * starts one run and never two, survives bad answers while it waits, and keeps
 * the API key out of every error.
 *
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerAndWait({ ...job, cause: "Nightly build" });
 * console.log(run.status, run.href);
 * ```
 *
 * @module
 */
import { delay } from "@std/async/delay";

const SECOND = 1_000;
/** The longest wait for one answer, and for the next piece of an artifact. */
const REQUEST_LIMIT = 30 * SECOND;
/** A run that was just triggered may not be found for so long. */
const NOT_FOUND_GRACE = 60 * SECOND;
/** How long dbt Cloud may fail to answer before we stop asking. */
const OUTAGE_LIMIT = 600 * SECOND;
const RETRY_AFTER_LIMIT = 300 * SECOND;
/** Without a Retry-After, so long after "too many requests". */
const TOO_MANY_REQUESTS_PAUSE = 60 * SECOND;
const MAX_POSTS = 3;
const MAX_CAUSE = 255;
/** Pauses before the look-ups that follow an unclear answer to a POST. */
const LOOK_UPS = [0, 1 * SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND];
/** After an abort, the answer to a POST may take so long, then two look-ups. */
const LINGER = 1.5 * SECOND;
const LEAVING_LOOK_UPS = [0, 0.5 * SECOND];
const LEAVING_LIMIT = 1 * SECOND;

/** How far a run has come, or how it ended. */
export type RunStatus =
  | "queued"
  | "starting"
  | "running"
  | "success"
  | "error"
  | "cancelled";

const STATUS: { [code: number]: RunStatus | undefined } = {
  1: "queued",
  2: "starting",
  3: "running",
  10: "success",
  20: "error",
  30: "cancelled",
};
const ENDED: readonly RunStatus[] = ["success", "error", "cancelled"];

/** One step of a run, such as a clone of the repository or a dbt command. */
export interface RunStep {
  /** The step's place in the run; the first is 1. */
  index: number;
  /** The step's name, which holds its command in backticks. */
  name: string;
  /** How far the step has come, or how it ended. */
  status: RunStatus;
  /** When it began, as the API wrote it, or `null`. */
  startedAt: string | null;
  /** When it ended, as the API wrote it, or `null`. */
  finishedAt: string | null;
  /** What it printed, with colours, or `null` as long as there is nothing. */
  logs: string | null;
}

/** A run of a job. Times are as the API wrote them. */
export interface Run {
  /** The run's id. */
  id: number;
  /** The id of its job. */
  jobId: number;
  /** The id of the job's project. */
  projectId: number;
  /** How far it has come, or how it ended. */
  status: RunStatus;
  /** dbt Cloud's own words on how it ended, or `null`. */
  statusMessage: string | null;
  /** The address of its page. */
  href: string;
  /** The branch that was checked out, or `null` as long as none was. */
  gitBranch: string | null;
  /** The commit that was checked out, or `null` as long as none was. */
  gitSha: string | null;
  /** When it was created. */
  createdAt: string;
  /** When it left the queue and began, or `null`. */
  startedAt: string | null;
  /** When it ended, or `null`. */
  finishedAt: string | null;
  /** The ids of the runs that it waits for. */
  blockedBy: number[];
  /** Whether {@linkcode retryRun} would be accepted. */
  canRetry: boolean;
  /** Why it would not, such as `RETRY_NOT_LATEST_RUN`, or `null`. */
  retryNotSupportedReason: string | null;
  /** The steps where they were asked for, otherwise empty. */
  steps: RunStep[];
}

/**
 * dbt Cloud said no, could not be reached, or gave an answer that cannot be
 * read. The message never holds the API key.
 *
 * @example Tell one refusal from all other faults
 * ```ts
 * import { DbtCloudError, getRun } from "@org/dbt-run";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const error = await assertRejects(() => getRun(1, account), DbtCloudError);
 * assertEquals(error.status, 404);
 * ```
 */
export class DbtCloudError extends Error {
  /** HTTP status of the answer, or `undefined` where there was none. */
  readonly status: number | undefined;
  /** How long dbt Cloud asked to be left alone, in milliseconds. */
  readonly retryAfter: number | undefined;

  /** Constructs a new instance. */
  constructor(
    message: string,
    options: ErrorOptions & { status?: number; retryAfter?: number } = {},
  ) {
    super(message, options);
    this.name = "DbtCloudError";
    this.status = options.status;
    this.retryAfter = options.retryAfter;
  }
}

/**
 * The run ended in error or was cancelled.
 *
 * @example Look at the run that failed
 * ```ts
 * import { RunFailedError, triggerAndWait } from "@org/dbt-run";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 666, apiKey: "dbtc_example" };
 * const error = await assertRejects(() => triggerAndWait(job), RunFailedError);
 * assertEquals(error.run.status, "error");
 * ```
 */
export class RunFailedError extends Error {
  /** The run as it was when it had ended. */
  readonly run: Run;

  /** Constructs a new instance. */
  constructor(run: Run) {
    const why = run.statusMessage ? ` (${oneLine(run.statusMessage)})` : "";
    super(`Run ${run.id} ended with status ${run.status}${why}: ${run.href}`);
    this.name = "RunFailedError";
    this.run = run;
  }
}

/** Options that every call takes. */
export interface ClientOptions {
  /** The account's id. */
  accountId: number;
  /** A service token or personal access token with the right to run jobs. */
  apiKey: string;
  /**
   * The account's access URL, from Account settings.
   *
   * @default {"https://cloud.getdbt.com"}
   */
  url?: string;
  /**
   * Sends the requests.
   *
   * @default {globalThis.fetch}
   */
  fetch?: typeof fetch;
  /** The project's id, for the address of a run where the API tells neither. */
  projectId?: number;
  /** Ends the call: it rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called with a sentence on each fault that was survived. */
  onNotice?: (notice: string) => void;
}

/** Options for {@linkcode triggerRun}: all fields of the API's trigger body. */
export interface TriggerOptions extends ClientOptions {
  /** The id of the job to run. */
  jobId: number;
  /**
   * Why the job is run; cut to 255 characters.
   *
   * @default {"API-triggered job"}
   */
  cause?: string;
  /** The branch to check out. */
  gitBranch?: string;
  /** The commit to check out. */
  gitSha?: string;
  /** The schema to build into. */
  schemaOverride?: string;
  /** The dbt commands to run in place of the job's own. */
  stepsOverride?: string[];
  /** The version of dbt. */
  dbtVersionOverride?: string;
  /** The number of threads. */
  threadsOverride?: number;
  /** The `target.name` that the project sees. */
  targetNameOverride?: string;
  /** Whether to generate docs. */
  generateDocsOverride?: boolean;
  /** The seconds after which dbt Cloud ends the run by itself. */
  timeoutSecondsOverride?: number;
  /** The pull request on GitHub. */
  githubPullRequestId?: number;
  /** The merge request on GitLab: its IID. */
  gitlabMergeRequestId?: number;
  /** The pull request on Azure DevOps. */
  azurePullRequestId?: number;
  /** The pull request on any other host. */
  nonNativePullRequestId?: number;
}

/** Options for {@linkcode waitForRun}. All durations are milliseconds. */
export interface WaitOptions extends ClientOptions {
  /**
   * A fixed pause between two checks. Without one it is 5 % of the time waited
   * so far, at least 1 s and at most 10 s.
   */
  interval?: number;
  /**
   * The pause before the first check.
   *
   * @default {1000}
   */
  initialDelay?: number;
  /**
   * How long to wait for the end of the run; 0 is for ever.
   *
   * @default {0}
   */
  timeout?: number;
  /** Called with the run after each check. */
  onUpdate?: (run: Run) => void;
}

/** What a field of the trigger body may hold. */
export type TriggerFieldType = "string" | "strings" | "integer" | "boolean";

/**
 * Every field of the API's trigger body, with the option for it and what it may
 * hold.
 *
 * @example Usage
 * ```ts
 * import { TRIGGER_FIELDS } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const [option, type] = TRIGGER_FIELDS.threads_override!;
 * assertEquals([option, type], ["threadsOverride", "integer"]);
 * ```
 */
export const TRIGGER_FIELDS: {
  readonly [field: string]: readonly [
    option: keyof TriggerOptions,
    type: TriggerFieldType,
  ];
} = {
  cause: ["cause", "string"],
  git_branch: ["gitBranch", "string"],
  schema_override: ["schemaOverride", "string"],
  git_sha: ["gitSha", "string"],
  steps_override: ["stepsOverride", "strings"],
  dbt_version_override: ["dbtVersionOverride", "string"],
  threads_override: ["threadsOverride", "integer"],
  target_name_override: ["targetNameOverride", "string"],
  generate_docs_override: ["generateDocsOverride", "boolean"],
  timeout_seconds_override: ["timeoutSecondsOverride", "integer"],
  github_pull_request_id: ["githubPullRequestId", "integer"],
  gitlab_merge_request_id: ["gitlabMergeRequestId", "integer"],
  azure_pull_request_id: ["azurePullRequestId", "integer"],
  non_native_pull_request_id: ["nonNativePullRequestId", "integer"],
};

interface Check {
  be: string;
  type: string;
  holds: (value: never) => boolean;
}

const isText = (value: unknown) =>
  typeof value === "string" && value.trim() !== "";
const ID: Check = {
  be: "a positive whole number",
  type: "number",
  holds: (value: number) => Number.isSafeInteger(value) && value > 0,
};
const DURATION: Check = {
  be: "a number of 0 or more",
  type: "number",
  holds: (value: number) => Number.isFinite(value) && value >= 0,
};
const FIELD_CHECKS: Record<TriggerFieldType, Check> = {
  string: { be: "text that is not empty", type: "string", holds: isText },
  strings: {
    be: "a list of commands that are not empty",
    type: "object",
    holds: (value: unknown) =>
      Array.isArray(value) && value.length > 0 && value.every(isText),
  },
  integer: ID,
  boolean: { be: "true or false", type: "boolean", holds: () => true },
};
const CHECKS: { [option: string]: Check | undefined } = {
  url: {
    be: "an address that begins with https://, without @, ? or #",
    type: "string",
    holds: isPlainHttps,
  },
  apiKey: {
    be: "one word of plain characters, without spaces or line breaks",
    type: "string",
    holds: (key: string) => /^[\x21-\x7e]+$/.test(key),
  },
  accountId: ID,
  projectId: ID,
  jobId: ID,
  runId: ID,
  step: ID,
  interval: {
    be: "a number above 0",
    type: "number",
    holds: (value: number) => Number.isFinite(value) && value > 0,
  },
  initialDelay: DURATION,
  timeout: DURATION,
  ...Object.fromEntries(
    Object.values(TRIGGER_FIELDS)
      .map(([option, type]) => [option, FIELD_CHECKS[type]]),
  ),
};

/**
 * Says what is wrong with options, all at once, and sends nothing. An option
 * that is `undefined` is not looked at.
 *
 * @param options Options of any function of this module.
 * @returns The name of each bad option with the error that tells why.
 *
 * @example Usage
 * ```ts
 * import { checkOptions } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const faults = checkOptions({ accountId: -1, jobId: 559062, apiKey: "a b" });
 * assertEquals(faults.map(([option]) => option), ["accountId", "apiKey"]);
 * ```
 */
export function checkOptions(
  options: Partial<TriggerOptions & WaitOptions>,
): [option: string, fault: TypeError | RangeError][] {
  return Object.entries(options).flatMap(([option, value]) => {
    const check = CHECKS[option];
    if (!check || value === undefined) return [];
    const type: string = typeof value;
    const rightType = type === check.type;
    if (rightType && check.holds(value as never)) return [];
    const shown = option === "apiKey" // A bad key is a secret all the same.
      ? ""
      : `: current value is ${oneLine(JSON.stringify(value) ?? "", 80)}`;
    const fault = new (rightType ? RangeError : TypeError)(
      `must be ${check.be}${shown}`,
    );
    return [[option, fault]];
  });
}

function isPlainHttps(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return (protocol === "https:" || loopback) && !username && !search && !hash;
}

/** Text from outside, as one short line that can do no harm in a message. */
function oneLine(text: string, length = 300): string {
  const line = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOrNull = (value: unknown) => typeof value === "string" ? value : null;

function readJson(text: string): Json {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** What a refusal says: JSON of either of the API's two shapes, HTML, or text. */
function explain(text: string, statusText: string): string {
  const { status, detail, data } = readJson(text);
  const message = isObject(status) ? status.user_message : detail;
  if (typeof message === "string") {
    const more = isObject(data)
      ? Object.entries(data).map(([field, fault]) => `${field}: ${fault}`)
      : [textOrNull(data) ?? ""];
    const reason = more.filter(Boolean).join("; ");
    return oneLine(reason ? `${message} ${reason}` : message);
  }
  if (!/^\s*</.test(text)) return oneLine(text || statusText);
  const title = /<(?:title|h1)[^>]*>([^<]+)</i.exec(text)?.[1];
  return `with an HTML page${title ? `: ${oneLine(title, 80)}` : ""}`;
}

/** The innermost cause: it is the one that names what the network did. */
function rootMessage(error: unknown): string {
  let root = error;
  while (root instanceof Error && root.cause) root = root.cause;
  return oneLine(root instanceof Error ? root.message : String(root));
}

/** Whether a request never left, by what Deno, Node and Bun say of it. */
function isUnsent(error: DbtCloudError): boolean {
  return error.status === undefined &&
    /client error \(Connect\)|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|Unable to connect|bad port|are blocked/
      .test(rootMessage(error));
}

/** Seconds, or a date by the server's own clock; at least 1 s. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? "";
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const pause = /^\d+$/.test(text)
    ? Number(text) * SECOND
    : Date.parse(text) - now;
  if (Number.isNaN(pause)) return;
  return Math.min(Math.max(pause, SECOND), RETRY_AFTER_LIMIT);
}

/** Options that were found good, and what follows from them. */
interface Client extends Omit<ClientOptions, "url"> {
  url: string;
  redact: (text: string) => string;
}

function connect(
  options: ClientOptions,
  ids: { [option: string]: unknown } = {},
): Client {
  const { accountId, apiKey } = options;
  const required = { accountId, apiKey, ...ids };
  const missing = Object.entries(required).find(([, value]) =>
    value === undefined
  );
  if (missing) throw new TypeError(`Cannot go on without '${missing[0]}'`);
  const [fault] = checkOptions({ ...options, ...ids });
  if (fault) {
    const [option, { message, constructor }] = fault;
    throw new (constructor as ErrorConstructor)(
      `Cannot use '${option}' as it ${message}`,
    );
  }
  const url = new URL(options.url ?? "https://cloud.getdbt.com").href;
  return {
    ...options,
    url: url.replace(/\/+(api(\/v2)?\/*)?$/, ""),
    redact: (text) => text.replaceAll(apiKey, "***"),
  };
}

interface Call {
  /** What is attempted, for the error: "trigger job 7". */
  to: string;
  method?: "GET" | "POST";
  /** Path below the account. */
  path: string;
  query?: Record<string, string | number>;
  body?: Json;
  accept?: string;
  /** Milliseconds for the answer. */
  limit?: number;
  /** Milliseconds that an abort waits for an answer under way. */
  linger?: number;
}

/**
 * Sends one request and hands its response to `read`. Both are bounded in time
 * by `limit`; `read` may have it start anew.
 */
async function send<T>(
  client: Client,
  call: Call,
  read: (response: Response, again: () => void, end: () => void) => Promise<T>,
): Promise<T> {
  const { signal, apiKey, url } = client;
  const { to, method = "GET", limit = REQUEST_LIMIT, linger = 0 } = call;
  signal?.throwIfAborted();
  const controller = new AbortController();
  // Not by setTimeout, which takes Deno 4 ms to load: before the first POST,
  // that is a fifth of the time from the start of the process.
  let limiter: AbortSignal | undefined;
  let limitedAt = 0;
  const onLimit = () =>
    controller.abort(new Error(`no answer within ${limit / SECOND} s`));
  const again = () => {
    if (Date.now() - limitedAt < SECOND) return;
    limiter?.removeEventListener("abort", onLimit);
    limiter = AbortSignal.timeout(limit);
    limiter.addEventListener("abort", onLimit);
    limitedAt = Date.now();
  };
  let lingering: ReturnType<typeof setTimeout> | undefined;
  const leave = () => controller.abort(signal?.reason);
  const onAbort = () => {
    if (linger) lingering = setTimeout(leave, linger);
    else leave();
  };
  const end = () => {
    limiter?.removeEventListener("abort", onLimit);
    signal?.removeEventListener("abort", onAbort);
    if (lingering) clearTimeout(lingering);
  };
  again();
  signal?.addEventListener("abort", onAbort);
  const target = new URL(
    `${url}/api/v2/accounts/${client.accountId}/${call.path}`,
  );
  for (const [name, value] of Object.entries(call.query ?? {})) {
    target.searchParams.set(name, String(value));
  }
  let status: number | undefined;
  try {
    const response = await (client.fetch ?? fetch)(target.href, {
      method,
      headers: {
        authorization: `Token ${apiKey}`,
        accept: call.accept ?? "application/json",
        ...(call.body && { "content-type": "application/json" }),
      },
      ...(call.body && { body: JSON.stringify(call.body) }),
      redirect: "manual",
      signal: controller.signal,
    });
    if (response.ok) {
      status = response.status;
      return await read(response, again, end);
    }
    const text = client.redact(await response.text().catch(() => ""));
    const location = response.headers.get("location") ?? "";
    const reason = response.status < 400 && URL.canParse(location, target)
      ? `with a redirect to ${new URL(location, target).origin}`
      : explain(text, response.statusText);
    throw new DbtCloudError(
      `Cannot ${to}: dbt Cloud answered ${response.status} ${reason}`
        .replace(/[\s.]+$/, ""),
      { status: response.status, retryAfter: retryAfter(response.headers) },
    );
  } catch (error) {
    end();
    if (error instanceof DbtCloudError) throw error;
    if (signal?.aborted && controller.signal.reason === signal.reason) {
      throw signal.reason;
    }
    if (error instanceof Error && error.name === "NotCapable") throw error;
    const reason = client.redact(rootMessage(error))
      .replace(/^.*client error \(\w+\): /, "");
    throw new DbtCloudError(
      status
        ? `Cannot ${to}: dbt Cloud answered ${status}, but ${reason}`
        : `Cannot ${to}: ${target.origin} gave no answer: ${reason}`,
      { status, cause: error },
    );
  }
}

/** The `data` of the API's envelope, and the server's clock beside it. */
function call<T>(
  client: Client,
  isData: (data: unknown) => data is T,
  request: Call,
): Promise<{ data: T; date: number }> {
  return send(client, request, async (response, _again, end) => {
    const { data } = readJson(await response.text());
    if (!isData(data)) throw new Error("its body is not what the API sends");
    end();
    return { data, date: Date.parse(response.headers.get("date") ?? "") };
  });
}

const isRun = (data: unknown): data is Json & { id: number } =>
  isObject(data) && typeof data.id === "number";
const isList = (data: unknown): data is (Json & { id: number })[] =>
  Array.isArray(data) && data.every(isRun);

/** An address in its encoded form, or nothing. */
function readUrl(text: unknown): string | undefined {
  const isWeb = /^https?:\/\//.test(String(text));
  return isWeb && URL.canParse(String(text))
    ? new URL(String(text)).href
    : undefined;
}

/** Where the status is none that is known, it counts as `otherwise`. */
function toRun(
  client: Client,
  raw: Json & { id: number },
  otherwise: RunStatus,
): Run {
  const { id } = raw;
  const status = STATUS[raw.status as number] ?? otherwise;
  const projectId = Number(raw.project_id ?? client.projectId);
  const project = projectId ? `/projects/${projectId}` : "";
  const page = `${client.url}/deploy/${client.accountId}${project}`;
  return {
    id,
    jobId: Number(raw.job_definition_id),
    projectId,
    status,
    statusMessage: textOrNull(raw.status_message),
    href: readUrl(raw.href) ?? `${page}/runs/${id}/`,
    gitBranch: textOrNull(raw.git_branch),
    gitSha: textOrNull(raw.git_sha),
    createdAt: textOrNull(raw.created_at) ?? "",
    startedAt: textOrNull(raw.started_at),
    finishedAt: textOrNull(raw.finished_at),
    blockedBy: Array.isArray(raw.blocked_by) ? raw.blocked_by.map(Number) : [],
    canRetry: raw.can_retry === true,
    retryNotSupportedReason: textOrNull(raw.retry_not_supported_reason),
    steps: (Array.isArray(raw.run_steps) ? raw.run_steps : [])
      .filter(isObject).map((step, i) => ({
        index: typeof step.index === "number" ? step.index : i + 1,
        name: String(step.name),
        status: STATUS[step.status as number] ?? "queued",
        startedAt: textOrNull(step.started_at),
        finishedAt: textOrNull(step.finished_at),
        logs: textOrNull(step.logs),
      })),
  };
}

/** Whether asking again may help: no answer, a bad one, or "not now". */
function isPassing({ status = 0 }: DbtCloudError): boolean {
  return status < 300 || status === 408 || status === 429 || status >= 500;
}

/** 1 s to 30 s with jitter, or what the server asked for. */
function backoff(failures: number, error: DbtCloudError): number {
  const pause = Math.min(SECOND * 2 ** (failures - 1), 30 * SECOND);
  return error.retryAfter ?? pause * (0.5 + Math.random() / 2);
}

/** Says that a question is asked again; the pause until then. */
function askAgain(
  { onNotice }: Client,
  failures: number,
  error: DbtCloudError,
): number {
  const pause = backoff(failures, error);
  onNotice?.(`${error.message}. Asking again in ${seconds(pause)}`);
  return pause;
}

/** How a run that a lost answer may have started is known again. */
interface LookUp {
  query: Record<string, string | number>;
  /** `"maybe"`: what we asked for, and more that we did not. */
  isOurs: (raw: Json) => boolean | "maybe";
}

/** Sends a POST that starts a run, in such a way that it starts one only. */
async function start(client: Client, post: Call, lookUp: LookUp): Promise<Run> {
  const { signal, onNotice } = client;
  const began = Date.now();
  let posted: number | undefined;
  let unclear = false;
  for (let posts = 1;;) {
    signal?.throwIfAborted();
    posted ??= Date.now();
    let fault: unknown;
    try {
      const request: Call = { ...post, method: "POST", linger: LINGER };
      return toRun(client, (await call(client, isRun, request)).data, "queued");
    } catch (error) {
      fault = error;
    }
    const error = fault instanceof DbtCloudError ? fault : undefined;
    const isClear = error && (isUnsent(error) || error.status === 429);
    if (!error && !signal?.aborted) throw fault;
    if (error && !isClear && (!isPassing(error) || error.status === 408)) {
      throw error;
    }
    if (isClear) { // There is no run to look for.
      const isBusy = error.status === 429;
      const pause = error.retryAfter ??
        (isBusy ? TOO_MANY_REQUESTS_PAUSE : backoff(posts, error));
      const over = isBusy
        ? Date.now() + pause - began > OUTAGE_LIMIT
        : posts++ === MAX_POSTS;
      if (over) throw error;
      onNotice?.(`${error.message}. Trying again in ${seconds(pause)}`);
      await delay(pause, { signal });
      if (!unclear) posted = undefined;
      continue;
    }
    unclear = true;
    if (error) {
      onNotice?.(`${error.message}. Looking for the run before another try`);
    }
    const run = await findRun(client, post.to, lookUp, posted);
    if (run) {
      onNotice?.(`Found run ${run.id}, which was started all the same`);
      return run;
    }
    if (posts++ === MAX_POSTS) {
      throw new DbtCloudError(
        `${error?.message}. No run was found, ${MAX_POSTS} times over`,
        { status: error?.status, cause: fault },
      );
    }
  }
}

/**
 * Looks several times for the run that a POST may have started. An abort leaves
 * time for two more looks, for a run that nobody knows of cannot be cancelled.
 */
async function findRun(
  client: Client,
  to: string,
  { query, isOurs }: LookUp,
  posted: number,
): Promise<Run | undefined> {
  const { signal } = client;
  const began = Date.now();
  const unknown = `Cannot ${to}: it is unknown whether a run was started`;
  let pauses = LOOK_UPS;
  let leaving = false;
  let failures = 0;
  let seen: number | undefined;
  let doubtful: Run[] = [];
  let looks = 0;
  while (pauses.length > 0) {
    if (signal?.aborted && !leaving) {
      leaving = true;
      pauses = LEAVING_LOOK_UPS;
    }
    const asker = leaving ? { ...client, signal: undefined } : client;
    let answer;
    try {
      await delay(pauses[0]!, { signal: asker.signal });
      const limit = leaving ? LEAVING_LIMIT : REQUEST_LIMIT;
      answer = await list(asker, { to: "list the runs", query, limit });
      pauses = pauses.slice(1);
      looks++;
    } catch (error) {
      if (signal?.aborted) {
        if (leaving) pauses = pauses.slice(1);
        continue;
      }
      if (!(error instanceof DbtCloudError)) throw error;
      if (!isPassing(error) || Date.now() - began >= OUTAGE_LIMIT) {
        const { message, status } = error;
        throw new DbtCloudError(`${unknown}. ${message}`, {
          status,
          cause: error,
        });
      }
      pauses = [askAgain(client, ++failures, error), ...pauses.slice(1)];
      continue;
    }
    // By the server's clock, for ours may be minutes away from it.
    const skew = Number.isNaN(answer.date) ? 0 : answer.date - Date.now();
    const recent = answer.data.filter((raw) =>
      !(readTime(raw.created_at) < posted + skew)
    );
    const toRuns = (sure: boolean | "maybe") =>
      recent.filter((raw) => isOurs(raw) === sure)
        .map((raw) => toRun(client, raw, "queued"));
    const ours = toRuns(true);
    doubtful = ours.length > 1 ? ours : toRuns("maybe");
    if (ours.length > 1) break;
    const [run] = ours;
    // A second look makes sure that there is no other.
    if (run && (leaving || run.id === seen || pauses.length === 0)) return run;
    seen = run?.id;
  }
  if (doubtful.length > 0) {
    const links = doubtful.map((run) => run.href).join(" ");
    throw new DbtCloudError(`${unknown}. Any of these may be it: ${links}`);
  }
  if (leaving && looks === 0) throw new DbtCloudError(unknown);
  if (leaving) throw signal?.reason;
}

/** A page of runs, the latest first. */
function list(
  client: Client,
  { query, ...request }: Omit<Call, "path">,
): Promise<{ data: (Json & { id: number })[]; date: number }> {
  return call(client, isList, {
    ...request,
    path: "runs/",
    query: { order_by: "-id", limit: 100, ...query },
  });
}

/** Reads the API's times, `2026-01-31 10:00:00.123456+00:00`. */
function readTime(text: unknown): number {
  return Date.parse(String(text).replace(" ", "T"));
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / SECOND)} s`;
}

/**
 * Triggers a job and waits until its run has ended.
 *
 * API: Trigger Job Run, Retrieve Run; List Runs where an answer was lost.
 *
 * @param options What to run and how to wait.
 * @returns The run, which succeeded.
 * @throws {RunFailedError} If the run ended in error or was cancelled.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {DOMException} A `TimeoutError` if the `timeout` is over.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const run = await triggerAndWait({
 *   accountId: 22219,
 *   jobId: 559062,
 *   apiKey: "dbtc_example",
 *   gitBranch: "main",
 * });
 * assertEquals(run.status, "success");
 * ```
 */
export async function triggerAndWait(
  options: TriggerOptions & WaitOptions,
): Promise<Run> {
  const run = await triggerRun(options);
  options.onUpdate?.(run);
  const ended = await waitForRun(run, options);
  if (ended.status !== "success") throw new RunFailedError(ended);
  return ended;
}

/**
 * Triggers a job: one run, never two. Where the answer is lost, it looks for
 * the run by its cause, overrides and time before it posts again.
 *
 * An abort while the answer is awaited leaves it some 3 s, so that the run that
 * was started is not lost: if it is found, it is what the promise resolves to.
 *
 * API: Trigger Job Run; List Runs where the answer was lost.
 *
 * @param options What to run.
 * @returns The queued run.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached, or if
 * it is unknown whether a run was started.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { triggerRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const run = await triggerRun({
 *   accountId: 22219,
 *   jobId: 559062,
 *   apiKey: "dbtc_example",
 *   stepsOverride: ["dbt build --select state:modified+"],
 * });
 * assertEquals(run.status, "queued");
 * ```
 */
export async function triggerRun(options: TriggerOptions): Promise<Run> {
  const { jobId, cause = "" } = options;
  const client = connect(options, { jobId });
  const body: Json = triggerBody(options);
  if (cause.length > MAX_CAUSE) {
    client.onNotice?.(`The cause was cut to ${MAX_CAUSE} characters`);
  }
  const fields = Object.keys(TRIGGER_FIELDS);
  const shown = (value: unknown) =>
    JSON.stringify(typeof value === "string" ? value.trim() : value ?? null);
  const differs = (trigger: Json) => (field: string) =>
    shown(trigger[field]) !== shown(body[field]);
  return await start(client, {
    to: `trigger job ${jobId}`,
    path: `jobs/${jobId}/run/`,
    body,
  }, {
    query: { job_definition_id: jobId, include_related: '["trigger"]' },
    isOurs: ({ trigger }) => {
      if (!isObject(trigger)) return "maybe";
      if (Object.keys(body).some(differs(trigger))) return false;
      return fields.some(differs(trigger)) ? "maybe" : true;
    },
  });
}

/**
 * Makes the body that {@linkcode triggerRun} sends, and sends nothing.
 *
 * @param options What to run.
 * @returns The fields that are set, by the API's names.
 *
 * @example Usage
 * ```ts
 * import { triggerBody } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const body = triggerBody({ cause: "Nightly build", gitBranch: "main" });
 * assertEquals(body, { cause: "Nightly build", git_branch: "main" });
 * ```
 */
export function triggerBody(
  options: Partial<TriggerOptions>,
): Record<string, unknown> {
  const { cause = "API-triggered job" } = options;
  // Not in the middle of a character that takes two.
  const cut = cause.slice(0, MAX_CAUSE).replace(/[\ud800-\udbff]$/, "");
  const values = { ...options, cause: cut };
  return Object.fromEntries(
    Object.entries(TRIGGER_FIELDS)
      .map(([field, [option]]) => [field, values[option]])
      .filter(([, value]) => value !== undefined),
  );
}

/**
 * Waits until a run has ended, however it ends.
 *
 * Polls that fail are survived for 10 minutes; 401, 403 and other refusals end
 * the wait at once. A run that is passed whole, just as {@linkcode triggerRun}
 * gave it, may be unknown to dbt Cloud for its first minute.
 *
 * API: Retrieve Run.
 *
 * @param run The run or its id.
 * @param options How to wait.
 * @returns The run, which has ended: look at its `status`.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {DOMException} A `TimeoutError` if the `timeout` is over.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { triggerRun, waitForRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const { id } = await triggerRun({ ...account, jobId: 559062 });
 * const run = await waitForRun(id, { ...account, timeout: 60_000 });
 * assertEquals(run.status, "success");
 * ```
 */
export async function waitForRun(
  run: number | Run,
  options: WaitOptions,
): Promise<Run> {
  const runId = typeof run === "number" ? run : run.id;
  const client = connect(options, { runId });
  const { interval, initialDelay = SECOND, timeout = 0 } = options;
  const began = Date.now();
  const deadline = timeout > 0 ? began + timeout : Infinity;
  let href = typeof run === "number" ? "" : run.href;
  let lastAnswer = began;
  let failures = 0;
  let pause = initialDelay;
  for (;;) {
    const left = deadline - Date.now();
    const isLast = pause >= left;
    await delay(Math.min(pause, left), { signal: client.signal });
    try {
      const limit = Math.min(REQUEST_LIMIT, Math.max(left, REQUEST_LIMIT / 3));
      const now = await retrieve(client, runId, { limit });
      options.onUpdate?.(now);
      if (ENDED.includes(now.status)) return now;
      ({ href } = now);
      failures = 0;
      lastAnswer = Date.now();
      const twentieth = (lastAnswer - began) / 20;
      pause = interval ??
        Math.min(Math.max(twentieth, SECOND), 10 * SECOND);
    } catch (error) {
      if (!(error instanceof DbtCloudError)) throw error;
      const { message, status } = error;
      const isEarly = typeof run !== "number" &&
        Date.now() - began < NOT_FOUND_GRACE;
      if (!isPassing(error) && !(status === 404 && isEarly)) throw error;
      if (Date.now() - lastAnswer >= OUTAGE_LIMIT) {
        const minutes = OUTAGE_LIMIT / (60 * SECOND);
        throw new DbtCloudError(
          `${message}. No good answer for ${minutes} minutes; the run may go on: ${href}`,
          { status, cause: error },
        );
      }
      pause = askAgain(client, ++failures, error);
    }
    if (isLast) {
      throw new DOMException(
        `Run ${runId} has not ended within ${timeout / SECOND} s`,
        "TimeoutError",
      );
    }
  }
}

/**
 * Retrieves a run.
 *
 * API: Retrieve Run.
 *
 * @param runId The run's id.
 * @param options With `steps`, the steps and their logs come too: megabytes.
 * @returns The run.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { getRun, triggerAndWait } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const { id } = await triggerAndWait({ ...account, jobId: 559062 });
 * const run = await getRun(id, { ...account, steps: true });
 * assertEquals(run.steps[0]?.name, "Clone git repository");
 * ```
 */
export async function getRun(
  runId: number,
  options: ClientOptions & { steps?: boolean },
): Promise<Run> {
  const query = options.steps
    ? { include_related: '["run_steps"]' }
    : undefined;
  return await retrieve(connect(options, { runId }), runId, { query });
}

async function retrieve(
  client: Client,
  runId: number,
  more: Partial<Call>,
): Promise<Run> {
  const to = `get run ${runId}`;
  const request = { to, path: `runs/${runId}/`, ...more };
  const { data } = await call(client, isObject, request);
  const { id = runId, status, in_progress } = data;
  const known = STATUS[status as number] ?? (in_progress === true && "running");
  if (id === runId && known) return toRun(client, { ...data, id }, known);
  const shown = oneLine(`${status}`, 20);
  throw new DbtCloudError(
    `Cannot ${to}: dbt Cloud answered with run ${id} in the unknown status ${shown}`,
    { status: 200 },
  );
}

/**
 * Lists the latest runs of a job.
 *
 * API: List Runs.
 *
 * @param jobId The job's id.
 * @param options With `status`, runs of this status only; with `limit`, so many
 * at most (100).
 * @returns The runs, the latest first, without their steps.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { listRuns, triggerAndWait } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const { id } = await triggerAndWait({ ...account, jobId: 559062 });
 * const runs = await listRuns(559062, { ...account, status: "success" });
 * assertEquals(runs[0]?.id, id);
 * ```
 */
export async function listRuns(
  jobId: number,
  options: ClientOptions & { status?: RunStatus; limit?: number },
): Promise<Run[]> {
  const { status, limit = 100 } = options;
  const client = connect(options, { jobId });
  const code = Object.keys(STATUS).find((code) => STATUS[+code] === status);
  const { data } = await list(client, {
    to: `list the runs of job ${jobId}`,
    query: { job_definition_id: jobId, limit, ...(code && { status: code }) },
  });
  return data.map((raw) => toRun(client, raw, "queued"));
}

/**
 * Cancels a run. It may take dbt Cloud some seconds until the run has ended.
 *
 * API: Cancel Run.
 *
 * @param runId The run's id.
 * @param options The account.
 * @returns The run as it is now.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { cancelRun, triggerRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const { id } = await triggerRun({ ...account, jobId: 559062 });
 * const run = await cancelRun(id, account);
 * assertEquals(run.status, "cancelled");
 * ```
 */
export async function cancelRun(
  runId: number,
  options: ClientOptions,
): Promise<Run> {
  const client = connect(options, { runId });
  const { data } = await call(client, isRun, {
    to: `cancel run ${runId}`,
    method: "POST",
    path: `runs/${runId}/cancel/`,
  });
  return toRun(client, data, "running");
}

/**
 * Retries a run that failed, from its point of failure: one run, never two, as
 * {@linkcode triggerRun} does it.
 *
 * API: Retry Run; List Runs where the answer was lost.
 *
 * @param runId The id of the run that failed.
 * @param options The account.
 * @returns The new run, queued.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached, or if
 * it is unknown whether a run was started.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { retryRun, triggerRun, waitForRun } from "@org/dbt-run";
 * import { assertNotEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const run = await triggerRun({ ...account, jobId: 666 });
 * const { id, canRetry } = await waitForRun(run, account);
 * if (canRetry) {
 *   assertNotEquals((await retryRun(id, account)).id, id);
 * }
 * ```
 */
export async function retryRun(
  runId: number,
  options: ClientOptions,
): Promise<Run> {
  return await start(connect(options, { runId }), {
    to: `retry run ${runId}`,
    path: `runs/${runId}/retry/`,
  }, {
    query: { id__gt: runId },
    isOurs: (raw) => raw.retrying_run_id === runId,
  });
}

/**
 * Lists the artifacts of a run's last step.
 *
 * API: List Run Artifacts.
 *
 * @param runId The run's id.
 * @param options The account.
 * @returns Their paths, such as `manifest.json`; empty where there are none.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { listArtifacts, triggerAndWait } from "@org/dbt-run";
 * import { assert } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const { id } = await triggerAndWait({ ...account, jobId: 559062 });
 * assert((await listArtifacts(id, account)).includes("manifest.json"));
 * ```
 */
export async function listArtifacts(
  runId: number,
  options: ClientOptions,
): Promise<string[]> {
  const isNames = (data: unknown): data is string[] | null =>
    data === null || Array.isArray(data);
  const { data } = await call(connect(options, { runId }), isNames, {
    to: `list the artifacts of run ${runId}`,
    path: `runs/${runId}/artifacts/`,
  });
  return data ?? [];
}

/**
 * Retrieves one artifact of a run as a stream. The stream fails if no piece of
 * it comes for 30 s.
 *
 * API: Retrieve Run Artifact.
 *
 * @param runId The run's id.
 * @param path The artifact's path, such as `run_results.json`.
 * @param options With `step`, the artifact that the step of this index wrote,
 * in place of the last one's.
 * @returns A response with the artifact as its body: read it or cancel it.
 * @throws {TypeError | RangeError} If an option is bad; nothing was sent.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached; its
 * `status` is 404 where there is no such artifact.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 *
 * @example Usage
 * ```ts
 * import { getArtifact, triggerAndWait } from "@org/dbt-run";
 * import { assert } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const { id } = await triggerAndWait({ ...account, jobId: 559062 });
 * const response = await getArtifact(id, "run_results.json", account);
 * assert((await response.json()).results.length > 0);
 * ```
 */
export async function getArtifact(
  runId: number,
  path: string,
  options: ClientOptions & { step?: number },
): Promise<Response> {
  const { step } = options;
  const names = path.split("/");
  if (names.some((name) => ["", ".", ".."].includes(name))) {
    throw new TypeError(`Cannot use '${path}' as the path of an artifact`);
  }
  return await send(connect(options, { runId }), {
    to: `get ${path} of run ${runId}`,
    path: `runs/${runId}/artifacts/${names.map(encodeURIComponent).join("/")}`,
    accept: "*/*",
    ...(step && { query: { step } }),
  }, (response, again, end) => {
    async function* pieces() {
      try {
        for await (const piece of response.body ?? []) {
          again();
          yield piece;
        }
      } finally {
        end();
      }
    }
    return Promise.resolve(
      new Response(ReadableStream.from(pieces()), response),
    );
  });
}
