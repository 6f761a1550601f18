/** Sentences about a run that several places say. */
import { hasEnded, type Run, runIdOf } from "../api/run.ts";
import { whereToLook } from "../api/start.ts";
import type { RunState } from "./run_state.ts";

/** What becomes of a run, with its link if that is known. */
export function describeRun(run: Run | number, fate: string): string {
  const link = typeof run === "number" ? "" : `: ${run.href}`;
  return `Run ${runIdOf(run)} ${fate}${link}`;
}

/** How far cancelling a run came. */
export function describeCancelledRun(run: Run): string {
  if (run.status === "cancelled") return describeRun(run, "is cancelled");
  if (!hasEnded(run)) return describeRun(run, "is being cancelled");
  return describeRun(run, `had ended already (${run.status})`);
}

/** What a person has to know of a run that nobody decides on any more. */
export function describeOpenRun(
  { run, pendingPost }: Pick<RunState, "run" | "pendingPost">,
  fate: string,
): string | undefined {
  if (pendingPost) {
    return `A run may have been started: ${whereToLook(pendingPost)}`;
  }
  return run && !hasEnded(run) ? describeRun(run, fate) : undefined;
}
