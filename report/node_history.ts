/** Says since when each node fails, by the results of earlier runs. */
import { HOUR, MINUTE } from "../api/clock.ts";
import type { Run } from "../api/model.ts";
import type { EarlierRun, NodeResult, Report } from "./report_model.ts";
import { NodeIndex, readNodeType } from "./node_identity.ts";
import { isNamedByLog } from "./log_nodes.ts";
import { selectNodes } from "./select_nodes.ts";

/** An earlier run of the job with its results. */
export interface EarlierResults {
  run: Pick<Run, "id" | "href" | "createdAt">;
  /** The run that this one retried, if it did. */
  retryingRunId?: number | null | undefined;
  /** The nodes of the steps in which nodes of the report failed. */
  nodes: NodeResult[];
}

/** Options for {@linkcode addHistory}. */
export interface HistoryOptions {
  /** Whether older runs were left unread. */
  isCut?: boolean;
}

/** The outcome of a node in an earlier run. */
interface Verdict {
  run: EarlierRun;
  /** Absent if the node was skipped, or is not in the results. */
  hasFailed: boolean | undefined;
}

/**
 * Adds `isNew`, `since` and `history` to each node that failed.
 *
 * @param earlier The runs before this one that were the same kind of build, the
 * newest first. A run that retries another one counts together with it.
 */
export function addHistory(
  report: Report,
  earlier: EarlierResults[],
  options: HistoryOptions = {},
): Report {
  const attempts = groupRetries(earlier);
  const failed = new Set(selectNodes(report, "failed"));
  const { createdAt } = report.run;
  const nodes = report.nodes.map((node) => {
    if (!failed.has(node) || node.type === "step") return node;
    const verdicts = attempts.map((runs) => judgeNode(node, runs));
    return { ...node, ...describeHistory(verdicts, createdAt, options) };
  });
  return { ...report, nodes };
}

/** Groups each run with the runs that it retried, the newest first. */
function groupRetries(runs: EarlierResults[]): EarlierResults[][] {
  const groups: EarlierResults[][] = [];
  for (const run of runs) {
    const group = groups.find((it) =>
      it.some(({ retryingRunId }) => retryingRunId === run.run.id)
    );
    if (group) group.push(run);
    else groups.push([run]);
  }
  return groups;
}

/** Judges a node by the last of a run and the runs that it retried. */
function judgeNode(node: NodeResult, runs: EarlierResults[]): Verdict {
  const results = runs.map(({ run, nodes }) => {
    const same = findSame(node, nodes);
    return { run, hasFailed: same && hasFailed(same) };
  });
  const last = results.find(({ hasFailed }) => hasFailed !== undefined);
  // A node fails since the first attempt in which it failed.
  const first = last?.hasFailed
    ? results.findLast(({ hasFailed }) => hasFailed)
    : last;
  const { run } = first ?? results[0]!;
  return {
    run: { runId: run.id, runUrl: run.href, createdAt: run.createdAt },
    hasFailed: last?.hasFailed,
  };
}

/** Finds a node among earlier results: by its id, else by the name in the log. */
function findSame(
  node: NodeResult,
  nodes: NodeResult[],
): NodeResult | undefined {
  const same = nodes.findLast(({ uniqueId }) => uniqueId === node.uniqueId);
  const type = readNodeType(node.type);
  if (same || !type || !isNamedByLog(node)) return same;
  const index = new NodeIndex(nodes.flatMap((result) => {
    const type = readNodeType(result.type);
    const { name, package: project } = result;
    return type ? [{ type, name, project, result }] : [];
  }));
  const found = index.findAll({ type, name: node.name });
  return found.length === 1 ? found[0]!.result : undefined;
}

function hasFailed({ outcome }: NodeResult): boolean | undefined {
  if (outcome === "failed") return true;
  return outcome === "passed" || outcome === "warned" ? false : undefined;
}

/** Describes since when a node fails, from the newest verdict to the oldest. */
function describeHistory(
  verdicts: Verdict[],
  createdAt: string | null,
  { isCut = false }: HistoryOptions,
): Pick<NodeResult, "isNew" | "since" | "history"> {
  const lastPass = verdicts.find(({ hasFailed }) => hasFailed === false);
  const sincePass = lastPass
    ? verdicts.slice(0, verdicts.indexOf(lastPass))
    : verdicts;
  const failures = sincePass.filter(({ hasFailed }) => hasFailed);
  const since = failures.at(-1)?.run ?? null;
  if (since) {
    const hasOpenStart = !lastPass && (isCut || !!verdicts.at(-1)?.hasFailed);
    const age = formatDistance(since, createdAt);
    const start = `run ${since.runId}${age}${
      hasOpenStart ? ", or earlier" : ""
    }`;
    const history = `Failing since ${start} (${failures.length + 1} runs)`;
    return { isNew: false, since, history };
  }
  if (!lastPass) return {};
  const age = formatDistance(lastPass.run, createdAt);
  const history = `New: it passed in run ${lastPass.run.runId}${age}`;
  return { isNew: true, since: null, history };
}

const DAY = 24 * HOUR;

/**
 * Formats how long before this run another one was created, in one unit. Both
 * times are dbt Cloud's: the clock of this machine may differ.
 */
function formatDistance(run: EarlierRun, createdAt: string | null): string {
  const ms = Date.parse(createdAt ?? "") - Date.parse(run.createdAt ?? "");
  if (!(ms >= 0)) return "";
  if (ms < MINUTE) return ", less than a minute ago";
  if (ms < HOUR) return `, ${Math.floor(ms / MINUTE)} min ago`;
  if (ms < 2 * DAY) return `, ${Math.floor(ms / HOUR)} h ago`;
  return `, ${Math.floor(ms / DAY)} days ago`;
}
