/** The stand-in's options, and the records that it keeps. */

/** The status in which a run of the stand-in ends. */
export type FakeEnding = "success" | "error" | "cancelled";

/** One step of a run, of a {@linkcode Scenario}. */
export interface FakeStep {
  /** The step's name, such as ``Invoke dbt with `dbt build` ``. */
  name: string;
  /** Its log. */
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
  /**
   * The names of the nodes that fail if an ordinary run ends in error.
   *
   * @default {["orders", "not_null_stg_orders_customer_id"]}
   */
  failing?: readonly string[];
  /** How retries of it go; without one, they succeed. */
  retry?: Scenario;
  /** The API's word on a run that ended in error and cannot be retried. */
  retryNotSupportedReason?: string | undefined;
  /** The run's `status_message`; without one, what dbt Cloud would say. */
  statusMessage?: string;
  /** The steps; without them, those of an ordinary job. */
  steps?: FakeStep[];
  /** The folder of the dbt project in its repository. */
  projectDir?: string;
  /**
   * How long the API does not know of the run.
   *
   * @default {0}
   */
  appearsAfter?: number;
  /**
   * How long the run is missing in lists.
   *
   * @default {0}
   */
  listedAfter?: number;
  /**
   * How long after the run's end its artifacts are there.
   *
   * @default {0}
   */
  artifactsAfter?: number;
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
  /** How long after the fault it is done; for gateways that pass it on late. */
  doneAfter?: number;
  /** How long the answer takes, in milliseconds. */
  delay?: number;
  /** Replaces parts of the answer's `data`, such as `{ status: 99 }`, or all of it. */
  data?: Record<string, unknown> | null;
}

/** The endpoints, named as the API names them. */
export type Endpoint =
  | "trigger"
  | "retrieve"
  | "list"
  | "cancel"
  | "retry"
  | "artifacts"
  | "artifact"
  | "job"
  | "jobs";

/** A job of the stand-in: how its runs go, and what it is called. */
export interface FakeJob extends Scenario {
  /**
   * The job's name.
   *
   * @default {"Deploy"}
   */
  name?: string;
  /**
   * The dbt commands that the job runs.
   *
   * @default {["dbt build"]}
   */
  executeSteps?: string[];
  /**
   * The job's project.
   *
   * @default {52901}
   */
  projectId?: number;
}

/** A run that there was before, and how it went. */
export interface EarlierFakeRun extends FakeJob {
  /** The id of its job. */
  jobId: number;
  /** How long ago it was created, in milliseconds. */
  ago: number;
  /** The body that it was triggered with; without one, an empty body. */
  trigger?: Record<string, unknown>;
}

/** Options for {@linkcode fakeDbtCloud}, with the scenario for all its jobs. */
export interface FakeDbtCloudOptions extends Scenario {
  /** The account; without one, any is right. */
  accountId?: number;
  /** The API key; without one, any is right. */
  apiKey?: string;
  /** The jobs that exist; without them, all do. */
  jobs?: Record<number, FakeJob>;
  /** The runs that there were before, the oldest first. */
  earlier?: EarlierFakeRun[];
  /** For each endpoint the faults of its first answers, `null` for none. */
  faults?: Partial<Record<Endpoint, (Fault | null)[]>>;
  /**
   * Whether lists hold the trigger of each run, if it was asked for.
   *
   * @default {true}
   */
  listsTriggers?: boolean;
  /**
   * Whether a run of a pull request cancels older ones of the same, as CI jobs
   * do.
   *
   * @default {false}
   */
  cancelsOlder?: boolean;
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
  readonly scenario: FakeJob;
  /** The time of its creation, in milliseconds since 1970 by the local clock. */
  readonly createdAt: number;
  /** The id of the run that it retries, or `null`. */
  readonly retryingRunId: number | null;
  /** The time of its cancellation, or `undefined`. */
  cancelledAt?: number;
}

/** A request that the stand-in got. */
export interface FakeRequest {
  /** The endpoint, or `undefined` if there is no such one. */
  endpoint: Endpoint | undefined;
  /** The request's method. */
  method: string;
  /** The request's path and query. */
  path: string;
  /** The request's headers. */
  headers: Headers;
  /** The request's body. */
  body: string;
  /** The time of its arrival, in milliseconds since 1970 by the local clock. */
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
  /** Returns the status of a run at this moment, as the API's number. */
  getStatus: (run: FakeRun) => number;
  /**
   * The former name of `getStatus`.
   *
   * @deprecated Use `getStatus`, which does the same.
   */
  statusOf: (run: FakeRun) => number;
}
