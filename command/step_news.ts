/** Finds in each answer about the steps of a run what was not announced yet. */
import { clock } from "../api/clock.ts";
import type { Redactor } from "../api/redact.ts";
import type { StepsAnswer } from "../api/steps.ts";
import type { RunEvent } from "./events.ts";

/** Finds what is new in an answer; of an ended run, with the rest of its logs. */
export type NewsFinder = (
  answer: StepsAnswer,
  options: { isLast: boolean },
) => RunEvent[];

/** Makes a function that finds in each answer what is new since the last one. */
export function createNewsFinder(
  { findOpenEnd }: Pick<Redactor, "findOpenEnd">,
): NewsFinder {
  /** The part of each step's log that was printed. */
  const printed = new Map<number, string>();
  /** The index of the step that was announced last. */
  let announced = 0;
  /** The number of steps, once that is known. */
  let total: number | undefined;

  return function findNews(
    { steps, isWhole }: StepsAnswer,
    { isLast }: { isLast: boolean },
  ): RunEvent[] {
    const begun = steps.filter(({ status }) => status !== "queued");
    // Only a list with steps that have not begun is known to be all of them.
    if (isWhole && steps.length > begun.length) total = steps.length;
    const news: RunEvent[] = [];
    for (const { index, name, logs } of begun) {
      if (index > announced) {
        announced = index;
        const step = { index, name, total, startedAt: clock.now() };
        news.push({ type: "step", step });
      }
      const hasEnded = isLast || index < begun.at(-1)!.index;
      const log = logs ?? "";
      const end = hasEnded ? log.length : findWholeLines(log, findOpenEnd(log));
      const start = findPrintedEnd(log, printed.get(index) ?? "");
      if (end <= start) continue;
      printed.set(index, log.slice(0, end));
      const text = log.slice(start, end).replace(/\r?\n$/, "");
      news.push({ type: "log", step: index, lines: text.split(/\r?\n/) });
    }
    return news;
  };
}

/** Measures a log's whole lines, up to the line that `limit` is in. */
function findWholeLines(log: string, limit: number): number {
  // A line that ends at the limit is whole: -1 would be the end of the text.
  return limit > 0 ? log.lastIndexOf("\n", limit - 1) + 1 : 0;
}

/**
 * Measures the part of a log that was printed. A log that was written anew
 * differs from a line on.
 */
function findPrintedEnd(log: string, printed: string): number {
  if (log.startsWith(printed)) return printed.length;
  let i = 0;
  while (i < log.length && log[i] === printed[i]) i++;
  return log.lastIndexOf("\n", i) + 1;
}
