/** What a person has to know if the process ends at once. */
import { hasEnded, type Run } from "../../api/run.ts";
import { whereToLook } from "../../api/start.ts";
import type { Consumer, Unclear } from "../events.ts";

/** Remembers the run, or what to look for if one may have been started. */
export function createLastWords(): Consumer & {
  say: () => string | undefined;
} {
  let run: Run | undefined;
  let unclear: string | undefined;
  const lookFor = (where: Unclear) => {
    run = undefined;
    unclear = `A run may have been started: ${whereToLook(where)}`;
  };
  return {
    on(event) {
      if (event.type === "triggering" && !event.isDry) {
        lookFor(event.unclear);
      } else if (event.type === "attempt-ended" && event.retry) {
        lookFor({ mark: null, page: event.report.run.href });
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
