/** What a person has to know if the process ends at once. */
import { formatMark } from "../api/checks.ts";
import { hasEnded, jobPage, type Run } from "../api/run.ts";
import type { Consumer } from "./events.ts";
import type { Plan } from "./plan.ts";

/** Remembers the run, or the mark of one that may have been started. */
export function createLastWords(
  { client }: Plan,
): Consumer & { say: () => string | undefined } {
  let run: Run | undefined;
  let mark: string | undefined;
  return {
    on(event) {
      if (event.type === "triggering" && !event.isDry) {
        const [, found] = /\[dbt-run (\w+)\]$/.exec(String(event.body.cause)) ??
          [];
        const what = found ? formatMark(found) : "it";
        const page = jobPage(client, Number(event.jobId));
        mark = `A run may have been started: look for ${what} at ${page}`;
      } else if (event.type === "started" || event.type === "polled") {
        run = event.run;
      }
    },
    say() {
      if (!run) return mark;
      return hasEnded(run)
        ? undefined
        : `Run ${run.id} may still be running: ${run.href}`;
    },
  };
}
