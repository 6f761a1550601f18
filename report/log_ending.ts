/** Finds the reason for a step's end in a log without an error, such as a signal. */
import { hasContent } from "./line_kinds.ts";
import type { LogLine } from "./log_lines.ts";
import { cleanPath, findPlace } from "./log_place.ts";
import { isNodeLine } from "./log_rows.ts";
import { putCauseFirst } from "./message.ts";

/** The reason for a step's end. */
export interface LogEnding {
  /** The line that ended the step, and the lines around it. */
  message: string;
  /** The file that the line names. */
  file?: string | undefined;
}

/** A kind of line that ends a step. */
interface EndingRow {
  pattern: RegExp;
  /** Whether the message shows the log's last lines: they say what was done last. */
  showsLastLines: boolean;
}

/** The kinds of lines, the most reliable first. */
const ENDINGS: EndingRow[] = [
  // ssh, of git
  {
    pattern: /^(?:git@\S+: )?Permission denied|^Host key verification failed/,
    showsLastLines: true,
  },
  // Python
  { pattern: /^Traceback \(most recent call last\)/, showsLastLines: false },
  // Rust, of Fusion
  { pattern: /\bpanicked at /, showsLastLines: false },
  // git, dbt's and Fusion's command lines
  {
    pattern: /^(?:dbt: )?(?:fatal|error|Error|ERROR): \S/,
    showsLastLines: true,
  },
  // The shell, the kernel, dbt Cloud
  {
    pattern:
      /\bkilled by signal|\bexit(?:ed)? (?:with )?(?:return )?(?:code|status):? [1-9]|^Killed\b|^Terminated\b|Segmentation fault|out of memory|keyboard interrupt|was cancelled because/i,
    showsLastLines: true,
  },
];

/**
 * Finds the line that ended a step.
 *
 * @param lastLines The last lines of its log.
 */
export function findEnding(
  lines: LogLine[],
  lastLines: string[],
): LogEnding | undefined {
  const texts = lines.map(({ text }) => text);
  const isDbtLog = texts.some((text) =>
    text.startsWith("Running with dbt=") || isNodeLine(text)
  );
  // In dbt's log, a line with a time may be a macro's, and end nothing.
  const isMacroLine = ({ text, startsEvent }: LogLine) =>
    isDbtLog && startsEvent && /^error/i.test(text);
  for (const { pattern, showsLastLines } of ENDINGS) {
    const index = lines.findLastIndex((line) =>
      pattern.test(line.text) && !isMacroLine(line)
    );
    if (index < 0) continue;
    const message = formatEnding(texts, { index, showsLastLines, lastLines });
    const { path } = findPlace([message.split("\n")[0]!], {});
    return { message, file: cleanPath(path).path || undefined };
  }
}

/** Options for {@linkcode formatEnding}. */
interface EndingOptions {
  /** The index of the line that ended the step. */
  index: number;
  showsLastLines: boolean;
  lastLines: string[];
}

function formatEnding(texts: string[], options: EndingOptions): string {
  const { index, showsLastLines, lastLines } = options;
  // The cause of git's "fatal: …" may stand above it.
  const isGit = texts.some((text) => /^fatal: /.test(text));
  if (isGit) return putCauseFirst(texts.join("\n"));
  const following = texts.slice(index).filter(hasContent);
  if (!showsLastLines) return putCauseFirst(following.join("\n"));
  const ending = following.slice(0, Math.max(1, lastLines.length));
  // The lines at the end of both stand in the message once.
  return [...ending, ...lastLines.slice(0, -ending.length)].join("\n");
}
