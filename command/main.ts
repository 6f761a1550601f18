/** The command: settings, plan, events, consumers, exit code. */
import type { TriggerOptions } from "../api/options.ts";
import { redactor } from "../api/redact.ts";
import { whereToLook } from "../api/start.ts";
import type { Consumers } from "./output/consumers.ts";
import type { Outcome, RunEvent } from "./events.ts";
import { follow } from "./follow.ts";
import { type Input, readInput } from "./input/input.ts";
import { listen } from "./leave.ts";
import { makePlan } from "./plan.ts";
import { secretsOf } from "./process/env.ts";
import { codeOf, type ExitCode, isDenied } from "./process/exit.ts";
import type { Process } from "./process/process.ts";

/** Runs the command and returns its exit code. */
export async function main(process: Process): Promise<ExitCode> {
  let input: Input;
  try {
    input = readInput(process);
  } catch (error) {
    if (!isDenied(error)) throw error;
    const [message] = (error as Error).message.split(",");
    process.err.line(`error: ${message}: run with --allow-env`);
    return 2;
  }
  const { help, version } = input.values;
  if (!help && !version) return await run(input, process);
  const { usage, VERSION } = await import("./input/help.ts");
  if (version) process.out.line(`dbt-run ${VERSION}`);
  if (help) usage().forEach(process.out.line);
  return 0;
}

async function run(input: Input, process: Process): Promise<ExitCode> {
  let consumers: Consumers | undefined;
  const { values, command } = input;
  const begun: Promise<IteratorResult<RunEvent, Outcome>>[] = [];
  const ending = listen(process, values.timeout, () => consumers?.hurry());
  try {
    const pullRequest = await readPullRequest(input, process);
    if (input.faults.length > 0) {
      const { refuse } = await import("./output/consumers.ts");
      await refuse(input, process);
      return 2;
    }
    const plan = makePlan(input, process, ending, pullRequest);
    const events = command === "cancel"
      ? (await import("./cancel.ts")).cancel(plan)
      : follow(plan);
    // The second event is the answer to the POST, or a fault.
    begun.push(events.next(), events.next());
    // The POST leaves before what it does not need is loaded.
    await Promise.race([begun[1], process.turn?.()]);
    const { createConsumers } = await import("./output/consumers.ts");
    consumers = createConsumers(plan, process);
    for (let i = 0;; i++) {
      const { done, value } = await (begun[i] ?? events.next());
      if (done) return await consumers.finish(value);
      consumers.tell(value);
    }
  } catch (error) {
    return await explainFault(error, input, process, begun);
  } finally {
    ending.release();
  }
}

/** A fault of ours where no consumer tells of the run: it is left alone, and named. */
async function explainFault(
  error: unknown,
  input: Input,
  process: Process,
  begun: Promise<IteratorResult<RunEvent, Outcome>>[],
): Promise<ExitCode> {
  const { faultOf } = await import("./output/advice.ts");
  const redact = redactor(secretsOf(input));
  const lines = [`error: ${faultOf(error, input)}`];
  for (const { done, value } of await Promise.all(begun)) {
    if (done) continue;
    if (value.type === "triggering" && !value.isDry) {
      lines[1] = `A run may have been started: ${whereToLook(value.unclear)}`;
    } else if (value.type === "started") {
      lines[1] = `Run ${value.run.id} goes on: ${value.run.href}`;
    }
  }
  lines.forEach((line) => process.err.line(redact(line)));
  return codeOf(error);
}

/** Asks the CI system for the pull request, if that is wanted. */
async function readPullRequest(
  input: Input,
  process: Process,
): Promise<Partial<TriggerOptions>> {
  const { values, runId, command } = input;
  const isWanted = values.pullRequest !== "none" && command !== "cancel" &&
    runId === undefined;
  if (!isWanted) return {};
  const { findPullRequest } = await import("./input/pull_request.ts");
  return await findPullRequest(process, input);
}
