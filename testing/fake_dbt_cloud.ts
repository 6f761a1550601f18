/**
 * A stand-in for dbt Cloud, to test scripts and pipelines without one.
 *
 * It is one handler of requests: inject it as `fetch`, or serve it on a port.
 * It keeps runs and moves them on by the clock, checks what it is sent as
 * strictly as the API's description does, and fails in the ways that you ask
 * for.
 *
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 * import { fakeDbtCloud } from "@org/dbt-run/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const cloud = fakeDbtCloud({ running: 10 });
 * await triggerAndWait({
 *   accountId: 1,
 *   jobId: 2,
 *   apiKey: "secret",
 *   fetch: cloud.fetch,
 *   initialDelay: 20,
 * });
 * assertEquals(cloud.runs.length, 1);
 * ```
 *
 * @module
 */
import { delay } from "@std/async/delay";
import { buildArtifacts, buildSteps } from "./fake_run.ts";

/** How a run of the stand-in ends. */
export type FakeEnding = "success" | "error" | "cancelled";

/** One step of a run, as {@linkcode Scenario} tells it. */
export interface FakeStep {
  /** The step's name, such as ``Invoke dbt with `dbt build` ``. */
  name: string;
  /** What it prints. */
  logs: string;
  /**
   * Whether it ends in error.
   *
   * @default {false}
   */
  fails?: boolean;
  /** The artifacts it writes: file name to text, bytes or JSON. */
  artifacts?: Record<string, unknown>;
}

/** How a run goes. All durations are milliseconds. */
export interface Scenario {
  /**
   * How long the run is queued.
   *
   * @default {0}
   */
  queued?: number;
  /**
   * How long it starts.
   *
   * @default {0}
   */
  starting?: number;
  /**
   * How long it runs.
   *
   * @default {0}
   */
  running?: number;
  /**
   * How it ends.
   *
   * @default {"success"}
   */
  ending?: FakeEnding;
  /** How retries of it go; without one, they succeed. */
  retry?: Scenario;
  /** The API's word on a run that ended in error and cannot be retried. */
  retryNotSupportedReason?: string;
  /** The run's `status_message`; without one, what dbt Cloud would say. */
  statusMessage?: string;
  /** The steps; without them, those of an ordinary job. */
  steps?: FakeStep[];
  /**
   * How long the API does not know of the run.
   *
   * @default {0}
   */
  appearsAfter?: number;
  /**
   * How long it takes to be cancelled.
   *
   * @default {0}
   */
  cancelling?: number;
}

/** A fault of one answer. */
export interface Fault {
  /** The status to answer with in place of what was asked for. */
  status?: number;
  /** The body for this status: text, or JSON. */
  body?: unknown;
  /** The headers for this status. */
  headers?: Record<string, string>;
  /**
   * `"none"`: no answer ever; `"refused"`: no connection, through `fetch`;
   * `"reset"`: the connection breaks; `"cut"`: the body is cut off in the
   * middle.
   */
  answer?: "none" | "refused" | "reset" | "cut";
  /**
   * Whether what was asked for is done all the same: the run is started, only
   * its answer is lost.
   *
   * @default {false}
   */
  done?: boolean;
  /** How long the answer takes, in milliseconds. */
  delay?: number;
  /** Put over the answer's `data`, such as `{ status: 99 }`, or in its place. */
  data?: Record<string, unknown> | null;
}

/** What can be asked of the stand-in, by the API's own words. */
export type Endpoint =
  | "trigger"
  | "rerun"
  | "retrieve"
  | "list"
  | "cancel"
  | "retry"
  | "failure"
  | "artifacts"
  | "artifact";

/** Options for {@linkcode fakeDbtCloud}, with the scenario for all its jobs. */
export interface FakeDbtCloudOptions extends Scenario {
  /** The account; without one, any is right. */
  accountId?: number;
  /** The API key; without one, any is right. */
  apiKey?: string;
  /** The jobs that exist, each with its scenario; without them, all do. */
  jobs?: Record<number, Scenario>;
  /** For each endpoint the faults of its first answers, `null` for none. */
  faults?: Partial<Record<Endpoint, (Fault | null)[]>>;
  /**
   * How far its clock is ahead of ours, in milliseconds.
   *
   * @default {0}
   */
  clockSkew?: number;
}

/** A run as the stand-in keeps it. */
export interface FakeRun {
  /** The run's id. */
  readonly id: number;
  /** The id of its job. */
  readonly jobId: number;
  /** The body that it was triggered with. */
  readonly trigger: Record<string, unknown>;
  /** How it goes. */
  readonly scenario: Scenario;
  /** When it was created, in milliseconds since 1970 by the local clock. */
  readonly createdAt: number;
  /** The id of the run that it retries, or `null`. */
  readonly retryingRunId: number | null;
  /** When it was cancelled through the API, or `undefined`. */
  cancelledAt?: number;
}

/** A request that the stand-in got. */
export interface FakeRequest {
  /** What was asked for, or `undefined` where there is no such thing. */
  endpoint: Endpoint | undefined;
  /** The request's method. */
  method: string;
  /** The request's path and query. */
  path: string;
  /** The request's headers. */
  headers: Headers;
  /** The request's body. */
  body: string;
  /** When it came, in milliseconds since 1970 by the local clock. */
  at: number;
}

/** The stand-in. */
export interface FakeDbtCloud {
  /** For the `fetch` option: no socket is opened. */
  fetch: typeof fetch;
  /** For a server, such as `Deno.serve`. */
  handler: (request: Request) => Promise<Response>;
  /** All runs, oldest first. */
  readonly runs: FakeRun[];
  /** All requests, oldest first. */
  readonly requests: FakeRequest[];
  /** Starts a run as another pipeline would. */
  trigger: (jobId: number, body?: Record<string, unknown>) => FakeRun;
  /** The status of a run at this moment, as the API's number. */
  statusOf: (run: FakeRun) => number;
}

/** What Deno says of a connection that broke. */
const BROKEN = {
  reset: "client error (SendRequest): connection reset by peer",
  refused: "client error (Connect): tcp connect error: Connection refused",
};
type Broken = keyof typeof BROKEN;

const CODES = { success: 10, error: 20, cancelled: 30 };
const NAMES: Record<number, string> = {
  1: "Queued",
  2: "Starting",
  3: "Running",
  10: "Success",
  20: "Error",
  30: "Cancelled",
};
const MESSAGES: Record<number, string> = {
  200: "Success!",
  400:
    "The request was invalid. Please double check the provided data and try again.",
  401: "Invalid token.",
  403: "Access denied: Token is not scoped to account.",
  404:
    "The requested resource was not found. Please check that you have the proper permissions. If you are seeing this in error, please contact support!",
};

/** The API's description of the trigger body: each field's JSON type. */
const TRIGGER_BODY: Record<string, string> = {
  cause: "string",
  git_branch: "string",
  git_sha: "string",
  azure_pull_request_id: "integer",
  github_pull_request_id: "integer",
  gitlab_merge_request_id: "integer",
  non_native_pull_request_id: "integer",
  schema_override: "string",
  dbt_version_override: "string",
  threads_override: "integer",
  target_name_override: "string",
  generate_docs_override: "boolean",
  timeout_seconds_override: "integer",
  steps_override: "array",
};
const LIST_PARAMETERS = new Set(
  ("created_at__range dbt_version dbt_version__in deferring_run_id " +
    "environment_id finished_at__range has_docs_generated " +
    "has_sources_generated id__gt include_related job_definition_id limit " +
    "offset order_by pk pk__in project_id project_id__in state status " +
    "status__in").split(" "),
);
const ENVIRONMENT_ID = 46412;
const PROJECT_ID = 52901;
const FIRST_RUN_ID = 300580980;

/** An answer of the API itself; a refusal is thrown from anywhere below. */
class Answer {
  constructor(
    readonly status: number,
    readonly data: unknown,
    readonly message: string | undefined = MESSAGES[status],
    /** What stands beside the data. */
    readonly extra?: object,
  ) {}
}

function isType(value: unknown, type: string | undefined): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") {
    return Array.isArray(value) &&
      value.every((item) => isType(item, "string"));
  }
  return typeof value === type && value !== "";
}

function checkTrigger(body: Record<string, unknown>): void {
  const extra = Object.keys(body).filter((field) => !TRIGGER_BODY[field]);
  if (extra.length > 0) throw new Answer(400, unexpected(extra));
  const faults: Record<string, string> = {};
  if (body.cause === undefined || body.cause === null) {
    faults.cause = "This field is required.";
  }
  for (const [field, value] of Object.entries(body)) {
    const type = TRIGGER_BODY[field];
    if (value !== null && !isType(value, type)) {
      faults[field] = value === ""
        ? "This field may not be blank."
        : `${JSON.stringify(value)} is not of type '${type}'`;
    }
  }
  if (typeof body.cause === "string" && body.cause.length > 255) {
    faults.cause = "Ensure this field has no more than 255 characters.";
  }
  if (Object.keys(faults).length > 0) throw new Answer(400, faults);
}

function unexpected(names: string[]): string {
  const list = names.map((name) => `'${name}'`).join(", ");
  const were = names.length > 1 ? "were" : "was";
  return `Additional properties are not allowed (${list} ${were} unexpected)`;
}

function time(at: number | undefined): string | null {
  return at === undefined
    ? null
    : new Date(at).toISOString().replace("T", " ").replace("Z", "000+00:00");
}

function duration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  const parts = [seconds / 3_600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
}

function humanized(ms: number): string {
  const [hours, minutes, seconds] = duration(ms).split(":").map(Number);
  const parts = [[hours, "hour"], [minutes, "minute"], [seconds, "second"]]
    .filter(([count]) => count)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return parts.join(", ") || "0 minutes";
}

/** When a run's phases begin, and when it has ended. */
function phases(run: FakeRun) {
  const { queued = 0, starting = 0, running = 0, cancelling = 0 } =
    run.scenario;
  const dequeued = run.createdAt + queued;
  const started = dequeued + starting;
  const cancelled = run.cancelledAt === undefined
    ? Infinity
    : run.cancelledAt + cancelling;
  const finished = Math.min(started + running, cancelled);
  return { dequeued, started, finished, wasCancelled: finished === cancelled };
}

function statusOf(run: FakeRun, now = Date.now()): number {
  const { dequeued, started, finished, wasCancelled } = phases(run);
  if (now >= finished) {
    return wasCancelled ? 30 : CODES[run.scenario.ending ?? "success"];
  }
  return now >= started ? 3 : now >= dequeued ? 2 : 1;
}

/**
 * Makes a stand-in for dbt Cloud.
 *
 * @param options How its runs go, and how its answers fail.
 * @returns The stand-in.
 *
 * @example Lose the answer to the trigger after the run was started
 * ```ts
 * import { triggerRun } from "@org/dbt-run";
 * import { fakeDbtCloud } from "@org/dbt-run/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const cloud = fakeDbtCloud({
 *   running: 60_000,
 *   faults: { trigger: [{ answer: "reset", done: true }] },
 * });
 * const job = { accountId: 1, jobId: 2, apiKey: "secret" };
 * const run = await triggerRun({ ...job, fetch: cloud.fetch });
 * assertEquals(cloud.runs.map(({ id }) => id), [run.id]);
 * ```
 */
export function fakeDbtCloud(options: FakeDbtCloudOptions = {}): FakeDbtCloud {
  const { accountId, apiKey, jobs, clockSkew = 0, ...scenario } = options;
  const faults = structuredClone(options.faults ?? {});
  const runs: FakeRun[] = [];
  const requests: FakeRequest[] = [];

  function add(
    jobId: number,
    trigger: Record<string, unknown>,
    going: Scenario,
    retryingRunId: number | null = null,
  ): FakeRun {
    const id = FIRST_RUN_ID + runs.length;
    const createdAt = Date.now();
    const run = {
      id,
      jobId,
      trigger,
      scenario: going,
      createdAt,
      retryingRunId,
    };
    runs.push(run);
    return run;
  }

  function scenarioOf(jobId: number): Scenario {
    const found = jobs ? jobs[jobId] : scenario;
    if (!found) throw new Answer(404, null);
    return { ...scenario, ...found };
  }

  function isKnown(run: FakeRun): boolean {
    return Date.now() >= run.createdAt + (run.scenario.appearsAfter ?? 0);
  }

  function find(runId: string): FakeRun {
    const run = runs.find(({ id }) => id === Number(runId));
    if (!run || !isKnown(run)) throw new Answer(404, null);
    return run;
  }

  /** Why a run cannot be retried, or `null` if it can. */
  function noRetry(run: FakeRun): string | null {
    if (statusOf(run) !== 20) return "RETRY_NOT_FAILED_RUN";
    const latest = runs.findLast(({ jobId }) => jobId === run.jobId);
    if (latest !== run) return "RETRY_NOT_LATEST_RUN";
    return run.scenario.retryNotSupportedReason ?? null;
  }

  /** The run as the API shows it. */
  function show(
    run: FakeRun,
    account: number,
    origin: string,
    related: string[],
  ): Record<string, unknown> {
    const now = Date.now();
    const status = statusOf(run, now);
    const { dequeued, started, finished, wasCancelled } = phases(run);
    const reached = (at: number) => now >= at ? at : undefined;
    const stamp = (at: number | undefined) =>
      time(at === undefined ? undefined : at + clockSkew);
    const ended = reached(finished);
    const began = started <= finished ? reached(started) : undefined;
    const end = ended ?? now;
    const ran = began === undefined ? 0 : end - began;
    const queued = (began ?? end) - run.createdAt;
    const sha = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
    const noRetryReason = noRetry(run);
    const message = run.scenario.statusMessage ??
      (status === 20 ? "dbt command failed" : "Cancelled by user.");
    const triggerId = run.id + 819_570;
    const { trigger, jobId } = run;
    return {
      id: run.id,
      trigger_id: triggerId,
      account_id: account,
      environment_id: ENVIRONMENT_ID,
      project_id: PROJECT_ID,
      job_definition_id: jobId,
      status,
      dbt_version: trigger.dbt_version_override ?? "versionless",
      git_branch: began ? trigger.git_branch ?? "main" : null,
      git_sha: began ? trigger.git_sha ?? sha : null,
      status_message: status >= 20 ? message : null,
      owner_thread_id: null,
      executed_by_thread_id: began ? "scheduler-run-0-557678648f-g8vzk" : null,
      deferring_run_id: null,
      artifacts_saved: ended !== undefined && !wasCancelled,
      artifact_s3_path: ended ? `prod/runs/${run.id}/artifacts/target` : null,
      has_docs_generated: trigger.generate_docs_override === true,
      has_sources_generated: false,
      notifications_sent: ended !== undefined,
      blocked_by: [],
      created_at: stamp(run.createdAt),
      updated_at: stamp(end),
      dequeued_at: stamp(reached(dequeued)),
      started_at: stamp(began),
      finished_at: stamp(ended),
      last_checked_at: stamp(began && end),
      last_heartbeat_at: stamp(began && end),
      should_start_at: null,
      trigger: related.includes("trigger")
        ? {
          id: triggerId,
          job_definition_id: jobId,
          ...Object.fromEntries(
            Object.keys(TRIGGER_BODY).map((field) => [field, null]),
          ),
          ...trigger,
          created_at: stamp(run.createdAt),
          cause_humanized: trigger.cause,
          job: null,
          cause_category: run.retryingRunId ? "rerun" : "api",
        }
        : null,
      job: related.includes("job") ? showJob(jobId, account) : null,
      environment: null,
      run_steps: related.includes("run_steps")
        ? buildSteps(run, account, status, began, end, stamp)
        : [],
      status_humanized: NAMES[status],
      in_progress: status < 10,
      is_complete: status >= 10,
      is_success: status === 10,
      is_error: status === 20,
      is_cancelled: status === 30,
      duration: duration(queued + ran),
      queued_duration: duration(queued),
      run_duration: duration(ran),
      duration_humanized: humanized(queued + ran),
      queued_duration_humanized: humanized(queued),
      run_duration_humanized: humanized(ran),
      created_at_humanized: `${humanized(now - run.createdAt)} ago`,
      finished_at_humanized: ended
        ? `${humanized(now - ended)} ago`
        : "0 minutes from now",
      retrying_run_id: run.retryingRunId,
      can_retry: noRetryReason === null,
      retry_not_supported_reason: noRetryReason,
      job_id: jobId,
      is_running: null,
      href:
        `${origin}/deploy/${account}/projects/${PROJECT_ID}/runs/${run.id}/`,
      used_repo_cache: null,
    };
  }

  /** A page of runs, and what the API says beside it. */
  function list(query: URLSearchParams) {
    const unknown = [...query.keys()].filter((name) =>
      !LIST_PARAMETERS.has(name)
    );
    if (unknown.length > 0) throw new Answer(400, unexpected(unknown));
    const numbers = (name: string): number[] | undefined => {
      const text = query.get(name);
      if (text === null) return;
      try {
        return [JSON.parse(text)].flat().map(Number);
      } catch {
        throw new Answer(400, {
          [name]: `'${text}' is not valid under any of the given schemas`,
        });
      }
    };
    const range = (name: string, at: (run: FakeRun) => number) => {
      const text = query.get(name);
      if (text === null) return () => true;
      const [from, to] = JSON.parse(text).map(Date.parse);
      return (run: FakeRun) => at(run) >= from && at(run) <= to;
    };
    const filters: [string, (run: FakeRun) => number][] = [
      ["job_definition_id", (run) => run.jobId],
      ["status", (run) => statusOf(run)],
      ["status__in", (run) => statusOf(run)],
      ["pk", (run) => run.id],
      ["pk__in", (run) => run.id],
      ["project_id", () => PROJECT_ID],
      ["project_id__in", () => PROJECT_ID],
      ["environment_id", () => ENVIRONMENT_ID],
    ];
    const above = numbers("id__gt")?.[0] ?? 0;
    const found = runs
      .filter((run) => isKnown(run) && run.id > above)
      .filter((run) =>
        filters.every(([name, of]) => numbers(name)?.includes(of(run)) ?? true)
      )
      .filter(range("created_at__range", (run) => run.createdAt + clockSkew))
      .filter(range("finished_at__range", (run) => phases(run).finished));
    const order = query.get("order_by") ?? "id";
    if (!/^-?(id|created_at|finished_at)$/.test(order)) {
      throw new Answer(400, { order_by: `'${order}' is not a valid choice` });
    }
    if (order.endsWith("finished_at")) {
      found.sort((a, b) => phases(a).finished - phases(b).finished);
    }
    if (order.startsWith("-")) found.reverse();
    const offset = numbers("offset")?.[0] ?? 0;
    const limit = Math.min(numbers("limit")?.[0] ?? 100, 100);
    const page = found.slice(offset, offset + limit);
    const extra = {
      filters: Object.fromEntries(query),
      order_by: order,
      pagination: { count: page.length, total_count: found.length },
    };
    return { page, extra };
  }

  /** Does what was asked for; throws an {@linkcode Answer} where it cannot. */
  function perform(
    endpoint: Endpoint | undefined,
    [account = "", id = "", file = ""]: string[],
    url: URL,
    body: string,
    headers: Headers,
  ): unknown {
    const [scheme, token] = (headers.get("authorization") ?? "").split(" ");
    const isToken = scheme === "Token" || scheme === "Bearer";
    if (!isToken || !token || (apiKey ?? token) !== token) {
      throw new Answer(401, null);
    }
    if (Number(account) !== (accountId ?? Number(account))) {
      throw new Answer(403, null);
    }
    const related = (url.searchParams.get("include_related") ?? "")
      .match(/\w+/g) ?? [];
    const shown = (run: FakeRun, more: string[] = related) =>
      show(run, Number(account), url.origin, more);
    switch (endpoint) {
      case "trigger": {
        const going = scenarioOf(Number(id));
        const trigger = readBody(body, headers);
        checkTrigger(trigger);
        return shown(add(Number(id), trigger, going), ["trigger", "job"]);
      }
      case "rerun": {
        const going = scenarioOf(Number(id));
        const last = runs.findLast(({ jobId }) => jobId === Number(id));
        return shown(
          last && noRetry(last) === null
            ? retry(last)
            : add(Number(id), { cause: "API-triggered job" }, going),
        );
      }
      case "retry": {
        const reason = noRetry(find(id));
        if (reason) throw new Answer(400, reason);
        return shown(retry(find(id)));
      }
      case "failure":
        return {
          failed_step: buildSteps(find(id), 0, 20, 0, Infinity, time)
            .find((step) => step.status === 20)?.name,
          skipped_steps: [],
        };
      case "retrieve":
        return shown(find(id));
      case "cancel": {
        const run = find(id);
        if (statusOf(run) < 10) run.cancelledAt ??= Date.now();
        return shown(run);
      }
      case "list": {
        const { page, extra } = list(url.searchParams);
        const data = page.map((run) => shown(run));
        return new Answer(200, data, MESSAGES[200], extra);
      }
      case "artifacts": {
        const names = Object.keys(artifactsOf(find(id)).at(-1) ?? {});
        return names.length > 0 ? names : null;
      }
      case "artifact": {
        const steps = artifactsOf(find(id));
        const step = url.searchParams.get("step");
        const files = steps.at(step ? Number(step) - 1 : -1) ?? {};
        const content = files[decodeURIComponent(file)];
        if (content === undefined) throw new Answer(404, null);
        return content;
      }
      default:
        throw new Answer(404, null);
    }
  }

  function retry(run: FakeRun): FakeRun {
    const going: Scenario = { ...run.scenario, ending: "success" };
    delete going.steps;
    delete going.retry;
    return add(
      run.jobId,
      run.trigger,
      { ...going, ...run.scenario.retry },
      run.id,
    );
  }

  /** The artifacts of each step, or none as long as the run goes on. */
  function artifactsOf(run: FakeRun): Record<string, unknown>[] {
    return statusOf(run) >= 10 ? buildArtifacts(run) : [];
  }

  async function answer(request: Request): Promise<Response | Broken> {
    const url = new URL(request.url);
    const body = await request.text();
    const { method, headers } = request;
    const { endpoint, parts } = route(method, url.pathname);
    const path = url.pathname + url.search;
    requests.push({ endpoint, method, path, headers, body, at: Date.now() });
    const fault = (endpoint && faults[endpoint]?.shift()) ?? {};
    if (fault.delay && !fault.done) await delay(fault.delay, request);
    let response: Response;
    try {
      const isDone = fault.done ?? fault.answer === "cut";
      const isUndone = fault.status !== undefined || fault.answer;
      if (isDone || !isUndone) {
        const found = perform(endpoint, parts, url, body, headers);
        response = endpoint === "artifact"
          ? file(found)
          : envelope(found, fault.data);
      } else response = new Response();
    } catch (error) {
      if (!(error instanceof Answer)) throw error;
      response = url.pathname.endsWith("/") || endpoint === "artifact"
        ? envelope(error)
        : redirected(method, url);
    }
    if (fault.delay && fault.done) await delay(fault.delay, request);
    if (fault.answer === "reset" || fault.answer === "refused") {
      return fault.answer;
    }
    if (fault.answer === "none") {
      await new Promise((_, reject) => {
        const { signal } = request;
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
    if (fault.status !== undefined) {
      const { body = "" } = fault;
      const text = typeof body === "string" ? body : JSON.stringify(body);
      response = new Response(fault.status === 204 ? null : text, fault);
    }
    if (fault.answer === "cut") {
      const text = await response.text();
      response = new Response(text.slice(0, text.length / 2), response);
    }
    const date = new Date(Date.now() + clockSkew).toUTCString();
    response.headers.set("date", date);
    return response;
  }

  return {
    runs,
    requests,
    statusOf: (run) => statusOf(run),
    trigger: (jobId, body = { cause: "API-triggered job" }) =>
      add(jobId, body, scenarioOf(jobId)),
    async handler(request) {
      const response = await answer(request);
      if (response instanceof Response) return response;
      return new Response(
        new ReadableStream({
          start: (controller) =>
            controller.error(new Error("Reset on purpose")),
        }),
      );
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      const signal = init?.signal;
      signal?.throwIfAborted();
      const response = await new Promise<Response | Broken>(
        (resolve, reject) => {
          const abort = () => reject(signal?.reason);
          signal?.addEventListener("abort", abort, { once: true });
          answer(request).then(resolve, reject).finally(() =>
            signal?.removeEventListener("abort", abort)
          );
        },
      );
      if (response instanceof Response) return response;
      const cause = new Error(BROKEN[response]);
      throw new TypeError("fetch failed", { cause });
    },
  };
}

const ROUTES: [Endpoint, string, RegExp][] = [
  ["trigger", "POST", /^jobs\/(\d+)\/run\/$/],
  ["rerun", "POST", /^jobs\/(\d+)\/rerun\/$/],
  ["list", "GET", /^runs\/$/],
  ["retrieve", "GET", /^runs\/(\d+)\/$/],
  ["cancel", "POST", /^runs\/(\d+)\/cancel\/$/],
  ["retry", "POST", /^runs\/(\d+)\/retry\/$/],
  ["failure", "GET", /^runs\/(\d+)\/retry\/$/],
  ["artifacts", "GET", /^runs\/(\d+)\/artifacts\/$/],
  ["artifact", "GET", /^runs\/(\d+)\/artifacts\/(.+[^/])$/],
];

function route(method: string, pathname: string) {
  const [, account, rest = ""] =
    /^\/api\/v2\/accounts\/(\d+)\/(.*)$/.exec(pathname) ?? [];
  for (const [endpoint, verb, pattern] of ROUTES) {
    const found = method === verb && account && pattern.exec(rest);
    if (found) return { endpoint, parts: [account, ...found.slice(1)] };
  }
  return { endpoint: undefined, parts: [account ?? ""] };
}

/** Without its last slash, a path leads to the right one, and a POST astray. */
function redirected(method: string, url: URL): Response {
  if (method !== "GET") {
    return Response.json({ detail: `Method "GET" not allowed.` }, {
      status: 405,
    });
  }
  const location = `${url.pathname}/${url.search}`;
  return new Response(null, { status: 301, headers: { location } });
}

function readBody(text: string, headers: Headers): Record<string, unknown> {
  if (headers.get("content-type")?.includes("form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Answer(400, "JSON parse error");
  }
}

/** The API's envelope; `over` is put over its data, or in its place. */
function envelope(found: unknown, over?: Fault["data"]): Response {
  const { status, message, data, extra } = found instanceof Answer
    ? found
    : new Answer(200, found);
  const isSuccess = status === 200;
  const isInvalid = status === 400;
  return Response.json({
    status: {
      code: status,
      is_success: isSuccess,
      user_message: message,
      developer_message: isSuccess || data !== null ? "" : null,
    },
    data: over === null ? null : over ? { ...data as object, ...over } : data,
    ...((extra || isInvalid) && { extra: extra ?? {} }),
    ...(isInvalid && { error_code: null }),
  }, { status });
}

function file(content: unknown): Response {
  return typeof content === "string" || content instanceof Uint8Array
    ? new Response(content as string)
    : Response.json(content);
}

function showJob(id: number, account: number): Record<string, unknown> {
  return {
    execution: { timeout_seconds: 0 },
    generate_docs: false,
    run_generate_sources: false,
    run_compare_changes: false,
    id,
    account_id: account,
    project_id: PROJECT_ID,
    environment_id: ENVIRONMENT_ID,
    name: "Deploy",
    description: "",
    dbt_version: null,
    raw_dbt_version: null,
    created_at: "2024-03-25T13:47:20.129690Z",
    updated_at: "2024-04-12T10:53:05.333419Z",
    execute_steps: ["dbt build"],
    state: 1,
    deactivated: false,
    run_failure_count: 0,
    deferring_job_definition_id: null,
    deferring_environment_id: ENVIRONMENT_ID,
    lifecycle_webhooks: false,
    lifecycle_webhooks_url: null,
    triggers: {
      github_webhook: false,
      git_provider_webhook: false,
      schedule: false,
      on_merge: null,
    },
    settings: { threads: 8, target_name: "prod" },
    schedule: { cron: "0 * * * *", date: "every_day", time: "every_hour" },
    is_deferrable: false,
    job_type: "other",
    triggers_on_draft_pr: false,
    job_completion_trigger_condition: null,
  };
}
