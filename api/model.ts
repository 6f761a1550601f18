/** Runs and jobs of dbt Cloud, as the library hands them out. */

/** How far a run has come, or how it ended. */
export type RunStatus =
  | "queued"
  | "starting"
  | "running"
  | "success"
  | "error"
  | "cancelled";

/** One step of a run, such as a clone of the repository or a dbt command. */
export interface RunStep {
  /** The step's place in the run; the first is 1. */
  index: number;
  /** The step's name, which holds its dbt command in backticks. */
  name: string;
  /** How far the step has come, or how it ended. */
  status: RunStatus;
  /** When the step began, in ISO 8601, or `null`. */
  startedAt: string | null;
  /** When the step ended, in ISO 8601, or `null`. */
  finishedAt: string | null;
  /** How long the step took, in milliseconds, or `null`. */
  durationMs: number | null;
  /** The log of the step, with colours, or `null` if it is not known. */
  logs: string | null;
}

/** A run of a job. What the API did not say is `null`. */
export interface Run {
  /** The run's id. */
  id: number;
  /** The id of the run's job. */
  jobId: number | null;
  /** The name of the run's job. */
  jobName: string | null;
  /** The id of the job's project. */
  projectId: number | null;
  /** The id of the job's environment. */
  environmentId: number | null;
  /** How far the run has come, or how it ended. */
  status: RunStatus;
  /** dbt Cloud's own words on how the run ended. */
  statusMessage: string | null;
  /** Why the run was started. */
  cause: string | null;
  /** The address of the run's page in dbt Cloud. */
  href: string;
  /** The branch that was checked out. */
  gitBranch: string | null;
  /** The commit that was checked out. */
  gitSha: string | null;
  /** When the run was created, in ISO 8601. */
  createdAt: string | null;
  /** When the run left the queue and began, in ISO 8601. */
  startedAt: string | null;
  /** When the run ended, in ISO 8601. */
  finishedAt: string | null;
  /** How long the run took from its start to its end, in milliseconds. */
  durationMs: number | null;
  /**
   * How long a run in progress has been running, by dbt Cloud's clock, in
   * milliseconds; `null` before it began and once it has ended.
   */
  elapsedMs: number | null;
  /** The ids of the runs that this one waits for. */
  blockedBy: number[];
  /** Whether {@linkcode retryRun} would be accepted. */
  canRetry: boolean;
  /** Why a retry would be refused, such as `RETRY_NOT_LATEST_RUN`. */
  retryNotSupportedReason: string | null;
  /** The steps, if they were requested. */
  steps: RunStep[];
}

/** A job of dbt Cloud. What the API did not say is `null`. */
export interface Job {
  /** The job's id. */
  id: number;
  /** The job's name. */
  name: string | null;
  /** The id of the job's project. */
  projectId: number | null;
  /** The id of the job's environment. */
  environmentId: number | null;
  /** The dbt commands that the job runs, in their order. */
  executeSteps: string[];
}
