/**
 * Trigger a dbt Cloud job from a pipeline, wait for its run, fail when the run
 * fails, and say why. It replaces the Python script
 * `run_and_monitor_dbt_job.py`: same variables, same lines in the log.
 *
 * ```sh
 * deno run --allow-env --allow-net=cloud.getdbt.com jsr:@org/dbt-run
 * ```
 *
 * `DBT_API_KEY`, `DBT_ACCOUNT_ID` and `DBT_PR_JOB_ID` are what it needs;
 * `--help` lists the rest. The same package is a library:
 *
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerAndWait({ ...job, gitBranch: "main" });
 * console.log(run.status, run.href);
 * ```
 *
 * @module
 */
export * from "./mod.ts";

// A bundler that merges us into a program makes `import.meta.main` true for
// us, too: only a module that is still this file is the program.
if (import.meta.main && /\/main\.ts$/.test(new URL(import.meta.url).pathname)) {
  import("./command/program.ts").then(({ startProgram }) => startProgram());
}
