/** The command: input, context, the life of a run, reporter, exit code. */
import { createRedactor } from "../api/redact.ts";
import { listUnusableProxies } from "../api/proxies.ts";
import type { ActionHooks } from "./action_hooks.ts";
import { type Context, createContext } from "./context.ts";
import { createEvents, type Events } from "./events.ts";
import { classifyError, exitCode, toError } from "./exit_codes.ts";
import { readInput } from "./input/input.ts";
import type {
  Input,
  InputFault,
  InvalidInput,
  ParsedInput,
} from "./input/parsed_input.ts";
import { describeOpenRun } from "./messages.ts";
import { denoProcess } from "./process/deno.ts";
import { secretsOf } from "./process/ci_environment.ts";
import type { Process } from "./process/process.ts";
import { afterSignal, listenForShutdown } from "./process/shutdown.ts";
import type { Reporter, ReporterContext } from "./reporter.ts";
import { runCommand } from "./run.ts";
import { createStateHolder, type Result, type RunState } from "./run_state.ts";

/** Runs the command and returns its exit code, once its output is written. */
export async function main(
  process: Process,
  hooks: ActionHooks = {},
): Promise<number> {
  let input: Input | InvalidInput;
  try {
    input = readInput(process, hooks.input);
  } catch (error) {
    // Secrets are known by the input alone: nothing of the error may be shown.
    const { name } = toError(error);
    process.err.line(
      `error: The input could not be read (${name}). This is a fault of dbt-run`,
    );
    await process.flush();
    return exitCode("bug");
  }
  const { help, version } = input.values;
  if (help || version) return await printHelp(process, input);
  return await runAndReport(process, hooks, input);
}

/** Prints what `--help` or `--version` asks for. */
async function printHelp(
  process: Process,
  { values }: Input | InvalidInput,
): Promise<number> {
  const { formatHelp, VERSION } = await import("./input/help.ts");
  if (values.version) process.out.line(`dbt-run ${VERSION}`);
  if (values.help) formatHelp().forEach(process.out.line);
  await process.flush();
  return exitCode("succeeded");
}

/** Follows the run, says what happens, and ends with the exit code. */
async function runAndReport(
  process: Process,
  hooks: ActionHooks,
  input: Input | InvalidInput,
): Promise<number> {
  const state = createStateHolder();
  let reporter: Reporter | undefined;
  const shutdown = listenForShutdown(process, input.values.timeout, (error) => {
    const hint = describeOpenRun(state.current, "may still be running");
    const result = { ...state.current, end: error.end, error, hint };
    return reporter?.endAtOnce(result);
  });
  const events = createEvents();
  const { emit } = events;
  const parts = { process, hooks, shutdown, state, emit };
  const loadReporter = async (context: ReporterContext) => {
    const { createReporter } = await import("./reporter.ts");
    return reporter ??= createReporter(context);
  };
  let result: Result;
  try {
    const faults = await completeInput(input, process, hooks);
    if (input.faults || faults.length > 0) {
      result = { end: "invalidInput", faults };
    } else {
      const context = createContext(input, parts);
      result = await runWithReporter(context, events, loadReporter);
    }
  } catch (error) {
    result = explainError(error, state.current);
  }
  let end = result.end;
  try {
    end = await (await loadReporter({ ...input, ...parts })).end(result);
  } catch (error) {
    // Nothing of ours can print: the least that a person has to know.
    const redact = createRedactor(secretsOf(input));
    const texts = [`error: ${(error as Error).message}`, result.hint];
    texts.forEach((text) => text && process.err.line(redact(text)));
  }
  await process.flush();
  return exitCode(afterSignal(shutdown, { end }).end);
}

/** Runs the command, while the reporter says what happens. */
async function runWithReporter(
  context: Context,
  events: Events,
  loadReporter: (context: Context) => Promise<Reporter>,
): Promise<Result> {
  const running = runCommand(context);
  try {
    // The POST leaves before the modules that it does not need are loaded.
    await Promise.race([running, context.process.flushRequests()]);
    events.listen((await loadReporter(context)).on);
    return await running;
  } catch (error) {
    // The answer to the POST says whether a run was started.
    await Promise.race([running, events.started]);
    throw error;
  }
}

/** The result where a fault of our own ends the command: the run is left alone. */
function explainError(error: unknown, state: RunState): Result {
  const hint = describeOpenRun(state, "is still running");
  const end = classifyError(error);
  return { ...state, end, hint, error: toError(error) };
}

/** Adds the pull request, tries the files, and returns all that is wrong. */
async function completeInput(
  input: Input | InvalidInput,
  process: Process,
  hooks: ActionHooks,
): Promise<InputFault[]> {
  const { command, runId, values } = input;
  const faults = [...hooks.faults ?? [], ...input.faults ?? []];
  for (const name of listUnusableProxies()) {
    input.warnings.push(
      `${name} holds bytes that are no UTF-8 text. It counts as not set`,
    );
  }
  if (command === "cancel") return faults;
  if (values.pullRequest !== "none" && runId === undefined) {
    const { addPullRequest } = await import("./input/pull_request.ts");
    faults.push(...await addPullRequest(process, input));
  }
  if (!values.dryRun && namesFiles(input)) {
    const { checkNamedFiles } = await import("./input/named_files.ts");
    const isAction = hooks.input !== undefined;
    faults.push(...await checkNamedFiles(process, input, { isAction }));
  }
  return faults;
}

/** Whether the command is to write files that were named. */
function namesFiles({ values }: ParsedInput): boolean {
  return [values.junit, values.summary, values.artifacts].some(Boolean);
}

// The process

/** Runs the command in the process that we are in, and ends it with its code. */
export async function startProgram(): Promise<void> {
  const process = "Deno" in globalThis
    ? denoProcess()
    : (await import("./process/node.ts")).nodeProcess();
  if (isTooOld()) {
    process.err.line("error: dbt-run needs Deno 2.4, Node 20.3 or Bun 1.2");
    await process.flush();
    return process.exit(exitCode("invalidInput"));
  }
  process.exit(await main(process));
}

/** Whether the runtime lacks what we would miss after the run was started. */
function isTooOld(): boolean {
  const { Deno: deno } = globalThis as { Deno?: typeof Deno };
  return deno !== undefined && /^(1|2\.[0-3])\./.test(deno.version.deno) ||
    !("any" in AbortSignal) || !("toWellFormed" in String.prototype);
}
