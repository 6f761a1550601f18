/** Reads a log into lines without times, levels and colours. */
import { isObject, type Json, parseJson, textOrNull } from "../api/json.ts";
import { LINE_BREAK, safeLines } from "./safe_text.ts";

/** One line of a log. */
export interface LogLine {
  text: string;
  /** Whether the line has a time, or is an event of JSON: something new may begin. */
  startsEvent: boolean;
  isWarning: boolean;
  isDebug: boolean;
}

/** Reads the lines of a log, and of events in JSON. */
export function readLines(logs: string): LogLine[] {
  let isDebug = false;
  const raws = logs.replace(EMPTY_LINES, "\n\n").split(LINE_BREAK);
  return raws.slice(-MAX_LOG_LINES).flatMap((raw) => {
    const event = readLogEvent(raw);
    const texts = safeLines(event.text).flatMap(splitGlued);
    return texts.map((line, i): LogLine => {
      const { text, level, hasTime } = stripTime(line, event.level);
      const startsEvent = hasTime || (event.isJson && i === 0);
      if (startsEvent) isDebug = /^(?:debug|trace)/i.test(level);
      return { text, startsEvent, isWarning: /^warn/i.test(level), isDebug };
    });
  });
}

/** The lines of one that was glued of several, without dbt Cloud's colours. */
function splitGlued(line: string): string[] {
  const text = (line.includes("<") ? line.replace(HTML, "") : line).trimEnd();
  return MAY_BE_GLUED.test(text) ? text.split(GLUE) : [text];
}

/**
 * The most lines that are read, from the end: more than a log of 1 MiB has where
 * its lines are dbt's.
 */
const MAX_LOG_LINES = 30_000;
/** Empty lines beyond the first, which say nothing more. */
const EMPTY_LINES = /\n{3,}/g;
/** dbt Cloud's markup for colours. */
const HTML = /<\/?span[^<>]{0,80}>/g;
/** dbt's time of all versions; and what a scheduler writes before it. */
const TIME =
  /^(?<time>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?)(?: \[(?<level>\w+) *\] \[(?!\w+ \(dbt)[^\]]*\]: ?| \[(?<own>info|debug|warn|trace) *\]: ?| \([^()]*\): ?| \| ?| {1,2}|$)(?<message>.*)$/s;
/** Airflow's beginning of a line. */
const SCHEDULER = /^\[\d{4}-\d\d-\d\d[^\]]{0,40}\] \{[^{}]{0,80}\} [A-Z]+ - /;
/** Fusion's, in dbt Cloud. */
const LEVEL = /^\s*(INFO|WARN|ERROR|DEBUG|TRACE)\s{2,}(.*)$/s;
const MAY_BE_GLUED = /.\d\d:\d\d:\d\d |dbt command failed/;
/** A line break that was lost before a time, or around dbt Cloud's last line. */
const GLUE =
  /(?<=[^\s\d:.T"'=([-])(?=\d\d:\d\d:\d\d {1,2}(?:[A-Z[]|dbt |\d+ of ))|(?<=^dbt command failed)(?=.)|(?<=.)(?=dbt command failed$)/;
/** A line may have its own time, one of dbt Cloud's debug log, and one of a CI system. */
const MAX_TIMES = 3;

/** A line without its times and its level. */
function stripTime(line: string, eventLevel: string) {
  let text = line.replace(SCHEDULER, "");
  let level = eventLevel;
  let hasTime = false;
  for (let i = 0; i < MAX_TIMES; i++) {
    const groups = TIME.exec(text)?.groups;
    if (!groups) break;
    hasTime = true;
    level = groups.level ?? groups.own ?? level;
    text = groups.message ?? "";
  }
  const [, word = level, rest = text] = LEVEL.exec(text) ?? [];
  return { text: rest, level: word, hasTime };
}

/** Reads a line, or an event of `--log-format json` of dbt 0.x, 1.0 or later. */
function readLogEvent(line: string) {
  const event = line.startsWith("{") && parseJson(line);
  const none = { text: line, level: "", isJson: false };
  if (!isObject(event)) return none;
  const { data, info } = event as { [name: string]: Json | undefined };
  const { msg, message, levelname, level } = { ...data, ...event, ...info };
  const text = textOrNull(msg) || textOrNull(message) || "";
  const word = textOrNull(levelname) ?? textOrNull(level) ?? "";
  return text || word ? { text, level: word, isJson: true } : none;
}
