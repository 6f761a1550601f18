/** What a person has to know if the process ends at once. */
import { formatMark } from "../api/checks.ts";
import { hasEnded, jobPage, type Run } from "../api/run.ts";
import type { Consumer } from "./events.ts";
import type { Plan } from "./plan.ts";

/** Remembers the run, or what to look for if one may have been started. */
export function createLastWords(
  { client }: Plan,
): Consumer & { say: () => string | undefined } {
  let run: Run | undefined;
  let unclear: string | undefined;
  const lookFor = (mark: string | undefined, page: string) => {
    run = undefined;
    const what = mark ? formatMark(mark) : "it";
    unclear = `A run may have been started: look for ${what} at ${page}`;
  };
  return {
    on(event) {
      if (event.type === "triggering" && !event.isDry) {
        const [, mark] = /\[dbt-run (\w+)\]$/.exec(String(event.body.cause)) ??
          [];
        lookFor(mark, jobPage(client, Number(event.jobId)));
      } else if (event.type === "attempt-ended" && event.retry) {
        lookFor(undefined, event.run.href);
      } else if (event.type === "started" || event.type === "polled") {
        run = event.run;
      }
    },
    say() {
      if (!run) return unclear;
      return hasEnded(run)
        ? undefined
        : `Run ${run.id} may still be running: ${run.href}`;
    },
  };
}
