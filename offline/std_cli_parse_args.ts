/** `@std/cli/parse-args` for networks without jsr.io: what is used of it here. */

/** Options for {@linkcode parseArgs}. */
export interface ParseOptions {
  /** Flags that have a value. */
  string: string[];
  /** Flags that may be repeated, the same ones: their values come as a list. */
  collect: string[];
}

/** The values of each flag. */
export type Args = { _: string[] } & { [flag: string]: unknown };

/** Takes flags apart; each stands in one word with its value. */
export function parseArgs(args: string[], { collect }: ParseOptions): Args {
  const result: Args = { _: [] };
  for (const flag of collect) {
    const start = `--${flag}=`;
    result[flag] = args.filter((word) => word.startsWith(start))
      .map((word) => word.slice(start.length));
  }
  return result;
}
