/** What a person has to know if the process ends at once. */
import { hasEnded, jobPage, type Run } from "../../api/run.ts";
import { whereToLook } from "../../api/start.ts";
import type { Consumer } from "../events.ts";
import type { Plan } from "../plan.ts";

/** Remembers the run, or what to look for if one may have been started. */
export function createLastWords(
  { client }: Plan,
): Consumer & { say: () => string | undefined } {
  let run: Run | undefined;
  let unclear: string | undefined;
  const lookFor = (mark: string | null, page: string) => {
    run = undefined;
    const where = whereToLook({ mark, page });
    unclear = `A run may have been started: ${where}`;
  };
  return {
    on(event) {
      if (event.type === "triggering" && !event.isDry) {
        const cause = String(event.body.cause);
        const [, mark = null] = /\[dbt-run (\w+)\]$/.exec(cause) ?? [];
        lookFor(mark, jobPage(client, Number(event.jobId)));
      } else if (event.type === "attempt-ended" && event.retry) {
        lookFor(null, event.report.run.href);
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
