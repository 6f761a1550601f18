/**
 * Trigger a dbt Cloud job, wait for its run, and learn how it ended.
 *
 * It uses web standards only, for Deno, Node and Bun: one run and never two,
 * polls that survive bad answers, and no API key in any error. All durations are
 * milliseconds, all times ISO 8601.
 *
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run/mod";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerAndWait({ ...job, cause: "Nightly build" });
 * console.log(run.status, run.href);
 * ```
 *
 * @module
 */
import { checkJobCall, checkRunCall, checkTriggerCall } from "./api/calls.ts";
import { RunFailedError } from "./api/errors.ts";
import type {
  ClientOptions,
  GetArtifactOptions,
  GetReportOptions,
  GetRunOptions,
  ListRunsOptions,
  TriggerAndWaitOptions,
  TriggerOptions,
  WaitOptions,
  WatchOptions,
} from "./api/options.ts";
import { fetchJob } from "./api/jobs.ts";
import {
  retrySingleRun,
  startOrReuse,
  triggerSingleRun,
} from "./api/library_start.ts";
import { waitUntilEnd, watchUntilEnd } from "./api/library_wait.ts";
import type { Job, Run } from "./api/model.ts";
import { fetchWholeRun, listJobRuns, requestCancel } from "./api/runs.ts";
import type { Report } from "./report/report_model.ts";

export * from "./api/errors.ts";
export type * from "./api/options.ts";
export type { Job, Run, RunStatus, RunStep } from "./api/model.ts";
export type {
  EarlierRun,
  NodeOutcome,
  NodeResult,
  Report,
  ResultsState,
} from "./report/report_model.ts";

/**
 * Triggers a job and waits until its run has ended.
 *
 * API: [Trigger Job Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Trigger%20Job%20Run),
 * [Retrieve Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run).
 *
 * @param options What to run and how to wait.
 * @returns The run, which succeeded.
 * @throws {RunFailedError} If the run ended in error or was cancelled.
 * @throws {RunTimeoutError} If the run has not ended within `timeout`.
 * @throws {UnclearTriggerError} If it is unknown whether a run was started.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const timeout = 3_600_000; // one hour
 * const run = await triggerAndWait({ ...job, timeout, cancelOnAbort: true });
 * console.log(run.href);
 * ```
 */
export async function triggerAndWait(
  options: TriggerAndWaitOptions,
): Promise<Run> {
  const { client, options: set } = checkTriggerCall(options);
  const ended = await waitUntilEnd(client, await startOrReuse(client, set));
  if (ended.status !== "success") throw new RunFailedError(ended);
  return ended;
}

/**
 * Triggers a job: one run, never two. If the answer is lost, the run is looked
 * for by the mark in its cause before the job is triggered again, after 30 s.
 *
 * API: [Trigger Job Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Trigger%20Job%20Run),
 * and [List Runs](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/List%20Runs)
 * if the answer was lost.
 *
 * @param options What to run.
 * @returns The queued run.
 * @throws {UnclearTriggerError} If it is unknown whether a run was started.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted. A run that may have
 * been started is named to `onNotice`.
 * @category Functions
 * @example Usage
 * ```ts
 * import { triggerRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const stepsOverride = ["dbt build --select state:modified+"];
 * const run = await triggerRun({ ...job, stepsOverride });
 * assertEquals(run.status, "queued");
 * ```
 */
export async function triggerRun(options: TriggerOptions): Promise<Run> {
  const { client, options: set } = checkTriggerCall(options);
  return await triggerSingleRun(client, set);
}

/**
 * Watches a run until it has ended, however it ends.
 *
 * Polls that fail are survived for 10 minutes; 401, 403 and 404 end the wait if
 * dbt Cloud says so twice in a row. A run that is passed whole, as
 * {@linkcode triggerRun} returned it, may be unknown for its first minute.
 *
 * API: [Retrieve Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run).
 *
 * @param run The run or its id.
 * @param options How to wait.
 * @returns A generator of the run as it is at each poll; the last one has ended.
 * @throws {RunTimeoutError} If the run has not ended within `timeout`.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { triggerRun, watchRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerRun(job);
 * const seen = [];
 * for await (const { status } of watchRun(run, job)) seen.push(status);
 * assertEquals(seen.at(-1), "success");
 * ```
 */
export async function* watchRun(
  run: Run | number,
  options: WatchOptions,
): AsyncGenerator<Run, Run, undefined> {
  const { client, options: set } = checkRunCall(run, options);
  return yield* watchUntilEnd(client, { ...set, run });
}

/**
 * Waits until a run has ended, however it ends. See {@linkcode watchRun} for the
 * faults that it survives.
 *
 * API: [Retrieve Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run).
 *
 * @param run The run or its id.
 * @param options How to wait.
 * @returns The run, which has ended: look at its `status`.
 * @throws {RunTimeoutError} If the run has not ended within `timeout`.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { triggerRun, waitForRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerRun(job);
 * const ended = await waitForRun(run, { ...job, timeout: 60_000 });
 * assertEquals(ended.status, "success");
 * ```
 */
export async function waitForRun(
  run: Run | number,
  options: WaitOptions,
): Promise<Run> {
  const { client, options: set } = checkRunCall(run, options);
  return await waitUntilEnd(client, { ...set, run });
}

/**
 * Retrieves a run, with its cause and the name of its job.
 *
 * API: [Retrieve Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run).
 *
 * @param run The run or its id.
 * @param options With `steps`, the steps and their logs come, too.
 * @returns The run.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { getRun, triggerAndWait } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const ended = await triggerAndWait({ ...account, jobId: 559062 });
 * const run = await getRun(ended, { ...account, steps: true });
 * assertEquals(run.steps[0]?.name, "Clone git repository");
 * ```
 */
export async function getRun(
  run: Run | number,
  options: GetRunOptions,
): Promise<Run> {
  const { client, runId } = checkRunCall(run, options);
  if (!options.steps) return await fetchWholeRun(client, runId);
  const { fetchRunWithSteps } = await import("./api/steps.ts");
  return await fetchRunWithSteps(client, runId);
}

/**
 * Lists the latest runs of a job.
 *
 * API: [List Runs](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/List%20Runs).
 *
 * @param jobId The job's id.
 * @param options Which runs, and how many.
 * @returns The runs, the latest first, without their steps.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { listRuns, triggerAndWait } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const { id } = await triggerAndWait(job);
 * const [newest] = await listRuns(559062, { ...job, status: "success" });
 * assertEquals(newest?.id, id);
 * ```
 */
export async function listRuns(
  jobId: number,
  options: ListRunsOptions,
): Promise<Run[]> {
  const { client, options: set } = checkJobCall(jobId, options);
  return await listJobRuns(client, jobId, set);
}

/**
 * Retrieves a job, with the dbt commands that it runs.
 *
 * API: [Retrieve Job](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Job).
 *
 * @param jobId The job's id.
 * @param options The account.
 * @returns The job.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Run the job's own commands with a variable
 * ```ts
 * import { getJob, triggerAndWait } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const { executeSteps } = await getJob(559062, job);
 * const stepsOverride = executeSteps.map((s) => `${s} --vars '{full: true}'`);
 * await triggerAndWait({ ...job, stepsOverride });
 * ```
 */
export async function getJob(
  jobId: number,
  options: ClientOptions,
): Promise<Job> {
  const { client } = checkJobCall(jobId, options);
  return await fetchJob(client, jobId);
}

/**
 * Cancels a run. It may take dbt Cloud some seconds until the run has ended.
 *
 * API: [Cancel Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Cancel%20Run).
 *
 * @param run The run or its id.
 * @param options The account.
 * @returns The run as it is now.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { cancelRun, triggerRun } from "@org/dbt-run";
 * import { assertEquals } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerRun(job);
 * assertEquals((await cancelRun(run, job)).status, "cancelled");
 * ```
 */
export async function cancelRun(
  run: Run | number,
  options: ClientOptions,
): Promise<Run> {
  const { client, runId } = checkRunCall(run, options);
  return await requestCancel(client, runId);
}

/**
 * Retries a run that failed from its point of failure: one run, never two, as
 * {@linkcode triggerRun} does it.
 *
 * API: [Retry Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retry%20Run),
 * and [List Runs](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/List%20Runs)
 * if the answer was lost.
 *
 * @param run The run that failed, or its id.
 * @param options The account.
 * @returns The new run, queued.
 * @throws {UnclearTriggerError} If it is unknown whether a run was started.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { retryRun, triggerRun, waitForRun } from "@org/dbt-run";
 * import { assertNotEquals } from "@std/assert";
 *
 * const account = { accountId: 22219, apiKey: "dbtc_example" };
 * const run = await triggerRun({ ...account, jobId: 666 });
 * const { id, canRetry } = await waitForRun(run, account);
 * if (canRetry) assertNotEquals((await retryRun(id, account)).id, id);
 * ```
 */
export async function retryRun(
  run: Run | number,
  options: ClientOptions,
): Promise<Run> {
  const { client } = checkRunCall(run, options);
  return await retrySingleRun(client, run);
}

/**
 * Lists the artifacts of a run's last step.
 *
 * API: [List Run Artifacts](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/List%20Run%20Artifacts).
 *
 * @param run The run or its id.
 * @param options The account.
 * @returns The paths, such as `manifest.json`; empty if there are none.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { listArtifacts, triggerAndWait } from "@org/dbt-run";
 * import { assert } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerAndWait(job);
 * assert((await listArtifacts(run, job)).includes("manifest.json"));
 * ```
 */
export async function listArtifacts(
  run: Run | number,
  options: ClientOptions,
): Promise<string[]> {
  const { client, runId } = checkRunCall(run, options);
  const { listArtifactPaths } = await import("./api/artifacts.ts");
  return await listArtifactPaths(client, runId);
}

/**
 * Retrieves one artifact of a run as a stream. The stream fails if no piece of
 * it comes for 30 s.
 *
 * API: [Retrieve Run Artifact](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run%20Artifact).
 *
 * @param run The run or its id.
 * @param path The artifact's path, such as `run_results.json`.
 * @param options With `step`, the artifact that this step wrote.
 * @returns A response with the artifact as its body: read it or cancel it.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached; its
 * `status` is 404 if there is no such artifact.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Usage
 * ```ts
 * import { getArtifact, triggerAndWait } from "@org/dbt-run";
 * import { assert } from "@std/assert";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerAndWait(job);
 * const response = await getArtifact(run, "run_results.json", job);
 * assert((await response.json()).results.length > 0);
 * ```
 */
export async function getArtifact(
  run: Run | number,
  path: string,
  options: GetArtifactOptions,
): Promise<Response> {
  const { client, runId } = checkRunCall(run, options);
  const { openArtifact, toResponse } = await import("./api/artifacts.ts");
  return toResponse(await openArtifact(client, runId, path, options));
}

/**
 * Reports how a run ended: its steps, and the models and tests that failed.
 *
 * API: [Retrieve Run](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run),
 * [Retrieve Run Artifact](https://docs.getdbt.com/dbt-cloud/api-v2#/operations/Retrieve%20Run%20Artifact).
 *
 * @param run The run or its id.
 * @param options The account.
 * @returns The report. What could not be learned is named in its `gaps`.
 * @throws {DbtCloudError} If dbt Cloud refused or could not be reached.
 * @throws {TypeError | RangeError} If an option is wrong; nothing was sent.
 * @throws {AbortSignal["reason"]} If `signal` is aborted.
 * @category Functions
 * @example Notify of each model that failed
 * ```ts
 * import { getReport, triggerRun, waitForRun } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 666, apiKey: "dbtc_example" };
 * const run = await waitForRun(await triggerRun(job), job);
 * const { nodes } = await getReport(run, job);
 * const failed = nodes.filter(({ outcome }) => outcome === "failed");
 * for (const { name, message } of failed) console.error(name, message);
 * ```
 */
export async function getReport(
  run: Run | number,
  options: GetReportOptions,
): Promise<Report> {
  const { client, options: set, runId } = checkRunCall(run, options);
  const { openReport } = await import("./api/earlier_runs.ts");
  const { collectReport } = await import("./report/collect.ts");
  const { ended, source } = await openReport(client, runId, set);
  return await collectReport(ended, source, set)
    .finally(() => client.signal?.throwIfAborted()); // A part is no report.
}
