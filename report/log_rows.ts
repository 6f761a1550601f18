/**
 * The table of lines in which dbt, an adapter or another program begins or ends
 * a block of a log: one row for each shape that a program prints. All that the
 * log reader knows of programs begins here.
 */
import { type NodeType, readNodeType } from "./node_identity.ts";

/** The kinds of rows. */
export type RowKind =
  /** Begins a warning, whose lines are never the cause of a failure. */
  | "warning"
  /** Begins an error in the program's own words. */
  | "error"
  /** Begins the list of errors at the end of dbt Core's log. */
  | "summary"
  /** Says which node failed, and maybe not why. */
  | "failed"
  /** Reports progress: a node failed. The cause stands elsewhere in the log. */
  | "progress"
  /** Continues the block before it. */
  | "detail"
  /** Ends the block before it. */
  | "end";

/** The lines with an indent in which a row may begin. */
type Indent = "always" | "if-timed" | "never";

/** A shape of a line. */
export interface Row {
  kind: RowKind;
  /**
   * Matches the line without its indent. Its groups are the fields of a
   * {@linkcode RowMatch}.
   */
  pattern: RegExp;
  /**
   * Whether the row may begin in an indented line. By default "if-timed": where
   * the line has no time, it continues the line above.
   */
  indent?: Indent;
  /** The kind of the node, where the pattern has no group for it. */
  type?: NodeType;
  /** Formats the cause from the groups. By default, it is the group `cause`. */
  cause?: (groups: LogGroups) => string | undefined;
  /** Whether the error may belong to a node that the log only names elsewhere. */
  mayBelongToNode?: boolean;
}

/** The named groups of a match in a log. */
export type LogGroups = { [group: string]: string | undefined };

/** The match of a row in a line. */
export interface RowMatch {
  kind: RowKind;
  type?: NodeType | undefined;
  name?: string | undefined;
  file?: string | undefined;
  line?: string | undefined;
  cause?: string | undefined;
  mayBelongToNode: boolean;
}

/** "(models/a.yml:14:13)", "(Batched - models/a.yml:14:13)" or "(table)", of Fusion. */
const PLACE = String
  .raw`(?: \((?:(?:[\w, ]{1,60} - )?(?<file>[^():]+\.\w+)(?::(?<line>\d+)(?::\d+)?)?|[^()]*)\)){0,3}`;
const BRANCH = "[│├└─ ]*";
const STATES =
  "Succeeded|Passed|Failed|Warned|Skipped|Reused|Started|Cancelled|Canceled|Stale";
const KINDS =
  "model|seed|snapshot|test|unit_test|unit test|source|function|hook|operation|analysis|exposure";

/** All rows; the first that matches counts. */
export const ROWS: Row[] = [
  // "[WARNING]: …", "[warning] [Name (dbt1097)]: …", "Warning in test …"
  {
    kind: "warning",
    pattern: /^(?:\[?warning\b|\[WARNING\])/,
    indent: "never",
  },
  { kind: "warning", pattern: /^Warning in / },
  // "Database Error in model orders (models/orders.sql)"
  {
    kind: "error",
    pattern:
      /^(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+(?: Model)? Error|Failure) in [a-z]\w*(?: [a-z]\w*)? \S+(?: \(.+\))?)$/,
    indent: "always",
  },
  // "Runtime Error"
  {
    kind: "error",
    pattern: /^(?:\[ERROR\]: )?(?<cause>[A-Z]\w+ Error|Failure)$/,
  },
  // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
  {
    kind: "error",
    pattern: /^(?<cause>\[(?:ERROR|FAIL\w*)\]: in .+\))$/,
  },
  // "on-run-end failed, error:", of Core 1.4 to 1.8
  {
    kind: "error",
    pattern: /^(?<name>on-run-(?:start|end)) failed, error:(?<cause>.*)$/,
    type: "hook",
    indent: "always",
  },
  // "Unhandled error while executing model.shop.orders", of a node without a file
  {
    kind: "error",
    pattern: new RegExp(
      `^(?:Unhandled error while executing|Internal error executing) (?<type>${KINDS})\\.\\w+\\.(?<name>\\S+)$`,
    ),
  },
  // "Unhandled error while executing target/run/shop/models/orders.sql"
  {
    kind: "error",
    pattern:
      /^(?:Unhandled error while executing|Internal error executing) ?(?<file>\S*)$/,
    mayBelongToNode: true,
  },
  // "Encountered an error while generating catalog: Database Error"
  {
    kind: "error",
    pattern:
      /^(?:\[ERROR\]: )?Encountered an error(?: while [^:]+)?(?::|$)\s*(?<cause>.*)$/,
  },
  // "[error] [JinjaError (dbt1501)]: …", "error: dbt1501: …", "Error [X (dbt1)]: …"
  {
    kind: "error",
    pattern:
      /^\[?[Ee]rror\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/,
    indent: "always",
    mayBelongToNode: true,
  },
  // "[error]: Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
  {
    kind: "error",
    pattern: /^\[error\]:?\s+(?<cause>.*)$/,
    mayBelongToNode: true,
  },
  // dbt debug: "1 check failed:", "… for the following reason:"
  { kind: "error", pattern: /^(?<cause>\d+ checks? failed:)$/ },
  { kind: "error", pattern: /\bfollowing (?:error|reason):$/ },
  // SQLFluff: "== [models/orders.sql] FAIL"
  { kind: "error", pattern: /^== \[(?<file>[^\]]+)\] FAIL$/ },
  // MetricFlow, of `dbt sl validate`: "✖ Breaking issues found when …"
  { kind: "error", pattern: /^✖ (?<cause>.+)$/ },
  // "Completed with 2 errors and 0 warnings:"
  {
    kind: "summary",
    pattern: /^Completed with [1-9]\d* errors?\b/,
    mayBelongToNode: true,
  },
  // "Test failed (3 failed row(s)): not_null_orders_id", of Fusion
  {
    kind: "failed",
    pattern: /^(?<cause>Test failed \((?:[^()]|\([^()]*\))*\)): (?<name>\S+)$/,
    type: "test",
  },
  // "Stale [  0.8s] source  shop.riders (last updated 3days ago)", of Fusion, and
  // "Failed [  0.8s] source  shop.riders (external) (last updated 3 days ago)"
  {
    kind: "failed",
    pattern:
      /^Stale +\[[^\]]*\] +source +(?<name>\S+)(?: \([a-z]+\))?(?: \((?<cause>[^()]*)\))?$/,
    type: "source",
    indent: "always",
    cause: formatStaleness,
  },
  {
    kind: "failed",
    pattern:
      /^Failed +\[[^\]]*\] +source +(?<name>\S+)(?: \([a-z]+\))? \((?<cause>last updated [^()]*)\)$/,
    type: "source",
    indent: "always",
    cause: formatStaleness,
  },
  // "Failed [  0.22s] model main.orders (table)", of Fusion; no group of tests
  {
    kind: "failed",
    pattern: new RegExp(
      `^${BRANCH}Failed +\\[[^\\]]*\\] +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`,
    ),
    indent: "always",
  },
  // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
  {
    kind: "failed",
    pattern: new RegExp(
      `^Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE} \\[[^\\]]*\\]$`,
    ),
    indent: "always",
  },
  // "└─ Failed test  not_null_orders_id (models/_models.yml:14:13)", in a group
  {
    kind: "failed",
    pattern: new RegExp(
      `^[│├└]${BRANCH}Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`,
    ),
    indent: "always",
  },
  // "1 of 3 ERROR STALE freshness of shop.orders ..... [ERROR STALE in 0.2s]"
  {
    kind: "failed",
    pattern: /^\d+ of \d+ ERROR STALE freshness of (?<name>\S+)/,
    type: "source",
    cause: () => "ERROR STALE: the data is too old",
  },
  {
    kind: "failed",
    pattern: /^\d+ of \d+ ERROR freshness of (?<name>\S+)/,
    type: "source",
  },
  // "1 of 2 ERROR hook: fleet.on-run-start.0 ....... [ERROR in 0.30s]"
  {
    kind: "progress",
    pattern: /^\d+ of \d+ ERROR hook: (?<name>\S+)/,
    type: "operation",
  },
  // "2 of 3 ERROR creating sql table model prod.orders ...... [ERROR in 0.34s]"
  {
    kind: "progress",
    pattern:
      /^\d+ of \d+ (?:ERROR|PARTIAL SUCCESS \S+) \w+ (?:\w+ ){0,3}?(?<type>model|seed|function)(?: file)? (?<name>\S+)/,
  },
  {
    kind: "progress",
    pattern: /^\d+ of \d+ ERROR snapshotting (?<name>\S+)/,
    type: "snapshot",
  },
  // "34 of 34 ERROR relation prod.orders ..... [ERROR]"
  {
    kind: "progress",
    pattern: /^\d+ of \d+ ERROR (?:\w+ )?relation (?<name>\S+)/,
    type: "model",
  },
  // "2 of 3 FAIL 1 orders::counts ...", a unit test
  {
    kind: "progress",
    pattern: /^\d+ of \d+ FAIL(?: (?<cause>\d+))? \w\S*?::(?<name>\S+)/,
    type: "unit_test",
    cause: formatFailingRows,
  },
  {
    kind: "progress",
    pattern: /^\d+ of \d+ ERROR(?: \d+)? \w\S*?::(?<name>\S+)/,
    type: "unit_test",
  },
  // "1 of 3 FAIL 2 not_null_orders_id ..."
  {
    kind: "progress",
    pattern: /^\d+ of \d+ FAIL(?: (?<cause>\d+))? (?<name>\w\S*)/,
    type: "test",
    cause: formatFailingRows,
  },
  {
    kind: "progress",
    pattern: /^\d+ of \d+ ERROR(?: \d+)? (?<name>\w\S*)/,
    type: "test",
  },
  // With `store_failures`, the next line says where the failing rows are
  { kind: "detail", pattern: /^See test failures:$/, indent: "always" },
  // Fusion's table of the rows that differ, below the line of a failed unit test
  { kind: "detail", pattern: /^Test failed \w\S*$/, indent: "always" },
  // Lines that end Core's list of errors, or another message
  {
    kind: "end",
    pattern:
      /^(?:Done\.|Running with dbt=|Catalog written to |dbt encountered \d+ failure|Finished\b|Completed (?:with|successfully)\b|dbt command failed|={3,}|\d+ of \d+ |Batch \d+ of |Check your database |CANCEL query |Summary: |Processed: |New version available |All Finished )/,
  },
  // Fusion's progress: "Succeeded [  0.41s] model main.orders (table)", "Passed
  // test  a [1 of 3 in 1s]", "├─ Passed test  a", "Skipped model  main.a"
  {
    kind: "end",
    pattern: new RegExp(
      `^${BRANCH}(?:(?:${STATES}) +(?:${KINDS}) +\\S+(?: [[(].*)?$|[A-Z][a-z]+ +\\[ *(?:[\\d.][\\d.hms ]*|-{3,})\\] )`,
    ),
    indent: "always",
  },
  { kind: "end", pattern: /^Finished '/, indent: "always" },
];

/** "[warning] [X (dbt1)]: …": in a step that lints, a warning is what failed it. */
const LINT_ROW: Row = {
  kind: "error",
  pattern: /^\[?warning\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/,
};

/** Formats Core's number of failing rows as a sentence. */
function formatFailingRows({ cause }: LogGroups): string {
  return /^\d+$/.test(cause ?? "")
    ? `The test failed; failing rows: ${cause}`
    : "The test failed";
}

/** Formats Fusion's age of a source as a sentence. */
function formatStaleness({ cause }: LogGroups): string {
  return ["The data is too old", cause].filter(Boolean).join(": ");
}

/** "1 of 3 START sql table model prod.orders", "Succeeded [ 0.4s] model prod.orders" */
const NODE_LINE = new RegExp(
  `^(?:\\d+ of \\d+ [A-Z]|${BRANCH}(?:${STATES}) +(?:\\[[^\\]]*\\] +)?(?:${KINDS}) )`,
);

/** Whether a line says that dbt began or ended a node. */
export function isNodeLine(text: string): boolean {
  return NODE_LINE.test(text.trimStart());
}

/** Options for {@linkcode matchRow}. */
export interface RowOptions {
  /** Whether the line has no time. */
  isUntimed?: boolean;
  /** Whether the step lints: its warnings are what failed it. */
  isLint?: boolean;
}

/** Finds the first row that matches a line. */
export function matchRow(
  text: string,
  { isUntimed = false, isLint = false }: RowOptions = {},
): RowMatch | undefined {
  const line = text.trimStart();
  const indents: Indent[] = isUntimed ? ["always"] : ["always", "if-timed"];
  const isIndented = line.length < text.length;
  for (const row of isLint ? [LINT_ROW, ...ROWS] : ROWS) {
    const { indent = "if-timed" } = row;
    if (isIndented && !indents.includes(indent)) continue;
    const found = row.pattern.exec(line);
    if (!found) continue;
    const groups: LogGroups = found.groups ?? {};
    const { kind, mayBelongToNode = false } = row;
    return {
      kind,
      mayBelongToNode,
      type: row.type ?? readNodeType(groups.type),
      name: groups.name,
      file: groups.file,
      line: groups.line,
      cause: row.cause ? row.cause(groups) : groups.cause,
    };
  }
}
