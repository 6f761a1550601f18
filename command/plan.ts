/** What the command is going to do: the input, made ready. */
import { type Client, createClient } from "../api/client.ts";
import { clock, type Deadline, deadlineIn } from "../api/clock.ts";
import { type Redact, redactor } from "../api/redact.ts";
import type { TriggerOptions } from "../api/options.ts";
import type { JobOptions } from "../api/start.ts";
import type { Input } from "./input/input.ts";
import type { Ending } from "./leave.ts";
import { isInteractive, secretsOf } from "./process/process.ts";
import type { Process } from "./process/process.ts";

/** All that the command needs to know. Nothing of it changes. */
export interface Plan extends Input {
  client: Client;
  /** What the CI system says of the pull request, if it was asked for. */
  pullRequest: Partial<TriggerOptions>;
  /** What the run is started with, or known by. */
  options: Omit<JobOptions, "jobId">;
  /** When the command began, by our clock. */
  began: number;
  /** The end of the time limit. */
  deadline: Deadline;
  /** Whether the output goes to a person at a terminal. */
  isInteractive: boolean;
  /** The mark of the run, if it was chosen before. */
  mark: string | undefined;
  ending: Ending;
  /** Where artifacts are kept. */
  fileSystem: Process["fileSystem"];
}

/** Makes a plan of an input without faults. */
export function makePlan(
  input: Input,
  process: Process,
  ending: Ending,
  pullRequest: Partial<TriggerOptions>,
): Plan {
  const { values } = input;
  const { timeout, url, apiKey, accountId, projectId } = values;
  const began = process.startedAt;
  const redact = redactor(secretsOf(input));
  const fetch = values.debug ? traced(process, redact) : process.fetch;
  const account = { url, apiKey, accountId, projectId, fetch };
  return {
    ...input,
    pullRequest,
    options: { ...values, ...pullRequest },
    client: { ...createClient(account), redact },
    began,
    deadline: deadlineIn(
      timeout > 0 ? began + timeout - clock.now() : Infinity,
    ),
    isInteractive: isInteractive(process, values.quiet),
    mark: process.mark,
    ending,
    fileSystem: process.fileSystem,
  };
}

/** Prints each request, without its headers and the key: `--debug`. */
function traced({ fetch, err }: Process, redact: Redact): typeof fetch {
  return async (input, init) => {
    const began = clock.now();
    const say = (how: string) => {
      const took = Math.round(clock.now() - began);
      const line = `debug: ${init?.method} ${input} → ${how} in ${took} ms`;
      err.line(redact(line));
    };
    try {
      const response = await fetch(input, init);
      say(String(response.status));
      return response;
    } catch (error) {
      say((error as Error).message);
      throw error;
    }
  };
}
