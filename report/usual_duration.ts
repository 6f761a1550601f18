/** Measures how long a job usually takes, and says how far a run is. */
import { MINUTE, SECOND } from "../api/clock.ts";
import type { Run } from "../api/model.ts";

/** The durations of the newest runs that succeeded, in milliseconds. */
export interface UsualDuration {
  median: number;
  shortest: number;
  longest: number;
  /** The number of these runs. */
  count: number;
}

/** The maximum number of runs that are measured. */
const MAX_MEASURED = 5;
/** The minimum number, below which nothing is usual. */
const MIN_MEASURED = 3;

/**
 * Measures how long a job usually takes, from the start of a run to its end.
 * Returns `undefined` if too few runs succeeded.
 *
 * @param runs Runs of the same kind of build, the newest first.
 */
export function measureUsualDuration(runs: Run[]): UsualDuration | undefined {
  const durations = runs.filter(({ status }) => status === "success")
    .map(({ startedAt, finishedAt }) =>
      Date.parse(finishedAt ?? "") - Date.parse(startedAt ?? "")
    )
    .filter((duration) => duration >= 0)
    .slice(0, MAX_MEASURED).toSorted((a, b) => a - b);
  const { length: count } = durations;
  if (count < MIN_MEASURED) return;
  const [before, after] = [Math.ceil(count / 2) - 1, Math.floor(count / 2)];
  return {
    median: (durations[before]! + durations[after]!) / 2,
    shortest: durations[0]!,
    longest: durations[count - 1]!,
    count,
  };
}

/** Formats it: "Usually takes 12 min (the last 5 took 11 to 14 min)". */
export function formatUsualDuration(usual: UsualDuration): string {
  const { median, shortest, longest, count } = usual;
  const range = formatPair(shortest, "to", longest);
  return `Usually takes ${
    formatRough(median)
  } (the last ${count} took ${range})`;
}

/** Formats how far a run is: "4 min of about 12 min". */
export function formatElapsed(elapsed: number, usual: UsualDuration): string {
  return `${formatRough(elapsed)} of about ${formatRough(usual.median)}`;
}

/** Formats the time that remains: "about 8 min left for the run". */
export function formatRemaining(elapsed: number, usual: UsualDuration): string {
  const remaining = usual.median - elapsed;
  if (remaining <= 0) {
    return `the run takes longer than usual (${formatRough(usual.median)})`;
  }
  return `about ${formatRough(remaining)} left for the run`;
}

/** Whether a duration is so long, or so short, that it should be mentioned. */
export function isUnusual(
  duration: number,
  { median }: UsualDuration,
): boolean {
  return Math.abs(duration - median) > median / 2;
}

/** Formats two durations, with one unit if both have the same: "11 to 14 min". */
function formatPair(from: number, word: string, to: number): string {
  const [start, end] = [formatRough(from), formatRough(to)];
  if (start === end) return end;
  const [amount, unit, ...more] = start.split(" ");
  const isShort = more.length === 0 && end.split(" ").length === 2 &&
    end.endsWith(` ${unit}`);
  return `${isShort ? amount : start} ${word} ${end}`;
}

/** Formats a duration roughly: "40 s", "12 min", "1 h 35 min". */
export function formatRough(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / SECOND));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const hours = `${Math.floor(minutes / 60)} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}
