/** The API's times, and durations. */

/** Reads `2026-01-31 10:00:00.123456+00:00`; NaN where it is none. */
export function readTime(text: string | null): number {
  return Date.parse(String(text).replace(" ", "T"));
}

/** Seconds from one of the API's times to another; 0 where one is missing. */
export function secondsBetween(from: string | null, to: string | null): number {
  return Math.max(0, (readTime(to) - readTime(from)) / 1_000) || 0;
}

/** A duration as people say it. */
export function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3_600), "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ].filter(([count]) => count);
  return parts.map(([count, unit]) => `${count} ${unit}`).join(" ") || "0 s";
}
