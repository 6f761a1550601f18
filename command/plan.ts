/** What the command is going to do: the input, made ready. */
import { type Client, createClient } from "../api/client.ts";
import { type Redact, redactor } from "../api/redact.ts";
import type { TriggerOptions } from "../api/options.ts";
import type { Input } from "./input/input.ts";
import type { Ending } from "./leave.ts";
import { isAttendedBy, secretsOf } from "./process/env.ts";
import type { Process } from "./process/process.ts";

/** All that the command needs to know. Nothing of it changes. */
export interface Plan extends Input {
  client: Client;
  /** What the CI system says of the pull request, if it was asked for. */
  pullRequest: Partial<TriggerOptions>;
  /** Whether the run is cancelled on a signal or a time-out. */
  cancels: boolean;
  /** When the command began, in milliseconds since 1970. */
  began: number;
  /** When the time limit is over; `Infinity` without one. */
  deadline: number;
  /** Whether a person looks on, at a terminal. */
  isAttended: boolean;
  /** The mark of the run, if it was chosen before. */
  mark: string | undefined;
  ending: Ending;
}

/** Makes a plan of an input without faults. */
export function makePlan(
  input: Input,
  process: Process,
  ending: Ending,
  pullRequest: Partial<TriggerOptions>,
): Plan {
  const { command, values } = input;
  const { timeout, url, apiKey = "", accountId = 0, projectId } = values;
  const began = process.startedAt;
  const redact = redactor(secretsOf(input));
  const fetch = values.debug ? traced(process, redact) : process.fetch;
  const account = { url, apiKey, accountId, projectId, fetch };
  return {
    ...input,
    pullRequest,
    client: { ...createClient(account), redact },
    cancels: values.cancel ?? command === "run",
    began,
    deadline: timeout > 0 ? began + timeout : Infinity,
    isAttended: isAttendedBy(process, values.quiet),
    mark: process.mark,
    ending,
  };
}

/** Prints each request, without its headers and the key: `--debug`. */
function traced({ fetch, err }: Process, redact: Redact): typeof fetch {
  return async (input, init) => {
    const began = Date.now();
    const say = (how: string) => {
      const took = Date.now() - began;
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
