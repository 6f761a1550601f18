/** Sentences about a run that several places say. */
import type { Run } from "../api/model.ts";
import { toRunId } from "../api/read_run.ts";
import { hasEnded } from "../api/run_status.ts";
import { formatWhereToLook, type PendingRun } from "../api/start_request.ts";
import { ENDED_RUN_WORDS } from "../report/status_words.ts";
import { formatDuration } from "../report/format_text.ts";
import type { RunState } from "./run_state.ts";

/** Says what becomes of a run, with its link if that is known. */
export function describeRun(run: Run | number, fate: string): string {
  const link = typeof run === "number" ? "" : `: ${run.href}`;
  return `Run ${toRunId(run)} ${fate}${link}`;
}

/** Says how far cancelling a run came. */
export function describeCancelledRun(run: Run): string {
  if (run.status === "cancelled") return describeRun(run, "is cancelled");
  if (!hasEnded(run)) return describeRun(run, "is being cancelled");
  return describeRun(run, `had ended already (${run.status})`);
}

/** Describes where to look for the run of a POST that has no answer. */
export function describePendingPost(
  post: PendingRun,
): string {
  return `A run may have been started: ${formatWhereToLook(post)}`;
}

/** Says what a person has to know of a run that nobody decides on any more. */
export function describeOpenRun(
  { run, pendingPost }: Pick<RunState, "run" | "pendingPost">,
  fate: string,
): string | undefined {
  if (pendingPost) return describePendingPost(pendingPost);
  return run && !hasEnded(run) ? describeRun(run, fate) : undefined;
}

/** Says how far a run has come, after its name: "succeeded 20 min ago". */
export function describeProgress({ status, finishedAt }: Run): string {
  const ended = ENDED_RUN_WORDS[status]?.verb;
  if (!ended) return `is ${status}`;
  return finishedAt ? `${ended} ${formatTimeSince(finishedAt)} ago` : ended;
}

/** Says for how long a run has been in its state: "has been running for 12 min". */
export function describeWait({ status, createdAt, startedAt }: Run): string {
  const since = status === "queued" ? createdAt : startedAt ?? createdAt;
  return since
    ? `has been ${status} for ${formatTimeSince(since)}`
    : `is ${status}`;
}

/** The time that has passed since then. A clock that differs makes it 0. */
function formatTimeSince(time: string): string {
  return formatDuration(Math.max(0, Date.now() - Date.parse(time)));
}
