/**
 * Reads from the log of a step what went wrong, whoever wrote it: dbt Core of all
 * versions, Fusion, git or Python. `log_rows.ts` knows what each of them prints.
 */
import { hasContent } from "./line_kinds.ts";
import { cutBlocks, type CutOptions, type LogBlock } from "./log_blocks.ts";
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
  /** The last lines, to be shown where there is no finding. */
  lastLines: string[];
  /** Whether all lines but those of findings are progress. */
  isComplete: boolean;
  /** Whether any line says that dbt began or ended a node. */
  namesNode: boolean;
}

/** The maximum number of last lines. */
const MAX_LAST_LINES = 20;

/** Reads the log of a failed step. */
export function readLog(logs: string, options: CutOptions = {}): LogReading {
  const allLines = readLines(logs);
  const lines = allLines.filter(({ isDebug }) => !isDebug);
  const { blocks, isComplete } = cutBlocks(lines, options);
  const failedCount = readFailedCount(lines);
  let errors = readErrors(blocks);
  // Debug lines repeat errors. They count only where no other line has a cause.
  const hasCause = errors.some(({ message }) => message);
  if (!hasCause && lines.length < allLines.length) {
    errors = readErrors(cutBlocks(allLines, options).blocks);
  }
  const findings = mergeFindings({
    errors,
    failed: readFindings(blocks, "failed"),
    progress: readFindings(blocks, "progress"),
    failedCount,
  });
  const lastLines = lines.map(({ text }) => text).filter(hasContent)
    .slice(-MAX_LAST_LINES);
  // Where dbt did not reach its end, the last lines may say why.
  const isBrokenOff = failedCount === undefined &&
    findings.every(({ kind }) => kind === "progress");
  const ending = isBrokenOff ? findEnding(lines, lastLines) : undefined;
  if (ending) findings.push({ ...ending, kind: "end", mayBelongToNode: false });
  const namesNode = lines.some(({ text }) => isNodeLine(text));
  return { findings, failedCount, lastLines, isComplete, namesNode };
}

/** Reads the findings of the blocks of some kinds. */
function readFindings(blocks: LogBlock[], ...kinds: RowKind[]): LogFinding[] {
  return blocks.filter(({ match }) => kinds.includes(match.kind))
    .map(readFinding);
}

/** Reads the errors. One without a node and a cause is the head of the next one. */
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
