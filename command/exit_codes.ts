/** All ends of the command: the one table that knows exit codes. */

/** An end of the command, and its consequences for the run and its duplicates. */
export interface End {
  /** The exit code. */
  code: number;
  /** The meaning, for `--help` and for the heading of the summary. */
  meaning: string;
  /** The `error_kind` of `--json`; by default, the kind of dbt Cloud's error. */
  kind?: string;
  /** The fate of a run that is in progress; by default, it is not mentioned. */
  run?: "keep running" | "cancel if ours";
  /** The fate of other runs that the same trigger has started. */
  duplicates?: "cancel";
}

/** The meaning of exit code 3: dbt Cloud gave no clear answer, or not the file. */
const NO_CLEAR_ANSWER =
  "dbt Cloud refused or could not be reached, or it is unknown whether a run was started";

const STOPPED = { run: "cancel if ours", duplicates: "cancel" } as const;
const INTERRUPTED = { kind: "interrupted", ...STOPPED } as const;

/** All ends, in the order of their exit codes. */
export const ENDS = {
  succeeded: { code: 0, meaning: "the run succeeded" },
  failed: { code: 1, meaning: "the run ended in error or was cancelled" },
  invalidInput: {
    code: 2,
    meaning: "wrong or missing input; no run was started",
    kind: "input",
  },
  // The run is not touched, for an outage of dbt Cloud does not stop a build. The
  // error says that it may still be running.
  unreachable: { code: 3, meaning: NO_CLEAR_ANSWER, duplicates: "cancel" },
  ambiguous: { code: 3, meaning: NO_CLEAR_ANSWER, kind: "ambiguous" },
  missingFile: { code: 3, meaning: NO_CLEAR_ANSWER, kind: "not-found" },
  timedOut: {
    code: 4,
    meaning: "gave up waiting",
    kind: "timeout",
    ...STOPPED,
  },
  stillRunning: { code: 4, meaning: "the run is in progress (status)" },
  notFound: { code: 5, meaning: "no such run was found", kind: "not-found" },
  nothingToRetry: {
    code: 5,
    meaning: "there is nothing to retry",
    kind: "not-found",
  },
  // A build of two hours is not lost to a mistake of ours.
  bug: {
    code: 70,
    meaning: "a fault of dbt-run itself",
    kind: "bug",
    run: "keep running",
  },
  SIGHUP: { code: 129, meaning: "SIGHUP", ...INTERRUPTED },
  SIGINT: { code: 130, meaning: "SIGINT", ...INTERRUPTED },
  SIGTERM: { code: 143, meaning: "SIGTERM", ...INTERRUPTED },
} as const satisfies { [name: string]: End };

/** The name of an end. */
export type EndName = keyof typeof ENDS;

/** Looks up the exit code of an end. */
export function exitCode(end: EndName): number {
  return ENDS[end].code;
}

/** Whether an end is the verdict on a run, and not an early end. */
export function isVerdict(end: EndName): boolean {
  return end === "succeeded" || end === "failed";
}

/** Lists the exit codes with all their meanings, for `--help`. */
export function listExitCodes(): { code: number; meaning: string }[] {
  const meanings = new Map<number, Set<string>>();
  for (const { code, meaning } of Object.values(ENDS)) {
    meanings.set(code, (meanings.get(code) ?? new Set()).add(meaning));
  }
  return [...meanings].map(([code, texts]) => ({
    code,
    meaning: [...texts].join(", or "),
  }));
}

/** An error that ends the command in a way of its own. */
export class CommandError extends Error {
  constructor(message: string, readonly end: EndName) {
    super(message);
  }
}

/** Makes an error of anything that was thrown. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
