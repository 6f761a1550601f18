/**
 * Reads what went wrong from the log of a step: the words of dbt Core of all
 * versions, of Fusion, git and Python. The tables below are the knowledge.
 */
import { isObject, type Json, parseJson, textOrNull } from "../api/json.ts";
import { explain, isFrame } from "./message.ts";
import { LINE_BREAK, safeLines } from "./text.ts";

/** One thing that a log says went wrong. */
export interface LogFinding {
  /** Such as `model`; `step` if it is of no node. */
  type: string;
  /** The node's name; empty for the step. */
  name: string;
  /** The project that the log names, or nothing. */
  project?: string | undefined;
  /** The path in the dbt project. */
  file?: string | undefined;
  /** The line of that file; never one of compiled SQL. */
  line?: number | undefined;
  /** The cause in the first line; empty if the log does not tell. */
  message: string;
}

/** The most lines of a log's end that are shown. */
const MAX_END = 20;
/** The most findings, each of which is compared with all others. */
const MAX_FINDINGS = 1_000;

type Line = ReturnType<typeof linesOf>[number];

type Groups = Record<string, string | undefined>;

/** What a row begins, and how much of it is to be believed. */
type Rank = "ignored" | "error" | "named" | "progress" | "ended";

/** Types of nodes; a group called like one holds the name of such a node. */
const TYPES = ["hook", "operation", "snapshot", "source", "test", "unit_test"];

/**
 * Where something begins; the first row that fits counts. Groups: type and name,
 * or one of `TYPES`; file, line and cause.
 */
const ROWS: Record<Rank, RegExp[]> = {
  // No error, such as a warning: its lines are nobody's cause.
  ignored: [
    // "[WARNING]: …", "[warning] [Name (dbt1097)]: …", "Warning in test …"
    /^(?:\[?warning\b|\[WARNING\]|Warning in )/u,
  ],
  // An error in dbt's own words.
  error: [
    // "Database Error in model orders (models/orders.sql)", "Runtime Error"
    /^\s*(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+ Error|Failure)(?: in [a-z]\w*(?: [a-z]\w*)? \S+ \(.+\))?)$/u,
    // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
    /^\s*(?<cause>\[(?:ERROR|FAIL\w*)\]: in .+\))$/u,
    // "on-run-end failed, error:", of Core 1.4 to 1.8
    /^\s*(?<hook>on-run-(?:start|end)) failed, error:(?<cause>.*)$/u,
    // "Encountered an error while generating catalog: Database Error"
    /^\s*(?:\[ERROR\]: )?Encountered an error(?: while [^:]+)?(?::|$)\s*(?<cause>.*)$/u,
    // "[error] [JinjaError (dbt1501)]: …", "error: dbt1501: …", "Error [X (dbt1)]: …"
    /^\s*\[?[Ee]rror\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/u,
    /^\[error\]:?\s+(?<cause>.*)$/u,
    // dbt debug
    /\bfollowing (?:error|reason):$/u,
  ],
  // Says which node failed, and maybe not why.
  named: [
    // "Test failed (3 failed row(s)): not_null_orders_id"
    /^(?<cause>Test failed \(.+\)): (?<test>\S+)$/u,
    // "Failed [  0.22s] model main.orders (table)", of Fusion
    /^\s*Failed \[[^\]]*\]\s+(?<type>[a-z_]+)\s+(?<name>\S+)/u,
    // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
    /^\s*Failed (?<type>[a-z]+(?:[ _]test)?)\s+(?<name>\S+) \((?<file>[^():]+)(?::(?<line>\d+)(?::\d+)?)?\) \[/u,
    /^\s*Failed (?<type>[a-z]+(?:[ _]test)?)\s+(?<name>\S+) \[/u,
    // "1 of 3 ERROR STALE freshness of shop.orders ..... [ERROR STALE in 0.2s]"
    /^\d+ of \d+ (?:ERROR|(?<cause>ERROR STALE)) freshness of (?<source>\S+)/u,
  ],
  // A line of progress: only where the log broke off before the errors.
  progress: [
    // "1 of 2 ERROR hook: fleet.on-run-start.0 ....... [ERROR in 0.30s]"
    /^\d+ of \d+ ERROR hook: (?<operation>\S+)/u,
    // "2 of 3 ERROR creating sql table model prod.orders ...... [ERROR in 0.34s]"
    /^\d+ of \d+ (?:ERROR|PARTIAL SUCCESS \S+) \w+ (?:\w+ ){0,3}?(?<type>model|seed|function)(?: file)? (?<name>\S+)/u,
    /^\d+ of \d+ ERROR snapshotting (?<snapshot>\S+)/u,
    // "1 of 3 FAIL 2 not_null_orders_id ...", "2 of 3 FAIL 1 orders::counts ..."
    /^\d+ of \d+ (?:(?<cause>FAIL(?: \d+)?)|ERROR(?: \d+)?) (?:\w\S*?::(?<unit_test>\S+)|(?<test>\w\S+))/u,
  ],
  // Where a message ends, at the latest.
  ended: [
    /^\s*(?:Done\.|Finished\b|Completed with |dbt command failed|={3,}|\d+ of \d+ |Batch \d+ of |Check your database |Succeeded \[|Passed |Skipped |Started |Summary: |Processed: |CANCEL query |\d+ checks? failed)/,
  ],
};

/** What may begin or end something in a line without a time. */
const BEGINS =
  /^\S|^\s*(?:Failed |Finished '|on-run-|(?:[A-Z]\w+ Error|Failure) in .+\)$)/;

/** Where nothing above is found: who ended the step, the strongest first. */
const LAST_WORDS = [
  /^(?:git@\S+: )?Permission denied|^Host key verification failed/,
  /^Traceback \(most recent call last\)/,
  /^(?:dbt: )?(?:fatal|error|Error|ERROR): \S|\bpanicked at /,
  /\bkilled by signal|\bexit(?:ed)? (?:with )?(?:code|status):? [1-9]|^Killed\b|^Terminated\b|Segmentation fault|out of memory|keyboard interrupt|was cancelled because/i,
];

/** Where a message names the file; of the first, the line is the file's. */
const PLACES = [
  /--> (?<file>[^\s:]+\.(?:sql|py|ya?ml|csv|md))\b(?::(?<line>\d+))?/,
  /\(in (?<file>[^\s():]+\.\w+)/,
  /(?:in file|given in|from) [`'"]?(?<file>[^\s`'":()]+\.(?:sql|py|ya?ml))/,
  /^[^>]*?\((?<file>[^\s()]+\.(?:sql|py|ya?ml|csv|md))\)/,
];

/** The kinds of node by the folder of their files. */
const FOLDER =
  /^(?<type>model|test|snapshot|seed|macro|function)s\/(?:.*\/)?(?<name>[^/]+)\.(?:sql|py|csv)$/;
const IN_FRAME =
  / in (?<type>[a-z]\w*(?: [a-z]\w*)?) (?<name>\S+) \((?<file>[^()]+)\)$/;
const IN_CAUSE =
  /^[A-Z]\w+(?: \w+)? '(?<type>\w+)\.(?<project>\w+)\.(?<name>[^']+)' \((?<file>[^()]+)\)/;
const COMPILED = /^[ \t]*compiled (?:code|sql) at (\S+)/im;
/** Fusion: "… macro 'm' for model model.shop.orders: …" */
const FOR =
  /\bmacro '[^']*' for (?<type>[a-z_]+) (?:\k<type>\.(?<project>\w+)\.)?(?<name>[\w.$-]+): /;
const BUILT =
  /^(?:.*\/)?(?:run|compiled)\/(?<project>[^/]+)\/(?:\.\/)?(?=.*\/)/;

/** Reads what the log of a failed step tells; its end, for when that is nothing. */
export function readLog(
  logs: string,
): { findings: LogFinding[]; end: string[] } {
  const all = linesOf(logs);
  const lines = all.filter(({ isDebug }) => !isDebug);
  const blocks = blocksOf(lines);
  const of = (rank: Rank, among = blocks) =>
    among.filter((it) => it.rank === rank).map(findingOf);
  // An empty one was only the frame of the next.
  const errorsIn = (blocks: Block[]) =>
    of("error", blocks).filter(({ message }) => message);
  // What only debugging says counts where nothing else tells.
  const shown = errorsIn(blocks);
  const errors = shown.length > 0 ? shown : errorsIn(blocksOf(all));
  const isEcho = ({ message }: LogFinding) =>
    message === "Could not run dbt" && errors.length > 1;
  const told = [...errors.filter((it) => !isEcho(it)), ...of("named")];
  const findings: LogFinding[] = [];
  told.forEach((it) => add(findings, it));
  if (findings.length === 0) of("progress").forEach((it) => add(findings, it));
  const end = lines.map(({ text }) => text).filter(isTelling).slice(-MAX_END);
  if (findings.length === 0) findings.push(...lastWords(lines, end));
  return { findings, end };
}

const isTelling = (text: string) =>
  !!text.trim() && text !== "dbt command failed";

/** Lines without times and levels. */
function linesOf(logs: string) {
  let isDebug = false;
  return logs.split(LINE_BREAK).flatMap((raw) => {
    const event = readEvent(raw);
    const texts = safeLines(event.text).flatMap((text) =>
      text.replace(HTML, "").trimEnd().split(GLUE)
    );
    return texts.map((line, i) => {
      const { time, level = event.level, message = line } =
        TIME.exec(line)?.groups ?? {};
      const [, word = level, text = message] = LEVEL.exec(message) ?? [];
      // It begins an event: it has a time, or is one of JSON.
      const isEvent = !!time || (event.isJson && i === 0);
      if (isEvent) isDebug = /^(?:debug|trace)/i.test(word);
      return { text, isEvent, isWarning: /^warn/i.test(word), isDebug };
    });
  });
}

/** How dbt Cloud shows colours. */
const HTML = /<\/?span[^<>]{0,80}>/g;
const TIME =
  /^(?<time>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?)(?: \[(?<level>\w+) *\] \[[^\]]*\]: ?| \([^()]*\): ?| \| ?| {1,2}|$)(?<message>.*)$/s;
/** Fusion's, in dbt Cloud. */
const LEVEL = /^\s*(INFO|WARN|ERROR|DEBUG|TRACE)\s{2,}(.*)$/s;
/** A line break that was lost before a time, or around dbt Cloud's last line. */
const GLUE =
  /(?<=[^\s\d:.T"'=([-])(?=\d\d:\d\d:\d\d {1,2}(?:[A-Z[]|dbt |\d+ of ))|(?<=^dbt command failed)(?=.)|(?<=.)(?=dbt command failed$)/;

/** Reads a line, or an event of `--log-format json` of dbt 0.x, 1.0 or later. */
function readEvent(line: string) {
  const event = line.startsWith("{") && parseJson(line);
  const none = { text: line, level: "", isJson: false };
  if (!isObject(event)) return none;
  const { data, info } = event as { [name: string]: Json | undefined };
  const { msg, message, levelname, level } = { ...data, ...event, ...info };
  const text = textOrNull(msg) || textOrNull(message) || "";
  const word = textOrNull(levelname) ?? textOrNull(level) ?? "";
  return text || word ? { text, level: word, isJson: true } : none;
}

interface Block {
  rank: Rank;
  start: Groups;
  lines: string[];
}

/** Cuts a log into what its rows begin. */
function blocksOf(lines: Line[]): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  let hasCause = false;
  // Where all lines have a time, it tells nothing of where a text ends.
  const isTold = lines.some(({ text, isEvent }) => !isEvent && isTelling(text));
  for (const line of lines) {
    const { text, isEvent } = line;
    const next = isEvent || BEGINS.test(text) ? begin(line) : undefined;
    const isNews = isTold && hasCause && isEvent && /^\S|^$/.test(text);
    if (next || isNews) {
      block = next;
      hasCause = next?.lines.some((line) => !isFrame(line)) ?? false;
    } else {
      block?.lines.push(text);
      hasCause ||= !isFrame(text);
    }
    if (next) blocks.push(next);
  }
  return blocks;
}

function begin({ text, isWarning }: Line): Block | undefined {
  if (isWarning) return { rank: "ignored", start: {}, lines: [] };
  for (const [rank, rows] of Object.entries(ROWS) as [Rank, RegExp[]][]) {
    const row = rows.find((row) => row.test(text));
    if (!row) continue;
    const groups: Groups = { ...row.exec(text)?.groups };
    const type = TYPES.find((type) => groups[type]);
    const start = type ? { ...groups, type, name: groups[type] } : groups;
    const cause = sentenceOf(groups.cause);
    return { rank, start, lines: cause ? [cause] : [] };
  }
}

/** What dbt says of a source or a test, in whole sentences. */
function sentenceOf(cause = ""): string {
  return cause.replace(/^ERROR STALE$/, "$&: the data is too old")
    .replace(/^FAIL$/, "$& unknown")
    .replace(/^FAIL (?=\w+$)/, "The test failed; failing rows: ");
}

function findingOf({ rank, start, lines }: Block): LogFinding {
  const text = lines.join("\n");
  const message = lines.every(isFrame) ? "" : explain(text);
  const frame = lines.find((line) => isFrame(line) && IN_FRAME.test(line));
  const named = IN_FRAME.exec(frame ?? "") ?? IN_CAUSE.exec(message) ??
    FOR.exec(text);
  const node: Groups = { ...named?.groups, ...start };
  const { path, project, line } = placeOf(lines, text, node);
  const isPlaced = /^[ \t]*--> |\(in /m.test(text);
  const byFolder = isPlaced ? FOLDER.exec(path)?.groups : {};
  const { type = "step", name = "" }: Groups = { ...byFolder, ...node };
  return {
    type: type.replaceAll(" ", "_"),
    name: nameOf(type, name, rank),
    project: node.project ?? project,
    file: path || undefined,
    line: Number(line) || undefined,
    message,
  };
}

/** The file, and its line where that is none of compiled SQL. */
function placeOf(lines: string[], text: string, node: Groups) {
  const { file, line } = node.file ? node : placeIn(lines);
  const { path, project } = cleanPath(file);
  const isSource = path === file?.replaceAll("\\", "/");
  const jinja = /^\s*Compilation Error in /.test(text) &&
    /^[ \t]*line (\d+)$/m.exec(text)?.[1];
  return {
    path,
    project: project ?? cleanPath(COMPILED.exec(text)?.[1]).project,
    line: jinja || (isSource && line),
  };
}

/** A node's own name: no hash of a test, no schema of a relation. */
function nameOf(type: string, name: string, rank: Rank): string {
  const plain = name.replace(/\.[0-9a-f]{10}$|\.{2,}$/, "");
  if (type === "operation") return plain.replaceAll(".", "-");
  if (rank === "error" || type === "source") return plain;
  const own = plain.split(".").at(-1)!;
  return own === own.toUpperCase() ? own.toLowerCase() : own;
}

function placeIn(lines: string[]): Groups {
  const places: (Groups | undefined)[] = PLACES.flatMap((at) =>
    lines.map((line) => at.exec(line)?.groups)
  );
  return places.find((place) => cleanPath(place?.file).path) ?? {};
}

/** A path in the dbt project, also of what was built from it. */
function cleanPath(file = ""): { path: string; project?: string | undefined } {
  const path = file.replaceAll("\\", "/");
  const project = BUILT.exec(path)?.groups?.project;
  const source = path.replace(BUILT, "").replace(/^\.\//, "");
  const isOurs = !/^(?:dbt_(?:internal_)?packages\/|\/|~|\w:)/.test(source);
  return { path: isOurs ? source : "", project };
}

/** Fusion names a unit test once as such, and once as a test. */
const keyOf = ({ type, name, message }: LogFinding) =>
  type === "step"
    ? `step ${message.split("\n")[0]}`
    : `${type.replace("unit_", "")} ${name}`;

/** Adds a finding, or what it says more to one of the same node. */
function add(findings: LogFinding[], finding: LogFinding): void {
  const { type, name, message } = finding;
  if (type === "step" && !message) return;
  if (findings.length === MAX_FINDINGS) return;
  const same = findings.find((other) =>
    keyOf(other) === keyOf(finding) ||
    (other.type === type && type === "source" &&
      name.endsWith(`.${other.name}`))
  );
  if (!same) return void findings.push(finding);
  same.message ||= message;
  same.file ??= finding.file;
  same.line ??= finding.line;
}

/** The last words of a step that broke off. */
function lastWords(lines: Line[], end: string[]): LogFinding[] {
  for (const at of LAST_WORDS) {
    const from = lines.findLastIndex(({ text, isEvent }) =>
      at.test(text) && !(isEvent && /^error/i.test(text))
    );
    if (from < 0) continue;
    const texts = lines.map(({ text }) => text);
    const told = texts.slice(from).filter(isTelling).slice(0, MAX_END);
    const isTraceback = at.test("Traceback (most recent call last)");
    const message = isTraceback || texts.some((it) => /^fatal: /.test(it))
      ? explain(texts.slice(isTraceback ? from : 0).join("\n"))
      : [...told, ...end.slice(0, -told.length)].join("\n");
    const file = cleanPath(placeIn([message.split("\n")[0]!]).file).path;
    return [{ type: "step", name: "", message, file: file || undefined }];
  }
  return [];
}
