/**
 * Triggers a dbt Cloud job, waits for its run, fails your pipeline when the run
 * fails, and says why.
 *
 * In a pipeline, with the address of the job's page in dbt Cloud:
 *
 * ```sh
 * export DBT_API_KEY=…  # a secret of your CI system
 * export DBT_JOB_URL=https://cloud.getdbt.com/deploy/22219/projects/52901/jobs/559062
 * exec deno run -A --no-config jsr:@org/dbt-run
 * ```
 *
 * It replaces `run_and_monitor_dbt_job.py` of dbt's CI/CD guide, with the same
 * variables and the same lines in the log, and does more than the script:
 *
 * - One run, never two: if the answer is lost, it looks for the run before it
 *   triggers again, and cancels a second one that surfaces.
 * - A cancelled pipeline cancels the run.
 * - Bad answers while it waits do not fail the pipeline.
 * - A failed run is explained in the log, in annotations, in a summary and as
 *   JUnit XML, on GitHub, Forgejo and Gitea, GitLab, Azure, Bitbucket,
 *   Buildkite, CircleCI and Jenkins.
 *
 * `--help` lists all variables and flags. The exit code is 0 if the run
 * succeeded, 1 if it failed, 2 for wrong input, 3 if dbt Cloud refused or could
 * not be reached, 4 if it took too long, and 5 if there is no such run.
 *
 * In a script, {@linkcode triggerAndWait} does the same:
 *
 * ```ts
 * import { RunFailedError, triggerAndWait } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * try {
 *   const run = await triggerAndWait({ ...job, gitBranch: "main" });
 *   console.log(`Built ${run.gitSha} in run ${run.id}`);
 * } catch (error) {
 *   if (!(error instanceof RunFailedError)) throw error;
 *   console.error(`Run ${error.run.id} failed: ${error.run.href}`);
 * }
 * ```
 *
 * Importing the package starts nothing. On Node and Bun, import
 * `@org/dbt-run/mod`, the library alone; `@org/dbt-run/testing` is a stand-in
 * for dbt Cloud, to test your scripts with.
 *
 * @module
 */
import { startProgram } from "./command/program.ts";

export * from "./mod.ts";

// A bundler that merges us into a program makes `import.meta.main` true for
// us, too: only a module that is still this file is the program.
if (import.meta.main && /\/main\.ts$/.test(import.meta.url)) {
  startProgram();
}
