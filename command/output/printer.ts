/** Prints what people read: without the key, and with nothing that is obeyed. */
import type { Redact } from "../../api/redact.ts";
import type { CiSystem } from "../../ci/ci_system.ts";
import { disarm } from "../../ci/registry.ts";
import { safeLine, type SafeOptions } from "../../report/text.ts";
import { ciEnv, isAttendedBy } from "../process/env.ts";
import type { Process } from "../process/process.ts";
import type { Values } from "../input/settings.ts";

/** Clears the line of the cursor. */
const CLEAR = "\r\x1b[2K";

/** Where a line is printed, and whether `--quiet` drops it. */
export type LineKind =
  /** What goes on. */
  | "info"
  /** How it ended. */
  | "verdict"
  /** What is wrong, on stderr. */
  | "error";

/** Prints lines, and draws the live line below them. */
export interface Printer {
  /** Whether colours are seen as such. */
  readonly hasColour: boolean;
  /** Whether a person looks on, and a line can be drawn. */
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
  const isAttended = isAttendedBy(process, quiet);
  const wantsColour = ci.colour || isAttended || !!env("FORCE_COLOR");
  const hasColour = wantsColour && !env("NO_COLOR");
  const { err } = process;
  const out = json ? err : process.out;
  const screen = [out, err].find(({ isTerminal }) => isTerminal);
  const canDraw = screen !== undefined && isAttended;
  let drawn = "";
  // What is cut or stripped must neither leave half a key nor join its halves.
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
      if (quiet && kind === "info") return;
      const stream = kind === "error" ? err : out;
      const lines = [text].flat()
        .map((line) => disarm(clean(line, { colour: hasColour })));
      below(() => lines.forEach(stream.line));
    },
    command(lines) {
      below(() => lines.forEach((line) => out.line(redact(line))));
    },
    safe: (text) => disarm(clean(text, {})),
    raw: (text) => process.out.line(text),
    draw(text) {
      if (!canDraw) return;
      const width = Math.max(20, screen.columns() - 1);
      drawn = text && clean(text, { length: width - 1 });
      screen.draw(CLEAR + drawn);
    },
  };
}
