/** Finds the reason for a step's end in a log without an error, such as a signal. */
import { hasContent } from "./log_blocks.ts";
import type { LogLine } from "./log_lines.ts";
import { cleanPath, findPlace } from "./log_place.ts";
import { isNodeLine } from "./log_rows.ts";
import { putCauseFirst } from "./message.ts";

/** The last words of a step, and the file that they name. */
export interface LogEnding {
  message: string;
  file?: string | undefined;
}

/** One kind of last words. */
interface EndingRow {
  pattern: RegExp;
  /** Whether the end of the log is shown below: it says what was done last. */
  showsEnd: boolean;
}

const ENDINGS: EndingRow[] = [
  // ssh, of git
  {
    pattern: /^(?:git@\S+: )?Permission denied|^Host key verification failed/,
    showsEnd: true,
  },
  // Python
  { pattern: /^Traceback \(most recent call last\)/, showsEnd: false },
  // Rust, of Fusion
  { pattern: /\bpanicked at /, showsEnd: false },
  // git, dbt's and Fusion's command lines
  {
    pattern: /^(?:dbt: )?(?:fatal|error|Error|ERROR): \S/,
    showsEnd: true,
  },
  // The shell, the kernel, dbt Cloud
  {
    pattern:
      /\bkilled by signal|\bexit(?:ed)? (?:with )?(?:return )?(?:code|status):? [1-9]|^Killed\b|^Terminated\b|Segmentation fault|out of memory|keyboard interrupt|was cancelled because/i,
    showsEnd: true,
  },
];

/** Finds the last words of a step that broke off; `end` is the end of its log. */
export function findEnding(
  lines: LogLine[],
  end: string[],
): LogEnding | undefined {
  const texts = lines.map(({ text }) => text);
  // In dbt's log, a macro may print such a line at any time.
  const isOfDbt = texts.some((text) =>
    text.startsWith("Running with dbt=") || isNodeLine(text)
  );
  for (const { pattern, showsEnd } of ENDINGS) {
    const from = lines.findLastIndex(({ text, startsEvent }) =>
      pattern.test(text) &&
      !(isOfDbt && startsEvent && /^error/i.test(text))
    );
    if (from < 0) continue;
    const message = texts.some((text) => /^fatal: /.test(text))
      ? putCauseFirst(texts.join("\n"))
      : showsEnd
      ? joinEnding(texts.slice(from), end)
      : putCauseFirst(texts.slice(from).filter(hasContent).join("\n"));
    const { path } = findPlace([message.split("\n")[0]!], {});
    return { message, file: cleanPath(path).path || undefined };
  }
}

/** Puts the log's end below the line that ended it. */
function joinEnding(from: string[], end: string[]): string {
  const ending = from.filter(hasContent).slice(0, Math.max(1, end.length));
  return [...ending, ...end.slice(0, -ending.length)].join("\n");
}
