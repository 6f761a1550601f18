/**
 * Judges a single line of a log or of a message: whether it is blank, a head, a
 * cause, an exception or progress.
 */
import { matchRow } from "./log_rows.ts";

/** The heads of dbt's messages. They name the place of an error, not its cause. */
const ERROR_HEADS = [
  /^$/,
  // "Database Error", "Runtime Error in model orders (models/orders.sql)"
  /^(?:Exception on worker thread\. |ERROR:? )?>?(?:(?:Compilation|Connection|Database|Dbt|Dependency|FailFast|Internal|Parsing|Python Model|Runtime|Snapshot|Test|Validation) Error|Failure|Error)(?: in [a-z].*)?$/,
  // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
  /^\[(?:ERROR|FAIL\w*)\]: in .+\)$/,
  // Core, of a result without a message, and below any other
  /^Status: \w+$/,
  /^compiled (?:code|sql) at /i,
  // "Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
  /^Error materializing \w+ \S+ \([^()]+\)$/,
];

/** Lines that are less than a cause: a line below says more. */
const VAGUE = [
  /^failed to connect$/i,
  /\berror line \d+ at position \d+$/,
  /Deprecated functionality$/,
  /^Python model failed with traceback as:?$/,
  /^\(Note that /,
  /An error occurred while calling \S+\.$/,
  /^[^\p{L}\p{N}]*$/u,
  // A count of rows, or a code, of any driver
  /^\d+$/,
  /^Code: \d+\.$/,
  // dbt-clickhouse: where it asked; the reason follows
  /^:?HTTPDriver for \S+ returned response code \d+\)?$/,
  // dbt Core, before what the database says
  /^Database error while /,
  /^An error occurred during execution of unit test '/,
  // dbt debug
  /^\d+ checks? failed:$/,
  /^dbt was unable to connect to the specified database\.?$/,
  /\bfollowing (?:error|reason):$/,
  // MetricFlow, before the list
  /^Breaking issues found when /,
];

/** The maximum length of the name of an exception. */
const MAX_EXCEPTION_NAME = 200;
const EXCEPTION_NAME =
  /(?<=[A-Z]\w{0,200})(?:Error|Exception|Exit|Failure|Interrupt|Warning)$/;

/** Lines of progress that neither begin nor end a block: no row matches them. */
const PROGRESS = [
  // dbt Core
  /^(?:Running with dbt|Registered adapter|Found \d|Concurrency: |Unable to do partial pars|Partial pars|Running \d+ on-run|Building catalog|Catalog written|Updating lock file|Installing |Installed from|Up to date|Updated version available|Updates available|Nothing to do|Starting full parse|Performance info|\w+ adapter: |Sending |Opening |Running dbt\.\.\.)/,
  // Fusion
  /^(?:dbt(?:-\w+)? \d+\.\d+|(?:Loading|Fetching|Installing|Downloading|Parsing|Resolving|Compiling|Hydrating|Cloning) \S+)/,
  // git
  /^(?:Cloning into |Successfully cloned |remote: (?:Enumerating|Counting|Compressing|Total))/,
];

/** Whether a line is progress of dbt, so that it cannot say why something failed. */
export function isProgress(text: string): boolean {
  const line = text.trimStart();
  return !line || PROGRESS.some((pattern) => pattern.test(line)) ||
    matchRow(line) !== undefined;
}

/** Whether a line is a head such as "Database Error in model orders", or empty. */
export function isHead(line: string): boolean {
  const text = line.trim();
  return ERROR_HEADS.some((pattern) => pattern.test(text));
}

/** Whether a line says more than the place of an error. */
export function isCause(line: string): boolean {
  const text = line.trim();
  return !isHead(line) && !VAGUE.some((pattern) => pattern.test(text));
}

/** Whether a line names an exception, as the last line of a traceback does. */
export function isException(line: string): boolean {
  const [word = ""] = /^[\w.]+/.exec(line.slice(0, MAX_EXCEPTION_NAME)) ?? [];
  return EXCEPTION_NAME.test(word);
}

/** Whether a line says anything: a blank one and dbt Cloud's last one do not. */
export function hasContent(text: string): boolean {
  return !!text.trim() && text !== "dbt command failed";
}
