/** Compares the nodes that failed with earlier runs. */
import { HOUR, MINUTE } from "../api/clock.ts";
import type { Run } from "../api/model.ts";
import type { EarlierRun, NodeResult, Report } from "./report_model.ts";
import { NodeIndex, readNodeType } from "./node_identity.ts";
import { isNamedByLog } from "./log_nodes.ts";
import { selectNodes } from "./select_nodes.ts";

/** An earlier run of the job with its results. */
export interface EarlierResults {
  run: Pick<Run, "id" | "href" | "createdAt">;
  /** The run that this one retried, or nothing. */
  retryingRunId?: number | null | undefined;
  /** The nodes of the steps at which our nodes failed; none if there are no results. */
  nodes: NodeResult[];
}

/** Options for {@linkcode addHistory}. */
export interface HistoryOptions {
  /** Whether reading ended before all runs that should be read were read. */
  isCut?: boolean;
}

/** The outcome of a node in an earlier run. */
interface Verdict {
  run: EarlierRun;
  /** Nothing if the node was skipped, or is not in the results. */
  hasFailed: boolean | undefined;
}

/**
 * The report with `isNew`, `since` and `history` on each node that failed.
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
    const verdicts = attempts.map((runs) => judge(node, runs));
    return { ...node, ...compare(verdicts, createdAt, options) };
  });
  return { ...report, nodes };
}

/** Runs in groups: each with the runs that it retried, the newest first. */
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

/** Judges a node by a run and the runs that it retried; the last one counts. */
function judge(node: NodeResult, runs: EarlierResults[]): Verdict {
  const results = runs.map(({ run, nodes }) => {
    const same = findSame(node, nodes);
    return { run, hasFailed: same && hasFailed(same) };
  });
  const last = results.find(({ hasFailed }) => hasFailed !== undefined);
  // The row begins with the first of the attempts that failed.
  const first = last?.hasFailed
    ? results.findLast(({ hasFailed }) => hasFailed)
    : last;
  const { run } = first ?? results[0]!;
  return {
    run: { runId: run.id, runUrl: run.href, createdAt: run.createdAt },
    hasFailed: last?.hasFailed,
  };
}

/** The same node among earlier results: by its id, or what the log says of it. */
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

function compare(
  verdicts: Verdict[],
  createdAt: string | null,
  { isCut = false }: HistoryOptions,
): Pick<NodeResult, "isNew" | "since" | "history"> {
  const pass = verdicts.findIndex(({ hasFailed }) => hasFailed === false);
  const row = (pass < 0 ? verdicts : verdicts.slice(0, pass))
    .filter(({ hasFailed }) => hasFailed);
  const since = row.at(-1)?.run ?? null;
  if (since) {
    const isOpen = pass < 0 && (isCut || !!verdicts.at(-1)?.hasFailed);
    const place = `run ${since.runId}${formatDistance(since, createdAt)}`;
    const words = isOpen ? `${place}, or earlier` : place;
    const history = `Failing since ${words} (${row.length + 1} runs)`;
    return { isNew: false, since, history };
  }
  const passed = verdicts[pass]?.run;
  if (!passed) return {};
  const age = formatDistance(passed, createdAt);
  const history = `New: it passed in run ${passed.runId}${age}`;
  return { isNew: true, since: null, history };
}

const DAY = 24 * HOUR;

/**
 * How long before this run another one was created, in one unit. Both times are
 * dbt Cloud's: the clock of this machine may differ.
 */
function formatDistance(run: EarlierRun, createdAt: string | null): string {
  const ms = Date.parse(createdAt ?? "") - Date.parse(run.createdAt ?? "");
  if (!(ms >= 0)) return "";
  if (ms < MINUTE) return ", less than a minute ago";
  if (ms < HOUR) return `, ${Math.floor(ms / MINUTE)} min ago`;
  if (ms < 2 * DAY) return `, ${Math.floor(ms / HOUR)} h ago`;
  return `, ${Math.floor(ms / DAY)} days ago`;
}
