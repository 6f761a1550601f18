/** The gate: all that is printed where a CI system may read it passes it. */
import { CiCommand } from "./ci_command.ts";
import { CI_SYSTEMS } from "./registry.ts";

const COMMAND_PATTERNS = CI_SYSTEMS.flatMap(({ commandPatterns = [] }) =>
  commandPatterns
);

/** Makes a line harmless for every CI system, whichever one we are in. */
export function escapeCommands(line: string): string {
  return COMMAND_PATTERNS.reduce(
    (text, { pattern, replacement }) => text.replace(pattern, replacement),
    line,
  );
}

/**
 * Returns what a stream prints: a command as it is, and lines of text made
 * harmless. Some agents end a line at a carriage return, too.
 */
export function renderLine(line: string | CiCommand): string {
  if (line instanceof CiCommand) return line.text;
  if (!/[\r\n]/.test(line)) return escapeCommands(line);
  return line.split(/(\r\n|[\r\n])/).map(escapeCommands).join("");
}

/**
 * Returns JSON that says the same and holds no command: a backslash, which makes
 * text harmless, would make JSON unreadable.
 */
export function escapeJsonCommands(json: string): string {
  return json.replace(/##(?=\[|vso\[)/gi, "\\u0023\\u0023")
    .replace(/(["\s]|\\[nrt])::/g, "$1\\u003a\\u003a")
    // Terminals obey some of these, and some readers end a line at others.
    .replace(
      /[\x7f-\x9f\u2028\u2029]/g,
      (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
