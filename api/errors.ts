/** The errors of the library, told apart by class. None of them holds the API key. */
import { oneLine } from "./text.ts";
import type { Run } from "./model.ts";

/**
 * The kinds of faults between us and dbt Cloud:
 *
 * - `unsent`: the request was never sent;
 * - `lost`: it was sent, and no whole answer came back;
 * - `unreadable`: the answer has a good status and is not what the API sends;
 * - `refused`: dbt Cloud itself said no, in JSON;
 * - `foreign`: something else answered, such as a proxy with an HTML page.
 */
export type FaultKind =
  | "unsent"
  | "lost"
  | "unreadable"
  | "refused"
  | "foreign";

/** Options for {@linkcode DbtCloudError}. */
export interface DbtCloudErrorOptions extends ErrorOptions {
  /** The kind of fault. */
  kind?: FaultKind | undefined;
  /** The HTTP status of the answer. */
  status?: number | undefined;
  /** The pause that dbt Cloud asked for, in milliseconds. */
  retryAfter?: number | undefined;
  /** The id of the run that the error is about. */
  runId?: number | undefined;
  /** The obstacle of a request that was not sent. */
  obstacle?: DbtCloudError["obstacle"];
  /** The fields of the request that dbt Cloud refused. */
  fields?: readonly string[] | undefined;
  /** The fault alone, without the action that failed. */
  reason?: string | undefined;
}

/**
 * dbt Cloud refused a request, could not be reached, or gave an answer that
 * cannot be read.
 *
 * @example Tell one refusal from all other faults
 * ```ts
 * import { DbtCloudError, getRun } from "@org/dbt-run";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const error = await assertRejects(() => getRun(1, account), DbtCloudError);
 * assertEquals([error.kind, error.status], ["refused", 404]);
 * ```
 */
export class DbtCloudError extends Error {
  /** The kind of the fault, or `undefined` where several faults came together. */
  readonly kind: FaultKind | undefined;
  /** The HTTP status of the answer, or `undefined` if there was no answer. */
  readonly status: number | undefined;
  /** The pause that dbt Cloud asked for, in milliseconds. */
  readonly retryAfter: number | undefined;
  /** The id of the run that the error is about, if there is one. */
  readonly runId: number | undefined;
  /**
   * The obstacle of a request that was not sent: the network, a proxy, a
   * certificate of an unknown `issuer`, one for another `host`, any other fault
   * of TLS, or a port that the runtime blocks.
   */
  readonly obstacle:
    | "network"
    | "proxy"
    | "issuer"
    | "host"
    | "tls"
    | "port"
    | undefined;
  /** The fields of the request that dbt Cloud refused; empty if it names none. */
  readonly fields: readonly string[];
  /** The fault alone, without the action that failed; by default, the message. */
  readonly reason: string;

  /** Constructs a new instance. */
  constructor(message: string, options: DbtCloudErrorOptions = {}) {
    super(message, options);
    this.name = "DbtCloudError";
    this.kind = options.kind;
    this.status = options.status;
    this.retryAfter = options.retryAfter;
    this.runId = options.runId;
    this.obstacle = options.obstacle;
    this.fields = options.fields ?? [];
    this.reason = options.reason ?? message;
  }
}

/** Options for {@linkcode UnclearTriggerError}. */
export interface UnclearTriggerErrorOptions extends DbtCloudErrorOptions {
  /** The mark at the end of the run's cause, or `null` if none was sent. */
  mark: string | null;
  /** The address of the page in dbt Cloud that lists the job's runs. */
  page: string;
  /** The runs that may be the one that was started. */
  candidates?: Run[];
}

/**
 * It is unknown whether a run was started. Do not trigger again before a person
 * has looked.
 *
 * @example Say what to look for
 * ```ts
 * import { triggerRun, UnclearTriggerError } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * try {
 *   await triggerRun(job);
 * } catch (error) {
 *   if (!(error instanceof UnclearTriggerError)) throw error;
 *   console.error(`Look for ${error.mark} at ${error.page}`);
 * }
 * ```
 */
export class UnclearTriggerError extends DbtCloudError {
  /** The mark at the end of the run's cause, or `null` if none was sent. */
  readonly mark: string | null;
  /** The address of the page in dbt Cloud that lists the job's runs. */
  readonly page: string;
  /** The runs that may be the one that was started; often none. */
  readonly candidates: Run[];

  /** Constructs a new instance. */
  constructor(message: string, options: UnclearTriggerErrorOptions) {
    super(message, options);
    this.name = "UnclearTriggerError";
    this.mark = options.mark;
    this.page = options.page;
    this.candidates = options.candidates ?? [];
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
  /** The run as it ended. */
  readonly run: Run;

  /** Constructs a new instance. */
  constructor(run: Run) {
    const why = run.statusMessage ? ` (${oneLine(run.statusMessage)})` : "";
    super(`Run ${run.id} ended with status ${run.status}${why}: ${run.href}`);
    this.name = "RunFailedError";
    this.run = run;
  }
}

/**
 * The run has not ended within the `timeout`. It keeps running, unless
 * `cancelOnAbort` is set.
 *
 * @example Keep the run that was waited for
 * ```ts
 * import { RunTimeoutError, triggerAndWait } from "@org/dbt-run";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 777, apiKey: "dbtc_example" };
 * const error = await assertRejects(
 *   () => triggerAndWait({ ...job, initialDelay: 10, timeout: 50 }),
 *   RunTimeoutError,
 * );
 * assertEquals(error.run?.status, "running");
 * ```
 */
export class RunTimeoutError extends Error {
  /** The run as of the last answer, or `null` if dbt Cloud never answered. */
  readonly run: Run | null;
  /** The id of the run. */
  readonly runId: number;

  /** Constructs a new instance. */
  constructor(run: Run | null, runId: number, timeout: number) {
    const state = run ? ` (${run.status}): ${run.href}` : "";
    super(`Run ${runId} has not ended within ${timeout / 1_000} s${state}`);
    this.name = "RunTimeoutError";
    this.run = run;
    this.runId = runId;
  }
}
