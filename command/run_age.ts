/** Says how far a run has come, and since when. */
import type { Run } from "../api/model.ts";
import { formatDuration } from "../report/format_text.ts";
import { ENDED_RUN_WORDS } from "../report/status_words.ts";

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

/** Formats the time that has passed since then; a clock that differs makes it 0. */
function formatTimeSince(time: string): string {
  return formatDuration(Math.max(0, Date.now() - Date.parse(time)));
}
