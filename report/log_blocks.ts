/** Cuts the lines of a log into blocks, one for each row that matches. */
import {
  hasContent,
  isCause,
  isException,
  isHead,
  isProgress,
} from "./line_kinds.ts";
import type { LogLine } from "./log_lines.ts";
import { matchRow, type RowKind, type RowMatch } from "./log_rows.ts";

/** A row's match, and the lines that belong to it. */
export interface LogBlock {
  match: RowMatch;
  lines: string[];
}

/** The blocks of a log. */
export interface LogBlocks {
  blocks: LogBlock[];
  /** Whether every line outside of the blocks is progress. */
  isComplete: boolean;
}

/** Options for {@linkcode cutBlocks}. */
export interface CutOptions {
  /** Whether the step lints: its warnings are what failed it. */
  isLint?: boolean;
}

/** Cuts a log into blocks. */
export function cutBlocks(
  lines: LogLine[],
  options: CutOptions = {},
): LogBlocks {
  const cutter = new BlockCutter(lines, options);
  lines.forEach((line) => cutter.push(line));
  return { blocks: cutter.blocks, isComplete: cutter.isComplete };
}

/** The kinds whose text continues in the lines below. */
const MULTILINE_KINDS: ReadonlySet<RowKind> = new Set([
  "error",
  "summary",
  "warning",
]);

/** The maximum number of blocks: each takes time to understand. */
const MAX_BLOCKS = 5_000;

/** Lines in dbt Core's list of errors that are no error. */
const NOT_LISTED =
  /^\s*(?:compiled (?:code|sql) at |Skipping due to fail_fast|Got \d+ results?, configured to warn)/i;

/** Takes the lines one by one, and keeps the block that the next one may continue. */
class BlockCutter {
  readonly blocks: LogBlock[] = [];
  isComplete = true;
  /** Whether some lines have no time: only then does a time begin a new event. */
  readonly #hasUntimedLines: boolean;
  readonly #isLint: boolean;
  /** The block that takes the next lines, until another one begins. */
  #open: LogBlock | undefined;
  /** Whether the open block has a cause. */
  #hasCause = false;
  /** Whether the lines are part of dbt Core's list of errors. */
  #isInErrorList = false;
  /** The block that the traceback below it belongs to. */
  #traceback: LogBlock | undefined;
  /** The node that just failed without a cause, and the indent of its line. */
  #failedNode: { block: LogBlock; indent: number } | undefined;

  constructor(lines: LogLine[], { isLint = false }: CutOptions) {
    this.#hasUntimedLines = lines.some(({ text, startsEvent }) =>
      !startsEvent && hasContent(text)
    );
    this.#isLint = isLint;
  }

  push(line: LogLine): void {
    const { text, startsEvent, isWarning } = line;
    const match: RowMatch | undefined = isWarning
      ? { kind: "warning", mayBelongToNode: false }
      : matchRow(text, { isUntimed: !startsEvent, isLint: this.#isLint });
    if (match?.kind === "detail") this.#reopenLast(text);
    else if (match && !this.#isNested(match)) this.#openBlock(match, line);
    else if (!match && this.#startsNewEvent(line)) this.#closeBlock(line);
    else this.#append(line);
  }

  #openBlock(match: RowMatch, { text, startsEvent }: LogLine): void {
    const block = { match, lines: match.cause ? [match.cause] : [] };
    if (this.blocks.length < MAX_BLOCKS) this.blocks.push(block);
    this.#traceback = undefined;
    const indent = startsEvent ? 0 : measureIndent(text);
    const needsCause = match.kind === "failed" && !match.cause;
    this.#failedNode = needsCause ? { block, indent } : undefined;
    if (match.kind === "summary") this.#isInErrorList = true;
    if (match.kind === "end") this.#isInErrorList = false;
    this.#open = MULTILINE_KINDS.has(match.kind) ? block : undefined;
    this.#hasCause = block.lines.some(isCause);
  }

  /** Opens the last block again, for a line that continues it. */
  #reopenLast(text: string): void {
    this.#open = this.blocks.at(-1);
    this.#open?.lines.push(text);
    this.#hasCause = false;
  }

  /** Closes the open block at a line that no row knows. */
  #closeBlock(line: LogLine): void {
    const isTraceback = /^Traceback \(most recent call last\)/.test(line.text);
    this.#traceback = isTraceback ? this.#open : undefined;
    this.#open = undefined;
    this.#append(line);
  }

  /** Adds a line to the block that it belongs to. */
  #append(line: LogLine): void {
    const { text } = line;
    if (this.#open) {
      this.#open.lines.push(text);
      this.#hasCause ||= isCause(text);
    } else if (this.#traceback) {
      this.#appendException(this.#traceback, text);
    } else if (
      this.#isInErrorList && hasContent(text) && !NOT_LISTED.test(text)
    ) {
      // An error in Core's list may have no head.
      this.#openBlock({ kind: "summary", mayBelongToNode: true }, line);
      this.#append(line);
    } else if (
      this.#failedNode && this.#isBelow(this.#failedNode.indent, line)
    ) {
      this.#failedNode.block.lines.push(text);
    } else {
      this.#failedNode = undefined;
      this.isComplete &&= !hasContent(text) || isProgress(text);
    }
  }

  /** Adds a traceback's exception, unless the message of the block names it. */
  #appendException({ lines }: LogBlock, text: string): void {
    const isKnown = lines.some((line) => text.includes(line.trim()));
    if (isException(text) && !isKnown) lines.push(text);
  }

  /**
   * Whether a head is part of the open block: "Runtime Error" below "Runtime
   * Error in model orders (models/orders.sql)".
   */
  #isNested({ kind, name, file, cause = "" }: RowMatch): boolean {
    const isBareHead = kind === "error" && !name && !file &&
      isHead(cause) && !cause.includes(" in ");
    return isBareHead && this.#open?.match.kind === "error" && !this.#hasCause;
  }

  /** Whether a line that no row knows begins something new. */
  #startsNewEvent({ text, startsEvent }: LogLine): boolean {
    return this.#hasUntimedLines && this.#hasCause && startsEvent &&
      /^\S|^$/.test(text);
  }

  /** Whether a line is indented below that of a node that failed. */
  #isBelow(indent: number, { text, startsEvent }: LogLine): boolean {
    return !startsEvent && measureIndent(text) > indent && !isProgress(text);
  }
}

function measureIndent(text: string): number {
  return text.length - text.trimStart().length;
}
