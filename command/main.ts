/** The command: process, settings, plan, events, consumers, exit code. */
import { redactor } from "../api/client.ts";
import { isDenied } from "../api/http.ts";
import { follow } from "./follow.ts";
import {
  type Input,
  type InputFault,
  type InvalidInput,
  readInput,
} from "./input/input.ts";
import type { Consumers } from "./output/consumers.ts";
import { createEvents, type Known, lastWords, makePlan } from "./plan.ts";
import { thisProcess } from "./process/deno.ts";
import { unwritable } from "./process/files.ts";
import {
  afterSignal,
  ciEnv,
  codeOf,
  type Ending,
  type ExitCode,
  listen,
  type Process,
  secretsOf,
} from "./process/process.ts";

/** Runs the command and returns its exit code, once its output is written. */
export async function main(process: Process): Promise<ExitCode> {
  let code: ExitCode = 0;
  let input: Input | InvalidInput | undefined;
  try {
    input = readInput(process);
    const { help, version } = input.values;
    if (!help && !version) return await run(input, process);
    const { usage, VERSION } = await import("./input/help.ts");
    if (version) process.out.line(`dbt-run ${VERSION}`);
    if (help) usage().forEach(process.out.line);
  } catch (error) {
    // Flags count, and variables that may be read: the key is one of them.
    input ??= readInput({ args: process.args, env: ciEnv(process.env) });
    code = await explainFault(error, input, process);
  }
  await process.flush();
  return code;
}

/** What an end at once has to tell, and who tells it. */
interface Told {
  known: Known;
  consumers?: Consumers;
}

async function run(
  input: Input | InvalidInput,
  process: Process,
): Promise<ExitCode> {
  const told: Told = { known: { phase: "start" } };
  const ending = listen(process, input.values.timeout, async (error) => {
    const words = lastWords(told.known, "may still be running");
    await told.consumers?.onForcedExit(error, told.known, words);
  });
  const code = await tellRun(input, process, ending, told);
  await process.flush();
  return afterSignal(ending.leave, { code }).code;
}

/** Follows the run, and lets the consumers tell of it. */
async function tellRun(
  input: Input | InvalidInput,
  process: Process,
  ending: Ending,
  told: Told,
): Promise<ExitCode> {
  const events = createEvents();
  let isTriggered = Promise.resolve();
  try {
    const faults = await completeInput(input, process);
    if (input.faults || faults.length > 0) {
      const { tellEnd } = await import("./output/consumers.ts");
      await tellEnd(input, process, { code: 2 }, faults);
      return 2;
    }
    const plan = makePlan(input, process, ending, events.emit);
    const following = follow(plan, told.known);
    isTriggered = Promise.race([following, events.started]).then(() => {});
    isTriggered.catch(() => {}); // It is looked at below.
    // The POST leaves before what it does not need is loaded.
    await Promise.race([following, process.flushRequests()]);
    const { createConsumers } = await import("./output/consumers.ts");
    const consumers = told.consumers = createConsumers(plan);
    events.listen(consumers.tell);
    return await consumers.finish(await following);
  } catch (error) {
    // The answer to the POST tells whether a run was started.
    await Promise.allSettled([isTriggered]);
    return await explainFault(error, input, process, told.known);
  }
}

/** Adds the pull request, tries the files, and returns all that is wrong. */
async function completeInput(
  input: Input | InvalidInput,
  process: Process,
): Promise<InputFault[]> {
  const { command, runId, values } = input;
  const faults = [...input.faults ?? []];
  if (command === "cancel") return faults;
  if (values.pullRequest !== "none" && runId === undefined) {
    const { readPullRequest } = await import("./input/pull_request.ts");
    faults.push(...await readPullRequest(process, input));
  }
  if (values.dryRun) return faults;
  const { junit, summary, artifacts } = values;
  // The action's own folder is not tried: nobody named it.
  const files = { junit, summary, ...(!process.input && { artifacts }) };
  return [...faults, ...await unwritable(process.fileSystem, files)];
}

/** A fault where no consumer tells of the run: it is left alone, and named. */
async function explainFault(
  error: unknown,
  input: Input | InvalidInput,
  process: Process,
  known: Partial<Known> = {},
): Promise<ExitCode> {
  const { describeError } = await import("./output/advice.ts");
  const code = codeOf(error);
  const fault = isDenied(error)
    ? `${(error as Error).message.split(",")[0]}: run with --allow-env`
    : describeError(error, input);
  const hint = lastWords(known, "goes on");
  try {
    const { tellEnd } = await import("./output/consumers.ts");
    const faults = [{ text: fault }];
    await tellEnd(input, process, { ...known, code }, faults, hint);
  } catch {
    const redact = redactor(secretsOf(input));
    const text = hint ? `${fault}\n${hint}` : fault;
    process.err.line(redact(`error: ${text}`));
  }
  return code;
}

// The process

/** Runs the command in the process that we are in, and ends it with its code. */
export async function startProgram(): Promise<void> {
  const process = "Deno" in globalThis
    ? thisProcess()
    : (await import("./process/node.ts")).thisProcess();
  if (isTooOld()) {
    process.err.line("error: dbt-run needs Deno 2.4, Node 20.3 or Bun 1.2");
    await process.flush();
    return process.exit(2);
  }
  process.exit(await main(process));
}

/** Whether the runtime lacks what we would miss after the run was started. */
function isTooOld(): boolean {
  const { Deno: deno } = globalThis as { Deno?: typeof Deno };
  return deno !== undefined && /^(1|2\.[0-3])\./.test(deno.version.deno) ||
    !("any" in AbortSignal) || !("toWellFormed" in String.prototype);
}
