/** The types of a report. */
import type { RunReader } from "../api/artifacts.ts";
import type { HistoryReader } from "../api/earlier_runs.ts";
import type { Run, RunStep } from "../api/model.ts";

/** A run that has ended, with all that could be learned of it. */
export interface Report {
  /** The run. */
  run: Run;
  /** The steps with their logs. */
  steps: RunStep[];
  /**
   * The models, tests and so on that were run, step by step; and steps that
   * failed before they had results. Before them, what failed in an earlier
   * attempt and was not run again by a retry that did not succeed.
   */
  nodes: NodeResult[];
  /** Nodes that failed before a retry in which they passed. */
  flaky: NodeResult[];
  /** One sentence for each part that could not be read. */
  gaps: string[];
  /** Whether a run that succeeded had selected nothing to run. */
  ranNothing?: boolean;
  /** The state of each step's results. */
  results?: ResultsState[];
  /**
   * Whether a retry succeeded without running any node, after an attempt that
   * had failed before any node: nothing was built, so it is no success.
   */
  retryRanNothing?: boolean;
}

/** The state of a step's results. */
export interface ResultsState {
  /** The index of the step. */
  step: number;
  /** "absent" if dbt Cloud saved all artifacts of the run, and none of these. */
  state: "some" | "empty" | "absent" | "unknown";
}

/** The meaning of a node's status. */
export type NodeOutcome =
  | "failed"
  | "warned"
  | "skipped"
  | "passed"
  | "unknown";

/**
 * One node of a run: a model, a test, a source and so on; or a step of the run
 * that failed before it had results.
 */
export interface NodeResult {
  /** The id in dbt's artifacts, such as `model.jaffle_shop.orders`. */
  uniqueId: string;
  /** The node's own name, such as `orders`, `orders.v2` or `not_null_orders_id`. */
  name: string;
  /** Its resource type, such as `model` or `test`; `step` for a step. */
  type: string;
  /** The dbt package that it belongs to. */
  package: string;
  /** dbt's own word, in lower case. */
  status: string;
  /** The meaning of that word. */
  outcome: NodeOutcome;
  /** dbt's message, the cause first; empty if there is none. */
  message: string;
  /** Its duration in seconds. */
  seconds: number;
  /**
   * The file that defines it, as a path in the repository, or `null`. The files
   * of packages are below `dbt_packages/`.
   */
  file: string | null;
  /** The line of that file that is wrong, if that is known. */
  line?: number;
  /** The model and the column of a test, such as `orders.customer_id`, or `null`. */
  tests: string | null;
  /** The SQL of a test that failed, or `null`. */
  compiledCode: string | null;
  /** The index of the step it was part of; 0 if that is of an earlier attempt. */
  step: number;
  /**
   * Whether a node that failed passed in the latest earlier run that says
   * anything of it. Absent if no such run was read.
   */
  isNew?: boolean;
  /**
   * The oldest run of the unbroken row of runs in which the node failed, up to
   * this one; `null` if it is new or no earlier run was read.
   */
  since?: EarlierRun | null;
  /** The two in a sentence, such as "New: it passed in run 7, 3 h ago". */
  history?: string;
}

/** A run before the one that is reported. */
export interface EarlierRun {
  /** The run's id. */
  runId: number;
  /** The address of the run's page in dbt Cloud. */
  runUrl: string;
  /** When the run was created, in ISO 8601, or `null`. */
  createdAt: string | null;
}

/** The source of a report. It asks dbt Cloud, and may fail. */
export interface ReportSource
  extends
    Omit<RunReader, "areArtifactsSaved">,
    Partial<Pick<RunReader, "areArtifactsSaved">> {
  /** Earlier runs, if they are to be read. */
  history?: HistoryReader;
}
