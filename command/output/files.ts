/** What is written for CI systems and people: outputs, pages, reports. */
import { redactor } from "../../api/client.ts";
import { hasEnded, type Run } from "../../api/run.ts";
import type { CiOutput, CiSystem } from "../../ci/ci_system.ts";
import { detectCi } from "../../ci/registry.ts";
import type { ParsedInput } from "../input/input.ts";
import { faultOf } from "./annotations.ts";
import { createPrinter } from "./log.ts";
import type { Consumer, Outcome } from "../plan.ts";
import { type FileSystem, writeFile } from "../process/files.ts";
import {
  ciEnv,
  EXIT_CODES,
  type Process,
  secretsOf,
} from "../process/process.ts";
import { junit } from "../../report/junit.ts";
import { markdown, summary } from "../../report/summary.ts";

/** What all output goes through. */
export type Output = ReturnType<typeof openOutput>;

/** Opens the output; files of an earlier pipeline are removed. */
export function openOutput(
  input: ParsedInput,
  process: Process,
  redact = redactor(secretsOf(input)),
) {
  const { fileSystem } = process;
  const env = ciEnv(process.env);
  const ci = detectCi(env);
  const printer = createPrinter(process, input.values, redact, ci);
  let queue = removeLeftovers(input, ci, fileSystem);
  // A path that cannot be written is complained of once.
  const unwritable = new Set<string>();

  async function write(path: string, text: string, isMore?: boolean) {
    try {
      const safe = redact(text);
      if (isMore) await fileSystem.write(path, safe, "append");
      else await writeFile(fileSystem, path, safe);
    } catch (error) {
      if (unwritable.has(path)) return;
      unwritable.add(path);
      const { message } = error as Error;
      printer.say(`warning: Cannot write ${path}: ${message}`, "error");
    }
  }
  return {
    ci,
    env,
    printer,
    /** Tells the CI system something; what cannot be written costs a warning. */
    tell({ lines = [], files = [] }: CiOutput = {}): void {
      for (const { path, text, append } of files) {
        queue = queue.then(() => write(path, text, append));
      }
      // After the files: some lines name them.
      if (files.length === 0) printer.command(lines);
      else queue = queue.then(() => printer.command(lines));
    },
    /** Resolves when all is written. */
    finished: () => queue,
  };
}

// For the steps and jobs that follow

/** Makes the consumer that writes the outputs of the CI system. */
export function createOutputs(output: Output): Consumer {
  const { ci, env, printer, tell, finished } = output;
  let told = "";
  let reused: boolean | undefined;
  function tellOf(run: Run): void {
    const isOver = hasEnded(run);
    const state = `${run.id} ${isOver}`;
    if (state === told) return;
    told = state;
    const values = {
      run_id: `${run.id}`,
      run_url: run.href,
      ...(reused !== undefined && { reused: `${reused}` }),
      ...(isOver && { run_status: run.status }),
      ...(isOver && run.gitSha && { git_sha: printer.safe(run.gitSha) }),
    };
    tell(ci.outputs?.(values, env));
  }
  return {
    on(event) {
      if (event.type === "started") reused = event.reused;
      if ("run" in event) tellOf(event.run);
    },
    done({ run }) {
      if (run) tellOf(run);
      return finished();
    },
  };
}

// Reports

/** Writes the reports: the summary, and JUnit. */
export async function writeReports(
  input: ParsedInput,
  { ci, env, tell, finished }: Output,
  outcome: Outcome,
): Promise<void> {
  if (!writesReports(input)) return;
  const { values } = input;
  const { report, code } = outcome;
  if (report && values.junit) {
    tell({ files: [{ path: values.junit, text: junit(report) }] });
  }
  const sha = report?.run.gitSha;
  const linkTo = (file: string) =>
    sha ? ci.fileUrl?.(file, sha, env) : undefined;
  const end = report && code < 2 ? "" : endPage(outcome, input);
  const page = [end, report ? summary(report, { linkTo }) : ""]
    .filter(Boolean).join("\n");
  if (values.summary) tell({ files: [{ path: values.summary, text: page }] });
  tell(ci.summary?.(page, env));
  await finished();
}

/** Whether the command writes any: neither a dry run nor `cancel` does. */
function writesReports({ values, command }: ParsedInput): boolean {
  return !values.dryRun && command !== "cancel";
}

/** How a command ended of which no run tells: what happened, and what to do. */
function endPage(
  { code, run, unclear, error }: Outcome,
  input: ParsedInput,
): string {
  const heading = code === 0
    ? "dbt Cloud run was started"
    : `dbt-run: ${EXIT_CODES[code]}`;
  const lines = [
    `## ${heading}`,
    error && markdown(faultOf(error, input)),
    run && `Run [${run.id}](<${run.href}>): ${run.status}`,
    unclear &&
    `[Look for ${markdown(unclear.mark ?? "the run")}](<${unclear.page}>)`,
  ];
  return `${lines.filter(Boolean).join("\n\n")}\n`;
}

// Files of an earlier pipeline, in a working copy that is used again

/** How our own reports begin; nobody else's are removed. */
const OURS =
  /^(<\?xml [^>]*>\n<testsuites name="dbt"|## dbt(-run:| Cloud run) )/;

/** Removes our own files: a CI system would take them for those of this run. */
async function removeLeftovers(
  input: ParsedInput,
  { leftovers = [] }: CiSystem,
  fileSystem: FileSystem,
): Promise<void> {
  if (!writesReports(input)) return;
  const { junit, summary } = input.values;
  const removing = [...leftovers, junit, summary].map(async (path) => {
    if (!path || await fileSystem.kindOf(path) !== "file") return;
    const text = await fileSystem.readText(path);
    const isOurs = leftovers.includes(path) || OURS.test(text);
    if (isOurs) await fileSystem.remove(path);
  });
  // What may not be read or removed stays.
  await Promise.allSettled(removing);
}
