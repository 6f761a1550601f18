/** The earlier runs of the demo's job: one of its tests has failed for two days. */
import { HOUR } from "../api/clock.ts";
import type { EarlierFakeRun } from "./fake_dbt_cloud.ts";

/** The earlier runs of a job, each of about `duration` milliseconds. */
export function earlierRuns(jobId: number, duration: number): EarlierFakeRun[] {
  const job = { jobId, queued: 0, starting: 0, running: duration };
  const success = { ...job, ending: "success" } as const;
  const failure = {
    ...job,
    ending: "error",
    failing: ["not_null_stg_orders_customer_id"],
  } as const;
  return [
    { ...success, ago: 123 * HOUR, running: duration * 0.9 },
    { ...success, ago: 99 * HOUR },
    { ...success, ago: 75 * HOUR, running: duration * 1.1 },
    { ...failure, ago: 51 * HOUR },
    { ...failure, ago: 27 * HOUR },
  ];
}
