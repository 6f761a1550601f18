/**
 * The lines in which dbt, an adapter or another program begins or ends
 * something. This table is the knowledge of the log reader: one row for one
 * shape that a program prints.
 */
import { type NodeType, readNodeType } from "./node_identity.ts";

/** The kinds of rows. */
export type RowKind =
  /** No error: its lines are nobody's cause. */
  | "warning"
  /** An error in the program's own words. */
  | "error"
  /** The list of errors at the end of dbt Core's log, which may have no heads. */
  | "summary"
  /** Says which node failed, and maybe not why. */
  | "failed"
  /** A line of progress that says that a node failed. */
  | "progress"
  /** Continues what was said before. */
  | "detail"
  /** Ends what was said before. */
  | "end";

/** One shape of a line. */
interface Row {
  kind: RowKind;
  /** Is matched without the line's indent. RowGroups: see {@linkcode RowMatch}. */
  pattern: RegExp;
  /** Whether it may also begin in a line that has no time and is indented. */
  indented?: boolean;
  /** Whether it only begins in a line that is not indented, even with a time. */
  flush?: boolean;
  /** The kind of the node whose name is matched. */
  type?: NodeType;
  /** The cause, in place of the group. */
  cause?: (groups: RowGroups) => string | undefined;
  /** Whether the error may be of a node that the log only names elsewhere. */
  isLoose?: boolean;
}

type RowGroups = { [group: string]: string | undefined };

/** The match of a row in a line. */
export interface RowMatch {
  kind: RowKind;
  type?: NodeType | undefined;
  name?: string | undefined;
  file?: string | undefined;
  line?: string | undefined;
  cause?: string | undefined;
  isLoose: boolean;
}

/** "(models/a.yml:14:13)", "(Batched - models/a.yml:14:13)" or "(table)", of Fusion. */
const PLACE = String
  .raw`(?: \((?:(?:[\w, ]{1,60} - )?(?<file>[^():]+\.\w+)(?::(?<line>\d+)(?::\d+)?)?|[^()]*)\)){0,3}`;
const BRANCH = "[│├└─ ]*";
const STATES =
  "Succeeded|Passed|Failed|Warned|Skipped|Reused|Started|Cancelled|Canceled|Stale";
const KINDS =
  "model|seed|snapshot|test|unit_test|unit test|source|function|hook|operation|analysis|exposure";

const ROWS: Row[] = [
  // "[WARNING]: …", "[warning] [Name (dbt1097)]: …", "Warning in test …"
  {
    kind: "warning",
    pattern: /^(?:\[?warning\b|\[WARNING\])/,
    flush: true,
  },
  { kind: "warning", pattern: /^Warning in / },
  // "Database Error in model orders (models/orders.sql)"
  {
    kind: "error",
    pattern:
      /^(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+(?: Model)? Error|Failure) in [a-z]\w*(?: [a-z]\w*)? \S+(?: \(.+\))?)$/,
    indented: true,
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
    indented: true,
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
    isLoose: true,
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
    indented: true,
    isLoose: true,
  },
  // "[error]: Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
  {
    kind: "error",
    pattern: /^\[error\]:?\s+(?<cause>.*)$/,
    isLoose: true,
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
    isLoose: true,
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
    indented: true,
    cause: staleSource,
  },
  {
    kind: "failed",
    pattern:
      /^Failed +\[[^\]]*\] +source +(?<name>\S+)(?: \([a-z]+\))? \((?<cause>last updated [^()]*)\)$/,
    type: "source",
    indented: true,
    cause: staleSource,
  },
  // "Failed [  0.22s] model main.orders (table)", of Fusion; no group of tests
  {
    kind: "failed",
    pattern: new RegExp(
      `^${BRANCH}Failed +\\[[^\\]]*\\] +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`,
    ),
    indented: true,
  },
  // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
  {
    kind: "failed",
    pattern: new RegExp(
      `^Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE} \\[[^\\]]*\\]$`,
    ),
    indented: true,
  },
  // "└─ Failed test  not_null_orders_id (models/_models.yml:14:13)", in a group
  {
    kind: "failed",
    pattern: new RegExp(
      `^[│├└]${BRANCH}Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`,
    ),
    indented: true,
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
    cause: failingRows,
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
    cause: failingRows,
  },
  {
    kind: "progress",
    pattern: /^\d+ of \d+ ERROR(?: \d+)? (?<name>\w\S*)/,
    type: "test",
  },
  // Where the rows of a failed test are, of `store_failures`
  { kind: "detail", pattern: /^See test failures:$/, indented: true },
  // Fusion's table of the rows that differ, below the line of a failed unit test
  { kind: "detail", pattern: /^Test failed \w\S*$/, indented: true },
  // The list of Core is over, and what else ends a message
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
    indented: true,
  },
  { kind: "end", pattern: /^Finished '/, indented: true },
];

/** In a step that lints, what is found are warnings: "[warning] [X (dbt1)]: …" */
const LINT: Row = {
  kind: "error",
  pattern: /^\[?warning\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/,
};

/** Words Core's number of failing rows as a sentence. */
function failingRows({ cause }: RowGroups): string {
  return /^\d+$/.test(cause ?? "")
    ? `The test failed; failing rows: ${cause}`
    : "The test failed";
}

/** Words Fusion's age of a source as a sentence. */
function staleSource({ cause }: RowGroups): string {
  return ["The data is too old", cause].filter(Boolean).join(": ");
}

/** Lines that are progress, and begin or end nothing. */
const PROGRESS = [
  // dbt Core
  /^(?:Running with dbt|Registered adapter|Found \d|Concurrency: |Unable to do partial pars|Partial pars|Running \d+ on-run|Building catalog|Catalog written|Updating lock file|Installing |Installed from|Up to date|Updated version available|Updates available|Nothing to do|Starting full parse|Performance info|\w+ adapter: |Sending |Opening |Running dbt\.\.\.)/,
  // Fusion
  /^(?:dbt(?:-\w+)? \d+\.\d+|(?:Loading|Fetching|Installing|Downloading|Parsing|Resolving|Compiling|Hydrating|Cloning) \S+)/,
  // git
  /^(?:Cloning into |Successfully cloned |remote: (?:Enumerating|Counting|Compressing|Total))/,
];

/** Whether a line is progress of dbt: it says nothing of a failure. */
export function isProgress(text: string): boolean {
  const line = text.trimStart();
  return !line || PROGRESS.some((pattern) => pattern.test(line)) ||
    matchRow(line) !== undefined;
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
  /** Whether the line has no time: then only some rows may begin at an indent. */
  isUntimed?: boolean;
  /** Whether the step lints, and warnings are what it finds. */
  isLint?: boolean;
}

/** The row that begins in a line, if one does; the first that fits counts. */
export function matchRow(
  text: string,
  { isUntimed = false, isLint = false }: RowOptions = {},
): RowMatch | undefined {
  const line = text.trimStart();
  const isIndented = line.length < text.length;
  for (const row of isLint ? [LINT, ...ROWS] : ROWS) {
    if (isIndented && (row.flush || (isUntimed && !row.indented))) continue;
    const found = row.pattern.exec(line);
    if (!found) continue;
    const groups: RowGroups = found.groups ?? {};
    const { kind, isLoose = false } = row;
    return {
      kind,
      isLoose,
      type: row.type ?? readNodeType(groups.type),
      name: groups.name,
      file: groups.file,
      line: groups.line,
      cause: row.cause ? row.cause(groups) : groups.cause,
    };
  }
}
