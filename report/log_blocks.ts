/** Cuts the lines of a log into blocks, one for each row that matches. */
import type { LogLine } from "./log_lines.ts";
import {
  isProgress,
  matchRow,
  type RowKind,
  type RowMatch,
} from "./log_rows.ts";
import { isCause, isException, isFrame } from "./message.ts";

/** A row's match, and the lines that belong to it. */
export interface LogBlock {
  match: RowMatch;
  lines: string[];
}

/** The blocks of a log, and what is outside of them. */
export interface LogBlocks {
  blocks: LogBlock[];
  /** Whether every line outside of the blocks is progress. */
  isComplete: boolean;
}

/** Cuts a log into blocks. */
export function cutBlocks(lines: LogLine[], isLint = false): LogBlocks {
  const cutter = new BlockCutter(lines, isLint);
  lines.forEach((line) => cutter.push(line));
  return { blocks: cutter.blocks, isComplete: cutter.isComplete };
}

/** The kinds whose text continues in the lines below. */
const HAS_LINES: ReadonlySet<RowKind> = new Set([
  "error",
  "summary",
  "warning",
]);

/** The most blocks that are kept: each takes time to understand. */
const MAX_BLOCKS = 5_000;

/** Lines of dbt Core's list of errors that are no error. */
const NOT_LISTED =
  /^\s*(?:compiled (?:code|sql) at |Skipping due to fail_fast|Got \d+ results?, configured to warn)/i;

class BlockCutter {
  readonly blocks: LogBlock[] = [];
  /** If all lines have a time, a time does not mark the end of a text. */
  readonly #hasUntimedLines: boolean;
  readonly #isLint: boolean;
  isComplete = true;
  #block: LogBlock | undefined;
  #hasCause = false;
  /** Whether the lines are of dbt Core's list of errors. */
  #isInSummary = false;
  /** The block that the lines of a traceback belong to. */
  #traceback: LogBlock | undefined;
  /** A node that failed without a cause yet, and how far in its lines begin. */
  #silent: { block: LogBlock; indent: number } | undefined;

  constructor(lines: LogLine[], isLint: boolean) {
    this.#hasUntimedLines = lines.some(({ text, startsEvent }) =>
      !startsEvent && hasContent(text)
    );
    this.#isLint = isLint;
  }

  push(line: LogLine): void {
    const { text, startsEvent, isWarning } = line;
    const match: RowMatch | undefined = isWarning
      ? { kind: "warning", isLoose: false }
      : matchRow(text, { isUntimed: !startsEvent, isLint: this.#isLint });
    if (match?.kind === "detail") this.#continue(text);
    else if (match && !this.#isNested(match)) this.#begin(match, line);
    else if (!match && this.#startsNewEvent(line)) this.#leave(line);
    else this.#add(line);
  }

  #begin(match: RowMatch, { text, startsEvent }: LogLine): void {
    const block = { match, lines: match.cause ? [match.cause] : [] };
    if (this.blocks.length < MAX_BLOCKS) this.blocks.push(block);
    this.#traceback = undefined;
    const indent = startsEvent ? 0 : indentOf(text);
    const isSilent = match.kind === "failed" && !match.cause;
    this.#silent = isSilent ? { block, indent } : undefined;
    if (match.kind === "summary") this.#isInSummary = true;
    if (match.kind === "end") this.#isInSummary = false;
    // What follows on a line of progress is nothing of its own.
    this.#block = HAS_LINES.has(match.kind) ? block : undefined;
    this.#hasCause = block.lines.some(isCause);
  }

  /** Goes on with the last block. */
  #continue(text: string): void {
    this.#block = this.blocks.at(-1);
    this.#block?.lines.push(text);
    this.#hasCause = false;
  }

  /**
   * Whether a head is part of the last one: "Runtime Error" below "Runtime Error
   * in model orders (models/orders.sql)".
   */
  #isNested({ kind, name, file, cause = "" }: RowMatch): boolean {
    const isBareHead = kind === "error" && !name && !file &&
      isFrame(cause) && !cause.includes(" in ");
    const outer = this.#block;
    return isBareHead && outer?.match.kind === "error" && !this.#hasCause;
  }

  /** Whether a line begins something of which no row knows. */
  #startsNewEvent({ text, startsEvent }: LogLine): boolean {
    return this.#hasUntimedLines && this.#hasCause && startsEvent &&
      /^\S|^$/.test(text);
  }

  #leave(line: LogLine): void {
    const isTraceback = /^Traceback \(most recent call last\)/.test(line.text);
    this.#traceback = isTraceback ? this.#block : undefined;
    this.#block = undefined;
    this.#add(line);
  }

  /** Whether a line is indented below that of the node that just failed. */
  #isBelow({ text, startsEvent }: LogLine): boolean {
    const { indent } = this.#silent!;
    const isBelow = !startsEvent && indentOf(text) > indent &&
      !isProgress(text);
    if (!isBelow) this.#silent = undefined;
    return isBelow;
  }

  #add(line: LogLine): void {
    const { text } = line;
    if (this.#block) {
      this.#block.lines.push(text);
      this.#hasCause ||= isCause(text);
    } else if (this.#traceback) {
      // Of several exceptions, the message names the last one.
      const { lines } = this.#traceback;
      const isKnown = lines.some((line) => text.includes(line.trim()));
      if (isException(text) && !isKnown) lines.push(text);
    } else if (
      this.#isInSummary && hasContent(text) && !NOT_LISTED.test(text)
    ) {
      this.#begin({ kind: "summary", isLoose: true }, line);
      this.#add(line);
    } else if (this.#silent && this.#isBelow(line)) {
      this.#silent.block.lines.push(text);
    } else if (this.isComplete) {
      this.isComplete = !hasContent(text) || isProgress(text);
    }
  }
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** Whether a line is more than blank, or dbt Cloud's last one. */
export function hasContent(text: string): boolean {
  return !!text.trim() && text !== "dbt command failed";
}
