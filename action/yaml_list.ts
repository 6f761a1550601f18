/** Reads a list of commands from YAML, as people write it into a workflow. */

/**
 * The items of a YAML list, in either form, or one command for each line. A
 * colon in an item is a part of it: dbt's `--vars '{a: b}'` is no mapping.
 */
export function readYamlList(text: string): string[] {
  const whole = text.trim();
  if (whole.startsWith("[")) return readFlow(whole);
  const lines = whole.split("\n").filter((line) =>
    !/^\s*(#|$|---\s*$)/.test(line)
  );
  const isList = /^\s*-(\s|$)/.test(lines[0] ?? "");
  const items: string[] = [];
  for (const line of lines) {
    const [, item] = /^\s*-(?:\s+(.*))?$/.exec(line) ?? [];
    // A line that begins no item goes on with the one before.
    if (item === undefined && isList) {
      items.push(`${items.pop()} ${line.trim()}`);
    } else items.push((item ?? line).trim());
  }
  return items.map((item) => scalar(item.replace(/^[|>][-+]?\s+/, "")))
    .filter(Boolean);
}

/** The items of `["a", 'b', c]`, which may go over several lines. */
function readFlow(text: string): string[] {
  const inner = text.replace(/^\[/, "").replace(/\]\s*$/, "");
  const items = inner.match(
    /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\s][^,]*/g,
  ) ?? [];
  return items.map((item) => scalar(item.trim())).filter(Boolean);
}

/** The text of a scalar: quoted in either way, or plain with a comment. */
function scalar(text: string): string {
  const [, double] = /^("(?:[^"\\]|\\.)*")\s*(?:#.*)?$/s.exec(text) ?? [];
  if (double) return JSON.parse(double.replace(/\n\s*/g, " "));
  const [, single] = /^'((?:[^']|'')*)'\s*(?:#.*)?$/s.exec(text) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'");
  return text.replace(/\s+#.*$/s, "").trim();
}
