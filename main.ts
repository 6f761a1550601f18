/**
 * Trigger a dbt Cloud job from a pipeline, wait for its run, and end with its
 * verdict. It takes the place of the Python script
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
import { Session } from "./command/session.ts";
import { type Input, readInput, usage } from "./command/settings.ts";
import type { System } from "./command/system.ts";
import config from "./deno.json" with { type: "json" };

export * from "./mod.ts";
export type { System };

/**
 * Runs the command.
 *
 * @param args The command line.
 * @param system What it has of the process.
 * @returns The exit code.
 *
 * @example Run it against the stand-in
 * ```ts
 * import { main } from "@org/dbt-run";
 * import { fakeDbtCloud } from "@org/dbt-run/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const lines: string[] = [];
 * const code = await main(["--job-id", "2", "--account-id", "1"], {
 *   env: (name) => name === "DBT_API_KEY" ? "secret" : undefined,
 *   fetch: fakeDbtCloud().fetch,
 *   out: (line) => lines.push(line),
 *   err: (line) => lines.push(line),
 *   onSignal: () => () => {},
 *   exit: () => {},
 *   readFile: () => Promise.reject(new Error("There is none")),
 *   writeFile: () => Promise.resolve(),
 * });
 * assertEquals(code, 0);
 * assertEquals(lines.at(-2), "Run status -> Success");
 * ```
 */
export async function main(args: string[], system: System): Promise<number> {
  let input: Input;
  try {
    input = readInput(args, system.env);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "NotCapable") throw error;
    system.err(`error: ${error.message.split(",")[0]}: run with --allow-env`);
    return 2;
  }
  const { help, version } = input.values;
  if (!help && !version) return await new Session(input, system).main();
  const lines = help ? usage() : [`dbt-run ${config.version}`];
  lines.forEach((line) => system.out(line));
  return 0;
}

/** The process as the command sees it. */
function denoSystem(): System {
  return {
    env: (name) => Deno.env.get(name),
    fetch,
    // deno-lint-ignore no-console
    out: (line) => console.log(line),
    // deno-lint-ignore no-console
    err: (line) => console.error(line),
    onSignal(listener) {
      // Windows has no SIGTERM: there, SIGBREAK is the second way to ask.
      const names: Deno.Signal[] = Deno.build.os === "windows"
        ? ["SIGINT", "SIGBREAK"]
        : ["SIGINT", "SIGTERM"];
      const listeners = names.map((name) => {
        const call = () => listener(name === "SIGINT" ? "SIGINT" : "SIGTERM");
        Deno.addSignalListener(name, call);
        return () => Deno.removeSignalListener(name, call);
      });
      return () => listeners.forEach((remove) => remove());
    },
    exit: (code) => Deno.exit(code),
    ...(Deno.stdout.isTerminal() && {
      redraw: (line: string) =>
        Deno.stdout.writeSync(new TextEncoder().encode(`\r\x1b[2K${line}`)),
    }),
    readFile: (path) => Deno.readTextFile(path),
    async writeFile(path, data, append) {
      if (append) {
        return await Deno.writeTextFile(path, data as string, { append });
      }
      const folder = /^(.*)[\\/]/.exec(path)?.[1];
      if (folder) await Deno.mkdir(folder, { recursive: true });
      const part = `${path}.part`;
      try {
        if (typeof data === "string") await Deno.writeTextFile(part, data);
        else await Deno.writeFile(part, data);
        await Deno.rename(part, path);
      } catch (error) {
        await Deno.remove(part).catch(() => {});
        throw error;
      }
    },
  };
}

if (import.meta.main) {
  main(Deno.args, denoSystem()).then((code) => Deno.exitCode = code);
}
