/** The options of the library's functions. */
import type { Run, RunStatus } from "./model.ts";

/** Options that every function takes. */
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
  url?: string | undefined;
  /**
   * Sends the requests.
   *
   * @default {globalThis.fetch}
   */
  fetch?: typeof fetch | undefined;
  /** The project's id, for links to dbt Cloud where the API names no project. */
  projectId?: number | undefined;
  /** Aborts the call, which rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * Called with a sentence about each fault that did not end the call. What it
   * throws reaches the caller once no run can be lost by it.
   */
  onNotice?: ((notice: string) => void) | undefined;
}

/** Options for {@linkcode triggerRun}: all fields of the API's trigger body. */
export interface TriggerOptions extends ClientOptions {
  /** The id of the job to run. */
  jobId: number;
  /**
   * Why the job runs. It is cut so that it fits 255 characters with the mark.
   *
   * @default {"API-triggered job"}
   */
  cause?: string | undefined;
  /**
   * Whether the cause ends in a mark such as `[dbt-run 9c41a07e]`, by which a
   * run is recognised if the answer to the trigger is lost.
   *
   * @default {true}
   */
  mark?: boolean | undefined;
  /** The branch to check out. */
  gitBranch?: string | undefined;
  /** The commit to check out. */
  gitSha?: string | undefined;
  /** The schema to build into. */
  schemaOverride?: string | undefined;
  /** The dbt commands to run instead of the job's own. */
  stepsOverride?: string[] | undefined;
  /** The version of dbt. */
  dbtVersionOverride?: string | undefined;
  /** The number of threads. */
  threadsOverride?: number | undefined;
  /** The `target.name` that the project sees. */
  targetNameOverride?: string | undefined;
  /** Whether to generate docs. */
  generateDocsOverride?: boolean | undefined;
  /** The time limit that dbt Cloud sets the run, in seconds. */
  timeoutSecondsOverride?: number | undefined;
  /** The number of the pull request on GitHub. */
  githubPullRequestId?: number | undefined;
  /** The number (IID) of the merge request on GitLab. */
  gitlabMergeRequestId?: number | undefined;
  /** The id of the pull request on Azure DevOps. */
  azurePullRequestId?: number | undefined;
  /** The number of the pull request on any other Git host. */
  nonNativePullRequestId?: number | undefined;
}

/** Options for {@linkcode watchRun}. */
export interface WatchOptions extends ClientOptions {
  /**
   * A fixed pause between two polls, in milliseconds. Without it the pause is
   * 2 % of the time waited so far, at least 1 s and at most 5 s.
   */
  interval?: number | undefined;
  /**
   * The pause before the first poll, in milliseconds.
   *
   * @default {1000}
   */
  initialDelay?: number | undefined;
  /**
   * How long to wait for the end of the run, in milliseconds; 0 is no limit.
   *
   * @default {0}
   */
  timeout?: number | undefined;
  /**
   * Whether the run is cancelled when `signal` is aborted, when the `timeout`
   * is over, or when the loop over {@linkcode watchRun} is left.
   *
   * @default {false}
   */
  cancelOnAbort?: boolean | undefined;
}

/** Options for {@linkcode waitForRun}. */
export interface WaitOptions extends WatchOptions {
  /**
   * Called with the run after each poll. A promise is awaited, and holds up
   * neither an abort nor the `timeout`; what it throws ends the wait, and reaches
   * the caller.
   */
  onUpdate?: ((run: Run) => unknown) | undefined;
}

/** Options for {@linkcode triggerAndWait}. */
export interface TriggerAndWaitOptions extends TriggerOptions, WaitOptions {
  /**
   * Whether to wait for a run that does the same, and is no other kind of build,
   * in place of a new one. It is never cancelled.
   *
   * - `true` takes a run of the same `gitSha`, which is needed, and, where both
   *   name one, of the same pull request: one in progress or, for a pull request
   *   and a full commit, the newest one if it succeeded.
   * - `"in-progress"` takes a run in progress of the same pull request or, where
   *   neither names one, of the job, and of `gitSha` if that is set.
   *
   * @default {false}
   */
  reuse?: boolean | "in-progress" | undefined;
}

/** Options for {@linkcode getRun}. */
export interface GetRunOptions extends ClientOptions {
  /**
   * Whether to retrieve the steps with their logs, of each the last 1 MiB.
   *
   * @default {false}
   */
  steps?: boolean | undefined;
}

/** Options for {@linkcode listRuns}. */
export interface ListRunsOptions extends ClientOptions {
  /** Lists runs of this status only. */
  status?: RunStatus | undefined;
  /**
   * How many runs to list at most, from 1 to 100.
   *
   * @default {100}
   */
  limit?: number | undefined;
}

/** Options for {@linkcode getArtifact}. */
export interface GetArtifactOptions extends ClientOptions {
  /** The index of the step that wrote the artifact; by default the last one. */
  step?: number | undefined;
}

/** Options for {@linkcode getReport}. */
export interface GetReportOptions extends ClientOptions {
  /**
   * The folder of the dbt project in its repository; by default what the job's
   * environment says.
   */
  projectDir?: string | undefined;
  /**
   * Whether earlier runs are read, so that each failed node says since when it
   * fails.
   *
   * @default {false}
   */
  history?: boolean | undefined;
}
