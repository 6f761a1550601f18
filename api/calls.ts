/** Calls of the library: what comes first, and options that are checked at once. */
import { dropUnset } from "./option_checks.ts";
import { type Client, createClient } from "./client.ts";
import { isObject } from "./json.ts";
import type { Run } from "./model.ts";
import type { ClientOptions, TriggerOptions } from "./options.ts";
import { listUnusableProxies } from "./proxies.ts";
import { toRunId } from "./read_run.ts";

/** A call of the library: its options, as far as they are set, and a client. */
export interface Call<T extends ClientOptions> {
  client: Client;
  options: T;
}

/** Checks a call that is about a run, which comes before the options. */
export function checkRunCall<T extends ClientOptions>(
  run: Run | number,
  options: T,
): Call<T> & { runId: number } {
  const runId = toRunId(run);
  if (!isObject(options) || runId === undefined) {
    throw new TypeError("The run or its id comes first, then the options");
  }
  return { ...checkCall(options, { run: runId }), runId };
}

/** Checks a call that is about a job, whose id comes before the options. */
export function checkJobCall<T extends ClientOptions>(
  jobId: number,
  options: T,
): Call<T> {
  if (!isObject(options)) {
    throw new TypeError("The job's id comes first, then the options");
  }
  return checkCall(options, { jobId });
}

/** Checks a call that triggers the job that its options name. */
export function checkTriggerCall<T extends TriggerOptions>(
  options: T,
): Call<T> {
  if (!isObject(options)) throw new TypeError("Missing options");
  return checkCall(options, { jobId: options.jobId });
}

function checkCall<T extends ClientOptions>(
  options: T,
  required: { [name: string]: unknown },
): Call<T> {
  const setOptions = dropUnset(options);
  const client = createClient(setOptions, required);
  for (const name of listUnusableProxies()) {
    client.notify(`${name} is no UTF-8 text. It counts as not set`);
  }
  return { client, options: setOptions };
}
