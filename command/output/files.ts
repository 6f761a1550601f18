/** What is written for CI systems and people: outputs, pages, reports. */
import type { Redact } from "../../api/client.ts";
import { hasEnded, type Run } from "../../api/run.ts";
import type { CiOutput, CiSystem, Env } from "../../ci/ci_system.ts";
import type { Asked } from "../input/input.ts";
import type { Printer } from "./log.ts";
import type { Consumer, Outcome } from "../plan.ts";
import { appendFile, type FileSystem, writeFile } from "../process/files.ts";
import { EXIT_CODES } from "../process/process.ts";
import { junit } from "../../report/junit.ts";
import { markdown, summary } from "../../report/summary.ts";

// One after the other

/** Writes files without the key, and says what could not be written. */
export interface Output {
  env: Env;
  safe: Printer["safe"];
  /** Tells the CI system something; what cannot be written costs a warning. */
  tell: (output: CiOutput) => void;
  /** Resolves when all is written. */
  finished: () => Promise<void>;
}

/** Makes an output, which writes nothing before `queue` is done. */
export function createOutput(
  env: Env,
  printer: Printer,
  redact: Redact,
  fileSystem: FileSystem,
  queue = Promise.resolve(),
): Output {
  // A path that cannot be written is complained of once.
  const unwritable = new Set<string>();
  const trying = async (path: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (unwritable.has(path)) return;
      unwritable.add(path);
      const { message } = error as Error;
      printer.say(`warning: Cannot write ${path}: ${message}`, "error");
    }
  };
  return {
    env,
    safe: printer.safe,
    tell({ lines = [], files = [] }) {
      for (const { path, text, append = false } of files) {
        const write = append ? appendFile : writeFile;
        const safe = redact(text);
        queue = queue.then(() =>
          trying(path, () => write(fileSystem, path, safe))
        );
      }
      // After the files: some lines name them.
      if (files.length === 0) printer.command(lines);
      else queue = queue.then(() => printer.command(lines));
    },
    finished: () => queue,
  };
}

// For the steps and jobs that follow

/** Makes the consumer that writes the outputs of the CI system. */
export function createOutputs(ci: CiSystem, output: Output): Consumer {
  let told = "";
  let reused: boolean | undefined;
  function tell(run: Run): void {
    const isOver = hasEnded(run);
    const state = `${run.id} ${isOver}`;
    if (state === told) return;
    told = state;
    const values = {
      run_id: `${run.id}`,
      run_url: run.href,
      ...(reused !== undefined && { reused: `${reused}` }),
      ...(isOver && { run_status: run.status }),
      ...(isOver && run.gitSha && { git_sha: output.safe(run.gitSha) }),
    };
    output.tell(ci.outputs?.(values, output.env) ?? {});
  }
  return {
    on(event) {
      if (event.type === "started") reused = event.reused;
      if (event.type === "started" || event.type === "polled") tell(event.run);
    },
    done({ run }) {
      if (run) tell(run);
      return output.finished();
    },
  };
}

// Reports

/** Makes the consumer that writes the reports: the summary, and JUnit. */
export function createReportFiles(
  { values, command }: Pick<Asked, "values" | "command">,
  ci: CiSystem,
  output: Output,
  explain: (error: Error) => string,
): Consumer {
  return {
    async done(outcome) {
      if (values.dryRun || command === "cancel") return;
      const { report } = outcome;
      if (report && values.junit) {
        output.tell({ files: [{ path: values.junit, text: junit(report) }] });
      }
      const linkTo = (file: string) =>
        ci.fileUrl?.(file, report?.run.gitSha ?? "", output.env);
      const page = [
        ...(report && outcome.code < 2 ? [] : [endPage(outcome, explain)]),
        ...(report
          ? [summary(report, report.run.gitSha ? { linkTo } : {})]
          : []),
      ].join("\n");
      if (values.summary) {
        output.tell({ files: [{ path: values.summary, text: page }] });
      }
      if (ci.summary) output.tell(ci.summary(page, output.env));
      await output.finished();
    },
  };
}

/** How a command ended of which no run tells: what happened, and what to do. */
function endPage(
  { code, run, unclear, error }: Outcome,
  explain: (error: Error) => string,
): string {
  const heading = code === 0
    ? "dbt Cloud run was started"
    : `dbt-run: ${EXIT_CODES[code]}`;
  const lines = [
    `## ${heading}`,
    ...(error ? [markdown(explain(error))] : []),
    ...(run ? [`Run [${run.id}](<${run.href}>): ${run.status}`] : []),
    ...(unclear
      ? [`[Look for ${markdown(unclear.mark ?? "the run")}](<${unclear.page}>)`]
      : []),
  ];
  return `${lines.join("\n\n")}\n`;
}

// Files of an earlier pipeline, in a working copy that is used again

/** How our own files begin; nobody else's are removed. */
const JUNIT = /^<\?xml [^>]*>\n<testsuites name="dbt"/;
const SUMMARY = /^## dbt(-run:| Cloud run) /;

/** Removes our own files: a CI system would take them for those of this run. */
export async function removeLeftovers(
  { values, command }: Pick<Asked, "values" | "command">,
  { leftovers = [] }: CiSystem,
  fileSystem: FileSystem,
): Promise<void> {
  const { dryRun, junit, summary } = values;
  if (dryRun || command === "cancel") return;
  const removing = [
    ...leftovers.map((path) => remove(fileSystem, path, /^/)),
    remove(fileSystem, junit, JUNIT),
    remove(fileSystem, summary, SUMMARY),
  ];
  await Promise.all(removing);
}

async function remove(
  fileSystem: FileSystem,
  path: string | undefined,
  beginning: RegExp,
): Promise<void> {
  try {
    if (!path || await fileSystem.kindOf(path) !== "file") return;
    const text = await fileSystem.readText(path);
    if (beginning.test(text)) await fileSystem.remove(path);
  } catch {
    // It may not be read or removed: then it stays.
  }
}
