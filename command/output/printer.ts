/** Prints what people read, with the API key redacted and CI commands escaped. */
import type { Redact } from "../../api/client.ts";
import type { CiSystem } from "../../ci/ci_system.ts";
import { disarm } from "../../ci/registry.ts";
import { safeLine, type SafeOptions } from "../../report/text.ts";
import { ciEnv, isInteractive } from "../process/process.ts";
import type { Process } from "../process/process.ts";
import type { Values } from "../input/settings.ts";

/** Characters that may wait for a slow reader before live logs are dropped. */
const MAX_WAITING = 2 ** 24;
/** Clears the line of the cursor. */
const CLEAR = "\r\x1b[2K";

/** Where a line is printed, and whether `--quiet` drops it. */
export type LineKind =
  /** What goes on. */
  | "info"
  /** A line of a live log, which a reader that is too slow does not get. */
  | "log"
  /** How it ended. */
  | "verdict"
  /** What is wrong, on stderr. */
  | "error";

/** Prints lines, and draws the live line below them. */
export interface Printer {
  /** Whether colours are seen as such. */
  readonly hasColour: boolean;
  /** Whether a person reads the output, and a line can be drawn. */
  readonly canDraw: boolean;
  /** Prints lines of any text. */
  say: (text: string | string[], kind?: LineKind) => void;
  /** Prints lines that the CI system shall obey; their text was made safe. */
  command: (lines: string[]) => void;
  /** One harmless line of a text, for commands. */
  safe: (text: string) => string;
  /** Prints a text as it is, on stdout: the document of `--json`. */
  raw: (text: string) => void;
  /** Draws the live line; an empty one ends it. */
  draw: (text: string) => void;
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
  const hasColour = wantsColour && !env("NO_COLOR");
  const { err } = process;
  const out = json ? err : process.out;
  const screen = [out, err].find(({ isTerminal }) => isTerminal);
  const canDraw = screen !== undefined && isAttended;
  let drawn = "";
  let dropped = 0;
  // Redact before and after: cutting may leave half a key, stripping may join
  // two halves.
  const clean = (text: string, more: SafeOptions) =>
    redact(safeLine(redact(text), more));
  const below = (print: () => void) => {
    if (drawn) screen?.draw(CLEAR);
    print();
    if (drawn) screen?.draw(drawn);
  };
  return {
    hasColour,
    canDraw,
    say(text, kind = "info") {
      if (quiet && (kind === "info" || kind === "log")) return;
      const stream = kind === "error" ? err : out;
      const texts = [text].flat();
      if (kind === "log" && process.waiting() > MAX_WAITING) {
        dropped += texts.length;
        return;
      }
      if (dropped > 0) {
        texts.unshift(`  … ${dropped} lines left out: the output was not read`);
      }
      dropped = 0;
      const lines = texts
        .map((line) => disarm(clean(line, { colour: hasColour })));
      below(() => lines.forEach(stream.line));
    },
    command(lines) {
      below(() => lines.forEach((line) => out.line(redact(line))));
    },
    safe: (text) => disarm(clean(text, {})),
    raw: (text) => process.out.line(text),
    draw(text) {
      // A frame that waits would be old when it is drawn.
      if (!canDraw || (text && process.waiting() > 0)) return;
      const width = Math.max(20, screen.columns() - 1);
      drawn = text && clean(text, { length: width - 1 });
      screen.draw(CLEAR + drawn);
    },
  };
}
