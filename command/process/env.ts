/** The environment, as CI systems leave it. */
import type { Process } from "./process.ts";

/** `$(X)`, `${X}`, `${{ … }}` and `$X`, as a CI system leaves the unknown. */
export const UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;

/** Reads a variable of the CI system: what may not be read is not set. */
export function ciEnv(
  env: Process["env"],
  onDenied: (name: string) => void = () => {},
): Process["env"] {
  return (name) => {
    try {
      const text = env(name)?.trim();
      return !text || UNEXPANDED.test(text) ? undefined : text;
    } catch {
      onDenied(name);
    }
  };
}

/** Whether a person looks on, at a terminal that can redraw a line. */
export function isAttendedBy(process: Process, quiet: boolean): boolean {
  const env = ciEnv(process.env);
  const isTerminal = process.out.isTerminal || process.err.isTerminal;
  return isTerminal && !quiet && !env("CI") && env("TERM") !== "dumb";
}

/** What must not be printed: the key, and the words of one that is malformed. */
export function secretsOf({ given }: { given: { apiKey?: string } }): string[] {
  return (given.apiKey ?? "").trim().split(/\s+/)
    .filter((word) => !UNEXPANDED.test(word));
}
