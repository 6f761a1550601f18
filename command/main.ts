/** The command: input, context, the life of a run, reporter, exit code. */
import { createRedactor } from "../api/redact.ts";
import { listUnusableProxies } from "../api/proxies.ts";
import type { ActionHooks } from "./action_hooks.ts";
import { type Context, createContext } from "./context.ts";
import { createEvents, type Events } from "./events.ts";
import { exitCode, toError } from "./exit_codes.ts";
import { readInput } from "./input/input.ts";
import type {
  Input,
  InputFault,
  InvalidInput,
  ParsedInput,
} from "./input/parsed_input.ts";
import { describeOpenRun } from "./messages.ts";
import { listSecrets } from "./process/ci_environment.ts";
import type { Process } from "./process/process.ts";
import { listenForShutdown } from "./process/shutdown.ts";
import type { Reporter, ReporterContext } from "./reporter.ts";
import { runCommand } from "./run.ts";
import {
  createStateHolder,
  pickResult,
  type Result,
  type RunState,
} from "./run_state.ts";
import { afterSignal, classifyError } from "./verdict.ts";

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
    const known = pickResult(state.current);
    return reporter?.endAtOnce({ ...known, end: error.end, error, hint });
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
    warnOfProxies(input);
    const faults = [
      ...hooks.faults ?? [],
      ...input.faults ?? [],
      ...await addNamedPullRequest(process, input),
      ...await checkFiles(process, input, hooks),
    ];
    if (input.faults || faults.length > 0) {
      result = { end: "invalidInput", faults };
    } else {
      const context = await createContext(input, parts);
      result = await runWithReporter(context, events, loadReporter);
    }
  } catch (error) {
    result = createErrorResult(error, state.current);
  }
  let end = result.end;
  try {
    end = await (await loadReporter({ ...input, ...parts })).end(result);
  } catch (error) {
    // Nothing of ours can print: the least that a person has to know.
    const redact = createRedactor(listSecrets(input));
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

/** Makes the result of a fault of our own: the run is left alone. */
function createErrorResult(error: unknown, state: RunState): Result {
  const hint = describeOpenRun(state, "is still running");
  const end = classifyError(error);
  return { ...pickResult(state), end, hint, error: toError(error) };
}

/** Warns of variables that name a proxy in no readable way. */
function warnOfProxies({ warnings }: ParsedInput): void {
  for (const name of listUnusableProxies()) {
    warnings.push(
      `${name} holds bytes that are no UTF-8 text. It counts as not set`,
    );
  }
}

/** Adds the pull request that is to be looked up; returns what is wrong with it. */
async function addNamedPullRequest(
  process: Process,
  input: Input | InvalidInput,
): Promise<InputFault[]> {
  const { command, runId, values } = input;
  const isNamed = values.pullRequest !== "none" && runId === undefined;
  if (command === "cancel" || !isNamed) return [];
  const { addPullRequest } = await import("./input/pull_request.ts");
  return await addPullRequest(process, input);
}

/** Returns which of the named files cannot be written. */
async function checkFiles(
  process: Process,
  input: Input | InvalidInput,
  hooks: ActionHooks,
): Promise<InputFault[]> {
  const { junit, summary, artifacts, dryRun } = input.values;
  const isNamed = [junit, summary, artifacts].some(Boolean);
  if (input.command === "cancel" || dryRun || !isNamed) return [];
  const { checkNamedFiles } = await import("./input/named_files.ts");
  const isAction = hooks.input !== undefined;
  return await checkNamedFiles(process, input, { isAction });
}
