/** Prints lines, and draws the live line below them. */
import type { Redact } from "../../api/client.ts";
import type { CiSystem } from "../../ci/ci_system.ts";
import { disarm } from "../../ci/registry.ts";
import type { Values } from "../input/settings.ts";
import { ciEnv, isInteractive, type Process } from "../process/process.ts";
import { safeLine, type SafeOptions } from "../../report/text.ts";

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
  /** How the run ended, on stdout. It is always printed. */
  | "verdict"
  /** What is wrong, on stderr. It is always printed. */
  | "error";

/** Prints lines, and draws the live line below them. */
export interface Printer {
  /** Whether a person reads the output, and a line can be drawn. */
  canDraw: boolean;
  /** Prints lines of any text. */
  print(text: string | string[], kind?: LineKind): void;
  /** Prints lines that the CI system shall obey. Their text was cleaned before. */
  printCommands(lines: string[]): void;
  /** Makes one harmless line of a text, for a command or an output. */
  clean(text: string): string;
  /** Prints the document of `--json`, once. What is not known is `null`. */
  printDocument(document: object): void;
  /** Draws the live line. An empty text ends it. */
  draw(text: string): void;
}

/** Makes a printer, as the streams, the settings and the CI system want it. */
export function createPrinter(
  process: Process,
  { json, quiet }: Pick<Values, "json" | "quiet">,
  redact: Redact,
  ci: CiSystem,
): Printer {
  const env = ciEnv(process.env);
  const isAttended = isInteractive(process, quiet);
  const wantsColour = ci.colour || isAttended || !!env("FORCE_COLOR");
  const colour = wantsColour && !env("NO_COLOR");
  const { err } = process;
  const out = json ? err : process.out;
  const screen = isAttended && [out, err].find(({ isTerminal }) => isTerminal);
  let drawn = "";
  let dropped = 0;
  let isDocumentDue = json;

  /** Redacts twice: cutting may leave half a key, stripping may join two halves. */
  function clean(text: string, options?: SafeOptions): string {
    return redact(safeLine(redact(text), options));
  }
  function write(stream: Process["out"], lines: string[]): void {
    if (screen && drawn) screen.draw(CLEAR);
    lines.forEach(stream.line);
    if (screen && drawn) screen.draw(drawn);
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
      const harmless = lines.map((line) => disarm(clean(line, { colour })));
      write(kind === "error" ? err : out, harmless);
    },
    printCommands: (lines) => write(out, lines.map(redact)),
    clean: (text) => disarm(clean(text)),
    printDocument(document) {
      if (!isDocumentDue) return;
      isDocumentDue = false;
      const orNull = (_: string, value: unknown) => value ?? null;
      process.out.line(JSON.stringify(redact(document), orNull));
    },
    draw(text) {
      // A frame that waits would be old when it is drawn.
      if (!screen || (text && process.waiting() > 0)) return;
      const width = Math.max(20, process.columns() - 1);
      drawn = text && clean(text, { length: width - 1 });
      screen.draw(CLEAR + drawn);
    },
  };
}
