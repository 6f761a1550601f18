/** Formats names, durations and lines for people. */

/** Joins the first names of a list, and says how many more there are. */
export function joinSome(names: string[], maximum: number): string {
  const more = names.length - maximum;
  const line = names.slice(0, maximum).join(", ");
  return more > 0 ? `${line} and ${more} more` : line;
}

/** Formats milliseconds as people say them: "1 h 2 min 5 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [
    `${Math.floor(seconds / 86_400)} d`,
    `${Math.floor(seconds / 3_600) % 24} h`,
    `${Math.floor(seconds / 60) % 60} min`,
    `${seconds % 60} s`,
  ].filter((part) => !part.startsWith("0 "));
  return parts.slice(0, 3).join(" ") || "0 s";
}

/** Removes the indent that all lines share; empty lines do not count. */
export function dedent(lines: string[]): string[] {
  const least = lines.filter((line) => line.trim())
    .reduce((least, line) => Math.min(least, line.search(/\S/)), Infinity);
  return lines.map((line) => line.slice(least));
}
