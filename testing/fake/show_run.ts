/** Computes the status and the times of a run, and shows it as the API does. */
import { cloudClock } from "./cloud_clock.ts";
import { TRIGGER_BODY } from "./check.ts";
import { buildSteps } from "./build_steps.ts";
import type { FakeRun } from "./types.ts";

const CODES = { success: 10, error: 20, cancelled: 30 };
const NAMES: Record<number, string> = {
  1: "Queued",
  2: "Starting",
  3: "Running",
  10: "Success",
  20: "Error",
  30: "Cancelled",
};
const ENVIRONMENT_ID = 46412;
/** The project of jobs that name none. */
export const PROJECT_ID = 52901;
const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";

/** Computes when a run's phases begin, and when it has ended. */
function computePhases({ scenario, createdAt, cancelledAt }: FakeRun) {
  const { queued = 0, starting = 0, running = 0, cancelling = 0 } = scenario;
  const dequeued = createdAt + queued;
  const started = dequeued + starting;
  const cancelled = cancelledAt === undefined
    ? Infinity
    : cancelledAt + cancelling;
  const finished = Math.min(started + running, cancelled);
  return { dequeued, started, finished, wasCancelled: finished === cancelled };
}

/** Computes the status of a run, as the API's number. */
export function getStatus(
  run: FakeRun,
  now: number = cloudClock.now(),
): number {
  const { dequeued, started, finished, wasCancelled } = computePhases(run);
  if (now >= finished) {
    return wasCancelled ? 30 : CODES[run.scenario.ending ?? "success"];
  }
  return now >= started ? 3 : now >= dequeued ? 2 : 1;
}

/** Computes when a run has ended, or will. */
export function finishedAt(run: FakeRun): number {
  return computePhases(run).finished;
}

/** Formats a time as the API writes it. */
function formatTime(at: number | undefined): string | null {
  return at === undefined
    ? null
    : new Date(at).toISOString().replace("T", " ").replace("Z", "000+00:00");
}

function formatDuration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  const parts = [seconds / 3_600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
}

function formatWords(ms: number): string {
  const [hours, minutes, seconds] = formatDuration(ms).split(":").map(Number);
  const parts = [[hours, "hour"], [minutes, "minute"], [seconds, "second"]]
    .filter(([count]) => count)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return parts.join(", ") || "0 minutes";
}

/** The surroundings that a run is shown in. */
export interface View {
  account: number;
  origin: string;
  clockSkew: number;
  /** The names in the request's `include_related`. */
  related: string[];
  /** Why the run cannot be retried, or `null`. */
  retryRefusal: string | null;
}

/** The times of a run, and the durations between them, in milliseconds. */
interface Times {
  now: number;
  dequeued: number | undefined;
  began: number | undefined;
  ended: number | undefined;
  /** The end of the run or, while it is in progress, now. */
  end: number;
  queued: number;
  ran: number;
  wasCancelled: boolean;
  /** Formats a time by the cloud's clock. */
  stamp: (at: number | undefined) => string | null;
}

/** Computes the times of a run. */
function computeTimes(run: FakeRun, clockSkew: number): Times {
  const now = cloudClock.now();
  const { dequeued, started, finished, wasCancelled } = computePhases(run);
  const reached = (at: number) => now >= at ? at : undefined;
  const stamp = (at: number | undefined) =>
    formatTime(at === undefined ? undefined : at + clockSkew);
  const ended = reached(finished);
  const began = started <= finished ? reached(started) : undefined;
  const end = ended ?? now;
  const ran = began === undefined ? 0 : end - began;
  const queued = (began ?? end) - run.createdAt;
  return {
    now,
    began,
    ended,
    end,
    ran,
    queued,
    stamp,
    wasCancelled,
    dequeued: reached(dequeued),
  };
}

/** Shows a run as the API does. */
export function showRun(run: FakeRun, view: View): Record<string, unknown> {
  const times = computeTimes(run, view.clockSkew);
  const status = getStatus(run, times.now);
  const { jobId, scenario } = run;
  const projectId = scenario.projectId ?? PROJECT_ID;
  return {
    id: run.id,
    trigger_id: makeTriggerId(run),
    account_id: view.account,
    environment_id: ENVIRONMENT_ID,
    project_id: projectId,
    job_definition_id: jobId,
    status,
    ...showSource(run, times),
    ...showEnd(run, times, status),
    blocked_by: [],
    ...showTimes(run, times),
    ...showRelated(run, view, times, status),
    status_humanized: NAMES[status],
    in_progress: status < 10,
    is_complete: status >= 10,
    is_success: status === 10,
    is_error: status === 20,
    is_cancelled: status === 30,
    ...showDurations(run, times),
    retrying_run_id: run.retryingRunId,
    can_retry: view.retryRefusal === null,
    retry_not_supported_reason: view.retryRefusal,
    job_id: jobId,
    is_running: null,
    href: `${view.origin}/deploy/${view.account}/projects/${projectId}` +
      `/runs/${run.id}/`,
    used_repo_cache: null,
  };
}

function makeTriggerId({ id }: FakeRun): number {
  return id + 819_570;
}

/** Shows the source that was checked out. */
function showSource({ trigger }: FakeRun, { began }: Times) {
  return {
    dbt_version: trigger.dbt_version_override ?? "versionless",
    git_branch: began ? trigger.git_branch ?? "main" : null,
    git_sha: began ? trigger.git_sha ?? SHA : null,
  };
}

/** Shows how the run ended, and which artifacts it has. */
function showEnd(run: FakeRun, times: Times, status: number) {
  const { scenario, trigger, id } = run;
  const { began, ended, wasCancelled, now } = times;
  const message = scenario.statusMessage ??
    (status === 20 ? "dbt command failed" : "Cancelled by user.");
  const areThere = ended !== undefined &&
    now >= ended + (scenario.artifactsAfter ?? 0);
  return {
    status_message: status >= 20 ? message : null,
    owner_thread_id: null,
    executed_by_thread_id: began ? "scheduler-run-0-557678648f-g8vzk" : null,
    deferring_run_id: null,
    artifacts_saved: areThere && !wasCancelled,
    artifact_s3_path: ended ? `prod/runs/${id}/artifacts/target` : null,
    has_docs_generated: trigger.generate_docs_override === true,
    has_sources_generated: false,
    notifications_sent: ended !== undefined,
  };
}

function showTimes(run: FakeRun, times: Times) {
  const { stamp, dequeued, began, ended, end } = times;
  return {
    created_at: stamp(run.createdAt),
    updated_at: stamp(end),
    dequeued_at: stamp(dequeued),
    started_at: stamp(began),
    finished_at: stamp(ended),
    last_checked_at: stamp(began && end),
    last_heartbeat_at: stamp(began && end),
    should_start_at: null,
  };
}

function showDurations(run: FakeRun, { queued, ran, ended, now }: Times) {
  return {
    duration: formatDuration(queued + ran),
    queued_duration: formatDuration(queued),
    run_duration: formatDuration(ran),
    duration_humanized: formatWords(queued + ran),
    queued_duration_humanized: formatWords(queued),
    run_duration_humanized: formatWords(ran),
    created_at_humanized: `${formatWords(now - run.createdAt)} ago`,
    finished_at_humanized: ended
      ? `${formatWords(now - ended)} ago`
      : "0 minutes from now",
  };
}

/** Shows the parts that the request names. */
function showRelated(run: FakeRun, view: View, times: Times, status: number) {
  const { related, account } = view;
  const { projectDir } = run.scenario;
  const orNull = (name: string, value: () => unknown) =>
    related.includes(name) ? value() : null;
  return {
    trigger: orNull("trigger", () => showTrigger(run, times)),
    job: orNull("job", () => showJob(run.jobId, run.scenario, account)),
    environment: orNull("environment", () => ({
      id: ENVIRONMENT_ID,
      account_id: account,
      name: "Production",
      dbt_project_subdirectory: projectDir ?? null,
    })),
    run_steps: related.includes("run_steps")
      ? buildSteps(run, account, status, times)
      : [],
  };
}

function showTrigger(run: FakeRun, { stamp }: Times) {
  const { trigger, jobId, retryingRunId } = run;
  return {
    id: makeTriggerId(run),
    job_definition_id: jobId,
    ...Object.fromEntries(
      Object.keys(TRIGGER_BODY).map((field) => [field, null]),
    ),
    ...trigger,
    created_at: stamp(run.createdAt),
    cause_humanized: trigger.cause,
    job: null,
    cause_category: retryingRunId ? "rerun" : "api",
  };
}

/** Shows a job as the API does. */
export function showJob(
  id: number,
  scenario: FakeRun["scenario"],
  account: number,
): Record<string, unknown> {
  const { name = "Deploy", projectId = PROJECT_ID } = scenario;
  return {
    execution: { timeout_seconds: 0 },
    generate_docs: false,
    run_generate_sources: false,
    run_compare_changes: false,
    id,
    account_id: account,
    project_id: projectId,
    environment_id: ENVIRONMENT_ID,
    name,
    description: "",
    dbt_version: null,
    raw_dbt_version: null,
    created_at: "2024-03-25T13:47:20.129690Z",
    updated_at: "2024-04-12T10:53:05.333419Z",
    execute_steps: scenario.executeSteps ?? ["dbt build"],
    state: 1,
    deactivated: false,
    run_failure_count: 0,
    deferring_job_definition_id: null,
    deferring_environment_id: ENVIRONMENT_ID,
    lifecycle_webhooks: false,
    lifecycle_webhooks_url: null,
    triggers: {
      github_webhook: false,
      git_provider_webhook: false,
      schedule: false,
      on_merge: null,
    },
    settings: { threads: 8, target_name: "prod" },
    schedule: { cron: "0 * * * *", date: "every_day", time: "every_hour" },
    is_deferrable: false,
    job_type: "other",
    triggers_on_draft_pr: false,
    job_completion_trigger_condition: null,
  };
}
