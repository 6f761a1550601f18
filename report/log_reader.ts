/**
 * Reads what went wrong from the log of a step: the words of dbt Core of all
 * versions, of Fusion, git and Python. `log_rows.ts` is the knowledge.
 */
import { cutBlocks, hasContent, type LogBlock } from "./log_blocks.ts";
import { findEnding } from "./log_ending.ts";
import { type LogFinding, readFinding } from "./log_finding.ts";
import { type LogLine, readLines } from "./log_lines.ts";
import { isNodeLine, type RowKind } from "./log_rows.ts";
import { mergeFindings } from "./merge_findings.ts";

/** The result of reading the log of a step. */
export interface LogReading {
  findings: LogFinding[];
  /** The log's own count of failed nodes, if it has one. */
  failedCount: number | undefined;
  /** The last lines, for when there is no finding. */
  end: string[];
  /** Whether all other lines are progress: then the log says no more. */
  isComplete: boolean;
  /** Whether any line says that dbt began or ended a node. */
  namesNode: boolean;
}

/** The most lines of a log's end that are shown. */
const MAX_END = 20;

/** Options for {@linkcode readLog}. */
export interface ReadLogOptions {
  /** Whether the step lints: then its warnings are what failed it. */
  isLint?: boolean;
}

/** Reads the log of a failed step. */
export function readLog(
  logs: string,
  { isLint = false }: ReadLogOptions = {},
): LogReading {
  const all = readLines(logs);
  const lines = all.filter(({ isDebug }) => !isDebug);
  const { blocks, isComplete } = cutBlocks(lines, isLint);
  const errors = readErrors(blocks);
  // What only debugging says counts where nothing else does.
  const isSilent = !errors.some(({ message }) => message);
  const debugged = isSilent && lines.length < all.length
    ? readErrors(cutBlocks(all, isLint).blocks)
    : errors;
  const failedCount = readFailedCount(lines);
  const findings = mergeFindings({
    errors: debugged,
    failed: readFindings(blocks, "failed"),
    progress: readFindings(blocks, "progress"),
    failedCount,
  });
  const end = lines.map(({ text }) => text).filter(hasContent).slice(-MAX_END);
  // A log that broke off may say at its end why.
  const isBrokenOff = failedCount === undefined &&
    findings.every(({ kind }) => kind === "progress");
  if (isBrokenOff) {
    const ending = findEnding(lines, end);
    if (ending) findings.push({ ...ending, kind: "end", isLoose: false });
  }
  const namesNode = lines.some(({ text }) => isNodeLine(text));
  return { findings, failedCount, end, isComplete, namesNode };
}

function readFindings(blocks: LogBlock[], ...kinds: RowKind[]): LogFinding[] {
  return blocks.filter(({ match }) => kinds.includes(match.kind))
    .map(readFinding);
}

/** The errors; one without a node and a cause was only the head of the next. */
function readErrors(blocks: LogBlock[]): LogFinding[] {
  return readFindings(blocks, "error", "summary")
    .filter(({ node, message }) => node || message);
}

/** Reads the count of "Done. PASS=1 WARN=0 ERROR=2" or "Summary: … | 2 error". */
function readFailedCount(lines: LogLine[]): number | undefined {
  const counts = lines.flatMap(({ text }) => {
    const line = text.trimStart();
    if (/^Done\. PASS=/.test(line)) {
      return Number(/ ERROR=(\d+)/.exec(line)?.[1]);
    }
    if (!/^Summary: \d+ total\b/.test(line)) return [];
    return Number(/\| (\d+) error/.exec(line)?.[1] ?? 0);
  });
  const count = counts.at(-1);
  return Number.isNaN(count) ? undefined : count;
}
