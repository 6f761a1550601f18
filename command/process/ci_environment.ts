/** The environment as CI systems set it. Nothing here throws. */
import {
  type EnvReader,
  readVariable,
  type VariableFault,
} from "../../api/environment.ts";
import type { Process } from "./process.ts";

/** `$(X)`, `${X}`, `${{ … }}` and `$X`, as a CI system leaves the unknown. */
export const UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;

/**
 * Reads variables of the CI system: one that is empty, was not expanded, or
 * cannot be used counts as not set. `onFault` hears of those that cannot.
 */
export function ciEnv(
  env: EnvReader,
  onFault: (name: string, fault: VariableFault) => void = () => {},
): EnvReader {
  return (name) => {
    const { text = "", fault } = readVariable(env, name);
    if (fault) onFault(name, fault);
    const value = text.trim();
    return !value || UNEXPANDED.test(value) ? undefined : value;
  };
}

/** Whether a person reads the output, at a terminal that can redraw a line. */
export function isInteractive(process: Process, quiet: boolean): boolean {
  const env = ciEnv(process.env);
  const isTerminal = process.out.isTerminal || process.err.isTerminal;
  return isTerminal && !quiet && !env("CI") && env("TERM") !== "dumb";
}

/** Lists the API key, split at spaces in case it was pasted with some. */
export function listSecrets(
  { given }: { given: { apiKey?: string } },
): string[] {
  return (given.apiKey ?? "").trim().split(/\s+/);
}
