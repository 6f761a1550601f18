/** Reads a log into lines without times, levels and colours. */
import { isObject, type Json, parseJson, textOrNull } from "../api/json.ts";
import { LINE_BREAK, safeLines } from "./safe_text.ts";

/** One line of a log. */
export interface LogLine {
  text: string;
  /** Whether the line has a time, or is a JSON event: a block may begin with it. */
  startsEvent: boolean;
  isWarning: boolean;
  isDebug: boolean;
}

/**
 * The maximum number of lines, counted from the end. A log of dbt of 1 MiB has
 * fewer.
 */
const MAX_LOG_LINES = 30_000;
/** Several empty lines, of which one is kept. */
const EMPTY_LINES = /\n{3,}/g;
/** dbt Cloud's markup for colours. */
const HTML = /<\/?span[^<>]{0,80}>/g;
/** The time, and the level, that dbt of any version puts before a line. */
const TIME =
  /^(?<time>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?)(?: \[(?<level>\w+) *\] \[(?!\w+ \(dbt)[^\]]*\]: ?| \[(?<bareLevel>info|debug|warn|trace) *\]: ?| \([^()]*\): ?| \| ?| {1,2}|$)(?<message>.*)$/s;
/** The prefix that Airflow puts before a line. */
const SCHEDULER = /^\[\d{4}-\d\d-\d\d[^\]]{0,40}\] \{[^{}]{0,80}\} [A-Z]+ - /;
/** The level that Fusion puts before a line in dbt Cloud. */
const LEVEL = /^\s*(INFO|WARN|ERROR|DEBUG|TRACE)\s{2,}(.*)$/s;
/** Lines that may be glued, by a test that costs less than the one below. */
const MAY_BE_GLUED = /.\d\d:\d\d:\d\d |dbt command failed/;
/** A line break that was lost before a time, or around dbt Cloud's last line. */
const GLUE =
  /(?<=[^\s\d:.T"'=([-])(?=\d\d:\d\d:\d\d {1,2}(?:[A-Z[]|dbt |\d+ of ))|(?<=^dbt command failed)(?=.)|(?<=.)(?=dbt command failed$)/;
/** The times before a line: its own, that of dbt Cloud's debug log, and a CI system's. */
const MAX_TIMES = 3;

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

/** Splits a line that was glued of several, and removes dbt Cloud's colours. */
function splitGlued(line: string): string[] {
  const text = (line.includes("<") ? line.replace(HTML, "") : line).trimEnd();
  return MAY_BE_GLUED.test(text) ? text.split(GLUE) : [text];
}

/** A line without its times. */
interface StrippedLine {
  text: string;
  level: string;
  hasTime: boolean;
}

/** Removes the times and the level from a line. */
function stripTime(line: string, eventLevel: string): StrippedLine {
  let text = line.replace(SCHEDULER, "");
  let level = eventLevel;
  let hasTime = false;
  for (let i = 0; i < MAX_TIMES; i++) {
    const groups = TIME.exec(text)?.groups;
    if (!groups) break;
    hasTime = true;
    level = groups.level ?? groups.bareLevel ?? level;
    text = groups.message ?? "";
  }
  const [, word = level, rest = text] = LEVEL.exec(text) ?? [];
  return { text: rest, level: word, hasTime };
}

/** A line of text, or an event in JSON. */
interface LogEvent {
  text: string;
  level: string;
  isJson: boolean;
}

/** Reads a line, or an event of `--log-format json` of dbt 0.x, 1.0 or later. */
function readLogEvent(line: string): LogEvent {
  const event = line.startsWith("{") && parseJson(line);
  const plainLine = { text: line, level: "", isJson: false };
  if (!isObject(event)) return plainLine;
  const { data, info } = event as { [name: string]: Json | undefined };
  const { msg, message, levelname, level } = { ...data, ...event, ...info };
  const text = textOrNull(msg) || textOrNull(message) || "";
  const word = textOrNull(levelname) ?? textOrNull(level) ?? "";
  return text || word ? { text, level: word, isJson: true } : plainLine;
}
