/** Calls again after a fault: the one loop that obeys the rules and their backoff. */
import { createBackoff } from "./backoff.ts";
import type { Client } from "./client.ts";
import { clock, type Deadline, pause, SECOND } from "./clock.ts";
import { DbtCloudError } from "./errors.ts";
import { decide, type Decision, type Operation } from "./retry_rules.ts";
import { joinSentences } from "./text.ts";

/** Options for {@linkcode retry}. */
export interface RetryOptions {
  signal?: AbortSignal | undefined;
  /** The moment of the last attempt. */
  deadline?: Deadline | undefined;
  /** Decides after an error; by default, the table does for the operation. */
  decide?: ((error: DbtCloudError) => Decision) | undefined;
  /**
   * Whether the user hears of each fault that is survived.
   *
   * @default {true}
   */
  announce?: boolean;
}

/**
 * Calls again after a fault, as the table and the operation's backoff allow.
 * Throws the fault that is not survived.
 */
export async function retry<T>(
  client: Client,
  operation: Operation,
  call: () => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { signal, announce = true } = options;
  const decideAfter = options.decide ?? ((error) => decide(operation, error));
  const remaining = () => options.deadline?.remaining() ?? Infinity;
  const backoff = createBackoff(client, operation);
  let lastStatus: number | undefined;
  for (;;) {
    const calledAt = clock.now();
    try {
      return await call();
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      const decision = decideAfter(error);
      const isConfirmed = decision === "confirm" && lastStatus === error.status;
      if (decision === "final" || isConfirmed || remaining() <= 0) throw error;
      lastStatus = error.status;
      const next = backoff.nextPause(error, clock.now() - calledAt);
      if (next === undefined) throw withHint(error, backoff.hint);
      const ms = Math.min(next, remaining());
      if (announce) client.notify(formatRetry(error, ms));
      await pause(ms, signal);
    }
  }
}

/** Formats the sentence about a fault that is survived. */
export function formatRetry({ message }: DbtCloudError, ms: number): string {
  const seconds = Math.ceil(ms / SECOND);
  return joinSentences(message, `Trying again in ${seconds} s`);
}

/** Makes an error that also says what follows from it, if there is a hint. */
export function withHint(
  error: DbtCloudError,
  hint: string | undefined,
): DbtCloudError {
  if (!hint) return error;
  return new DbtCloudError(joinSentences(error.message, hint), {
    ...error,
    reason: joinSentences(error.reason, hint),
    cause: error,
  });
}
