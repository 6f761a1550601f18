/**
 * A stand-in for dbt Cloud, to test scripts and pipelines without one.
 *
 * It is one handler of requests: inject it as `fetch`, or serve it on a port.
 * It keeps runs and moves them on by the clock, checks what it is sent as
 * strictly as the API's description does, and fails in the ways that you ask
 * for.
 *
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 * import { fakeDbtCloud } from "@org/dbt-run/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const cloud = fakeDbtCloud({ running: 10 });
 * await triggerAndWait({
 *   accountId: 1,
 *   jobId: 2,
 *   apiKey: "secret",
 *   fetch: cloud.fetch,
 *   initialDelay: 20,
 * });
 * assertEquals(cloud.runs.length, 1);
 * ```
 *
 * @module
 */
import { breakableCloud } from "./fake/cloud.ts";
import type { FakeDbtCloud, FakeDbtCloudOptions } from "./fake/types.ts";

export type {
  EarlierFakeRun,
  Endpoint,
  FakeDbtCloud,
  FakeDbtCloudOptions,
  FakeEnding,
  FakeJob,
  FakeRequest,
  FakeRun,
  FakeStep,
  Fault,
  Scenario,
} from "./fake/types.ts";

/**
 * Makes a stand-in for dbt Cloud.
 *
 * @param options How its runs go, and how its answers fail.
 * @returns The stand-in.
 *
 * @example Lose the answer to the trigger after the run was started
 * ```ts
 * import { triggerRun } from "@org/dbt-run";
 * import { fakeDbtCloud } from "@org/dbt-run/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const cloud = fakeDbtCloud({
 *   running: 60_000,
 *   faults: { trigger: [{ answer: "reset", done: true }] },
 * });
 * const job = { accountId: 1, jobId: 2, apiKey: "secret" };
 * const run = await triggerRun({ ...job, fetch: cloud.fetch });
 * assertEquals(cloud.runs.map(({ id }) => id), [run.id]);
 * ```
 */
export function fakeDbtCloud(options: FakeDbtCloudOptions = {}): FakeDbtCloud {
  const { answer: _, ...cloud } = breakableCloud(options);
  return cloud;
}
