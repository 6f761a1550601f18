/** The error for a run of which nobody knows whether it was started. */
import { DbtCloudError, UnclearTriggerError } from "./errors.ts";
import type { Run } from "./model.ts";
import type { Redact } from "./redact.ts";
import { formatPendingRun, type StartRequest } from "./start_request.ts";

/** The reasons why it is unknown whether a run was started. */
export interface UnclearStart {
  /** The ambiguous answer to a POST, if there was one. */
  ambiguity: DbtCloudError | undefined;
  /** The error that ended the search for the run. */
  lastError: unknown;
  /** The runs that may be the one that was started. */
  candidates: Run[];
}

/** Makes the error that says what may have been started, and what was in the way. */
export function createUnclearError(
  { redact }: { redact: Redact },
  request: Pick<StartRequest, "mark" | "page" | "runId">,
  { ambiguity, lastError, candidates }: UnclearStart,
): UnclearTriggerError {
  const obstacle = findObstacle(lastError);
  const [first, second] = [...new Set([ambiguity, obstacle])]
    .filter((error) => error instanceof DbtCloudError);
  const join = (text: string | undefined) =>
    redact(
      [text, second?.message, formatPendingRun(request)]
        .filter(Boolean).join(". "),
    );
  return new UnclearTriggerError(join(first?.message), {
    reason: join(first?.reason),
    mark: request.mark,
    page: request.page,
    runId: request.runId,
    cause: ambiguity ?? lastError,
    status: first?.status,
    kind: first?.kind,
    candidates,
  });
}

/** Finds the fault behind an error: that of an outage only says how long it was. */
function findObstacle(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof DbtCloudError ? cause : error;
}
