/** Reads flags and variables for tests of the input. */
import { readInput } from "../command/input/input.ts";
import { ENVIRONMENT } from "./harness.ts";

/** Variables, where `undefined` takes one away. */
export type Env = { [name: string]: string | undefined };

/** Neither account nor job are set. */
export const NO_IDS: Env = {
  DBT_ACCOUNT_ID: undefined,
  DBT_PROJECT_ID: undefined,
  DBT_PR_JOB_ID: undefined,
};

/** Reads the input of a pipeline; the faults are the sentences of all faults. */
export function read(args: readonly string[] = [], env: Env = {}) {
  const all: Env = { ...ENVIRONMENT, ...env };
  const input = readInput({
    args: [...args],
    env: (name) => all[name],
    envNames: () => Object.keys(all).filter((name) => all[name] !== undefined),
  });
  const faults = (input.faults ?? []).map(({ text }) => text);
  return { ...input, faults };
}

/** The sentences of what is wrong with an input. */
export function readFaults(args: readonly string[] = [], env: Env = {}) {
  return read(args, env).faults;
}
