/** `@std/cli/parse-args` for networks without jsr.io: what is used of it here. */

/** Options for {@linkcode parseArgs}. */
export interface ParseOptions {
  /** Flags that have a value. */
  string: string[];
  /** Flags that may be repeated: their values come as a list. */
  collect: string[];
  /** Flags without a value, which `--no-` makes false. */
  negatable: string[];
}

/** What was given: the value of each flag. */
export type Args = { _: string[] } & { [flag: string]: unknown };

/** Takes flags apart; each stands in one word with its value. */
export function parseArgs(args: string[], options: ParseOptions): Args {
  const { collect, negatable } = options;
  const result: Args = { _: [] };
  for (const word of args) {
    const [, flag = "", value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const negated = flag.replace(/^no-/, "");
    if (collect.includes(flag)) {
      const values = (result[flag] ?? []) as unknown[];
      result[flag] = [...values, value];
    } else if (flag !== negated && negatable.includes(negated)) {
      result[negated] = false;
    } else result[flag] = true;
  }
  for (const flag of collect) result[flag] ??= [];
  return result;
}
