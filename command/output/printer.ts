/** Prints lines, and draws the live line below them. */
import type { Redact } from "../../api/redact.ts";
import type { CiSystem } from "../../ci/ci_system.ts";
import type { CiCommand } from "../../ci/ci_command.ts";
import { escapeCommands, escapeJsonCommands } from "../../ci/command_gate.ts";
import type { Values } from "../input/settings.ts";
import { ciEnv, isInteractive } from "../process/ci_environment.ts";
import type { OutputStream, Process } from "../process/process.ts";
import { safeLine, type SafeOptions } from "../../report/safe_text.ts";

/** The number of characters that may wait for a slow reader before live logs are dropped. */
const MAX_WAITING = 2 ** 24;
/** Clears the line that the cursor is in. */
const CLEAR = "\r\x1b[2K";

/** Decides where a line is printed, and whether `--quiet` drops it. */
export type LineKind =
  /** Progress, on stdout. `--quiet` drops it. */
  | "info"
  /** A line of a live log, on stdout. `--quiet` and a slow reader drop it. */
  | "log"
  /** The verdict, on stdout. It is always printed. */
  | "verdict"
  /** An error or a warning, on stderr. It is always printed. */
  | "error";

/** Prints lines, and draws the live line below them. */
export interface Printer {
  /** Whether a person reads the output, and a line can be drawn. */
  canDraw: boolean;
  /** Prints lines of any text. */
  print(text: string | string[], kind?: LineKind): void;
  /** Prints lines that the CI system shall obey. Their text was cleaned before. */
  printCommands(...commands: CiCommand[]): void;
  /** Makes one harmless line of a text, for a command or an output. */
  clean(text: string): string;
  /** Prints the document of `--json`, once. A value that is not known is `null`. */
  printDocument(document: object): void;
  /** Draws the live line. An empty text ends it. */
  draw(text: string): void;
}

/** Makes a printer for the streams, the settings and the CI system. */
export function createPrinter(
  process: Process,
  { json, quiet }: Pick<Values, "json" | "quiet">,
  redact: Redact,
  ci: CiSystem,
): Printer {
  const env = ciEnv(process.env);
  const hasReader = isInteractive(process, quiet);
  const hasColour = ci.colour || hasReader || !!env("FORCE_COLOR");
  const colour = hasColour && !env("NO_COLOR");
  const { err } = process;
  const out = json ? err : process.out;
  const screen = hasReader && [out, err].find(({ isTerminal }) => isTerminal);
  const terminal = createTerminal(screen || undefined);
  let dropped = 0;
  let isDocumentPrinted = false;

  /** Redacts twice: cutting may leave half a key, stripping may join two halves. */
  function clean(text: string, options?: SafeOptions): string {
    const redacted = redact(text);
    const line = safeLine(redacted, options);
    return line === redacted ? line : redact(line);
  }
  return {
    canDraw: !!screen,
    print(text, kind = "info") {
      if (quiet && (kind === "info" || kind === "log")) return;
      const lines = [text].flat();
      if (kind === "log" && process.waiting() > MAX_WAITING) {
        dropped += lines.length;
        return;
      }
      if (dropped > 0) {
        lines.unshift(`  … ${dropped} lines left out: the output was not read`);
        dropped = 0;
      }
      const harmless = lines.map((line) => clean(line, { colour }));
      terminal.write(kind === "error" ? err : out, harmless);
    },
    printCommands: (...commands) =>
      terminal.write(out, commands.map((command) => command.redact(redact))),
    clean: (text) => escapeCommands(clean(text)),
    printDocument(document) {
      if (!json || isDocumentPrinted) return;
      isDocumentPrinted = true;
      const orNull = (_: string, value: unknown) => value ?? null;
      const text = JSON.stringify(redact(document), orNull);
      process.out.line(escapeJsonCommands(text));
    },
    draw(text) {
      // A frame that waits would be old when it is drawn.
      if (!screen || (text && process.waiting() > 0)) return;
      const length = Math.max(20, process.columns() - 1) - 1;
      terminal.draw(text && escapeCommands(clean(text, { length })));
    },
  };
}

/** Writes lines above the line that is drawn. */
interface Terminal {
  write(stream: OutputStream, lines: (string | CiCommand)[]): void;
  /** Replaces the line that is drawn; an empty text removes it. */
  draw(text: string): void;
}

/** Makes a terminal. Without a screen, nothing is drawn. */
function createTerminal(screen: OutputStream | undefined): Terminal {
  let drawn = "";
  return {
    write(stream, lines) {
      if (drawn) screen?.draw(CLEAR);
      lines.forEach(stream.line);
      if (drawn) screen?.draw(drawn);
    },
    draw(text) {
      drawn = text;
      screen?.draw(CLEAR + text);
    },
  };
}
