/** `@std/cli/parse-args` for networks without jsr.io: what is used of it here. */

/** Options for {@linkcode parseArgs}. */
export interface ParseOptions {
  /** Flags that have no value. */
  boolean: string[];
  /** Flags that have one; with `"_"`, arguments stay text. */
  string: string[];
  /** Flags that may be repeated. */
  collect: string[];
  /** Called with each flag that is none of these; `false` leaves it out. */
  unknown: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What was given: each flag's value, and in `_` all that is no flag. */
export type Args = Record<string, unknown> & { _: string[] };

/** Takes command line arguments apart. */
export function parseArgs(args: string[], options: ParseOptions): Args {
  const { boolean, string, collect, unknown } = options;
  const types = new Map<string, "boolean" | "string">([
    ...boolean.map((name) => [name, "boolean"] as const),
    ...string.map((name) => [name, "string"] as const),
  ]);
  const result: Args = { _: [] };
  for (const name of boolean) result[name] = false;
  for (const name of collect) result[name] = [];
  const rest = [...args];
  for (let word; (word = rest.shift()) !== undefined;) {
    if (word === "--") {
      result._.push(...rest);
      break;
    }
    const [, name = "", inline] = /^--?([^-=][^=]*)=?(.*)$/s.exec(word) ?? [];
    if (!name) {
      if (unknown(word) !== false) result._.push(word);
      continue;
    }
    // A value stands behind its flag only if it does not look like a flag.
    const type = types.get(name);
    const isValue = type === "boolean" ? /^(true|false)$/ : /^[^-]/;
    const isNext = !inline && isValue.test(rest[0] ?? "");
    const value = isNext ? rest.shift()! : inline!;
    const parsed = type === "string" ? value : value !== "false";
    if (!type) unknown(word, name, value || true);
    else if (!collect.includes(name)) result[name] = parsed;
    else (result[name] as unknown[]).push(parsed);
  }
  return result;
}
